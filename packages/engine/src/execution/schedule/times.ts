import { type Network, NO_DATE } from './network.ts';

/**
 * What the two passes know of each task, in whole periods. Late times are kept as their distance from the end, so that
 * a plan that ends later moves none of them.
 */
export interface Times {
  /** Early start. */
  readonly early: Int32Array;
  /** From the task's start to the end of the last task that waits for it, its own duration included. */
  readonly tail: Int32Array;
  /** The latest start that dates after it allow; null when no task has such a date. */
  readonly dated: Int32Array | null;
  /** When the last task finishes. */
  makespan: number;
}

/** Forward and backward pass over a network that has an order. */
export function timesOf(network: Network): Times {
  const early = earlyStarts(network);
  return {
    early,
    tail: tailsOf(network),
    dated: network.notAfter && datedStarts(network, network.notAfter),
    makespan: lastFinish(early, network.duration),
  };
}

function earlyStarts({ order, notBefore, firstLink, linkTo, weight }: Network): Int32Array {
  const early = notBefore.slice();
  for (let i = 0; i < order.length; i += 1) {
    const task = order[i]!;
    const start = early[task]!;
    const end = firstLink[task + 1]!;
    for (let k = firstLink[task]!; k < end; k += 1) {
      const next = linkTo[k]!;
      const from = start + weight[k]!;
      if (from > early[next]!) early[next] = from;
    }
  }
  return early;
}

function tailsOf({ order, duration, firstLink, linkTo, weight }: Network): Int32Array {
  const tail = duration.slice();
  for (let i = order.length - 1; i >= 0; i -= 1) {
    const task = order[i]!;
    const end = firstLink[task + 1]!;
    let longest = tail[task]!;
    for (let k = firstLink[task]!; k < end; k += 1) {
      const way = weight[k]! + tail[linkTo[k]!]!;
      if (way > longest) longest = way;
    }
    tail[task] = longest;
  }
  return tail;
}

function datedStarts({ order, firstLink, linkTo, weight }: Network, notAfter: Int32Array): Int32Array {
  const dated = notAfter.slice();
  for (let i = order.length - 1; i >= 0; i -= 1) {
    const task = order[i]!;
    for (let k = firstLink[task]!; k < firstLink[task + 1]!; k += 1) {
      const next = dated[linkTo[k]!]!;
      if (next !== NO_DATE && next - weight[k]! < dated[task]!) dated[task] = next - weight[k]!;
    }
  }
  return dated;
}

/** The latest finish of all tasks; 0 of none. */
export function lastFinish(start: Int32Array, duration: Int32Array): number {
  let last = 0;
  for (let task = 0; task < start.length; task += 1) {
    const finish = start[task]! + duration[task]!;
    if (finish > last) last = finish;
  }
  return last;
}

/** The latest start that keeps the end of the plan and every date after the task. May lie before 0. */
export function lateStart({ tail, dated, makespan }: Times, task: number): number {
  const late = makespan - tail[task]!;
  return dated === null ? late : Math.min(late, dated[task]!);
}

/** How much later a task may start without any other one or the end of the plan moving; 0 where it waits for no more. */
export function freeSlack(network: Network, { early, makespan }: Times, task: number): number {
  let free = makespan - early[task]! - network.duration[task]!;
  for (let k = network.firstLink[task]!; k < network.firstLink[task + 1]!; k += 1) {
    free = Math.min(free, early[network.linkTo[k]!]! - early[task]! - network.weight[k]!);
  }
  return free;
}
