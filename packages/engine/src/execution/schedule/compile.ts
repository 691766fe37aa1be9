import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { checkRequest, placesOf, type TaskPlaces } from './check.ts';
import { circleIn, layOut, linkCode, type Network, NO_DATE } from './network.ts';
import type { ScheduleRequest, ScheduleTask } from './request.ts';

/** A request as a network that has an order. Refusals: see `schedule`. */
export function compile(request: ScheduleRequest): Result<Network> {
  const { tasks, links = [] } = request;
  const places = placesOf(tasks);
  const problems = checkRequest(request, places);
  if (problems.length > 0) return refuse(...problems);
  const network = layOut(
    Int32Array.from(tasks, ({ duration }) => duration),
    Int32Array.from(tasks, notBefore),
    tasks.some((task) => notAfter(task) !== NO_DATE) ? Int32Array.from(tasks, notAfter) : null,
    {
      from: Int32Array.from(links, ({ from }) => places.get(from)!),
      to: Int32Array.from(links, ({ to }) => places.get(to)!),
      type: Uint8Array.from(links, ({ type = 'FS' }) => linkCode[type]),
      lag: Int32Array.from(links, ({ lag = 0 }) => lag),
    },
  );
  const circle = circleIn(network);
  return circle === null ? ok(network) : refuse(circleProblem(circle, request, places));
}

/** Named at the link that closes it: tasks in their order, the first one again at the end. */
function circleProblem(
  circle: readonly number[],
  { tasks, links = [] }: ScheduleRequest,
  places: TaskPlaces,
) {
  const [first, last] = [circle[0]!, circle.at(-1)!];
  const closing = links.findIndex(({ from, to }) => places.get(from) === last && places.get(to) === first);
  const path = [...circle, first].map((place) => tasks[place]!.id).join(' → ');
  return problem('CYCLE', `links[${closing}]`, { path });
}

/** The earliest start that a task's own dates allow. */
export function notBefore({ duration, constraints = [] }: ScheduleTask): number {
  let start = 0;
  for (const { type, at } of constraints) {
    if (type === 'startNoEarlier' || type === 'mustStart') start = Math.max(start, at);
    if (type === 'finishNoEarlier' || type === 'mustFinish') start = Math.max(start, at - duration);
  }
  return start;
}

/** The latest start that a task's own dates allow. */
export function notAfter({ duration, constraints = [] }: ScheduleTask): number {
  let start = NO_DATE;
  for (const { type, at } of constraints) {
    if (type === 'startNoLater' || type === 'mustStart') start = Math.min(start, at);
    if (type === 'finishNoLater' || type === 'mustFinish') start = Math.min(start, at - duration);
  }
  return start;
}
