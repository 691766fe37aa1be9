import { problem } from '../../foundation/problem.ts';
import { ok, refuse, type Result } from '../../foundation/result.ts';
import { covers, leavesUnder, meetOf, type Place, rowsUnder } from '../frame.ts';
import { sumLeaves } from '../totals/scan.ts';
import { allocate } from './allocate.ts';
import { cubeOf, type Draft, takeStep } from './draft.ts';
import { landing } from './enter.ts';
import type { Hold, SpreadRequest } from './request.ts';

/**
 * Held totals around the edit (SPR-T47 to T50): what changed inside one is made good by its free leaves
 * outside the edited places, in proportion to their values. The innermost goes first; then the totals
 * further out are right by themselves, and a hold that cannot absorb refuses the entry there.
 */
export function restoreTotals(draft: Draft, part: 0 | 1): Result<null> {
  const { input } = draft;
  const held = heldTotals(draft);
  for (const hold of held) {
    const place = landing(input, hold.at);
    const wanted = sumLeaves(input.cube, input.frame, part, place).sum;
    const amount = wanted - sumLeaves(cubeOf(draft), input.frame, part, place).sum;
    if (amount === 0) continue;
    const request: SpreadRequest = { at: place, method: 'proportional', value: wanted };
    const taken = takeStep(draft, place, part, (scope) => allocate(input.frame, scope, request), hold);
    if (!taken.ok) return refuse(...taken.problems.map((one) => atHold(one, hold, held, draft)));
    draft.settled.push(place);
    draft.notices.push({ code: 'ABSORBED', params: { hold: hold.id, amount } });
  }
  // Holds of several dimensions may have pulled the same leaves in different directions.
  const missed = held.filter(({ at }) => {
    const place = landing(input, at);
    return (
      sumLeaves(input.cube, input.frame, part, place).sum !==
      sumLeaves(cubeOf(draft), input.frame, part, place).sum
    );
  });
  if (missed.length === 0) return ok(null);
  return refuse(problem('MULTIWAY_UNPROVEN', 'holds', { holds: missed.map(({ id }) => id).join(',') }));
}

/** Total holds an entry may have changed from inside, the smallest first. */
function heldTotals(draft: Draft): Hold[] {
  const { frame, holds = [] } = draft.input;
  const totals = holds.filter(({ keeps }) => keeps === 'total');
  if (totals.length === 0 || draft.steps.length === 0) return [];
  const size = (place: Place): number => {
    const { from, to } = leavesUnder(frame.time, place.time);
    return rowsUnder(frame, place).length * (to - from);
  };
  const sized = totals.map((hold) => ({ hold, size: size(hold.at) }));
  return sized
    .sort((a, b) => a.size - b.size || comparePlaces(a.hold.at, b.hold.at))
    .map(({ hold }) => hold);
}

/** Any fixed order will do, as long as it does not depend on the order of records (SPR-T8). */
export function comparePlaces(a: Place, b: Place): number {
  for (let d = 0; d < a.members.length; d++) {
    const difference = a.members[d]! - b.members[d]!;
    if (difference !== 0) return difference;
  }
  return a.time - b.time;
}

/** The hold that could not absorb is named; where other holds cross it, more than one family is to blame. */
function atHold(one: ReturnType<typeof problem>, hold: Hold, held: readonly Hold[], draft: Draft) {
  const { frame } = draft.input;
  const crossed = held.filter(
    ({ at }) =>
      meetOf(frame, at, hold.at) !== null && !covers(frame, at, hold.at) && !covers(frame, hold.at, at),
  );
  if (crossed.length > 0) {
    const holds = [hold, ...crossed].map(({ id }) => id).join(',');
    return problem('MULTIWAY_UNPROVEN', 'holds', { holds, ...pick(one.params, 'amount') });
  }
  const holds = [hold.id, ...String(one.params?.['holds'] ?? '').split(',')].filter(Boolean).join(',');
  return problem(one.code, one.path, { ...one.params, holds });
}

function pick(params: ReturnType<typeof problem>['params'], name: string) {
  const value = params?.[name];
  return value === undefined ? {} : { [name]: value };
}
