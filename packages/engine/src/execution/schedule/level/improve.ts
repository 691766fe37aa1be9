import { lastFinish } from '../times.ts';
import { serial, type Workshop, workshopFor } from './generate.ts';
import { mirrored, type Project } from './project.ts';

/** What schedules are compared by: the less, the better. First who finds no room, then by how much dates are missed, then the end. */
export interface Cost {
  /** Tasks that found no room in time. */
  readonly left: number;
  readonly missed: number;
  readonly makespan: number;
}

export const isBetter = (a: Cost, b: Cost): boolean =>
  a.left !== b.left
    ? a.left < b.left
    : a.missed < b.missed || (a.missed === b.missed && a.makespan < b.makespan);

export function costOf({ network }: Project, start: Int32Array, left = 0): Cost {
  let missed = 0;
  if (network.notAfter !== null) {
    for (let task = 0; task < network.count; task += 1) {
      missed += Math.max(0, start[task]! - network.notAfter[task]!);
    }
  }
  return { left, missed, makespan: lastFinish(start, network.duration) };
}

/** Makes schedules of a project from both ends. */
export interface Bench {
  readonly project: Project;
  readonly shop: Workshop;
  readonly back: Workshop;
  readonly key: Float64Array;
}

export function benchFor(project: Project): Bench {
  const key = new Float64Array(project.network.count);
  return { project, shop: workshopFor(project), back: workshopFor(mirrored(project)), key };
}

/**
 * Forward-backward improvement: everything as late as it may be, whoever finishes last first; then everything as early
 * again, whoever starts first first. Takes starts, answers better or equal ones where no date stands in the way; two
 * schedules are made.
 */
export function improve({ project, shop, back, key }: Bench, start: Int32Array): Int32Array {
  const { count, duration } = project.network;
  for (let task = 0; task < count; task += 1) key[task] = -(start[task]! + duration[task]!);
  const late = serial(back, key);
  for (let task = 0; task < count; task += 1) key[task] = -(late[task]! + duration[task]!);
  return serial(shop, key);
}
