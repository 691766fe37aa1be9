import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { covers, type Place, placeAbove, samePlace } from '../frame.ts';
import { indexPlaces, keepPlaces, meeting } from '../place-index.ts';
import { sumLeaves } from '../totals/scan.ts';
import { allocate } from './allocate.ts';
import { fitCrossing, isCrossing } from './crossing.ts';
import { cubeOf, type Draft, settle, takeStep } from './draft.ts';
import { type Sized, sizeOf, smallestFirst } from './entry-order.ts';
import { addsUp, landing } from './landing.ts';
import { nameOf } from './name.ts';
import type { Hold, SpreadRequest } from './request.ts';
import { asHeld } from './scope.ts';

interface HeldTotal extends Sized {
  readonly hold: Hold;
}

/**
 * Held totals around the edit (SPR-T47 to T50): what changed inside one is made good by its free leaves
 * outside the edited places, in proportion to their values. The innermost goes first; then the totals
 * further out are right by themselves, and a hold that cannot absorb refuses the entry there.
 *
 * `within`: only the holds under this place, before it is spread itself.
 */
export function restoreTotals(draft: Draft, part: 0 | 1, within?: Place): Result<null> {
  const { frame } = draft.input;
  const held = heldTotals(draft, within);
  if (held.length === 0) return ok(null);
  const start = markOf(draft);
  const absorbed = absorbInTurn(draft, part, held);
  const missed = absorbed.ok ? held.filter((one) => shortfall(draft, part, one) !== 0) : [];
  if (absorbed.ok && missed.length === 0) return absorbed;
  const index = indexPlaces(
    frame,
    held.map(({ place }) => ({ place, item: place })),
  );
  const crossed = held.filter(({ place }) =>
    meeting(index, place).some((other) => isCrossing(frame, place, other)),
  );
  if (crossed.length === 0) return absorbed;
  // Holds of two dimensions pull the same leaves: begin again and fit both at once (SPR-T50).
  rollBack(draft, start);
  const wanted = crossed.map(({ place }) => ({
    place,
    value: heldValue(draft, part, place),
    name: nameOf(draft.input, place),
  }));
  const lifted = crossed.map(({ hold }) => hold);
  const fitted = fitCrossing(draft, part, wanted, {}, lifted);
  if (!fitted.ok) return refuse(...fitted.problems.map((one) => atHolds(one, lifted)));
  const rest = absorbInTurn(draft, part, held);
  const open = rest.ok ? held.filter((one) => shortfall(draft, part, one) !== 0) : held;
  return open.length === 0 ? ok(null) : refuse(atHolds(problem('MULTIWAY_UNPROVEN'), lifted));
}

function absorbInTurn(draft: Draft, part: 0 | 1, held: readonly HeldTotal[]): Result<null> {
  const { frame } = draft.input;
  for (const one of held) {
    const amount = shortfall(draft, part, one);
    if (amount === 0) continue;
    const { hold, place } = one;
    const request: SpreadRequest = {
      at: place,
      method: 'proportional',
      value: heldValue(draft, part, place),
    };
    // Another hold on the very same cell is kept by the same absorption.
    const same = held.filter((other) => samePlace(frame, other.place, place)).map((other) => other.hold);
    const taken = takeStep(draft, place, part, (scope) => allocate(frame, scope, request), same);
    if (!taken.ok) return refuse(...taken.problems.map((found) => atHold(found, hold)));
    settle(draft, place, part);
    draft.notices.push({ code: 'ABSORBED', params: { hold: hold.id, amount } });
  }
  return ok(null);
}

const heldValue = ({ input }: Draft, part: 0 | 1, place: Place): number =>
  sumLeaves(input.cube, input.frame, part, place).sum;

/** What a held total lacks now. */
const shortfall = (draft: Draft, part: 0 | 1, { place }: HeldTotal): number =>
  heldValue(draft, part, place) - sumLeaves(cubeOf(draft), draft.input.frame, part, place).sum;

/** Total holds an entry may have changed from inside, the smallest first. */
function heldTotals(draft: Draft, within?: Place): HeldTotal[] {
  const { holds = [] } = draft.input;
  // A leaf below a total that is no sum has nothing to make good; whether the total moved is seen at the end.
  if (holds.length === 0 || draft.steps.length === 0 || !addsUp(draft.input)) return [];
  const near = within === undefined ? holds : inOrder(meeting(draft.holds, within)).map((i) => holds[i]!);
  return near
    .filter((hold) => keepsSum(draft, hold) && isIn(draft, hold, within))
    .map((hold) => {
      const place = landing(draft.input, hold.at);
      return { hold, place, size: sizeOf(draft.input.frame, place) };
    })
    .sort(smallestFirst(draft.input));
}

const inOrder = (numbers: number[]): number[] => numbers.sort((a, b) => a - b);

const isIn = ({ input }: Draft, { at }: Hold, within?: Place): boolean =>
  within === undefined || covers(input.frame, within, landing(input, at));

/** A held share is a held sum for what happens inside it, unless its parent is entered too (SPR-T52). */
function keepsSum({ input, settled }: Draft, { keeps, at, share }: Hold): boolean {
  const above = keeps === 'share' && share && placeAbove(input.frame, at, share.along);
  if (!above) return keeps === 'total';
  return !settled.some(({ places }) =>
    meeting(places, above).some((place) => covers(input.frame, place, above)),
  );
}

interface Mark {
  readonly steps: number;
  /** Per part. */
  readonly settled: readonly { readonly places: number; readonly cells: number }[];
  readonly notices: number;
}

const markOf = ({ steps, settled, notices }: Draft): Mark => ({
  steps: steps.length,
  settled: settled.map(({ places, cells }) => ({ places: places.all.length, cells: cells.size })),
  notices: notices.length,
});

function rollBack(draft: Draft, mark: Mark): void {
  draft.steps.length = mark.steps;
  draft.settled.forEach(({ places, cells }, part) => {
    const was = mark.settled[part]!;
    keepPlaces(places, was.places);
    for (const cell of [...cells].slice(was.cells)) cells.delete(cell);
  });
  draft.notices.length = mark.notices;
  draft.fork = null;
  draft.applied = 0;
}

/** The hold that could not absorb is named before what keeps its leaves. */
function atHold({ code, path, params }: Problem, hold: Hold): Problem {
  const holds = [hold.id, ...String(params?.['holds'] ?? '').split(',')].filter(Boolean).join(',');
  return problem(asHeld(code), path, { ...params, holds, within: hold.id });
}

const atHolds = ({ code, params }: Problem, holds: readonly Hold[]): Problem =>
  problem(asHeld(code), 'holds', { ...params, holds: holds.map(({ id }) => id).join(',') });
