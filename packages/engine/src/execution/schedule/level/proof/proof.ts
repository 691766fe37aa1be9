import type { Times } from '../../times.ts';
import type { Project } from '../project.ts';
import { age, type Choice, choiceFor, choose, giveBack } from './choice.ts';
import { type Clauses, forget, learn, noClauses } from './clauses.ts';
import { type Analysis, analyse, analysisFor, conflictLevel } from './conflict.ts';
import { followAll, followStart } from './follow.ts';
import { modelOf } from './model.ts';
import { type Timetable, timetableFor } from './timetable.ts';
import {
  backTo,
  CLAUSE,
  DECISION,
  deepen,
  raise,
  reasonOf,
  settleRoot,
  type Trail,
  trailOf,
} from './trail.ts';

/**
 * A search through all schedules that end earlier than the best one known and keep every date, by decisions that learn a
 * clause from each contradiction. It may be paused at any time; what it does depends on nothing but the project and the
 * schedules it was told.
 */
export interface Proof {
  readonly trail: Trail;
  readonly clauses: Clauses;
  readonly table: Timetable;
  readonly choice: Choice;
  readonly analysis: Analysis;
  /** Everything was searched: there is no such schedule. */
  exhausted: boolean;
  /** Contradictions since the last return to the beginning, and returns so far. */
  since: number;
  returns: number;
  /** Clauses that are kept before half of them is forgotten. */
  limit: number;
}

const RETURN_AFTER = 64;
const FIRST_LIMIT = 2_000;

/** A proof that no schedule ends by `latestEnd`, or the search for one; null where the project is too large for it. */
export function openProof(project: Project, times: Times, latestEnd: number): Proof | null {
  const model = modelOf(project, times, latestEnd);
  if (model === null) return null;
  const trail = trailOf(model);
  const clauses = noClauses(trail);
  const table = timetableFor(trail);
  const proof: Proof = {
    trail,
    clauses,
    table,
    choice: choiceFor(model),
    analysis: analysisFor(trail),
    exhausted: model.least.some((least, v) => least > model.most[v]!),
    since: 0,
    returns: 0,
    limit: FIRST_LIMIT,
  };
  if (!proof.exhausted) proof.exhausted = !(followStart(trail) && settle(proof));
  return proof;
}

/** Search only for schedules that end by then; `guide` are the starts of the best one known. */
export function demand(proof: Proof, latestEnd: number, guide: Int32Array): void {
  const { trail, choice } = proof;
  choice.guide.set(guide);
  if (
    proof.exhausted ||
    (latestEnd >= -trail.lower[2 * trail.model.end + 1]! && trail.levelStart.length === 0)
  )
    return;
  toBeginning(proof);
  proof.exhausted = !(raise(trail, 2 * trail.model.end + 1, -latestEnd, DECISION) && settle(proof));
}

/** What every schedule that is searched for ends at or after. */
export const provenBound = ({ trail }: Proof): number => trail.root[2 * trail.model.end]!;

/** Go on for so many contradictions. Answers the starts of a schedule when one is found. */
export function proceed(proof: Proof, contradictions: number): Int32Array | null {
  const { trail, choice } = proof;
  const next = new Int32Array(2);
  for (let left = contradictions; left > 0 && !proof.exhausted; ) {
    if (!followAll(trail, proof.clauses, proof.table)) {
      left -= 1;
      proof.since += 1;
      if (!learnFrom(proof)) proof.exhausted = true;
    } else if (proof.since >= RETURN_AFTER * luby(proof.returns)) startAnew(proof);
    else if (choose(choice, trail, next)) {
      deepen(trail);
      raise(trail, next[0]!, next[1]!, DECISION);
    } else return found(proof);
  }
  return null;
}

/** Learn from the contradiction and go back to where that makes a difference. False when there is nowhere to go. */
function learnFrom(proof: Proof): boolean {
  const { trail, choice, clauses } = proof;
  const level = conflictLevel(trail);
  if (level === 0) return false;
  leave(proof, level);
  const lesson = analyse(trail, proof.analysis, choice);
  age(choice);
  leave(proof, lesson.level);
  const [side, value] = [lesson.atoms[0]!, lesson.atoms[1]!];
  if (lesson.atoms.length === 2) return raise(trail, side, value, DECISION) && settle(proof);
  const place = learn(trail, clauses, lesson.atoms, lesson.levels);
  return raise(trail, side, value, reasonOf(CLAUSE, place));
}

function leave({ trail, choice }: Proof, level: number): void {
  backTo(trail, level);
  giveBack(choice, level);
}

/** Facts and their consequences, at level 0. */
function settle({ trail, clauses, table }: Proof): boolean {
  if (!followAll(trail, clauses, table)) return false;
  settleRoot(trail);
  return true;
}

function toBeginning(proof: Proof): void {
  leave(proof, 0);
}

function startAnew(proof: Proof): void {
  toBeginning(proof);
  proof.since = 0;
  proof.returns += 1;
  if (proof.clauses.places.length > proof.limit) {
    forget(proof.trail, proof.clauses);
    proof.limit = Math.floor(proof.limit * 1.1);
  }
}

function found(proof: Proof): Int32Array {
  const { trail } = proof;
  const start = Int32Array.from({ length: trail.model.tasks }, (_, task) => trail.lower[2 * task]!);
  toBeginning(proof);
  return start;
}

/** 1, 1, 2, 1, 1, 2, 4, …: returns that are rare enough to get far and frequent enough to get out. */
function luby(index: number): number {
  let size = 1;
  let power = 0;
  while (size < index + 1) {
    size = 2 * size + 1;
    power += 1;
  }
  let at = index;
  while (size - 1 !== at) {
    size = (size - 1) >> 1;
    power -= 1;
    at %= size;
  }
  return 2 ** power;
}
