import { clearProfile, earliestFit, emptyProfile, occupy, type Profile } from './profile.ts';
import type { Project } from './project.ts';
import { addReady, nextReady, nobodyReady, type Ready } from './ready.ts';
import { earliestTake, nextChange, refill, type Shelf, shelfFor, takeAt } from './stocks.ts';

/** Where schedules of one project are made, over and over in the same memory. */
export interface Workshop {
  readonly project: Project;
  readonly profile: Profile;
  readonly shelf: Shelf | null;
  readonly ready: Ready;
  readonly waits: Int32Array;
  /** Starts of the schedule made last. */
  readonly start: Int32Array;
  /** 1 for each task of it that found no room by its latest start. */
  readonly left: Uint8Array;
  leftCount: number;
}

export function workshopFor(project: Project): Workshop {
  const { count } = project.network;
  return {
    project,
    profile: emptyProfile(project),
    shelf: project.stocks && shelfFor(project.stocks),
    ready: nobodyReady(count),
    waits: new Int32Array(count),
    start: new Int32Array(count),
    left: new Uint8Array(count),
    leftCount: 0,
  };
}

/**
 * Serial generation: one task after the other, each as early as links and what is left allow; of those that wait for
 * nobody any more the one with the least key first. Starts are in `shop.start` until the next schedule.
 */
export function serial(shop: Workshop, key: Float64Array): Int32Array {
  const { project, ready, start } = shop;
  open(shop, key);
  while (ready.size > 0) {
    const task = nextReady(ready, key);
    const at = fitFrom(shop, task, start[task]!);
    if (project.latest !== null && at > project.latest[task]!) leave(shop, task, key);
    else {
      start[task] = at;
      place(shop, task, key);
    }
  }
  return start;
}

/**
 * Parallel generation: one time after the other; at each, those that may begin and fit begin, the least key first.
 */
export function parallel(shop: Workshop, key: Float64Array): Int32Array {
  const { project, ready, start } = shop;
  open(shop, key);
  const later: number[] = [];
  for (let now = 0; ; now = nextTime(shop, later, now)) {
    for (const task of later.splice(0)) addReady(ready, key, task);
    while (ready.size > 0) {
      const task = nextReady(ready, key);
      if (project.latest !== null && isTooLate(shop, task, now)) leave(shop, task, key);
      else if (start[task]! <= now && fitFrom(shop, task, now) === now) {
        start[task] = now;
        place(shop, task, key);
      } else later.push(task);
    }
    if (later.length === 0) return start;
  }
}

/** More is never there later than now: what does not fit in time now never will. */
function isTooLate(shop: Workshop, task: number, now: number): boolean {
  const { project, start } = shop;
  return fitFrom(shop, task, Math.max(now, start[task]!)) > project.latest![task]!;
}

/** The earliest time from `from` on at which a task gets all it needs. */
function fitFrom({ profile, shelf }: Workshop, task: number, from: number): number {
  if (shelf === null) return earliestFit(profile, task, from);
  return earliestFit(profile, task, earliestTake(shelf, task, from));
}

/** The next time at which something ends, comes or may begin. */
function nextTime({ profile, shelf, start }: Workshop, later: readonly number[], now: number): number {
  let next = shelf === null ? Infinity : nextChange(shelf, now);
  for (const task of later) if (start[task]! > now) next = Math.min(next, start[task]!);
  for (let step = 0; step < profile.steps; step += 1) {
    if (profile.time[step]! > now) return Math.min(next, profile.time[step]!);
  }
  return next;
}

/** Nothing is placed; who has a time already is, before all others. */
function open(shop: Workshop, key: Float64Array): void {
  const { project, profile, shelf, ready, waits, start } = shop;
  clearProfile(profile);
  if (shelf !== null) refill(shelf);
  if (shop.leftCount > 0) shop.left.fill(0);
  shop.leftCount = 0;
  ready.size = 0;
  waits.set(project.waits);
  start.set(project.network.notBefore);
  for (const task of project.network.order) {
    if (project.fixed[task] === 1) place(shop, task, key);
    else if (project.waits[task] === 0) addReady(ready, key, task);
  }
}

function place(shop: Workshop, task: number, key: Float64Array): void {
  const { profile, shelf, start } = shop;
  occupy(profile, task, start[task]!);
  if (shelf !== null) takeAt(shelf, task, start[task]!);
  release(shop, task, key);
}

/** Found no room in time: it stands where its links put it, and takes nothing. */
function leave(shop: Workshop, task: number, key: Float64Array): void {
  shop.left[task] = 1;
  shop.leftCount += 1;
  release(shop, task, key);
}

/** Whoever waits for a task that stands where it is now. */
function release({ project, ready, waits, start }: Workshop, task: number, key: Float64Array): void {
  const { firstLink, linkTo, weight } = project.network;
  const at = start[task]!;
  const end = firstLink[task + 1]!;
  for (let k = firstLink[task]!; k < end; k += 1) {
    const next = linkTo[k]!;
    const asked = at + weight[k]!;
    if (asked > start[next]! && project.fixed[next] === 0) start[next] = asked;
    waits[next]! -= 1;
    if (waits[next] === 0 && project.fixed[next] === 0) addReady(ready, key, next);
  }
}
