import { MAX_AMOUNT } from '../../foundation/amount.ts';
import type { Problem } from '../../foundation/problem.ts';
import type { Result } from '../../foundation/result.ts';
import { type Cube, forkCube } from '../../plan/cube.ts';
import { setCells } from '../../plan/cube-write.ts';
import { hullOf, meets, placeAbove } from '../frame.ts';
import { indexPlaces, meeting } from '../place-index.ts';
import { nearestUnits } from '../totals.ts';
import { isCrossing } from './crossing.ts';
import type { Range } from './curve.ts';
import { sizeOf } from './entry-order.ts';
import { percentFactor, timesRatio } from './exact.ts';
import { isFill, isRate, landing } from './landing.ts';
import type { NoticeCode, SpreadInput, SpreadOutcome, SpreadRequest } from './request.ts';
import { shownAt } from './shown.ts';
import { allocations } from './weigh.ts';

/** The road every entry takes: what it answers is what a number would be answered with if it were typed. */
export type Answer = (input: SpreadInput, requests: readonly SpreadRequest[]) => Result<SpreadOutcome>;

/**
 * What the tries of one refusal may cost together, in leaves and entries gone through: a person waits for the answer. When it
 * is spent, what was accepted by then is told, and that it may not be the end.
 */
export const mostWork = 2_000_000;

/** Where totals cross a try costs that many times more: it fits them all anew. */
const crossingCost = 16;

/** With fewer tries nothing is told but that. */
const fewestTries = 4;

/** Beyond an end that was found by halving this many further numbers are tried: whole units leave gaps (SPR-T67). */
export const beyondEnd = 4;

/** How often an end may turn out to be a gap before it is no longer called the end. */
const mostGaps = 4;

/** Numbers that are accepted; those that may not be the last of them are `unsure`. */
export interface TriedRange extends Range {
  readonly unsure: readonly ('min' | 'max')[];
}

/** What trying found out: the range, that it would take too many leaves, or nothing (`null`). */
export type Tried = TriedRange | { readonly untried: number; readonly tried: number } | null;

/**
 * What one of several entries can be typed as, the others as they are (SPR-T55), found by typing it: between the
 * number that stands there when only the others are typed and the one that was refused. So an end that is told is always
 * accepted, and unless it is unsure the next `beyondEnd` numbers never are, however holds and entries cross and shares follow.
 *
 * Nothing is found where that number itself is refused – the conflict is one of the others –, where the method
 * promises no total, and where totals of three and more families were only searched for: no end of those is proven.
 */
export function tryRange(
  answer: Answer,
  input: SpreadInput,
  requests: readonly SpreadRequest[],
  index: number,
  { leaves, holds, work }: Reach & { readonly work: number },
): Tried {
  const request = requests[index]!;
  const relative = request.value === undefined || (request.action ?? 'replace') !== 'replace';
  if (!allocations[request.method] || isRate(input) || isFill(input)) return null;
  if (relative && requests.length > 1) return null;
  const untried = leaves + requests.length;
  const others = requests.filter((_, i) => i !== index);
  const cost = crosses(input, requests, holds) ? crossingCost : 1;
  const tries = Math.floor(work / (untried * cost));
  if (tries < fewestTries) return { untried, tried: Math.floor(work / (fewestTries * cost)) };
  const old = shownNow(input, input.cube, request);
  const cube = cubeAfter(answer, input, others);
  if (cube === null) return null;
  const trial: Trial = {
    lost: false,
    left: tries,
    type: (value) => {
      if (trial.left === 0) return { verdict: 'spent', conflict: 0 };
      trial.left -= 1;
      const typed = verdictOf(answer(input, requests.with(index, showing(request, value, old))));
      if (typed.verdict === 'unproven') trial.lost = true;
      return typed;
    },
  };
  const start = shownNow(input, cube, request);
  if (trial.type(start).verdict !== 'accepted') return null;
  const asked = askedOf(request, old);
  // The side of the number that was asked for first: it is the one that matters if not all can be tried.
  const up = () => endOf(trial, start, asked > start ? asked : MAX_AMOUNT);
  const down = () => endOf(trial, start, asked < start ? asked : floorOf(input, start));
  const below = asked < start ? down() : null;
  const hi = up();
  const lo = below ?? down();
  if (trial.lost) return null;
  const unsure = [lo.sure ? [] : ['min' as const], hi.sure ? [] : ['max' as const]].flat();
  return { lo: lo.at, hi: hi.at, unsure };
}

/** `spent`: not tried any more. */
type Verdict = 'accepted' | 'refused' | 'tooLarge' | 'unproven' | 'spent';

interface Typed {
  readonly verdict: Verdict;
  /** By how much a refused number is too far out, where the refusal says so; 0 where not. */
  readonly conflict: number;
}

interface Trial {
  /** An answer was not one: no end of the range is certain any more. */
  lost: boolean;
  /** Tries that are left. */
  left: number;
  readonly type: (value: number) => Typed;
}

/** Numbers that were searched for, or given up, say nothing about the next ones. */
const searched: ReadonlySet<NoticeCode> = new Set(['SEARCHED', 'RELEASED', 'MISS_PARKED', 'SKIPPED_ENTRY']);

function verdictOf(answer: Result<SpreadOutcome>): Typed {
  if (answer.ok) {
    const unproven = answer.value.notices.some(({ code }) => searched.has(code));
    return { verdict: unproven ? 'unproven' : 'accepted', conflict: 0 };
  }
  const codes = answer.problems.map(({ code }) => code);
  if (codes.includes('MULTIWAY_UNPROVEN')) return { verdict: 'unproven', conflict: 0 };
  if (codes.includes('OUT_OF_RANGE')) return { verdict: 'tooLarge', conflict: 0 };
  return { verdict: 'refused', conflict: Math.max(0, ...answer.problems.map(conflictOf)) };
}

/** What is missing or too much: a total, or what rows need beyond what their columns take. */
function conflictOf({ params }: Problem): number {
  const { amount, need, take } = params ?? {};
  if (typeof amount === 'number') return Math.abs(amount);
  return typeof need === 'number' && typeof take === 'number' ? Math.abs(need - take) : 0;
}

interface End {
  /** ±Infinity where only the size of numbers ends it. */
  readonly at: number;
  readonly sure: boolean;
}

/** The last accepted number on the way from one that is accepted to a limit, the limit included. */
function endOf(trial: Trial, start: number, limit: number): End {
  if (limit === start) return { at: start, sure: true };
  const open = Math.abs(limit) === MAX_AMOUNT;
  let outer = limit;
  let typed = trial.type(outer);
  while (typed.verdict === 'tooLarge' && Math.abs(outer - start) > 1) {
    outer = middle(start, outer);
    typed = trial.type(outer);
  }
  if (typed.verdict === 'accepted')
    return { at: open || outer !== limit ? Math.sign(limit - start) * Infinity : limit, sure: true };
  let inner = start;
  for (let gaps = 0; gaps <= mostGaps; gaps++) {
    inner = lastAccepted(trial, inner, { value: outer, conflict: typed.conflict });
    const further = acceptedBeyond(trial, inner, outer);
    if (trial.lost || trial.left === 0) break;
    if (further === null) return { at: inner, sure: true };
    inner = further;
  }
  return { at: inner, sure: false };
}

const middle = (a: number, b: number): number => a + Math.trunc((b - a) / 2);

interface Refused {
  readonly value: number;
  readonly conflict: number;
}

/**
 * Between an accepted number and one that is not: the last accepted before the first that was found not to be. Refusals
 * that say by how much a number is too far out say where the end is, most often exactly; where they do not it is halved.
 */
function lastAccepted(trial: Trial, accepted: number, first: Refused): number {
  let inner = accepted;
  let outer = first;
  let further: Refused | null = null;
  let next: 'told' | 'behind' | 'middle' = 'told';
  const step = Math.sign(first.value - accepted);
  while (Math.abs(outer.value - inner) > 1 && !trial.lost && trial.left > 0) {
    const end: number | null = next === 'told' ? toldEnd(outer, further, step) : null;
    const told: boolean = end !== null && step * (end - inner) >= 0 && step * (outer.value - end) > 0;
    const behind = next === 'behind' || (told && end === inner);
    const probe = behind ? inner + step : told ? end! : middle(inner, outer.value);
    const { verdict, conflict } = trial.type(probe);
    if (verdict === 'spent') break;
    if (verdict === 'accepted') {
      inner = probe;
      next = told ? 'behind' : next === 'behind' ? 'middle' : 'told';
    } else {
      further = outer;
      outer = { value: probe, conflict };
      next = told ? 'middle' : 'told';
    }
  }
  return inner;
}

/** Where the conflict would end if it fell by one for each unit, or, of two refusals, as it fell between these. */
function toldEnd({ value, conflict }: Refused, further: Refused | null, step: number): number | null {
  if (conflict === 0) return null;
  const fallen = further === null ? 0 : further.conflict - conflict;
  if (further === null || fallen <= 0) return value - step * conflict;
  const away = Math.ceil(conflict * (Math.abs(further.value - value) / fallen));
  return value - step * away;
}

/** The furthest of the next numbers that is accepted, although the one right behind the end is not. */
function acceptedBeyond(trial: Trial, end: number, refused: number): number | null {
  const step = Math.sign(refused - end);
  const most = Math.min(beyondEnd, Math.abs(refused - end) - 1);
  for (let i = most; i > 1; i--) if (trial.type(end + i * step).verdict === 'accepted') return end + i * step;
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
  const { frame } = input;
  const ids = new Set(near);
  const keeping = (input.holds ?? []).filter(
    ({ id, keeps }) => keeps !== 'value' && keeps !== 'bound' && ids.has(id),
  );
  const places = [...requests, ...keeping].map(({ at }) => landing(input, at));
  const index = indexPlaces(
    frame,
    places.map((place) => ({ place, item: place })),
  );
  return places.some((one) => meeting(index, one).some((other) => isCrossing(frame, one, other)));
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
