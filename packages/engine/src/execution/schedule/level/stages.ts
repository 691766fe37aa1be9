import type { ScheduleTask } from '../request.ts';
import { DEFAULT_PRIORITY } from '../request.ts';
import { lowerBound } from './bounds.ts';
import { costOf } from './improve.ts';
import { type Project, partOf, takesNothing } from './project.ts';
import { type Found, type SearchBudget, search } from './search.ts';

const STEPS_OF_A_STAGE = 5_000;

/**
 * The best schedule found, the tasks of the highest priority first: they are levelled as if there were no others, then
 * stay, and the next ones take what is left. What a task waits for is as urgent as the task.
 */
export function searchByPriority(
  project: Project,
  tasks: readonly ScheduleTask[],
  budget: SearchBudget,
): Found {
  const urgency = urgencies(project, tasks);
  const stages = [...new Set(urgency)].sort((a, b) => b - a);
  if (stages.length < 2) return search(project, budget);
  const start = new Int32Array(tasks.length);
  const settled = new Uint8Array(tasks.length);
  const left = new Uint8Array(tasks.length);
  let isEnded = true;
  stages.forEach((least, stage) => {
    const members = [...urgency.keys()].filter((task) => urgency[task]! >= least);
    const part = partOf(project, members);
    members.forEach((task, at) => {
      if (settled[task] === 0) return;
      part.fixed[at] = 1;
      part.network.notBefore[at] = start[task]!;
      if (left[task] === 1) takesNothing(part, at);
    });
    const steps = stepsOf(budget.steps, stages.length - stage);
    const share = { steps, shouldStop: budget.shouldStop };
    const found = search(part, share);
    budget.steps -= steps === Infinity ? 0 : steps - share.steps;
    isEnded &&= found.isProven;
    members.forEach((task, at) => {
      start[task] = found.start[at]!;
      if (settled[task] === 0) left[task] = found.left[at]!;
      settled[task] = 1;
    });
  });
  const leftCount = left.reduce((sum, one) => sum + one, 0);
  const cost = costOf(project, start, leftCount);
  const bound = lowerBound(project);
  // A stage that was cut short might have come out otherwise: then the whole is not the last word either.
  return { start, cost, left, bound, isProven: isEnded && bound === cost.makespan };
}

/**
 * The steps that are left are shared among the stages that are left. Where only the clock limits them, each but the last
 * has so many that it does not take the time of all the others.
 */
function stepsOf(left: number, stages: number): number {
  if (left !== Infinity) return Math.ceil(left / stages);
  return stages === 1 ? Infinity : STEPS_OF_A_STAGE;
}

/** The priority of each task, or of the most urgent one that waits for it. */
function urgencies({ network }: Project, tasks: readonly ScheduleTask[]): Int32Array {
  const { order, firstLink, linkTo } = network;
  const urgency = Int32Array.from(tasks, ({ priority = DEFAULT_PRIORITY }) => priority);
  for (let i = order.length - 1; i >= 0; i -= 1) {
    const task = order[i]!;
    for (let k = firstLink[task]!; k < firstLink[task + 1]!; k += 1) {
      urgency[task] = Math.max(urgency[task]!, urgency[linkTo[k]!]!);
    }
  }
  return urgency;
}
