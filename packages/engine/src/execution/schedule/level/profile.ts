import { NEVER } from '../network.ts';
import type { Project } from './project.ts';

/**
 * How much of each resource is taken, as steps: from `time[k]` until `time[k + 1]` units `used[k * resources + r]`; the
 * last step lasts for ever. Lengths follow the tasks that were placed, never the length of the plan.
 */
export interface Profile {
  readonly project: Project;
  readonly time: Int32Array;
  readonly used: Int32Array;
  steps: number;
}

export function emptyProfile(project: Project): Profile {
  const most = 2 * project.network.count + 2 + (project.outset?.time.length ?? 0);
  const used = new Int32Array(most * project.resources);
  const profile = { project, time: new Int32Array(most), used, steps: 1 };
  clearProfile(profile);
  return profile;
}

/** Nothing is taken but what is taken at the outset. */
export function clearProfile(profile: Profile): void {
  const { outset, resources } = profile.project;
  profile.used.fill(0, 0, profile.steps * resources);
  profile.steps = 1;
  if (outset === null) return;
  profile.time.set(outset.time);
  profile.used.set(outset.used);
  profile.steps = outset.time.length;
}

/** The earliest time from `from` on at which a task fits for as long as it lasts; `NEVER` where too much is taken for ever. */
export function earliestFit({ project, time, used, steps }: Profile, task: number, from: number): number {
  const { resources, need, capacity, network } = project;
  const duration = network.duration[task]!;
  const own = task * resources;
  let start = from;
  for (let step = stepAt(time, steps, from); ; step += 1) {
    const base = step * resources;
    let fits = true;
    for (let r = 0; r < resources; r += 1) {
      if (used[base + r]! + need[own + r]! > capacity[r]!) {
        fits = false;
        break;
      }
    }
    if (step + 1 === steps) return fits ? start : NEVER; // nothing changes any more
    if (!fits) start = time[step + 1]!;
    else if (time[step + 1]! >= start + duration) return start;
  }
}

/** Take what a task needs from its start to its finish. */
export function occupy(profile: Profile, task: number, start: number): void {
  const { resources, need, network } = profile.project;
  const duration = network.duration[task]!;
  if (duration === 0) return;
  const first = cutAt(profile, start);
  const end = cutAt(profile, start + duration);
  const own = task * resources;
  for (let step = first; step < end; step += 1) {
    for (let r = 0; r < resources; r += 1) profile.used[step * resources + r]! += need[own + r]!;
  }
}

/** The step that a time lies in. Searched from behind, where most of what is asked lies. */
function stepAt(time: Int32Array, steps: number, at: number): number {
  let low = 0;
  let high = steps - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (time[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The step that begins at a time, made from the one it lies in where there is none. */
function cutAt(profile: Profile, at: number): number {
  const { time, used } = profile;
  const { resources } = profile.project;
  const step = stepAt(time, profile.steps, at);
  if (time[step] === at) return step;
  time.copyWithin(step + 2, step + 1, profile.steps);
  time[step + 1] = at;
  used.copyWithin((step + 1) * resources, step * resources, profile.steps * resources);
  profile.steps += 1;
  return step + 1;
}
