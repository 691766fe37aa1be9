import {
  type BookState,
  type Cube,
  coordinateOf,
  cubeOf,
  type EarlierLeaf,
  isPresent,
  layoutOf,
  type PlanRecord,
  readLeaf,
  rowCount,
} from '@shapan/engine';

/** What the next plan is made from: the records of an earlier one and its numbers by period. */
export interface EarlierPlan {
  readonly records: readonly PlanRecord[];
  readonly leaves: readonly EarlierLeaf[];
}

export function earlierPlan(state: BookState, master: BookState): EarlierPlan {
  const records = [...state.records.values()].flatMap(({ byId }) => [...byId.values()]);
  const leaves = [...state.cubes.keys()].flatMap((target) => {
    const layout = layoutOf(state, master, target);
    // As it is stored, each row once: whoever has moved has several lines in the table, of no other plan's window.
    const cube = cubeOf(state, target)?.cube;
    return layout && cube ? leavesOf(target, cube, layout.periods) : [];
  });
  return { records, leaves };
}

function leavesOf(
  target: string,
  cube: Cube,
  periods: readonly { id: string; slot: number }[],
): EarlierLeaf[] {
  const leaves: EarlierLeaf[] = [];
  for (let row = 0; row < rowCount(cube); row++) {
    if (!isPresent(cube, row)) continue;
    const members = coordinateOf(cube, row);
    const filled = periods.flatMap(({ id, slot }) => {
      const parts = Array.from({ length: cube.parts }, (_, part) => readLeaf(cube, part, row, slot));
      return parts.some((value) => value !== null) ? [{ target, members, period: id, parts }] : [];
    });
    leaves.push(...(filled.length > 0 ? filled : [{ target, members, period: null, parts: [] }]));
  }
  return leaves;
}
