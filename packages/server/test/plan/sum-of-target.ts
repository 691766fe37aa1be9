import { type BookState, readLeaf, rowCount } from '@shapan/engine';

/** All numbers of the target in a book. */
export function sumOf(state: BookState | undefined): number {
  const cube = state?.cubes.get('target')?.cube;
  if (!cube) return 0;
  let sum = 0;
  for (let row = 0; row < rowCount(cube); row++)
    for (let slot = cube.firstSlot; slot < cube.firstSlot + cube.slotCount; slot++)
      sum += readLeaf(cube, 0, row, slot) ?? 0;
  return sum;
}
