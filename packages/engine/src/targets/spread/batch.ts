import { MAX_AMOUNT } from '../../foundation/amount.ts';
import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { covers, hullOf, meetOf, samePlace } from '../frame.ts';
import { indexPlaces, meeting } from '../place-index.ts';
import { fitCrossing, isCrossing, unproven } from './crossing.ts';
import { createDraft, type Draft, type StepSums, scopeOf } from './draft.ts';
import { reachOf } from './each.ts';
import { enter } from './enter.ts';
import { type Sized, sizeOf, smallestFirst } from './entry-order.ts';
import { restoreTotals } from './hold-totals.ts';
import { isMean, isRate } from './landing.ts';
import { nameOf } from './name.ts';
import type { SpreadInput, SpreadRequest } from './request.ts';

export interface Entered {
  readonly draft: Draft;
  /** Of the last entry, where it was one step. */
  readonly sums: StepSums | null;
}

interface Entry extends Sized {
  readonly request: SpreadRequest;
  readonly index: number;
}

/** Entries of one commit, and what held totals around them make necessary (SPR-T47 to T50). */
export function enterHeld(input: SpreadInput, requests: readonly SpreadRequest[]): Result<Entered> {
  const entered = enterAll(input, requests);
  if (!entered.ok) return entered;
  const { draft } = entered.value;
  for (const part of [0, 1] as const) {
    if (!draft.steps.some((step) => step.part === part)) continue;
    const restored = restoreTotals(draft, part);
    if (!restored.ok) return restored;
  }
  return entered;
}

/**
 * Several entries of one commit are promises about one result, not a sequence (SPR-T81): equal cells must
 * agree, and a lower entry is held while the one above it is spread. So the smallest goes first, whatever
 * the order they were typed in. Totals that cross are fitted together; what is typed below them goes before.
 */
function enterAll(input: SpreadInput, requests: readonly SpreadRequest[]): Result<Entered> {
  const draft = createDraft(input);
  const chosen = requests.findIndex(({ selection }) => selection !== undefined);
  if (chosen >= 0 && requests.length > 1) {
    return refuse(problem('MULTIWAY_UNPROVEN', `${chosen}.selection`, { totals: requests.length }));
  }
  const entries = orderEntries(input, requests);
  const contradictions = findContradictions(input, entries);
  if (contradictions.length > 0) return refuse(...contradictions);
  const crossing = findCrossing(draft, entries);
  const around = indexPlaces(
    input.frame,
    crossing.map((entry) => ({ place: entry.place, item: entry })),
  );
  const below = ({ place }: Entry): boolean =>
    meeting(around, place).some((one) => covers(input.frame, one.place, place));
  const crosses = new Set(crossing);
  const plain = entries.filter((entry) => !crosses.has(entry));
  const first = enterInTurn(draft, crossing.length === 0 ? plain : plain.filter(below), requests.length);
  if (!first.ok || crossing.length === 0) return first.ok ? ok({ draft, sums: first.value }) : first;
  const fitted = fitEntries(draft, crossing);
  if (!fitted.ok)
    return refuse(...fitted.problems.map((one) => inEntry(one, crossing[0]!.index, requests.length)));
  const entered = enterInTurn(
    draft,
    plain.filter((entry) => !below(entry)),
    requests.length,
  );
  return entered.ok ? ok({ draft, sums: null }) : entered;
}

function enterInTurn(draft: Draft, entries: readonly Entry[], count: number): Result<StepSums | null> {
  let sums: StepSums | null = null;
  let previous: Entry | undefined;
  for (const entry of entries) {
    if (isRepeated(draft.input, entry, previous)) continue;
    previous = entry;
    const { place, request, index, size } = entry;
    const restored = size > 1 ? restoreTotals(draft, request.part ?? 0, place) : ok(null);
    if (!restored.ok) return restored;
    const entered = enter(draft, request);
    if (!entered.ok)
      return refuse(...entered.problems.map((one) => inEntry(atField(one, request), index, count)));
    sums = entered.value;
  }
  return ok(sums);
}

function orderEntries(input: SpreadInput, requests: readonly SpreadRequest[]): Entry[] {
  const bySize = smallestFirst(input);
  return requests
    .map((request, index) => {
      const cells = [request.at, ...(request.selection ?? [])];
      const place = reachOf(input, request, hullOf(input.frame, cells));
      return { request, place, size: sizeOf(input.frame, place), index };
    })
    .sort((a, b) => bySize(a, b) || partOf(a) - partOf(b));
}

const partOf = ({ request }: Entry): 0 | 1 => request.part ?? 0;

/** Equal cells stand next to each other in the order. */
function findContradictions(input: SpreadInput, entries: readonly Entry[]): Problem[] {
  return entries.flatMap((entry, i) => {
    const previous = entries[i - 1];
    if (previous === undefined || !isRepeated(input, entry, previous)) return [];
    if (sameWish(previous.request, entry.request)) return [];
    const [first, second] = [previous, entry].sort((a, b) => a.index - b.index);
    const params = { first: first!.request.value ?? null, second: second!.request.value ?? null };
    return [problem('CONTRADICTION', `${second!.index}.at`, params)];
  });
}

function isRepeated(input: SpreadInput, entry: Entry, previous: Entry | undefined): boolean {
  // The numerator and the denominator of one place are two numbers; a rate is one with both (SPR-T78).
  return (
    previous !== undefined &&
    samePlace(input.frame, previous.place, entry.place) &&
    (previous.request.part === undefined ||
      entry.request.part === undefined ||
      partOf(previous) === partOf(entry))
  );
}

function sameWish(a: SpreadRequest, b: SpreadRequest): boolean {
  const { at: _a, ...restA } = a;
  const { at: _b, ...restB } = b;
  const keys = new Set([...Object.keys(restA), ...Object.keys(restB)]) as Set<keyof typeof restA>;
  return [...keys].every((key) => sameSetting(restA[key], restB[key]));
}

/** Lists and places say the same when what is in them does. */
function sameSetting(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const entries = Object.entries(a);
  const others = new Map(Object.entries(b));
  return entries.length === others.size && entries.every(([key, one]) => sameSetting(one, others.get(key)));
}

/** Entries that share free leaves with another although neither lies in the other. */
function findCrossing(draft: Draft, entries: readonly Entry[]): Entry[] {
  const { frame } = draft.input;
  const totals = entries.filter(({ size }) => size > 1);
  const index = indexPlaces(
    frame,
    totals.map(({ place }, item) => ({ place, item })),
  );
  const found = new Set<Entry>();
  for (const [i, a] of totals.entries()) {
    for (const j of meeting(index, a.place)) {
      const b = totals[j]!;
      if (j <= i || !isCrossing(frame, a.place, b.place)) continue;
      if (isPlain(a.request) && isPlain(b.request)) {
        found.add(a).add(b);
        continue;
      }
      const scope = scopeOf(draft, meetOf(frame, a.place, b.place)!, a.request.part ?? 0);
      if (scope.ok && scope.value.guard.includes(0)) found.add(a).add(b);
    }
  }
  return entries.filter((entry) => found.has(entry));
}

/** Only plain amounts can be fitted: anything else says what leaves become, not what the crossing makes. */
function fitEntries(draft: Draft, crossing: readonly Entry[]): Result<null> {
  const { input } = draft;
  const part = crossing[0]!.request.part ?? 0;
  const fits = crossing.every(({ request }) => isPlain(request) && (request.part ?? 0) === part);
  const amounts = (!isRate(input) || crossing[0]!.request.part !== undefined) && !isMean(input);
  if (!fits || !amounts) return refuse(unproven(crossing.length));
  const wanted = crossing
    .filter((entry, i) => !isRepeated(input, entry, crossing[i - 1]))
    .map(({ place, request }) => ({ place, value: request.value!, name: nameOf(input, place) }));
  return fitCrossing(draft, part, wanted, input.multiway);
}

/** An amount that one place is to show, over all that may change there and whatever its leaves come to. */
const isPlain = ({ method, action, value, selection, ...choices }: SpreadRequest): boolean =>
  method === 'proportional' &&
  (action ?? 'replace') === 'replace' &&
  value !== undefined &&
  selection === undefined &&
  (choices.filter ?? 'all') === 'all' &&
  (choices.granularity ?? 1) === 1 &&
  choices.floor === undefined &&
  choices.cap === undefined;

/** A result that is too large is said of what was typed: a percentage or a start, where no number was. */
function atField(one: Problem, { value, percent }: SpreadRequest): Problem {
  if (one.code !== 'OUT_OF_RANGE' || one.path !== 'value') return one;
  if (value === undefined && percent !== undefined) return problem(one.code, 'percent', { makes: 'amount' });
  const limits = { ...one.params, min: -MAX_AMOUNT, max: MAX_AMOUNT };
  return problem(one.code, value === undefined ? 'from' : 'value', limits);
}

function inEntry(one: Problem, index: number, count: number): Problem {
  if (count === 1) return one;
  return problem(one.code, one.path === undefined ? String(index) : `${index}.${one.path}`, one.params);
}
