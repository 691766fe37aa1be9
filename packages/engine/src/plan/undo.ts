import { type Problem, problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import { type CellsChanged, type Change, invert } from './change.ts';
import { isPresent, readLeaf, rowIndex, rowOf, slotOf } from './cube.ts';
import { sameValue } from './record.ts';
import { type BookState, findRecord } from './state.ts';

/**
 * Undo of an entry: its inverse, appended as a new entry (SPR-T90). Refused when something it touched was changed
 * again later, because taking back the earlier change would silently take back the later one too: `UNDO_BLOCKED` at
 * `position`, the first 20 of them, with `kind` and `id` and, where they apply, `field`, or a count of `rows` or `cells`.
 */
export function decideUndo(state: BookState, changes: readonly Change[]): Result<readonly Change[]> {
  const blocked = [...changes.flatMap((change) => whyBlocked(state, change)), ...rowsBlocked(state, changes)];
  return blocked.length > 0 ? refuse(...blocked.slice(0, MAX_REASONS)) : ok(invert(changes));
}

/** Reasons told to the person; the first ones suffice to find the later entries in the history. */
const MAX_REASONS = 20;

/** Is what the change made still so? */
function whyBlocked(state: BookState, change: Change): readonly Problem[] {
  switch (change.type) {
    case 'record.added': {
      const { kind, id, fields } = change.record;
      const now = findRecord(state, kind, id);
      return now && sameValue(now.fields, fields) ? [] : [problem('UNDO_BLOCKED', 'position', { kind, id })];
    }
    case 'record.removed': {
      const { kind, id } = change.record;
      return findRecord(state, kind, id) ? [problem('UNDO_BLOCKED', 'position', { kind, id })] : [];
    }
    case 'record.changed': {
      const now = findRecord(state, change.kind, change.id);
      return Object.entries(change.after)
        .filter(([name, value]) => !now || !sameValue(now.fields[name], value))
        .map(([field]) => problem('UNDO_BLOCKED', 'position', { kind: change.kind, id: change.id, field }));
    }
    case 'cube.shaped': {
      const now = state.cubes.get(change.target)?.shape ?? null;
      const same = JSON.stringify(now) === JSON.stringify(change.after);
      return same ? [] : [problem('UNDO_BLOCKED', 'position', { kind: 'target', id: change.target })];
    }
    case 'rows.changed':
      return []; // an entry may mention a row twice; `rowsBlocked` goes by its last word
    case 'cells.changed':
      return cellsBlocked(state, change);
  }
}

function rowsBlocked(state: BookState, changes: readonly Change[]): readonly Problem[] {
  const last = new Map<string, { target: string; row: readonly string[]; present: boolean }>();
  for (const change of changes) {
    if (change.type !== 'rows.changed') continue;
    const { target, present } = change;
    for (const row of change.rows) last.set(JSON.stringify([target, row]), { target, row, present });
  }
  const other = new Map<string, number>();
  for (const { target, row, present } of last.values()) {
    const cube = state.cubes.get(target)?.cube;
    if (!cube || isPresent(cube, rowIndex(cube, row)) !== present)
      other.set(target, (other.get(target) ?? 0) + 1);
  }
  return [...other].map(([id, rows]) => problem('UNDO_BLOCKED', 'position', { kind: 'target', id, rows }));
}

function cellsBlocked(state: BookState, change: CellsChanged): readonly Problem[] {
  const cube = state.cubes.get(change.target)?.cube;
  if (!cube) return [problem('UNDO_BLOCKED', 'position', { kind: 'target', id: change.target })];
  let later = 0;
  change.cells.forEach((cell, i) => {
    if (readLeaf(cube, change.part, rowOf(cell), slotOf(cell)) !== change.after[i]) later += 1;
  });
  return later === 0
    ? []
    : [problem('UNDO_BLOCKED', 'position', { kind: 'target', id: change.target, cells: later })];
}
