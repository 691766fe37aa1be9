import { type Clauses, followClauses } from './clauses.ts';
import { followResource, type Timetable } from './timetable.ts';
import { ARC, PAIR, raise, reasonOf, type Trail, written } from './trail.ts';

/** Draw all consequences of what rose. False on a contradiction; then `trail.told` are the atoms it is made of. */
export function followAll(trail: Trail, clauses: Clauses, table: Timetable): boolean {
  const { model, side } = trail;
  for (;;) {
    const from = trail.seen;
    while (trail.seen < trail.size) {
      const rose = side[trail.seen]!;
      trail.seen += 1;
      if (!followClauses(trail, clauses, rose)) return false;
      const variable = rose >> 1;
      if (variable > model.end) {
        if (!followPair(trail, variable - model.end - 1)) return false;
        continue;
      }
      if (!followArcs(trail, rose)) return false;
      if (variable === model.end) continue;
      for (const pair of model.pairsOf[variable]!) if (!followPair(trail, pair)) return false;
    }
    if (trail.size === from && from > 0) return true;
    for (let r = 0; r < model.users.length; r += 1) if (!followResource(trail, table, r)) return false;
    if (trail.seen === trail.size) return true;
  }
}

/** Draw the consequences of the bounds at the outset, before anything rose. */
export function followStart(trail: Trail): boolean {
  const { model } = trail;
  for (let side = 0; side < 2 * (model.end + 1); side += 1) if (!followArcs(trail, side)) return false;
  for (let pair = 0; pair < model.pairFirst.length; pair += 1) if (!followPair(trail, pair)) return false;
  return true;
}

function followArcs(trail: Trail, rose: number): boolean {
  const { model, lower } = trail;
  const { arcFrom, arcTo, arcWeight } = model;
  const value = lower[rose]!;
  if ((rose & 1) === 0) {
    for (const arc of model.arcsOut[rose >> 1]!) {
      if (!raise(trail, 2 * arcTo[arc]!, value + arcWeight[arc]!, reasonOf(ARC, arc))) return false;
    }
  } else {
    for (const arc of model.arcsIn[rose >> 1]!) {
      if (!raise(trail, 2 * arcFrom[arc]! + 1, value + arcWeight[arc]!, reasonOf(ARC, arc))) return false;
    }
  }
  return true;
}

/** Two tasks that cannot be under way together: one comes before the other. */
function followPair(trail: Trail, pair: number): boolean {
  const { model, lower } = trail;
  const { duration } = model.project.network;
  const [first, second] = [model.pairFirst[pair]!, model.pairSecond[pair]!];
  const before = 2 * (model.end + 1 + pair);
  if (lower[before] === 1) return comesBefore(trail, pair, first, second);
  if (lower[before + 1] === 0) return comesBefore(trail, pair, second, first);
  if (lower[2 * first]! + duration[first]! + lower[2 * second + 1]! > 0) {
    const why = written(trail, tooLate(trail, first, second));
    return raise(trail, before + 1, 0, why) && comesBefore(trail, pair, second, first);
  }
  if (lower[2 * second]! + duration[second]! + lower[2 * first + 1]! > 0) {
    const why = written(trail, tooLate(trail, second, first));
    return raise(trail, before, 1, why) && comesBefore(trail, pair, first, second);
  }
  return true;
}

/** Why the one cannot come before the other: it begins too late for it. */
function tooLate({ lower, model }: Trail, one: number, other: number): readonly number[] {
  const start = lower[2 * one]!;
  return [2 * one, start, 2 * other + 1, 1 - model.project.network.duration[one]! - start];
}

function comesBefore(trail: Trail, pair: number, one: number, other: number): boolean {
  const { lower, model } = trail;
  const duration = model.project.network.duration[one]!;
  const why = reasonOf(PAIR, pair);
  return (
    raise(trail, 2 * other, lower[2 * one]! + duration, why) &&
    raise(trail, 2 * one + 1, lower[2 * other + 1]! + duration, why)
  );
}
