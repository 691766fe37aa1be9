import { type Problem, problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import { brokenBy } from './broken.ts';
import { type CellsChanged, type Change, invert } from './change.ts';
import type { DecideContext } from './context.ts';
import { isPresent, readLeaf, rowIndex, rowOf, slotOf } from './cube.ts';
import { type PlanRecord, sameValue } from './record.ts';
import { findRecord } from './state.ts';
import { calledIn } from './title.ts';

/**
 * Undo of an entry: its inverse, appended as a new entry (SPR-T90). Refused when something it touched was changed
 * again later, because taking back the earlier change would silently take back the later one too; and when something
 * would lose its ground by it (P8): `UNDO_BLOCKED` at `position`, the first 20 of them, with `by` – the names of what is in
 * the way – and `kind` and `id` and, where they apply, `field`, or a count of `rows`, `cells` or other places (`count`).
 */
export function decideUndo(context: DecideContext, changes: readonly Change[]): Result<readonly Change[]> {
  const later = [
    ...changes.flatMap((change) => whyBlocked(context, change)),
    ...rowsBlocked(context, changes),
  ];
  if (later.length > 0) return refuse(...later.slice(0, MAX_REASONS));
  const inverse = invert(changes);
  const broken = brokenBy(context, inverse);
  return broken.length > 0
    ? refuse(...broken.slice(0, MAX_REASONS).map(({ params }) => problem('UNDO_BLOCKED', 'position', params)))
    : ok(inverse);
}

/** Reasons told to the person; the first ones suffice to find the later entries in the history. */
const MAX_REASONS = 20;

function aboutRecord(context: DecideContext, record: PlanRecord, field?: string): Problem {
  const { kind, id } = record;
  const by = calledIn(context, record);
  return problem('UNDO_BLOCKED', 'position', { kind, id, ...(field !== undefined && { field }), by });
}

function aboutTarget(
  context: DecideContext,
  id: string,
  count: { rows?: number; cells?: number } = {},
): Problem {
  const record = findRecord(context.state, 'target', id);
  const by = record ? calledIn(context, record) : id;
  return problem('UNDO_BLOCKED', 'position', { kind: 'target', id, ...count, by });
}

/** Is what the change made still so? */
function whyBlocked(context: DecideContext, change: Change): readonly Problem[] {
  const { state } = context;
  switch (change.type) {
    case 'record.added': {
      const { kind, id, fields } = change.record;
      const now = findRecord(state, kind, id);
      return now && sameValue(now.fields, fields) ? [] : [aboutRecord(context, now ?? change.record)];
    }
    case 'record.removed': {
      const now = findRecord(state, change.record.kind, change.record.id);
      return now ? [aboutRecord(context, now)] : [];
    }
    case 'record.changed': {
      const now = findRecord(state, change.kind, change.id);
      return Object.entries(change.after)
        .filter(([name, value]) => !now || !sameValue(now.fields[name], value))
        .map(([field]) => aboutRecord(context, now ?? { ...change, fields: change.after }, field));
    }
    case 'cube.shaped': {
      const now = state.cubes.get(change.target)?.shape ?? null;
      const same = JSON.stringify(now) === JSON.stringify(change.after);
      return same ? [] : [aboutTarget(context, change.target)];
    }
    case 'rows.changed':
      return []; // an entry may mention a row twice; `rowsBlocked` goes by its last word
    case 'cells.changed':
      return cellsBlocked(context, change);
  }
}

function rowsBlocked(context: DecideContext, changes: readonly Change[]): readonly Problem[] {
  const last = new Map<string, { target: string; row: readonly string[]; present: boolean }>();
  for (const change of changes) {
    if (change.type !== 'rows.changed') continue;
    const { target, present } = change;
    for (const row of change.rows) last.set(JSON.stringify([target, row]), { target, row, present });
  }
  const other = new Map<string, number>();
  for (const { target, row, present } of last.values()) {
    const cube = context.state.cubes.get(target)?.cube;
    if (!cube || isPresent(cube, rowIndex(cube, row)) !== present)
      other.set(target, (other.get(target) ?? 0) + 1);
  }
  return [...other].map(([id, rows]) => aboutTarget(context, id, { rows }));
}

function cellsBlocked(context: DecideContext, change: CellsChanged): readonly Problem[] {
  const cube = context.state.cubes.get(change.target)?.cube;
  if (!cube) return [aboutTarget(context, change.target)];
  let later = 0;
  change.cells.forEach((cell, i) => {
    if (readLeaf(cube, change.part, rowOf(cell), slotOf(cell)) !== change.after[i]) later += 1;
  });
  return later === 0 ? [] : [aboutTarget(context, change.target, { cells: later })];
}
