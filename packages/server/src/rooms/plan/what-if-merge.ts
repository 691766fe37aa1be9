import {
  type BookState,
  type Change,
  countsInBook,
  type Fields,
  findRecord,
  isPresent,
  readLeaf,
  rowIndex,
  rowOf,
  sameValue,
  slotOf,
} from '@shapan/engine';

/** What stands against a change: where, and what is there now. */
export type Conflict = Readonly<Record<string, string | number | null>>;

/** Where the live plan is neither as the what-if found it nor as the what-if wants it. */
export function conflictOf(live: BookState, change: Change): Conflict | null {
  switch (change.type) {
    case 'record.added': {
      const { kind, id, fields } = change.record;
      const there = findRecord(live, kind, id);
      return there && !sameRecord(kind, there.fields, fields)
        ? { kind, id, theirs: text(there.fields) }
        : null;
    }
    case 'record.changed': {
      const record = findRecord(live, change.kind, change.id);
      if (!record) return { kind: change.kind, id: change.id, theirs: null };
      const field = Object.keys(change.after).find(
        (name) =>
          !countsInBook(change.kind, name) &&
          !sameValue(record.fields[name], change.before[name]) &&
          !sameValue(record.fields[name], change.after[name]),
      );
      return field === undefined
        ? null
        : { kind: change.kind, id: change.id, field, theirs: text(record.fields[field]) };
    }
    case 'record.removed': {
      const { kind, id, fields } = change.record;
      const record = findRecord(live, kind, id);
      return record && !sameRecord(kind, record.fields, fields)
        ? { kind, id, theirs: text(record.fields) }
        : null;
    }
    // Of numbers each is looked at for itself (`settleNumbers`).
    default:
      return null;
  }
}

function sameRecord(kind: string, one: Fields, other: Fields): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => countsInBook(kind, name) || sameValue(one[name], other[name]));
}

/**
 * A change without conflict as the live plan needs it: with what stands there now before it, and without what is there
 * already – whoever did that keeps it when the promotion is undone. `null` where nothing is left.
 */
export function leftToDo(live: BookState, change: Change): Change | null {
  switch (change.type) {
    case 'record.added':
      return findRecord(live, change.record.kind, change.record.id) === undefined ? change : null;
    case 'record.removed': {
      const record = findRecord(live, change.record.kind, change.record.id);
      return record === undefined ? null : { ...change, record };
    }
    case 'record.changed': {
      const there = findRecord(live, change.kind, change.id)?.fields ?? {};
      const names = Object.keys(change.after).filter((name) => !sameValue(there[name], change.after[name]));
      // Only counted: nothing has happened.
      if (names.every((name) => countsInBook(change.kind, name))) return null;
      const pick = (of: Fields): Fields => Object.fromEntries(names.map((name) => [name, of[name] ?? null]));
      return { ...change, before: pick(there), after: pick(change.after) };
    }
    case 'cells.changed': {
      const cube = live.cubes.get(change.target)?.cube;
      if (!cube) return change;
      const { part, cells, before, after } = change;
      const open = [...cells.keys()].filter(
        (i) => readLeaf(cube, part, rowOf(cells[i]!), slotOf(cells[i]!)) !== after[i],
      );
      if (open.length === 0) return null;
      if (open.length === cells.length) return change;
      const pick = <T>(of: readonly T[]): readonly T[] => open.map((i) => of[i]!);
      return { ...change, cells: pick(cells), before: pick(before), after: pick(after) };
    }
    case 'cube.shaped':
      return JSON.stringify(live.cubes.get(change.target)?.shape ?? null) === JSON.stringify(change.after)
        ? null
        : change;
    case 'rows.changed': {
      const cube = live.cubes.get(change.target)?.cube;
      const done =
        cube && change.rows.every((row) => isPresent(cube, rowIndex(cube, row)) === change.present);
      return done ? null : change;
    }
  }
}

function text(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
