import { notAfter, notBefore } from './compile.ts';
import type { LiveSchedule } from './live.ts';
import { NO_DATE, weightOf } from './network.ts';
import type { ScheduleTask } from './request.ts';
import { lastFinish } from './times.ts';

/** What a move did. */
export interface Moved {
  /** Places of the tasks that start or finish at another time than before. */
  readonly tasks: readonly number[];
  /** The end of the plan now, in periods. Where it is another one, the late times of all tasks are too. */
  readonly makespan: number;
}

/**
 * The task at this place has another duration or other dates now: everything that follows from it, in place. Costs what
 * changes, not what there is. The task must be as `schedule` accepts it; its id, resources and priority are not read.
 */
export function moveTask(live: LiveSchedule, place: number, task: ScheduleTask): Moved {
  const { network, times } = live;
  const resized = task.duration !== network.duration[place];
  const wasLast = times.makespan === times.early[place]! + network.duration[place]!;
  network.notBefore[place] = notBefore(task);
  if (resized) resize(live, place, task.duration);
  mark(live, place);
  const moved = forward(live, place, resized, wasLast);
  const dated = notAfter(task);
  if (resized || dated !== network.notAfter[place]) {
    network.notAfter[place] = dated;
    if (resized) markBefore(live, place);
    mark(live, place);
    backward(live);
  }
  return moved;
}

/** A new duration, and with it what every link from and to the task asks. */
function resize({ network, firstIn, inFrom, inLink }: LiveSchedule, place: number, duration: number): void {
  const { duration: durations, firstLink, linkTo, linkType, linkLag, weight } = network;
  durations[place] = duration;
  for (let k = firstLink[place]!; k < firstLink[place + 1]!; k += 1) {
    weight[k] = weightOf(linkType[k]!, linkLag[k]!, duration, durations[linkTo[k]!]!);
  }
  for (let i = firstIn[place]!; i < firstIn[place + 1]!; i += 1) {
    const k = inLink[i]!;
    weight[k] = weightOf(linkType[k]!, linkLag[k]!, durations[inFrom[i]!]!, duration);
  }
}

function mark({ pending, rank }: LiveSchedule, task: number): void {
  const at = rank[task]!;
  pending[at >>> 5]! |= 1 << (at & 31);
}

function markBefore(live: LiveSchedule, task: number): void {
  for (let i = live.firstIn[task]!; i < live.firstIn[task + 1]!; i += 1) mark(live, live.inFrom[i]!);
}

/** Early starts of the marked tasks and of all that follows from them, each after what it waits for. */
function forward(live: LiveSchedule, moved: number, resized: boolean, wasLast: boolean): Moved {
  const { pending, network, times } = live;
  const tasks: number[] = [];
  let last = 0;
  let lostLast = wasLast && resized;
  for (let word = live.rank[moved]! >>> 5; word < pending.length; word += 1) {
    for (let bits = pending[word]!; bits !== 0; bits = pending[word]!) {
      const bit = 31 - Math.clz32(bits & -bits);
      pending[word] = bits & ~(1 << bit);
      const task = network.order[(word << 5) + bit]!;
      const was = times.early[task]!;
      const start = earliest(live, task);
      const isResized = resized && task === moved;
      if (start === was && !isResized) continue;
      tasks.push(task);
      times.early[task] = start;
      last = Math.max(last, start + network.duration[task]!);
      lostLast ||= start < was && times.makespan === was + network.duration[task]!;
      markAfter(live, task, was, isResized);
    }
  }
  if (last >= times.makespan) times.makespan = last;
  else if (lostLast || wasLast) times.makespan = lastFinish(times.early, network.duration);
  return { tasks, makespan: times.makespan };
}

function earliest({ network, times, firstIn, inFrom, inLink }: LiveSchedule, task: number): number {
  let start = network.notBefore[task]!;
  for (let i = firstIn[task]!; i < firstIn[task + 1]!; i += 1) {
    const asked = times.early[inFrom[i]!]! + network.weight[inLink[i]!]!;
    if (asked > start) start = asked;
  }
  return start;
}

/** Those that have to wait longer for this task now, and those that waited for nobody longer than for it. */
function markAfter(live: LiveSchedule, task: number, was: number, all: boolean): void {
  const { firstLink, linkTo, weight } = live.network;
  const { early } = live.times;
  const start = early[task]!;
  for (let k = firstLink[task]!; k < firstLink[task + 1]!; k += 1) {
    const next = linkTo[k]!;
    const waited = early[next]!;
    const asked = was + weight[k]!;
    if (all || asked === waited || start + weight[k]! > waited) mark(live, next);
  }
}

/** Tails and dates of the marked tasks and of all before them, each before what waits for it. */
function backward(live: LiveSchedule): void {
  const { pending, network, times } = live;
  for (let word = pending.length - 1; word >= 0; word -= 1) {
    for (let bits = pending[word]!; bits !== 0; bits = pending[word]!) {
      const bit = 31 - Math.clz32(bits);
      pending[word] = bits & ~(1 << bit);
      const task = network.order[(word << 5) + bit]!;
      const tail = tailFrom(live, task);
      const dated = datedFrom(live, task);
      if (tail === times.tail[task] && dated === times.dated[task]) continue;
      times.tail[task] = tail;
      times.dated[task] = dated;
      markBefore(live, task);
    }
  }
}

function tailFrom(
  { network: { duration, firstLink, linkTo, weight }, times }: LiveSchedule,
  task: number,
): number {
  let tail = duration[task]!;
  for (let k = firstLink[task]!; k < firstLink[task + 1]!; k += 1) {
    const way = weight[k]! + times.tail[linkTo[k]!]!;
    if (way > tail) tail = way;
  }
  return tail;
}

function datedFrom({ network, times }: LiveSchedule, task: number): number {
  let dated = network.notAfter[task]!;
  for (let k = network.firstLink[task]!; k < network.firstLink[task + 1]!; k += 1) {
    const next = times.dated[network.linkTo[k]!]!;
    if (next !== NO_DATE && next - network.weight[k]! < dated) dated = next - network.weight[k]!;
  }
  return dated;
}
