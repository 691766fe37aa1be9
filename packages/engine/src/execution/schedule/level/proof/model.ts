import { NO_DATE } from '../../network.ts';
import type { Times } from '../../times.ts';
import type { Project } from '../project.ts';

/**
 * A project as whole variables with bounds: the start of each task, the makespan (`end`), and for each pair of tasks that
 * can never be under way together whether the first comes before the second (1) or after it (0).
 */
export interface Model {
  readonly project: Project;
  readonly tasks: number;
  /** The variable that is the makespan. */
  readonly end: number;
  readonly variables: number;
  /** Bounds at the outset. */
  readonly least: Int32Array;
  readonly most: Int32Array;
  /** `to` starts no earlier than `weight` after `from`, by variable. */
  readonly arcFrom: Int32Array;
  readonly arcTo: Int32Array;
  readonly arcWeight: Int32Array;
  readonly arcsOut: readonly (readonly number[])[];
  readonly arcsIn: readonly (readonly number[])[];
  /** The two tasks of each pair; its variable is `end + 1 + pair`. */
  readonly pairFirst: Int32Array;
  readonly pairSecond: Int32Array;
  readonly pairsOf: readonly (readonly number[])[];
  /** Tasks that need each resource. */
  readonly users: readonly (readonly number[])[];
  /** Later than any time a task may be under way. */
  readonly horizon: number;
}

/** Beyond this many times of all tasks together a proof is not tried: it would cost more memory than it is worth. */
const MOST_TIMES = 400_000;
const MOST_TASKS = 250;

/** The model for schedules that end by `latestEnd` and keep every date; null where it would be too large. */
export function modelOf(project: Project, times: Times, latestEnd: number): Model | null {
  const { network } = project;
  const tasks = network.count;
  if (tasks > MOST_TASKS || tasks * (latestEnd + 1) > MOST_TIMES) return null;
  const arcs = arcsOf(project, times);
  const pairs = pairsIn(project);
  const variables = tasks + 1 + pairs.length;
  const least = new Int32Array(variables);
  const most = new Int32Array(variables).fill(1);
  for (let task = 0; task < tasks; task += 1) {
    least[task] = times.early[task]!;
    most[task] = Math.min(latestEnd - times.tail[task]!, times.dated === null ? NO_DATE : times.dated[task]!);
    if (project.fixed[task] === 1) most[task] = Math.min(most[task]!, times.early[task]!);
  }
  least[tasks] = times.makespan;
  most[tasks] = latestEnd;
  return {
    project,
    tasks,
    end: tasks,
    variables,
    least,
    most,
    arcFrom: Int32Array.from(arcs, ([from]) => from),
    arcTo: Int32Array.from(arcs, ([, to]) => to),
    arcWeight: Int32Array.from(arcs, ([, , weight]) => weight),
    arcsOut: listed(tasks + 1, arcs, ([from]) => [from]),
    arcsIn: listed(tasks + 1, arcs, ([, to]) => [to]),
    pairFirst: Int32Array.from(pairs, ([first]) => first),
    pairSecond: Int32Array.from(pairs, ([, second]) => second),
    pairsOf: listed(tasks, pairs, (pair) => pair),
    users: Array.from({ length: project.resources }, (_, r) => usersOf(project, r)),
    horizon: latestEnd + 1,
  };
}

type Arc = readonly [from: number, to: number, weight: number];

/** The links, and to the end from every task that nothing waits for longer than for its own finish. */
function arcsOf({ network }: Project, { tail }: Times): readonly Arc[] {
  const arcs: Arc[] = [];
  for (let task = 0; task < network.count; task += 1) {
    for (let k = network.firstLink[task]!; k < network.firstLink[task + 1]!; k += 1) {
      arcs.push([task, network.linkTo[k]!, network.weight[k]!]);
    }
    if (tail[task] === network.duration[task]) arcs.push([task, network.count, tail[task]!]);
  }
  return arcs;
}

/** Pairs that need more of a resource together than there is, and that no way of links keeps apart already. */
function pairsIn(project: Project): readonly (readonly [number, number])[] {
  const { network, resources, need, capacity } = project;
  const { count, duration } = network;
  const way = longestWays(project);
  const pairs: (readonly [number, number])[] = [];
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      if (way[a * count + b]! >= duration[a]! || way[b * count + a]! >= duration[b]!) continue;
      for (let r = 0; r < resources; r += 1) {
        if (need[a * resources + r]! + need[b * resources + r]! <= capacity[r]!) continue;
        pairs.push([a, b]);
        break;
      }
    }
  }
  return pairs;
}

/** From start to start between any two tasks, far below 0 where nothing leads. */
function longestWays({ network }: Project): Int32Array {
  const { count, order, firstLink, linkTo, weight } = network;
  const way = new Int32Array(count * count).fill(-NO_DATE);
  for (let i = count - 1; i >= 0; i -= 1) {
    const task = order[i]!;
    for (let k = firstLink[task]!; k < firstLink[task + 1]!; k += 1) {
      const [next, first] = [linkTo[k]!, weight[k]!];
      way[task * count + next] = Math.max(way[task * count + next]!, first);
      for (let goal = 0; goal < count; goal += 1) {
        const rest = way[next * count + goal]!;
        if (rest !== -NO_DATE && first + rest > way[task * count + goal]!)
          way[task * count + goal] = first + rest;
      }
    }
  }
  return way;
}

const usersOf = ({ network, resources, need }: Project, r: number): readonly number[] =>
  Array.from({ length: network.count }, (_, task) => task).filter((task) => need[task * resources + r]! > 0);

/** Places in a list by the variables that each entry names. */
function listed<T>(
  count: number,
  entries: readonly T[],
  namesOf: (entry: T) => readonly number[],
): number[][] {
  const lists: number[][] = Array.from({ length: count }, () => []);
  entries.forEach((entry, place) => {
    for (const name of namesOf(entry)) lists[name]!.push(place);
  });
  return lists;
}
