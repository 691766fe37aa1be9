import { type Problem, problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import { brokenBy } from './broken.ts';
import { type Change, invert, type RowsChanged } from './change.ts';
import type { DecideContext } from './context.ts';
import type { PlanRecord } from './record.ts';
import { type BookState, findRecord } from './state.ts';
import { sinceThen } from './still-so.ts';
import { calledIn } from './title.ts';

/**
 * Undo of an entry: its inverse, appended as a new entry (SPR-T90). Refused when something it touched was changed
 * again later, because taking back the earlier change would silently take back the later one too; and when something
 * would lose its ground by it (P8): `UNDO_BLOCKED` at `position`, the first 20 of them, with `by` – the names of what is in
 * the way – and `kind` and `id` and, where they apply, `field`, or a count of `rows`, `cells` or other places (`count`).
 * `then`: the book as the entry found it: what was against a law there already is brought back all the same.
 */
export function decideUndo(
  context: DecideContext,
  changes: readonly Change[],
  then?: BookState,
): Result<readonly Change[]> {
  const { moved } = sinceThen(context.state, changes);
  const later = [
    ...moved.flatMap((change) => (change.type === 'rows.changed' ? [] : whyBlocked(context, change))),
    ...rowsBlocked(
      context,
      moved.filter((change) => change.type === 'rows.changed'),
    ),
  ];
  if (later.length > 0) return refuse(...later.slice(0, MAX_REASONS));
  const inverse = invert(changes);
  const broken = brokenBy(context, inverse, { found: then, said: then });
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

/** What stands in the way where a change is otherwise by now. */
function whyBlocked(context: DecideContext, change: Exclude<Change, RowsChanged>): readonly Problem[] {
  const { state } = context;
  switch (change.type) {
    case 'record.added':
    case 'record.removed': {
      const { kind, id } = change.record;
      return [aboutRecord(context, findRecord(state, kind, id) ?? change.record)];
    }
    case 'record.changed': {
      const now = findRecord(state, change.kind, change.id) ?? { ...change, fields: change.after };
      return Object.keys(change.after).map((field) => aboutRecord(context, now, field));
    }
    case 'cube.shaped':
      return [aboutTarget(context, change.target)];
    case 'cells.changed': {
      const isGone = !state.cubes.get(change.target)?.cube;
      return [aboutTarget(context, change.target, isGone ? {} : { cells: change.cells.length })];
    }
  }
}

function rowsBlocked(context: DecideContext, changes: readonly RowsChanged[]): readonly Problem[] {
  const other = new Map<string, number>();
  for (const { target, rows } of changes) other.set(target, (other.get(target) ?? 0) + rows.length);
  return [...other].map(([id, rows]) => aboutTarget(context, id, { rows }));
}
