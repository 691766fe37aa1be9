import type { Dice } from '../../../foundation/random.ts';
import { serial } from './generate.ts';
import { type Bench, type Cost, costOf, improve, isBetter } from './improve.ts';
import { rules } from './rules.ts';

/** An order of tasks and the cost of the schedule that serving them in it makes. */
interface Member {
  readonly order: Int32Array;
  readonly cost: Cost;
}

/** A population of orders that are crossed with each other; the better ones stay. */
export interface Evolution {
  readonly bench: Bench;
  readonly dice: Dice;
  readonly members: Member[];
  /** Children in a row that were no better than who they would replace. */
  stale: number;
}

const POPULATION = 40;
/** After so many idle children everybody but the best makes room. */
const STALE = 400;
const MUTATION = 20; // one of so many places

/** Schedules that one child costs: forward, and both ways once more. */
export const SCHEDULES_OF_A_CHILD = 3;

export const evolutionOf = (bench: Bench, dice: Dice): Evolution => ({ bench, dice, members: [], stale: 0 });

/** Let the schedule that was made last at the bench take part. */
export function join(evolution: Evolution, start: Int32Array): void {
  const { project, shop } = evolution.bench;
  admit(evolution, { order: orderBy(start), cost: costOf(project, start, shop.leftCount) });
}

/** One more child. Answers its starts, valid until the next one, and their cost. */
export function nextChild(evolution: Evolution): { start: Int32Array; cost: Cost } {
  const { bench, members } = evolution;
  if (evolution.stale > STALE) {
    members.length = 1;
    evolution.stale = 0;
  }
  const key = members.length < POPULATION ? sampled(evolution) : crossed(evolution);
  const start = improve(bench, serial(bench.shop, key));
  const cost = costOf(bench.project, start, bench.shop.leftCount);
  admit(evolution, { order: orderBy(start), cost });
  return { start, cost };
}

/** Kept sorted, the best first; no two of the same order. */
function admit(evolution: Evolution, child: Member): void {
  const { members } = evolution;
  const worst = members.at(-1);
  evolution.stale += 1;
  if (members.length >= POPULATION && worst !== undefined && isBetter(worst.cost, child.cost)) return;
  let at = members.findIndex(({ cost }) => isBetter(child.cost, cost));
  if (at === -1) at = members.length;
  for (let same = at - 1; same >= 0 && !isBetter(members[same]!.cost, child.cost); same -= 1) {
    if (members[same]!.order.every((task, i) => task === child.order[i])) return;
  }
  members.splice(at, 0, child);
  if (members.length > POPULATION) members.pop();
  if (at === 0) evolution.stale = 0;
}

/** A rule whose keys are shaken. */
function sampled({ bench, dice }: Evolution): Float64Array {
  const key = rules[dice(rules.length)]!(bench.project);
  let [least, most] = [Infinity, -Infinity];
  for (const one of key) {
    least = Math.min(least, one);
    most = Math.max(most, one);
  }
  const shake = (most - least) * 0.4 || 1;
  return key.map((one) => one + (shake * dice(1024)) / 1024);
}

/** Two parents, each the better of two: the middle of the one between beginning and end of the other, a little shaken. */
function crossed({ bench, dice, members }: Evolution): Float64Array {
  const parent = () => members[Math.min(dice(members.length), dice(members.length))]!.order;
  const [mother, father] = [parent(), parent()];
  const count = mother.length;
  const [a, b] = [dice(count + 1), dice(count + 1)];
  const [from, to] = [Math.min(a, b), Math.max(a, b)];
  const key = bench.key.fill(-1);
  for (let at = 0; at < from; at += 1) key[mother[at]!] = at;
  let next = from;
  for (let at = 0; at < count && next < to; at += 1) {
    if (key[father[at]!] === -1) key[father[at]!] = next++;
  }
  for (let at = 0; at < count; at += 1) if (key[mother[at]!] === -1) key[mother[at]!] = next++;
  for (let task = 0; task < count; task += 1) if (dice(MUTATION) === 0) key[task]! += dice(9) - 4;
  return key;
}

/** Tasks by their start, of equals the earlier. */
const orderBy = (start: Int32Array): Int32Array =>
  Int32Array.from(start.keys()).sort((a, b) => start[a]! - start[b]! || a - b);
