import { clearProfile, earliestFit, emptyProfile, occupy, type Profile } from './profile.ts';
import type { Project } from './project.ts';
import { addReady, nextReady, nobodyReady, type Ready } from './ready.ts';

/** Where schedules of one project are made, over and over in the same memory. */
export interface Workshop {
  readonly project: Project;
  readonly profile: Profile;
  readonly ready: Ready;
  readonly waits: Int32Array;
  /** Starts of the schedule made last. */
  readonly start: Int32Array;
}

export function workshopFor(project: Project): Workshop {
  const { count } = project.network;
  return {
    project,
    profile: emptyProfile(project),
    ready: nobodyReady(count),
    waits: new Int32Array(count),
    start: new Int32Array(count),
  };
}

/**
 * Serial generation: one task after the other, each as early as links and what is left allow; of those that wait for
 * nobody any more the one with the least key first. Starts are in `shop.start` until the next schedule.
 */
export function serial(shop: Workshop, key: Float64Array): Int32Array {
  const { profile, ready, start } = shop;
  open(shop, key);
  while (ready.size > 0) {
    const task = nextReady(ready, key);
    start[task] = earliestFit(profile, task, start[task]!);
    place(shop, task, key);
  }
  return start;
}

/**
 * Parallel generation: one time after the other; at each, those that may begin and fit begin, the least key first.
 */
export function parallel(shop: Workshop, key: Float64Array): Int32Array {
  const { profile, ready, start } = shop;
  open(shop, key);
  const later: number[] = [];
  for (let now = 0; ; now = nextTime(shop, later, now)) {
    for (const task of later.splice(0)) addReady(ready, key, task);
    while (ready.size > 0) {
      const task = nextReady(ready, key);
      if (start[task]! <= now && earliestFit(profile, task, now) === now) {
        start[task] = now;
        place(shop, task, key);
      } else later.push(task);
    }
    if (later.length === 0) return start;
  }
}

/** The next time at which something ends or may begin. */
function nextTime({ profile, start }: Workshop, later: readonly number[], now: number): number {
  let next = Infinity;
  for (const task of later) if (start[task]! > now) next = Math.min(next, start[task]!);
  for (let step = 0; step < profile.steps; step += 1) {
    if (profile.time[step]! > now) return Math.min(next, profile.time[step]!);
  }
  return next;
}

/** Nothing is placed; who has a time already is, before all others. */
function open(shop: Workshop, key: Float64Array): void {
  const { project, profile, ready, waits, start } = shop;
  clearProfile(profile);
  ready.size = 0;
  waits.set(project.waits);
  start.set(project.network.notBefore);
  for (const task of project.network.order) {
    if (project.fixed[task] === 1) place(shop, task, key);
    else if (project.waits[task] === 0) addReady(ready, key, task);
  }
}

function place({ project, profile, ready, waits, start }: Workshop, task: number, key: Float64Array): void {
  const { firstLink, linkTo, weight } = project.network;
  const at = start[task]!;
  occupy(profile, task, at);
  const end = firstLink[task + 1]!;
  for (let k = firstLink[task]!; k < end; k += 1) {
    const next = linkTo[k]!;
    const asked = at + weight[k]!;
    if (asked > start[next]! && project.fixed[next] === 0) start[next] = asked;
    waits[next]! -= 1;
    if (waits[next] === 0 && project.fixed[next] === 0) addReady(ready, key, next);
  }
}
