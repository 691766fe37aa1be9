import type { Model } from './model.ts';
import { isDecided, type Trail } from './trail.ts';

/**
 * What to decide next: the bound or order that took part in most contradictions lately. A candidate is `start ≤ time`
 * for a task and a time, or the order of a pair; they lie in a heap by how active they were.
 */
export interface Choice {
  readonly model: Model;
  /** Place of a task's candidate for its least start. */
  readonly first: Int32Array;
  /** The task of a candidate, or -1 - pair. */
  readonly of: Int32Array;
  readonly activity: Float64Array;
  readonly heap: Int32Array;
  readonly place: Int32Array;
  size: number;
  step: number;
  /** Candidates taken out of the heap, by the level at which they were. */
  readonly taken: number[];
  readonly takenStart: number[];
  /** Starts to try first: those of the best schedule. */
  readonly guide: Int32Array;
}

const GROWTH = 1 / 0.95;
const TOO_GREAT = 1e100;

export function choiceFor(model: Model): Choice {
  const { tasks, least, most, pairFirst } = model;
  const first = new Int32Array(tasks + 1);
  for (let task = 0; task < tasks; task += 1)
    first[task + 1] = first[task]! + Math.max(0, most[task]! - least[task]!);
  const many = first[tasks]! + pairFirst.length;
  const of = new Int32Array(many);
  for (let task = 0; task < tasks; task += 1) of.fill(task, first[task]!, first[task + 1]!);
  for (let pair = 0; pair < pairFirst.length; pair += 1) of[first[tasks]! + pair] = -1 - pair;
  return {
    model,
    first,
    of,
    activity: new Float64Array(many),
    heap: new Int32Array(many),
    place: new Int32Array(many).fill(-1),
    size: 0,
    step: 1,
    taken: [],
    takenStart: [],
    guide: new Int32Array(tasks),
  };
}

/** An atom took part in a contradiction. */
export function bump(choice: Choice, side: number, value: number): void {
  const { model, first } = choice;
  const variable = side >> 1;
  if (variable === model.end) return;
  let candidate: number;
  if (variable > model.end) candidate = first[model.tasks]! + variable - model.end - 1;
  else {
    const time = (side & 1) === 0 ? value - 1 : -value;
    candidate = first[variable]! + time - model.least[variable]!;
    if (candidate < first[variable]! || candidate >= first[variable + 1]!) return;
  }
  choice.activity[candidate]! += choice.step;
  if (choice.activity[candidate]! > TOO_GREAT) fade(choice);
  if (choice.place[candidate] === -1 && choice.activity[candidate]! <= choice.step) insert(choice, candidate);
  else if (choice.place[candidate] !== -1) rise(choice, choice.place[candidate]!);
}

/** What comes later counts more. */
export function age(choice: Choice): void {
  choice.step *= GROWTH;
}

function fade(choice: Choice): void {
  choice.step /= TOO_GREAT;
  for (let i = 0; i < choice.activity.length; i += 1) choice.activity[i]! /= TOO_GREAT;
}

/** The atom to decide, as side and value into `into`; false when every start is decided. */
export function choose(choice: Choice, trail: Trail, into: Int32Array): boolean {
  const { lower, levelStart } = trail;
  const { model, of, first, guide } = choice;
  while (choice.takenStart.length <= levelStart.length) choice.takenStart.push(choice.taken.length);
  while (choice.size > 0) {
    const candidate = takeFirst(choice);
    choice.taken.push(candidate);
    const task = of[candidate]!;
    if (task < 0) {
      const pair = -1 - task;
      const variable = model.end + 1 + pair;
      if (lower[2 * variable] === 1 || lower[2 * variable + 1] === 0) continue;
      const isFirst = guide[model.pairFirst[pair]!]! <= guide[model.pairSecond[pair]!]!;
      into[0] = 2 * variable + (isFirst ? 0 : 1);
      into[1] = isFirst ? 1 : 0;
      return true;
    }
    const time = candidate - first[task]! + model.least[task]!;
    if (time < lower[2 * task]! || time >= -lower[2 * task + 1]!) continue;
    const isBy = guide[task]! <= time;
    into[0] = 2 * task + (isBy ? 1 : 0);
    into[1] = isBy ? -time : time + 1;
    return true;
  }
  return chooseEarliest(choice, trail, into);
}

/** Nothing was ever active: the open task that may start earliest starts there. */
function chooseEarliest({ model }: Choice, trail: Trail, into: Int32Array): boolean {
  const { lower } = trail;
  let best = -1;
  for (let task = 0; task < model.tasks; task += 1) {
    if (isDecided(trail, task)) continue;
    if (best === -1 || lower[2 * task]! < lower[2 * best]!) best = task;
  }
  if (best === -1) return false;
  into[0] = 2 * best + 1;
  into[1] = -lower[2 * best]!;
  return true;
}

/** What was taken out after a level may be chosen again. */
export function giveBack(choice: Choice, level: number): void {
  if (choice.takenStart.length <= level) return;
  const from = choice.takenStart[level]!;
  for (let i = choice.taken.length - 1; i >= from; i -= 1) {
    const candidate = choice.taken[i]!;
    if (choice.place[candidate] === -1) insert(choice, candidate);
  }
  choice.taken.length = from;
  choice.takenStart.length = level;
}

function insert(choice: Choice, candidate: number): void {
  choice.heap[choice.size] = candidate;
  choice.place[candidate] = choice.size;
  choice.size += 1;
  rise(choice, choice.size - 1);
}

function takeFirst(choice: Choice): number {
  const { heap, place } = choice;
  const first = heap[0]!;
  place[first] = -1;
  choice.size -= 1;
  if (choice.size > 0) {
    heap[0] = heap[choice.size]!;
    place[heap[0]!] = 0;
    sink(choice);
  }
  return first;
}

function rise({ heap, place, activity }: Choice, from: number): void {
  let at = from;
  const candidate = heap[at]!;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isAhead(activity, candidate, heap[above]!)) break;
    heap[at] = heap[above]!;
    place[heap[at]!] = at;
    at = above;
  }
  heap[at] = candidate;
  place[candidate] = at;
}

function sink({ heap, place, activity, size }: Choice): void {
  let at = 0;
  const candidate = heap[0]!;
  for (let below = 1; below < size; below = 2 * at + 1) {
    if (below + 1 < size && isAhead(activity, heap[below + 1]!, heap[below]!)) below += 1;
    if (!isAhead(activity, heap[below]!, candidate)) break;
    heap[at] = heap[below]!;
    place[heap[at]!] = at;
    at = below;
  }
  heap[at] = candidate;
  place[candidate] = at;
}

/** Of equals the earlier one, so that nothing depends on how the heap came about. */
const isAhead = (activity: Float64Array, a: number, b: number): boolean =>
  activity[a]! > activity[b]! || (activity[a] === activity[b] && a < b);
