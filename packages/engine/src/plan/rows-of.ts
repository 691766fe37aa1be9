import { coordinateOf, rowCount, rowOf } from './cube.ts';
import type { BookState } from './state.ts';

/** Which coordinate a cell address of a target belongs to; nothing for a target or row that is not there. */
export function rowsOf(state: BookState): (target: string, cell: number) => readonly string[] | undefined {
  return (target, cell) => {
    const cube = state.cubes.get(target)?.cube;
    const row = rowOf(cell);
    return cube && row < rowCount(cube) ? coordinateOf(cube, row) : undefined;
  };
}
