import { ok, type Result } from '../../foundation/result.ts';
import { compile } from './compile.ts';
import { type Network, NO_DATE } from './network.ts';
import type { ScheduleRequest } from './request.ts';
import { type Times, timesOf } from './times.ts';

/** A network whose times follow single moves: beside both it keeps who waits for whom, and whom to look at next. */
export interface LiveSchedule {
  /** The tasks as they stand now, in the order of the request. */
  readonly network: Network & { readonly notAfter: Int32Array };
  readonly times: Times & { readonly dated: Int32Array };
  /** Position of each task in the order of the network. */
  readonly rank: Int32Array;
  /** Links by their second task: those of task `t` from `firstIn[t]` to `firstIn[t + 1]`. */
  readonly firstIn: Int32Array;
  readonly inFrom: Int32Array;
  /** Where the same link stands in the network. */
  readonly inLink: Int32Array;
  /** A bit for each rank that is to be looked at; none between two moves. */
  readonly pending: Uint32Array;
}

/** The critical path of a request, ready to follow the moves of single tasks. Refusals: see `schedule`. */
export function followSchedule(request: ScheduleRequest): Result<LiveSchedule> {
  const network = compile(request);
  return network.ok ? ok(follow(network.value)) : network;
}

/** The same of a network. */
export function follow(laidOut: Network): LiveSchedule {
  const { count, order, firstLink, linkTo } = laidOut;
  const notAfter = laidOut.notAfter ?? new Int32Array(count).fill(NO_DATE);
  const network = { ...laidOut, notAfter };
  const times = timesOf(network);
  const rank = new Int32Array(count);
  for (let i = 0; i < count; i += 1) rank[order[i]!] = i;
  const firstIn = new Int32Array(count + 1);
  for (const task of linkTo) firstIn[task + 1]! += 1;
  for (let task = 0; task < count; task += 1) firstIn[task + 1]! += firstIn[task]!;
  const slots = firstIn.slice();
  const inFrom = new Int32Array(linkTo.length);
  const inLink = new Int32Array(linkTo.length);
  for (let task = 0; task < count; task += 1) {
    for (let k = firstLink[task]!; k < firstLink[task + 1]!; k += 1) {
      const slot = slots[linkTo[k]!]!++;
      inFrom[slot] = task;
      inLink[slot] = k;
    }
  }
  return {
    network,
    times: { ...times, dated: times.dated ?? notAfter.slice() },
    rank,
    firstIn,
    inFrom,
    inLink,
    pending: new Uint32Array((count >>> 5) + 1),
  };
}
