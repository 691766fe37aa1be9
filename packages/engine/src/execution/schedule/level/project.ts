import { type LinkColumns, layOut, type Network } from '../network.ts';
import type { ScheduleRequest } from '../request.ts';
import { type Stocks, stocksOf } from './stocks.ts';

/** A network whose tasks share renewable resources. */
export interface Project {
  readonly network: Network;
  readonly resources: number;
  /** Units of resource `r` that task `t` takes: at `t * resources + r`. */
  readonly need: Int32Array;
  readonly capacity: Int32Array;
  /** How many links lead to each task. */
  readonly waits: Int32Array;
  /** 1 where a task already has its time: it stays at its earliest start and is served first. */
  readonly fixed: Uint8Array;
  /** What is taken of resources before anything is placed; null where that is nothing. */
  readonly outset: Outset | null;
  /** What is used up; null where nothing is. */
  readonly stocks: Stocks | null;
  /**
   * The latest start of each task at which it still gets what it needs; one that finds no room by then is left: it stands where its
   * links put it and takes nothing. None is later than those of the tasks that wait for it allow. Null where any start will do.
   */
  readonly latest: Int32Array | null;
}

/** Steps of time: from `time[k]` until `time[k + 1]` units `used[k * resources + r]` are taken; the last one lasts for ever. */
export interface Outset {
  readonly time: Int32Array;
  readonly used: Int32Array;
}

/** A request whose network is laid out. Without a capacity nothing is scarce. */
export function projectOf({ tasks, capacity = {} }: ScheduleRequest, network: Network): Project {
  const names = Object.keys(capacity);
  const need = new Int32Array(tasks.length * names.length);
  tasks.forEach(({ resources = {}, duration }, task) => {
    if (duration === 0) return; // a milestone takes no time, and so nothing of anything
    names.forEach((name, r) => {
      if (Object.hasOwn(resources, name)) need[task * names.length + r] = resources[name]!;
    });
  });
  const waits = waitsIn(network);
  const fixed = new Uint8Array(tasks.length);
  const units = Int32Array.from(names, (name) => capacity[name]!);
  const plain = { outset: null, stocks: null, latest: null };
  return { network, resources: names.length, need, capacity: units, waits, fixed, ...plain };
}

/** The same project seen from its end: what follows comes before. Dates are left aside, and what changes with time. */
export function mirrored(project: Project): Project {
  const { count, duration, firstLink, linkTo, weight } = project.network;
  const many = linkTo.length;
  const links: LinkColumns = {
    from: linkTo,
    to: new Int32Array(many),
    type: new Uint8Array(many),
    lag: new Int32Array(many),
  };
  for (let task = 0; task < count; task += 1) {
    for (let k = firstLink[task]!; k < firstLink[task + 1]!; k += 1) {
      links.to[k] = task;
      links.lag[k] = weight[k]! + duration[linkTo[k]!]! - duration[task]!;
    }
  }
  const network = layOut(duration, new Int32Array(count), null, links);
  const plain = { outset: null, stocks: null, latest: null };
  return { ...project, network, waits: waitsIn(network), fixed: new Uint8Array(count), ...plain };
}

/** Some tasks of a project, in the order given, with the links between them. */
export function partOf(project: Project, tasks: readonly number[]): Project {
  const { network, resources } = project;
  const place = new Int32Array(network.count).fill(-1);
  tasks.forEach((task, at) => {
    place[task] = at;
  });
  const kept: number[][] = [];
  for (const task of tasks) {
    for (let k = network.firstLink[task]!; k < network.firstLink[task + 1]!; k += 1) {
      const to = place[network.linkTo[k]!]!;
      if (to !== -1) kept.push([place[task]!, to, network.linkType[k]!, network.linkLag[k]!]);
    }
  }
  const links: LinkColumns = {
    from: Int32Array.from(kept, ([from]) => from!),
    to: Int32Array.from(kept, ([, to]) => to!),
    type: Uint8Array.from(kept, ([, , type]) => type!),
    lag: Int32Array.from(kept, ([, , , lag]) => lag!),
  };
  const column = (values: Int32Array) => Int32Array.from(tasks, (task) => values[task]!);
  const notAfter = network.notAfter && column(network.notAfter);
  const part = layOut(column(network.duration), column(network.notBefore), notAfter, links);
  const need = new Int32Array(tasks.length * resources);
  tasks.forEach((task, at) => {
    need.set(project.need.subarray(task * resources, (task + 1) * resources), at * resources);
  });
  return {
    ...project,
    network: part,
    need,
    waits: waitsIn(part),
    fixed: Uint8Array.from(tasks, (task) => project.fixed[task]!),
    stocks: project.stocks && stocksOf(project.stocks, tasks),
    latest: project.latest && column(project.latest),
  };
}

/** A task no longer takes anything of anybody. */
export function takesNothing({ resources, need, stocks }: Project, task: number): void {
  need.fill(0, task * resources, (task + 1) * resources);
  if (stocks !== null) stocks.take.fill(0, task * stocks.many, (task + 1) * stocks.many);
}

export function waitsIn({ count, linkTo }: Network): Int32Array {
  const waits = new Int32Array(count);
  for (const task of linkTo) waits[task]! += 1;
  return waits;
}
