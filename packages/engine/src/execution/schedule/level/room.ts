import { type Network, NO_DATE } from '../network.ts';
import type { UnitsPassed } from './handover.ts';

/** How much later each task of a levelled schedule may be. */
export interface LevelledRoom {
  readonly lateStart: Int32Array;
  readonly freeSlack: Int32Array;
}

/** `to` begins no earlier than `weight` after `from`. */
interface Wait {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/**
 * Late starts and free slack where, beside the links, whoever receives units waits for who passes them on. The end is
 * that of the schedule.
 */
export function roomIn(
  network: Network,
  start: Int32Array,
  makespan: number,
  passed: readonly UnitsPassed[],
): LevelledRoom {
  const { count, duration, notAfter } = network;
  const waits = waitsBy(network, passed);
  const lateStart = Int32Array.from({ length: count }, (_, task) =>
    Math.min(makespan - duration[task]!, notAfter?.[task] ?? NO_DATE),
  );
  const freeSlack = Int32Array.from(start, (at, task) => makespan - at - duration[task]!);
  const backwards = [...start.keys()].sort((a, b) => start[b]! - start[a]! || b - a);
  // A lead may bind a task to one that begins before it: then another round is needed, never more than there are tasks.
  for (let again = true; again; ) {
    again = false;
    for (const task of backwards) {
      for (const { to, weight } of waits[task]!) {
        if (lateStart[to]! - weight >= lateStart[task]!) continue;
        lateStart[task] = lateStart[to]! - weight;
        again = true;
      }
    }
  }
  for (const { from, to, weight } of waits.flat()) {
    freeSlack[from] = Math.min(freeSlack[from]!, start[to]! - start[from]! - weight);
  }
  return { lateStart, freeSlack };
}

function waitsBy({ count, duration, firstLink, linkTo, weight }: Network, passed: readonly UnitsPassed[]) {
  const waits: Wait[][] = Array.from({ length: count }, () => []);
  for (let from = 0; from < count; from += 1) {
    for (let k = firstLink[from]!; k < firstLink[from + 1]!; k += 1) {
      waits[from]!.push({ from, to: linkTo[k]!, weight: weight[k]! });
    }
  }
  for (const { from, to } of passed) waits[from]!.push({ from, to, weight: duration[from]! });
  return waits;
}
