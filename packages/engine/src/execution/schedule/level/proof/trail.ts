import type { Model } from './model.ts';

/**
 * Bounds of the variables and how they came about. A variable has two *sides*: `2 v` is the variable, `2 v + 1` its
 * negative; `lower[side]` is what the side is at least. An *atom* is a side and a value that it reaches: what is not
 * true of `(side, value)` is `(side ^ 1, 1 - value)`. So both bounds, their rise and their reasons are one thing.
 */
export interface Trail {
  readonly model: Model;
  readonly lower: Int32Array;
  /** The bounds before any decision: facts, which need no reason. */
  readonly root: Int32Array;
  /** The latest entry of each side; -1 of none. */
  readonly latest: Int32Array;
  /** Entries: which side rose, from where, its entry before, why, and at which level of decisions. */
  readonly side: Int32Array;
  readonly before: Int32Array;
  readonly previous: Int32Array;
  readonly reason: Int32Array;
  readonly level: Int32Array;
  size: number;
  /** Entries whose consequences have been drawn. */
  seen: number;
  /** Where each level begins. */
  readonly levelStart: number[];
  /** Reasons that are written out: how many numbers, then atoms one after the other. */
  pool: Int32Array;
  poolSize: number;
  readonly poolStart: number[];
  /** Clauses: length in atoms, levels they were learned from, then the atoms. */
  arena: Int32Array;
  arenaSize: number;
  /** Atoms that cannot be true together, after a contradiction; also where a reason is told. */
  readonly told: number[];
}

/** Reasons: a decision, or one of four kinds with its place. */
export const DECISION = -1;
export const WRITTEN = 0;
export const CLAUSE = 1;
export const ARC = 2;
export const PAIR = 3;
export const reasonOf = (kind: number, place: number): number => (place << 2) | kind;

export const CLAUSE_HEAD = 2;

export function trailOf(model: Model): Trail {
  const { variables, least, most } = model;
  const lower = new Int32Array(2 * variables);
  let rises = 1;
  for (let v = 0; v < variables; v += 1) {
    lower[2 * v] = least[v]!;
    lower[2 * v + 1] = -most[v]!;
    rises += 2 * Math.max(0, most[v]! - least[v]! + 1);
  }
  return {
    model,
    lower,
    root: lower.slice(),
    latest: new Int32Array(2 * variables).fill(-1),
    side: new Int32Array(rises),
    before: new Int32Array(rises),
    previous: new Int32Array(rises),
    reason: new Int32Array(rises),
    level: new Int32Array(rises),
    size: 0,
    seen: 0,
    levelStart: [],
    pool: new Int32Array(1 << 12),
    poolSize: 0,
    poolStart: [],
    arena: new Int32Array(1 << 14),
    arenaSize: 0,
    told: [],
  };
}

/** Whether both bounds of a variable are the same. */
export const isDecided = ({ lower }: Trail, variable: number): boolean =>
  lower[2 * variable] === -lower[2 * variable + 1]!;

/** Let a side reach a value. False when it cannot: then `told` are atoms that contradict each other. */
export function raise(trail: Trail, side: number, value: number, reason: number): boolean {
  const { lower } = trail;
  if (value <= lower[side]!) return true;
  if (value > -lower[side ^ 1]!) {
    trail.told.length = 0;
    tellReason(trail, reason, side, value);
    trail.told.push(side ^ 1, 1 - value);
    return false;
  }
  const at = trail.size;
  trail.side[at] = side;
  trail.before[at] = lower[side]!;
  trail.previous[at] = trail.latest[side]!;
  trail.reason[at] = reason;
  trail.level[at] = trail.levelStart.length;
  trail.latest[side] = at;
  trail.size = at + 1;
  lower[side] = value;
  return true;
}

/** Add to `told` the atoms from which this one follows. */
export function tellReason(trail: Trail, reason: number, side: number, value: number): void {
  const place = reason >> 2;
  const { model, told } = trail;
  switch (reason & 3) {
    case WRITTEN: {
      const end = place + 1 + trail.pool[place]!;
      for (let i = place + 1; i < end; i += 1) told.push(trail.pool[i]!);
      return;
    }
    case CLAUSE: {
      const from = place + CLAUSE_HEAD;
      const end = from + 2 * trail.arena[place]!;
      for (let i = from; i < end; i += 2) {
        const other = trail.arena[i]!;
        if (other !== side) told.push(other ^ 1, 1 - trail.arena[i + 1]!);
      }
      return;
    }
    case ARC: {
      const other = (side & 1) === 0 ? 2 * model.arcFrom[place]! : 2 * model.arcTo[place]! + 1;
      told.push(other, value - model.arcWeight[place]!);
      return;
    }
    default:
      tellPair(trail, place, side, value);
  }
}

/** One task of a pair was moved by the other one, because of which comes first. */
function tellPair({ model, told }: Trail, pair: number, side: number, value: number): void {
  const [a, b] = [model.pairFirst[pair]!, model.pairSecond[pair]!];
  const isFirst = side >> 1 === a;
  const pushedBack = (side & 1) === 0;
  // The first pushed to later, or the second to earlier: then the second one is the one before.
  const secondBefore = isFirst === pushedBack;
  const variable = model.end + 1 + pair;
  told.push(2 * variable + (secondBefore ? 1 : 0), secondBefore ? 0 : 1);
  const before = secondBefore ? b : a;
  const other = isFirst ? b : a;
  told.push(2 * other + (side & 1), value - model.project.network.duration[before]!);
}

/** Write a reason out: `atoms` are sides and values one after the other. */
export function written(trail: Trail, atoms: readonly number[]): number {
  const place = trail.poolSize;
  if (place + atoms.length + 1 > trail.pool.length) {
    const pool = new Int32Array(trail.pool.length * 2 + atoms.length);
    pool.set(trail.pool);
    trail.pool = pool;
  }
  trail.pool[place] = atoms.length;
  trail.pool.set(atoms, place + 1);
  trail.poolSize = place + 1 + atoms.length;
  return reasonOf(WRITTEN, place);
}

/** A new level, to be left again by `backTo`. */
export function deepen(trail: Trail): void {
  trail.levelStart.push(trail.size);
  trail.poolStart.push(trail.poolSize);
}

/** Forget everything that was decided after a level and what followed from it. */
export function backTo(trail: Trail, level: number): void {
  if (trail.levelStart.length <= level) return;
  const from = trail.levelStart[level]!;
  for (let at = trail.size - 1; at >= from; at -= 1) {
    const side = trail.side[at]!;
    trail.lower[side] = trail.before[at]!;
    trail.latest[side] = trail.previous[at]!;
  }
  trail.size = from;
  trail.seen = from;
  trail.poolSize = trail.poolStart[level]!;
  trail.levelStart.length = level;
  trail.poolStart.length = level;
}

/** What holds without any decision becomes a fact. Only at level 0, with all consequences drawn. */
export function settleRoot(trail: Trail): void {
  trail.root.set(trail.lower);
  trail.latest.fill(-1);
  trail.size = 0;
  trail.seen = 0;
  trail.poolSize = 0;
}

/** The entry that made an atom true; the atom must be true and no fact. */
export function entryOf({ latest, before, previous }: Trail, side: number, value: number): number {
  let at = latest[side]!;
  while (before[at]! >= value) at = previous[at]!;
  return at;
}
