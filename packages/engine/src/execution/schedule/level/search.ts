import { diceOf } from '../../../foundation/random.ts';
import { timesOf } from '../times.ts';
import { lowerBound } from './bounds.ts';
import { type Evolution, evolutionOf, join, nextChild, SCHEDULES_OF_A_CHILD } from './evolve.ts';
import type { Workshop } from './generate.ts';
import { type Bench, benchFor, type Cost, costOf, improve, isBetter } from './improve.ts';
import type { Project } from './project.ts';
import { demand, openProof, type Proof, proceed, provenBound } from './proof/proof.ts';
import { schedulesByRule } from './rules.ts';

/** How long a search may go on. It stops by itself as soon as nothing can be better. */
export interface SearchBudget {
  /** Schedules made and contradictions met; the same number gives the same answer everywhere. */
  steps: number;
  /** Asked between steps; what the clock says is for whoever has one. */
  readonly shouldStop: () => boolean;
}

/** The best schedule found, and what is known of all others. */
export interface Found {
  readonly start: Int32Array;
  readonly cost: Cost;
  /** 1 for each task that found no room by its latest start. */
  readonly left: Uint8Array;
  /** None that leaves nobody ends earlier. */
  readonly bound: number;
  /** The search came to its end: every date is kept, and none that does so ends earlier. */
  readonly isProven: boolean;
}

interface Search {
  readonly project: Project;
  readonly budget: SearchBudget;
  readonly evolution: Evolution;
  start: Int32Array;
  cost: Cost;
  left: Uint8Array;
  bound: number;
}

const CHILDREN = 150;
const FIRST_CONTRADICTIONS = 400;
const AT_ONCE = 10;
const SEED = 1;

/** The best schedule of a project within a budget. At least one is made. */
export function search(project: Project, budget: SearchBudget): Found {
  const bench = benchFor(project);
  const state = begin(bench, budget);
  let exhausted = false;
  if (!isSettled(state)) {
    const proof = proofFor(state);
    for (let most = FIRST_CONTRADICTIONS; !isOver(state); most *= 2) {
      breed(state, CHILDREN);
      if (proof !== null && !exhausted && !isOver(state)) exhausted = reason(state, proof, most);
      if (exhausted && isWhole(state)) break;
    }
  }
  const { start, cost, left } = state;
  // Where a date is missed the search goes on as long as it may, so that what it has is not the last word.
  const isProven = isWhole(state) && (exhausted || cost.makespan === state.bound);
  return { start, cost, left, bound: isProven ? cost.makespan : state.bound, isProven };
}

/** A schedule by each rule, improved from both ends. */
function begin(bench: Bench, budget: SearchBudget): Search {
  const { project, shop } = bench;
  const evolution = evolutionOf(bench, diceOf(SEED));
  let state: Search | null = null;
  for (const made of schedulesByRule(bench)) {
    const start = made.slice();
    state ??= {
      project,
      budget,
      evolution,
      start,
      cost: costOf(project, start, shop.leftCount),
      left: shop.left.slice(),
      bound: lowerBound(project),
    };
    consider(state, start, 1, shop);
    if (isOver(state)) break;
    const improved = improve(bench, start);
    join(evolution, improved);
    consider(state, improved, 2, shop);
    if (isOver(state)) break;
  }
  return state!;
}

/** Nobody is left, and no date missed. */
const isWhole = ({ cost }: Search): boolean => cost.left === 0 && cost.missed === 0;

/** No schedule can be better than the best one. */
const isSettled = (state: Search): boolean => isWhole(state) && state.cost.makespan === state.bound;

const isOver = (state: Search): boolean =>
  isSettled(state) || state.budget.steps <= 0 || state.budget.shouldStop();

/** A schedule that was made last in a workshop; one that was not leaves nobody. */
function consider(state: Search, start: Int32Array, steps: number, shop: Workshop | null): void {
  state.budget.steps -= steps;
  const cost = costOf(state.project, start, shop?.leftCount);
  if (!isBetter(cost, state.cost)) return;
  state.cost = cost;
  state.start = start.slice();
  if (shop === null) state.left.fill(0);
  else state.left.set(shop.left);
}

function breed(state: Search, children: number): void {
  const { evolution } = state;
  for (let child = 0; child < children && !isOver(state); child += 1) {
    consider(state, nextChild(evolution).start, SCHEDULES_OF_A_CHILD, evolution.bench.shop);
  }
}

/**
 * Raise the bound to the first end that facts alone do not rule out, and begin to search below the best schedule. Of what changes
 * with time or is used up there is no proof but the bound, nor where somebody is left.
 */
function proofFor(state: Search): Proof | null {
  const { project, cost } = state;
  if (project.outset !== null || project.stocks !== null || cost.left > 0) return null;
  const times = timesOf(project.network);
  for (; cost.missed === 0 && !isOver(state); state.bound += 1) {
    const attempt = openProof(project, times, state.bound);
    if (attempt === null) return null;
    if (!attempt.exhausted) break;
  }
  if (isOver(state)) return null;
  return openProof(project, times, cost.missed === 0 ? cost.makespan - 1 : endOfAll(project));
}

/**
 * Some schedule ends by then, if dates can be kept at all. After the last earliest date, a period in which no task is under
 * way and no lag waited for can be taken out: what starts later starts one period earlier, which no latest date minds. So
 * there are no more periods after it than all tasks and lags last.
 */
function endOfAll({ network }: Project): number {
  let end = 0;
  for (const date of network.notBefore) end = Math.max(end, date);
  for (const duration of network.duration) end += duration;
  for (const lag of network.linkLag) end += Math.max(0, lag);
  return end;
}

/** Search for a better schedule by contradictions. True when there is none that keeps every date. */
function reason(state: Search, proof: Proof, most: number): boolean {
  if (state.cost.missed === 0) demand(proof, state.cost.makespan - 1, state.start);
  for (let left = most; left > 0 && !proof.exhausted && !isOver(state); left -= AT_ONCE) {
    const start = proceed(proof, AT_ONCE);
    state.budget.steps -= AT_ONCE;
    if (start !== null) {
      // Everything as early as it may be: of equal schedules that one is kept.
      const improved = improve(state.evolution.bench, start);
      consider(state, improved, 2, state.evolution.bench.shop);
      join(state.evolution, improved);
      consider(state, start, 0, null);
      demand(proof, state.cost.makespan - 1, state.start);
    }
    if (state.cost.missed === 0)
      state.bound = Math.max(state.bound, Math.min(provenBound(proof), state.cost.makespan));
  }
  return proof.exhausted;
}
