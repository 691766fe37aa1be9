import type { CellsChanged, Change, RecordChanged, RowsChanged } from './change.ts';
import { isPresent, readLeaf, rowIndex, rowOf, slotOf } from './cube.ts';
import { type Fields, sameValue } from './record.ts';
import { type BookState, findRecord } from './state.ts';

/** An entry in two: what of it is still so, and what is otherwise by now. Each place is in one of them. */
export interface SinceThen {
  readonly stands: readonly Change[];
  readonly moved: readonly Change[];
}

/**
 * What became of the places that an entry touched: field by field, leaf by leaf, row by row – a row that the entry mentions
 * twice goes by its last word. A record that came or went, and the layout of a table, are one place each.
 */
export function sinceThen(state: BookState, changes: readonly Change[]): SinceThen {
  const parts = [
    ...changes.map((change) => sidesOf(state, change)),
    ...lastRows(changes).map((change) => rowSides(state, change)),
  ];
  return {
    stands: parts.flatMap(({ stands }) => stands),
    moved: parts.flatMap(({ moved }) => moved),
  };
}

const either = (isSo: boolean, change: Change): SinceThen =>
  isSo ? { stands: [change], moved: [] } : { stands: [], moved: [change] };

const NEITHER: SinceThen = { stands: [], moved: [] };

function sidesOf(state: BookState, change: Change): SinceThen {
  switch (change.type) {
    case 'record.added': {
      const { kind, id, fields } = change.record;
      const now = findRecord(state, kind, id);
      return either(now !== undefined && sameValue(now.fields, fields), change);
    }
    case 'record.removed':
      return either(!findRecord(state, change.record.kind, change.record.id), change);
    case 'record.changed':
      return fieldSides(state, change);
    case 'cube.shaped': {
      const now = state.cubes.get(change.target)?.shape ?? null;
      return either(JSON.stringify(now) === JSON.stringify(change.after), change);
    }
    case 'rows.changed':
      return NEITHER; // an entry may mention a row twice: see `lastRows`
    case 'cells.changed':
      return leafSides(state, change);
  }
}

function fieldSides(state: BookState, change: RecordChanged): SinceThen {
  const now = findRecord(state, change.kind, change.id);
  const names = Object.keys(change.after);
  const isSo = (name: string) => now !== undefined && sameValue(now.fields[name], change.after[name]);
  const part = (chosen: readonly string[]): readonly Change[] => {
    const of = (side: Fields): Fields => Object.fromEntries(chosen.map((name) => [name, side[name] ?? null]));
    return chosen.length > 0 ? [{ ...change, before: of(change.before), after: of(change.after) }] : [];
  };
  return { stands: part(names.filter(isSo)), moved: part(names.filter((name) => !isSo(name))) };
}

function leafSides(state: BookState, change: CellsChanged): SinceThen {
  const cube = state.cubes.get(change.target)?.cube;
  if (!cube) return { stands: [], moved: [change] };
  const places = Array.from(change.cells, (_, i) => i);
  const isSo = (i: number): boolean => {
    const cell = change.cells[i] as number;
    return readLeaf(cube, change.part, rowOf(cell), slotOf(cell)) === change.after[i];
  };
  const stands = places.filter(isSo);
  if (stands.length === places.length) return { stands: [change], moved: [] };
  const part = (chosen: readonly number[]): readonly Change[] =>
    chosen.length > 0 ? [leavesAt(change, chosen)] : [];
  return { stands: part(stands), moved: part(places.filter((i) => !isSo(i))) };
}

const leavesAt = (change: CellsChanged, places: readonly number[]): CellsChanged => ({
  ...change,
  cells: places.map((i) => change.cells[i] as number),
  before: places.map((i) => change.before[i] ?? null),
  after: places.map((i) => change.after[i] ?? null),
});

function lastRows(changes: readonly Change[]): readonly RowsChanged[] {
  const last = new Map<string, RowsChanged>();
  for (const change of changes) {
    if (change.type !== 'rows.changed') continue;
    for (const row of change.rows) last.set(JSON.stringify([change.target, row]), { ...change, rows: [row] });
  }
  const together = new Map<string, RowsChanged>();
  for (const { rows, ...change } of last.values()) {
    const key = JSON.stringify([change.target, change.present]);
    together.set(key, { ...change, rows: [...(together.get(key)?.rows ?? []), ...rows] });
  }
  return [...together.values()];
}

function rowSides(state: BookState, change: RowsChanged): SinceThen {
  const cube = state.cubes.get(change.target)?.cube;
  const isSo = (row: readonly string[]): boolean =>
    cube !== undefined && cube !== null && isPresent(cube, rowIndex(cube, row)) === change.present;
  const part = (rows: readonly (readonly string[])[]): readonly Change[] =>
    rows.length > 0 ? [{ ...change, rows }] : [];
  return { stands: part(change.rows.filter(isSo)), moved: part(change.rows.filter((row) => !isSo(row))) };
}
