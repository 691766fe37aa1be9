import {
  addRows,
  type Cube,
  cellAddress,
  createCube,
  createFrame,
  forkCube,
  type Multiway,
  readLeaf,
  type SpreadRequest,
  setCells,
  spreadBatch,
} from './doors.ts';
import { flatTree, type Garden, months, place, slotOfMonth } from './garden.ts';

/** Regions × products × channels in one month, by `values[region][product][channel]`. */
export type Values = readonly (readonly (readonly (number | null)[])[])[];

export const dimensions = ['r', 'p', 'c'] as const;

export function block(values: Values): Garden {
  const sizes = [values.length, values[0]!.length, values[0]![0]!.length];
  const trees = dimensions.map((name, d) => flatTree(name, sizes[d]!));
  const time = months(1);
  const cube = createCube({ dimensions, parts: 1, firstSlot: slotOfMonth(1), slotCount: 1 });
  values.forEach((slice, r) => {
    slice.forEach((line, p) => {
      const rows = addRows(
        cube,
        line.map((_, c) => [`r${r + 1}`, `p${p + 1}`, `c${c + 1}`]),
      );
      setCells(
        cube,
        0,
        rows.map((row) => cellAddress(row, slotOfMonth(1))),
        line,
      );
    });
  });
  return { cube, frame: createFrame(cube, trees, time), trees, time };
}

/** A total, as `r1`, `r1 p2`, `c3`: what is not named stands at its top. */
export function totalAt(garden: Garden, names: string, value: number): SpreadRequest {
  const ids = dimensions.map((name) => names.split(' ').find((one) => one.startsWith(name)) ?? name);
  return { at: place(garden, ids, 'Y'), method: 'proportional', value };
}

export const totals = (garden: Garden, wanted: Readonly<Record<string, number>>): SpreadRequest[] =>
  Object.entries(wanted).map(([names, value]) => totalAt(garden, names, value));

/** Several totals typed at once: the cube after it, or the first problem. */
export function typed(garden: Garden, requests: readonly SpreadRequest[], wish: Multiway = {}) {
  const input = { cube: garden.cube, frame: garden.frame, aggregation: 'sum', multiway: wish } as const;
  const outcome = spreadBatch(input, requests);
  if (!outcome.ok) return { problem: outcome.problems[0]!, notices: [], values: null, cube: null };
  const cube = forkCube(garden.cube);
  for (const { part, cells, after } of outcome.value.changes) setCells(cube, part, cells, after);
  return { problem: null, notices: outcome.value.notices, values: valuesOf(garden, cube), cube };
}

export function valuesOf({ trees }: Garden, cube: Cube): (number | null)[][][] {
  const [r, p, c] = trees.map((tree) => tree.ids.length - 1) as [number, number, number];
  const at = (i: number, j: number, k: number) => readLeaf(cube, 0, (i * p + j) * c + k, slotOfMonth(1));
  return Array.from({ length: r }, (_, i) =>
    Array.from({ length: p }, (__, j) => Array.from({ length: c }, (___, k) => at(i, j, k))),
  );
}
