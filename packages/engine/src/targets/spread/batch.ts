import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, refuse, type Result } from '../../foundation/result.ts';
import { covers, leavesUnder, meetOf, rowsUnder, samePlace } from '../frame.ts';
import { createDraft, type Draft, scopeOf, type StepSums } from './draft.ts';
import { enter, landing } from './enter.ts';
import { comparePlaces } from './hold-totals.ts';
import type { SpreadInput, SpreadRequest } from './request.ts';
import type { Place } from '../frame.ts';

export interface Entered {
  readonly draft: Draft;
  /** Of the last entry, where it was one step. */
  readonly sums: StepSums | null;
}

interface Entry {
  readonly request: SpreadRequest;
  readonly place: Place;
  readonly size: number;
  readonly index: number;
}

/**
 * Several entries of one commit are promises about one result, not a sequence (SPR-T81): equal cells must
 * agree, and a lower entry is held while the one above it is spread. So the smallest goes first, whatever
 * the order they were typed in. Entries that cross need the same leaves for two totals.
 */
export function enterAll(input: SpreadInput, requests: readonly SpreadRequest[]): Result<Entered> {
  const draft = createDraft(input);
  const entries = orderEntries(input, requests);
  const contradictions = findContradictions(input, entries);
  if (contradictions.length > 0) return refuse(...contradictions);
  const done: Entry[] = [];
  let sums: StepSums | null = null;
  for (const entry of entries) {
    if (isRepeated(input, entry, done.at(-1))) continue;
    const crossing = findCrossing(draft, entry, done);
    if (!crossing.ok) return crossing;
    const entered = enter(draft, entry.request);
    if (!entered.ok) return refuse(...entered.problems.map((one) => inEntry(one, entry.index, requests.length)));
    sums = entered.value;
    done.push(entry);
  }
  return ok({ draft, sums });
}

function orderEntries(input: SpreadInput, requests: readonly SpreadRequest[]): Entry[] {
  const { frame } = input;
  return requests
    .map((request, index) => {
      const place = landing(input, request.at);
      const { from, to } = leavesUnder(frame.time, place.time);
      return { request, place, size: rowsUnder(frame, place).length * (to - from), index };
    })
    .sort((a, b) => a.size - b.size || depthOf(input, b) - depthOf(input, a) || comparePlaces(a.place, b.place));
}

/** Of two cells with the same leaves the deeper one is the lower. */
function depthOf(input: SpreadInput, { place }: Entry): number {
  const { trees, time } = input.frame;
  return place.members.reduce((sum, node, d) => sum + trees[d]!.depth[node < 0 ? ~node : node]!, time.depth[place.time]!);
}

/** Equal cells stand next to each other in the order. */
function findContradictions(input: SpreadInput, entries: readonly Entry[]): Problem[] {
  return entries.flatMap((entry, i) => {
    const previous = entries[i - 1];
    if (previous === undefined || !samePlace(input.frame, previous.place, entry.place)) return [];
    if (sameWish(previous.request, entry.request)) return [];
    const [first, second] = [previous, entry].sort((a, b) => a.index - b.index);
    const params = { first: first!.request.value ?? null, second: second!.request.value ?? null };
    return [problem('CONTRADICTION', `${second!.index}.at`, params)];
  });
}

function isRepeated(input: SpreadInput, entry: Entry, previous: Entry | undefined): boolean {
  return previous !== undefined && samePlace(input.frame, previous.place, entry.place);
}

function sameWish(a: SpreadRequest, b: SpreadRequest): boolean {
  const { at: _a, ...restA } = a;
  const { at: _b, ...restB } = b;
  const keys = new Set([...Object.keys(restA), ...Object.keys(restB)]) as Set<keyof typeof restA>;
  return [...keys].every((key) => restA[key] === restB[key]);
}

/** Two totals of different dimensions that share free leaves cannot be met one after the other. */
function findCrossing(draft: Draft, entry: Entry, done: readonly Entry[]): Result<null> {
  if (entry.size <= 1) return ok(null);
  const { frame } = draft.input;
  for (const other of done) {
    if (other.size <= 1) continue;
    const meeting = meetOf(frame, other.place, entry.place);
    if (meeting === null || covers(frame, entry.place, other.place)) continue;
    const scope = scopeOf({ ...draft, settled: [] }, meeting, entry.request.part ?? 0);
    if (!scope.ok) return scope;
    if (!scope.value.guard.includes(0)) continue;
    return refuse(problem('MULTIWAY_UNPROVEN', `${entry.index}.at`, { with: other.index }));
  }
  return ok(null);
}

function inEntry(one: Problem, index: number, count: number): Problem {
  if (count === 1) return one;
  return problem(one.code, one.path === undefined ? String(index) : `${index}.${one.path}`, one.params);
}
