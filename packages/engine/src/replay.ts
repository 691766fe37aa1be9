import { problem } from './foundation/problem.ts';
import { ok, type Result, refuse } from './foundation/result.ts';
import { brokenBy } from './plan/broken.ts';
import type { Change } from './plan/change.ts';
import type { BookState } from './plan/state.ts';
import { decideUndo } from './plan/undo.ts';
import { brokenNumbers, MAX_REASONS } from './targets/broken-numbers.ts';
import { withHoldsEnded } from './targets/ended-holds.ts';
import type { Decision, EnterContext } from './targets/entry-context.ts';
import { leftOf } from './targets/left-of.ts';
import { releasedTwice, withReleasesTakenBack } from './targets/waterfall/taken-back.ts';

/**
 * What was decided in a what-if, done to its plan (SPR-T92). It was lawful there; here others may have held a number,
 * closed a period or taken away what it stands on meanwhile. Refused at `branch` with what `brokenBy` and `brokenNumbers`
 * say, so that it brings nothing about that commands of the promoter's own could not. `then`: the what-if as it is.
 */
export function decidePromotion(
  context: EnterContext,
  changes: readonly Change[],
  then: BookState,
): Result<Decision> {
  const broken = [
    ...brokenBy(context, changes, { said: then }),
    ...brokenNumbers(context, changes),
    ...releasedTwice(context, changes),
  ];
  return broken.length > 0
    ? refuse(...broken.slice(0, MAX_REASONS).map((one) => ({ ...one, path: 'branch' })))
    : ok(broughtBack(context, changes, then));
}

/**
 * An entry taken back: `decideUndo`, and no hold or closed period that stands in its way is passed over either. Refused as
 * `UNDO_BLOCKED` at `position` with what is in the way. `then`: the book as the entry found it.
 */
export function decideTakeBack(
  context: EnterContext,
  changes: readonly Change[],
  then: BookState,
): Result<Decision> {
  const undone = decideUndo(context, changes, then);
  if (!undone.ok) return undone;
  const broken = [...brokenNumbers(context, undone.value), ...releasedTwice(context, undone.value)];
  return broken.length > 0
    ? refuse(...broken.map(({ params }) => problem('UNDO_BLOCKED', 'position', params)))
    : ok(broughtBack(context, undone.value, then));
}

/**
 * An entry made good without touching what came after it (SPR-T90): what of it is still so is taken back, and a leaf of a sum
 * that was changed since changes by the opposite of what the entry did to it. Everything else that was changed since stays
 * and is counted in the notice `COMPENSATED`. Refused as `decideTakeBack`; as `UNDO_BLOCKED` too where the entry shaped a
 * table, which is as it is or not; `OUT_OF_RANGE` at `position` where a leaf would leave ±`MAX_AMOUNT`.
 */
export function decideCompensation(
  context: EnterContext,
  changes: readonly Change[],
  then: BookState,
): Result<Decision> {
  const left = leftOf(context, changes);
  if (!left.ok) return left;
  const { remains, counts } = left.value;
  const decided = decideTakeBack(context, remains, then);
  if (!decided.ok) return decided;
  const { changes: made, notices } = decided.value;
  return ok({ changes: made, notices: [...notices, { code: 'COMPENSATED', params: { ...counts } }] });
}

/**
 * What was so elsewhere or at another time, done to this book: a number that moves by another road than typing is no more
 * visible below than a typed one, no release comes back over other numbers than it stood over `then` (SPR-T93), and no hold
 * that ended with the plan's approval comes back into a plan that is approved (SPR-T53).
 */
export const broughtBack = (context: EnterContext, changes: readonly Change[], then: BookState): Decision =>
  withHoldsEnded(context, withReleasesTakenBack(context, { changes, notices: [] }, then));
