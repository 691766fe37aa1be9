import type { TargetLayout } from '@shapan/engine';

/** The members of a cell by their dimensions; what stands at the top of its dimension is not named. */
export function coordinateOf(
  { cube }: TargetLayout,
  members: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    cube.dimensions.flatMap((dimension, d) => {
      const id = members[d];
      return id === undefined || id === '*' ? [] : [[dimension, id] as const];
    }),
  );
}
