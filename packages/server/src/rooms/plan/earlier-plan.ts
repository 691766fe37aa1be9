import { type BookState, type Cube, coordinateOf, isPresent, layoutOf, type PlanRecord, readLeaf, rowCount } from '@shapan/engine';

/** What the next plan is made from: the records of an earlier one and its numbers by period id. */
export interface EarlierPlan {
  readonly earlierPlan: string;
  readonly records: readonly PlanRecord[];
  readonly cubes: readonly EarlierCube[];
}

export interface EarlierCube {
  readonly target: string;
  readonly rows: readonly (readonly string[])[];
  readonly cells: readonly { readonly row: number; readonly period: string; readonly values: readonly (number | null)[] }[];
}

export function earlierPlan(state: BookState, master: BookState, planId: string): EarlierPlan {
  const records = [...state.records.values()].flatMap(({ byId }) => [...byId.values()]);
  const cubes: EarlierCube[] = [];
  for (const target of state.cubes.keys()) {
    const layout = layoutOf(state, master, target);
    if (layout) cubes.push({ target, ...numbersOf(layout.cube, layout.periods) });
  }
  return { earlierPlan: planId, records, cubes };
}

function numbersOf(cube: Cube, periods: readonly { id: string; slot: number }[]): Omit<EarlierCube, 'target'> {
  const numbers = Array.from({ length: rowCount(cube) }, (_, row) => row).filter((row) => isPresent(cube, row));
  const cells = numbers.flatMap((row, i) =>
    periods.flatMap(({ id, slot }) => {
      const values = Array.from({ length: cube.parts }, (_, part) => readLeaf(cube, part, row, slot));
      return values.some((value) => value !== null) ? [{ row: i, period: id, values }] : [];
    }),
  );
  return { rows: numbers.map((row) => coordinateOf(cube, row)), cells };
}
