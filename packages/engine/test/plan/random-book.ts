import fc from 'fast-check';
import {
  type BookState,
  type Change,
  cellAddress,
  coordinateOf,
  createState,
  findRecord,
  isPresent,
  readLeaf,
  recordsOf,
  rowCount,
  rowIndex,
} from '../../src/index.ts';

/** One random step in the life of a book, as a choice of numbers; `changeOf` makes it fit the state it meets. */
export type Step = readonly [what: number, a: number, b: number, value: number];

const small = fc.nat({ max: 7 });
export const steps = fc.array(
  fc.tuple(fc.nat({ max: 5 }), small, small, fc.integer({ min: -1_000_000, max: 1_000_000 })),
  { maxLength: 40 },
);

const TARGET = 'revenue';

/** A change that may happen in this state, or none. */
export function changeOf(state: BookState, [what, a, b, value]: Step): Change | null {
  const id = `r${a}`;
  const record = findRecord(state, 'risk', id);
  const cube = state.cubes.get(TARGET);
  switch (what) {
    case 0:
      return record
        ? null
        : {
            type: 'record.added',
            record: { kind: 'risk', id, fields: { name: `n${value}`, trigger: `t${b}` } },
          };
    case 1:
      return record ? { type: 'record.removed', record } : null;
    case 2: {
      if (!record) return null;
      const field = b % 2 === 0 ? 'name' : 'response';
      const before = record.fields[field] ?? null;
      const after = b % 3 === 0 && field === 'response' ? null : `v${value}`;
      return before === after
        ? null
        : {
            type: 'record.changed',
            kind: 'risk',
            id,
            before: { [field]: before },
            after: { [field]: after },
          };
    }
    case 3:
      if (cube?.shape) return null;
      return {
        type: 'cube.shaped',
        target: TARGET,
        before: null,
        after: { dimensions: ['d'], parts: 1, firstSlot: 10, slotCount: 4 },
      };
    case 4: {
      if (!cube?.cube) return null;
      const row = [`m${a}`];
      const present = isPresent(cube.cube, rowIndex(cube.cube, row));
      return { type: 'rows.changed', target: TARGET, rows: [row], present: !present };
    }
    default: {
      if (!cube?.cube || a >= rowCount(cube.cube)) return null;
      const slot = 10 + (b % 4);
      const before = readLeaf(cube.cube, 0, a, slot);
      const after = value % 5 === 0 ? null : value;
      return {
        type: 'cells.changed',
        target: TARGET,
        part: 0,
        cells: [cellAddress(a, slot)],
        before: [before],
        after: [after],
      };
    }
  }
}

/** Everything a reader of the book could see, in an order that does not depend on how it came about. */
export function contentOf(state: BookState): unknown {
  const risks = [...recordsOf(state, 'risk')].sort((x, y) => (x.id < y.id ? -1 : 1));
  const cubes = [...state.cubes].map(([target, { shape, cube }]) => {
    if (!cube) return { target, shape, leaves: [] };
    const leaves = Array.from({ length: rowCount(cube) }, (_, row) => ({
      at: coordinateOf(cube, row).join(),
      present: isPresent(cube, row),
      values: Array.from({ length: cube.slotCount }, (_, i) => readLeaf(cube, 0, row, cube.firstSlot + i)),
    }));
    // A row that came and went is no content.
    const seen = leaves.filter(({ present, values }) => present || values.some((value) => value !== null));
    return { target, shape, leaves: seen.sort((x, y) => (x.at < y.at ? -1 : 1)) };
  });
  return { risks, cubes: cubes.filter(({ shape, leaves }) => shape !== null || leaves.length > 0) };
}

export const emptyBook = (): BookState => createState();
