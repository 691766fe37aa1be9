import { timesOf } from '../times.ts';
import { parallel, serial } from './generate.ts';
import type { Bench } from './improve.ts';
import type { Project } from './project.ts';

/** Keys by which a rule serves tasks, the least first. */
export type Rule = (project: Project) => Float64Array;

/** Least late start first, the dates of tasks included: who has the longest way to go. */
const latestStart: Rule = ({ network }) => {
  const { tail, dated, makespan } = timesOf(network);
  return Float64Array.from(tail, (way, task) =>
    Math.min(makespan - way, dated === null ? Infinity : dated[task]!),
  );
};

/** Least late finish first. */
const latestFinish: Rule = (project) =>
  latestStart(project).map((start, task) => start + project.network.duration[task]!);

/** Greatest work first: its own and that of all that wait for it directly. */
const greatestWork: Rule = (project) => {
  const { network } = project;
  const work = Float64Array.from({ length: network.count }, (_, task) => workOf(project, task));
  return work.map((own, task) => {
    let sum = own;
    for (let k = network.firstLink[task]!; k < network.firstLink[task + 1]!; k += 1)
      sum += work[network.linkTo[k]!]!;
    return -sum;
  });
};

/** Duration times the shares of the resources that a task takes. */
function workOf({ network, resources, need, capacity }: Project, task: number): number {
  let share = 0;
  for (let r = 0; r < resources; r += 1) {
    if (capacity[r]! > 0) share += need[task * resources + r]! / capacity[r]!;
  }
  return share * network.duration[task]!;
}

/** The rules in the order in which they are tried: the ones that are right most often first. */
export const rules: readonly Rule[] = [latestStart, latestFinish, greatestWork];

/** A schedule by each rule in both ways of making it. */
export function* schedulesByRule({ project, shop }: Bench): Generator<Int32Array> {
  for (const rule of rules) {
    const key = rule(project);
    yield serial(shop, key);
    yield parallel(shop, key);
  }
}
