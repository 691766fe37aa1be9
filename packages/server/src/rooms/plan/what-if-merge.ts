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
