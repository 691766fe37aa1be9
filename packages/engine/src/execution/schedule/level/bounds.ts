import { type Times, timesOf } from '../times.ts';
import type { Project } from './project.ts';

/** Heads and tails that are tried for each resource, spread over those there are. */
const WINDOWS = 64;

/**
 * No schedule ends earlier: the critical path, and for each resource the work that can neither begin before a time nor
 * end later than so much before the end, divided by what there is.
 */
export function lowerBound(project: Project, times: Times = timesOf(project.network)): number {
  let bound = times.makespan;
  for (let r = 0; r < project.resources; r += 1) bound = Math.max(bound, workBound(project, times, r));
  return bound;
}

function workBound(
  { network, resources, need, capacity }: Project,
  { early, tail }: Times,
  r: number,
): number {
  const users = Array.from({ length: network.count }, (_, task) => task)
    .filter((task) => need[task * resources + r]! > 0)
    .map((task) => ({
      head: early[task]!,
      rest: tail[task]! - network.duration[task]!,
      work: network.duration[task]! * need[task * resources + r]!,
    }));
  const rests = spread(users.map(({ rest }) => rest));
  let bound = 0;
  for (const head of spread(users.map((user) => user.head))) {
    const work = new Float64Array(rests.length);
    for (const user of users) if (user.head >= head) work[lastUpTo(rests, user.rest)]! += user.work;
    // From the longest rest down, each takes in what has to end even earlier.
    let sum = 0;
    for (let at = rests.length - 1; at >= 0; at -= 1) {
      sum += work[at]!;
      if (sum > 0) bound = Math.max(bound, head + Math.ceil(sum / capacity[r]!) + rests[at]!);
    }
  }
  return bound;
}

/** Place of the greatest value that is not above `value`; the first one is not. */
function lastUpTo(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (values[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The different values, least first; evenly chosen ones where there are more than are tried. */
function spread(values: readonly number[]): readonly number[] {
  const all = [...new Set(values)].sort((a, b) => a - b);
  if (all.length <= WINDOWS) return all;
  return Array.from({ length: WINDOWS }, (_, i) => all[Math.floor((i * all.length) / WINDOWS)]!);
}
