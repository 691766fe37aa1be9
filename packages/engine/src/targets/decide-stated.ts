import { MAX_AMOUNT } from '../foundation/amount.ts';
import { type Problem, problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import { applyChanges } from '../plan/apply.ts';
import type { Change } from '../plan/change.ts';
import { forkState } from '../plan/state.ts';
import { checkDistinct } from './distinct-law.ts';
import type { EnterContext, Placed } from './entry-context.ts';
import { covers, type Place, rowsUnder } from './frame.ts';
import { layoutOf, namesOf } from './layout.ts';
import type { Hold } from './spread/request.ts';
import { placeKey, stateNumber } from './stated.ts';
import { tableTotals } from './table-totals.ts';
import type { TargetLayout } from './target-layout.ts';
import { readFraction } from './totals.ts';

/** A hold and whose it is. */
type OwnedHold = Hold & { readonly owner: string };

/**
 * Numbers for totals that have their own (SPR-T78): each is kept as it is typed and spread nowhere. Refuses at the entry
 * with `KIND` (anything but a plain number), `REQUIRED`, `OUT_OF_RANGE`, `UNKNOWN_REFERENCE` (no row below the place),
 * `FORBIDDEN`, `NO_FREE_CELL` (held) and `CONTRADICTION` (one place, two numbers).
 */
export function stateTotals(
  context: EnterContext,
  layout: TargetLayout,
  entries: readonly Placed[],
  holds: readonly OwnedHold[],
): Result<readonly Change[]> {
  const problems: Problem[] = [];
  const wanted = new Map<string, { place: Place; value: number | null }>();
  for (const one of entries) {
    const wrong = whyNot(context, layout, one, holds);
    const key = placeKey(one.place);
    const value = one.entry.value ?? null;
    const seen = wanted.get(key);
    if (wrong) problems.push(wrong);
    else if (seen && seen.value !== value) problems.push(problem('CONTRADICTION', `${one.path}.at`));
    else wanted.set(key, { place: one.place, value });
  }
  if (problems.length > 0) return refuse(...problems.slice(0, 100));
  const table = { target: layout.target.id, frame: layout.frame, dimensions: layout.cube.dimensions };
  return ok([...wanted.values()].flatMap((statement) => stateNumber(context.state, table, statement)));
}

function whyNot(
  context: EnterContext,
  layout: TargetLayout,
  { entry, place, path }: Placed,
  holds: readonly OwnedHold[],
): Problem | null {
  const { frame, aggregation, target } = layout;
  const { value, method = 'proportional', action = 'replace' } = entry;
  const clears = method === 'clear' && (value ?? null) === null;
  if ((method !== 'proportional' && !clears) || action !== 'replace')
    return problem('KIND', `${path}.method`, { aggregation, method });
  const stray = Object.keys(entry).find((field) => !understood.has(field));
  if (stray !== undefined) return problem('INVALID', `${path}.${stray}`, { method, expected: 'value' });
  if (value === undefined && !clears) return problem('REQUIRED', `${path}.value`);
  if (typeof value === 'number' && (!Number.isInteger(value) || Math.abs(value) > MAX_AMOUNT))
    return problem('OUT_OF_RANGE', `${path}.value`, { max: MAX_AMOUNT, value });
  if (rowsUnder(frame, place).length === 0)
    return problem('UNKNOWN_REFERENCE', `${path}.at`, {
      id: `${entry.at.members.join(' / ')} ${entry.at.time}`,
    });
  if (!context.writable(target.id, namesOf(frame, place).members)) return problem('FORBIDDEN', `${path}.at`);
  const keeping = holds.filter((hold) => isHeldBy(layout, hold, place, context.actor));
  return keeping.length > 0
    ? problem('NO_FREE_CELL', `${path}.at`, { holds: keeping.map(({ id }) => id).join(','), held: 1 })
    : null;
}

/** `expect` and `typed` were looked at before (`staleEntries`). */
const understood: ReadonlySet<string> = new Set(['at', 'value', 'method', 'action', 'expect', 'typed']);

/** What keeps the leaves below a place keeps the numbers of the totals below it too; its owner types through it. */
function isHeldBy({ frame }: TargetLayout, hold: OwnedHold, place: Place, actor: string): boolean {
  const own =
    hold.owner === actor &&
    hold.strength !== 'system' &&
    covers(frame, place, hold.at) &&
    covers(frame, hold.at, place);
  return !own && covers(frame, hold.at, place);
}

/** What a commit must keep true of distinct counts; see `checkDistinct`. */
export function checkStated(
  context: EnterContext,
  layout: TargetLayout,
  entries: readonly Placed[],
  changes: readonly Change[],
): readonly Problem[] {
  if (layout.aggregation !== 'distinct' || changes.length === 0) return [];
  const state = forkState(context.state);
  applyChanges(state, changes);
  const after = layoutOf(state, context.master, layout.target.id);
  if (!after) return [];
  const totals = tableTotals(after);
  const places = entries.map(({ place, path }) => ({ place, path: `${path}.value` }));
  return checkDistinct(
    layout.frame,
    (place) => readFraction(totals, place)?.numerator ?? null,
    places,
    (place) => context.writable(layout.target.id, namesOf(layout.frame, place).members),
  ).slice(0, 100);
}
