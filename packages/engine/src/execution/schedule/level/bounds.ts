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
  const users = Array.from({ length: network.count }, (_, task) => task).filter(
    (task) => need[task * resources + r]! > 0,
  );
  const after = (task: number) => tail[task]! - network.duration[task]!;
  const heads = spread(users.map((task) => early[task]!));
  const tails = spread(users.map(after));
  let bound = 0;
  for (const head of heads) {
    const begun = users.filter((task) => early[task]! >= head);
    for (const rest of tails) {
      let work = 0;
      for (const task of begun) {
        if (after(task) >= rest) work += network.duration[task]! * need[task * resources + r]!;
      }
      if (work > 0) bound = Math.max(bound, head + Math.ceil(work / capacity[r]!) + rest);
    }
  }
  return bound;
}

/** The different values, least first; evenly chosen ones where there are more than are tried. */
function spread(values: readonly number[]): readonly number[] {
  const all = [...new Set(values)].sort((a, b) => a - b);
  if (all.length <= WINDOWS) return all;
  return Array.from({ length: WINDOWS }, (_, i) => all[Math.floor((i * all.length) / WINDOWS)]!);
}
