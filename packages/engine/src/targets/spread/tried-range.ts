import { MAX_AMOUNT } from '../../foundation/amount.ts';
import type { Result } from '../../foundation/result.ts';
import { type Cube, forkCube } from '../../plan/cube.ts';
import { setCells } from '../../plan/cube-write.ts';
import { type Frame, hullOf, leavesUnder, meets, type Place, placeAbove, rowsUnder } from '../frame.ts';
import { nearestUnits } from '../totals.ts';
import { isCrossing } from './crossing.ts';
import type { Range } from './curve.ts';
import { percentFactor, timesRatio } from './exact.ts';
import { isFill, isRate, landing } from './landing.ts';
import type { NoticeCode, SpreadInput, SpreadOutcome, SpreadRequest } from './request.ts';
import { shownAt } from './shown.ts';
import { allocations } from './weigh.ts';

/** The road every entry takes: what it answers is what a number would be answered with if it were typed. */
export type Answer = (input: SpreadInput, requests: readonly SpreadRequest[]) => Result<SpreadOutcome>;

/**
 * Most leaves and entries together that numbers are tried on: a person waits for the answer. Beyond it nothing is told
 * but that.
 */
export const mostTried = 2_000;

/** The same where totals cross: each try fits them all anew. */
export const mostCrossed = 200;

/** Beyond an end that was found by halving this many further numbers are tried: whole units leave gaps (SPR-T67). */
export const beyondEnd = 4;

/** How often an end may turn out to be a gap before it is left untold. */
const mostGaps = 4;

/** What trying found out: the range, that it would take too many leaves, or nothing (`null`). */
export type Tried = Range | { readonly untried: number; readonly tried: number } | null;

/**
 * What one of several entries can be typed as, the others as they are (SPR-T55), found by typing it: halving between the
 * number that stands there when only the others are typed and the one that was refused. So an end that is told is always
 * accepted and the next `beyondEnd` numbers never are, however holds and entries cross and shares follow.
 *
 * Nothing is found where that number itself is refused – the conflict is one of the others –, where the method
 * promises no total, and where totals of three and more families were only searched for: no end of those is proven.
 */
export function tryRange(
  answer: Answer,
  input: SpreadInput,
  requests: readonly SpreadRequest[],
  index: number,
  { leaves, holds }: Reach,
): Tried {
  const request = requests[index]!;
  const relative = request.value === undefined || (request.action ?? 'replace') !== 'replace';
  if (!allocations[request.method] || isRate(input) || isFill(input)) return null;
  if (relative && requests.length > 1) return null;
  const untried = leaves + requests.length;
  const others = requests.filter((_, i) => i !== index);
  const few = untried <= mostCrossed || (untried <= mostTried && !crosses(input, requests, holds));
  if (!few) return { untried, tried: untried > mostTried ? mostTried : mostCrossed };
  const old = shownNow(input, input.cube, request);
  const cube = cubeAfter(answer, input, others);
  if (cube === null) return null;
  const trial: Trial = {
    lost: false,
    accepts: (value) => {
      const typed = requests.with(index, showing(request, value, old));
      const verdict = verdictOf(answer(input, typed));
      if (verdict === 'unproven') trial.lost = true;
      return verdict;
    },
  };
  const start = shownNow(input, cube, request);
  if (trial.accepts(start) !== 'accepted') return null;
  const asked = askedOf(request, old);
  const hi = endOf(trial, start, asked > start ? asked : MAX_AMOUNT);
  const lo = endOf(trial, start, asked < start ? asked : floorOf(input, start));
  if (trial.lost || hi === null || lo === null) return null;
  return { lo, hi };
}

type Verdict = 'accepted' | 'refused' | 'tooLarge' | 'unproven';

interface Trial {
  /** An answer was not one: no end of the range is certain any more. */
  lost: boolean;
  readonly accepts: (value: number) => Verdict;
}

/** Numbers that were searched for, or given up, say nothing about the next ones. */
const searched: ReadonlySet<NoticeCode> = new Set(['SEARCHED', 'RELEASED', 'MISS_PARKED', 'SKIPPED_ENTRY']);

function verdictOf(answer: Result<SpreadOutcome>): Verdict {
  if (answer.ok) return answer.value.notices.some(({ code }) => searched.has(code)) ? 'unproven' : 'accepted';
  const codes = answer.problems.map(({ code }) => code);
  if (codes.includes('MULTIWAY_UNPROVEN')) return 'unproven';
  return codes.includes('OUT_OF_RANGE') ? 'tooLarge' : 'refused';
}

/**
 * The last accepted number on the way from one that is accepted to a limit, the limit included; ±Infinity where only the
 * size of numbers ends it, `null` where gaps follow gaps.
 */
function endOf(trial: Trial, start: number, limit: number): number | null {
  if (limit === start) return start;
  const open = Math.abs(limit) === MAX_AMOUNT;
  let outer = limit;
  let verdict = trial.accepts(outer);
  while (verdict === 'tooLarge' && Math.abs(outer - start) > 1) {
    outer = middle(start, outer);
    verdict = trial.accepts(outer);
  }
  if (trial.lost) return null;
  if (verdict === 'accepted') return open || outer !== limit ? Math.sign(limit - start) * Infinity : limit;
  let inner = start;
  for (let gaps = 0; gaps <= mostGaps; gaps++) {
    inner = halve(trial, inner, outer);
    const further = acceptedBeyond(trial, inner, outer);
    if (trial.lost) return null;
    if (further === null) return inner;
    inner = further;
  }
  return null;
}

const middle = (a: number, b: number): number => a + Math.trunc((b - a) / 2);

/** Between an accepted number and one that is not: the last accepted before the first that was found not to be. */
function halve(trial: Trial, accepted: number, refused: number): number {
  let [inner, outer] = [accepted, refused];
  while (Math.abs(outer - inner) > 1 && !trial.lost) {
    const between = middle(inner, outer);
    if (trial.accepts(between) === 'accepted') inner = between;
    else outer = between;
  }
  return inner;
}

/** The furthest of the next numbers that is accepted, although the one right behind the end is not. */
function acceptedBeyond(trial: Trial, end: number, refused: number): number | null {
  const step = Math.sign(refused - end);
  const most = Math.min(beyondEnd, Math.abs(refused - end) - 1);
  for (let i = most; i > 1; i--) if (trial.accepts(end + i * step) === 'accepted') return end + i * step;
  return null;
}

/** Where nothing is negative nothing becomes so unasked (SPR-T62). */
function floorOf({ nonNegative }: SpreadInput, start: number): number {
  return nonNegative !== undefined && nonNegative !== false && start >= 0 ? 0 : -MAX_AMOUNT;
}

/** What entries may move, and the holds whose totals, shares, floors or caps meet it. */
export interface Reach {
  readonly leaves: number;
  readonly holds: readonly string[];
}

/** Everything around the entries, and around whatever keeps a number across or around that. */
export function reachAround(input: SpreadInput, requests: readonly SpreadRequest[]): Reach {
  const { frame, holds = [] } = input;
  let around = hullOf(
    frame,
    requests.flatMap(({ at, selection = [] }) => [at, ...selection]),
  );
  const keeping = holds
    .filter(({ keeps }) => keeps !== 'value')
    .map(({ id, at, share }) => ({
      id,
      place: (share && placeAbove(frame, at, share.along)) ?? landing(input, at),
    }));
  const met = () => keeping.filter(({ place }) => meets(frame, place, around));
  for (let known = -1; known !== sizeOf(frame, around); ) {
    known = sizeOf(frame, around);
    around = hullOf(frame, [around, ...met().map(({ place }) => place)]);
  }
  return { leaves: sizeOf(frame, around), holds: met().map(({ id }) => id) };
}

/** Whether totals that are typed or held cross each other. */
function crosses(input: SpreadInput, requests: readonly SpreadRequest[], near: Reach['holds']): boolean {
  const keeping = (input.holds ?? []).filter(
    ({ id, keeps }) => keeps !== 'value' && keeps !== 'bound' && near.includes(id),
  );
  const places = [...requests, ...keeping].map(({ at }) => landing(input, at));
  return places.some((one, i) => places.some((other, j) => j < i && isCrossing(input.frame, one, other)));
}

function sizeOf(frame: Frame, place: Place): number {
  const { from, to } = leavesUnder(frame.time, place.time);
  return rowsUnder(frame, place).length * (to - from);
}

/** The leaves when only these are typed; `null` where they cannot be. */
function cubeAfter(answer: Answer, input: SpreadInput, requests: readonly SpreadRequest[]): Cube | null {
  if (requests.length === 0) return input.cube;
  const outcome = answer(input, requests);
  if (!outcome.ok) return null;
  const cube = forkCube(input.cube);
  for (const { part, cells, after } of outcome.value.changes) setCells(cube, part, cells, after);
  return cube;
}

/** What the cells of an entry show together; nothing counts 0. */
function shownNow(input: SpreadInput, cube: Cube, { at, selection = [] }: SpreadRequest): number {
  return [at, ...selection].reduce((sum, place) => {
    const shown = shownAt(input, cube, place);
    return sum + (shown === null ? 0 : nearestUnits(shown));
  }, 0);
}

/** The entry that makes its cell show a number, in the way it was asked: laid on top where it was an addition. */
function showing(request: SpreadRequest, value: number, old: number): SpreadRequest {
  if (request.value === undefined) return { ...request, percent: undefined, action: 'replace', value };
  if (request.action === 'add') return { ...request, value: value - old };
  return request.action === 'subtract' ? { ...request, value: old - value } : { ...request, value };
}

/** What was asked to be shown. */
function askedOf(request: SpreadRequest, old: number): number {
  const { value, action } = request;
  if (value === undefined) return timesRatio(old, percentFactor(request));
  if (action === 'add') return old + value;
  return action === 'subtract' ? old - value : value;
}
