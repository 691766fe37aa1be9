import { type Problem, problem } from '../../foundation/problem.ts';
import {
  constraintTypes,
  linkTypes,
  MAX_LINKS,
  MAX_PERIODS,
  MAX_PRIORITY,
  MAX_SUM,
  MAX_TASKS,
  type ScheduleLink,
  type ScheduleRequest,
  type ScheduleTask,
} from './request.ts';

/** Place of each task by its id. */
export type TaskPlaces = ReadonlyMap<string, number>;

export const placesOf = (tasks: readonly ScheduleTask[]): TaskPlaces =>
  new Map(tasks.map(({ id }, place) => [id, place]));

/** Everything that is wrong with a request by itself, each thing with its place; circles are found on the network. */
export function checkRequest(request: ScheduleRequest, places: TaskPlaces): readonly Problem[] {
  const { tasks, links = [], capacity } = request;
  const size = [...tooMany('tasks', tasks.length, MAX_TASKS), ...tooMany('links', links.length, MAX_LINKS)];
  if (size.length > 0) return size;
  const problems = [
    ...twice(tasks, places),
    ...tasks.flatMap((task, place) => checkTask(task, `tasks[${place}]`, capacity)),
    ...links.flatMap((link, place) => checkLink(link, `links[${place}]`, places)),
    ...Object.entries(capacity ?? {}).flatMap(([resource, units]) =>
      whole(units, `capacity.${resource}`, 0, MAX_PERIODS),
    ),
  ];
  return problems.length > 0 ? problems : tooMany('tasks', sumOf(request), MAX_SUM);
}

const tooMany = (path: string, count: number, max: number): readonly Problem[] =>
  count > max ? [problem('TOO_LARGE', path, { count, max })] : [];

/** A second task of one id. */
function twice(tasks: readonly ScheduleTask[], places: TaskPlaces): readonly Problem[] {
  if (places.size === tasks.length) return [];
  const seen = new Set<string>();
  return tasks.flatMap(({ id }, place) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [problem('DUPLICATE', `tasks[${place}].id`, { id, value: id })];
  });
}

function checkTask(
  { duration, priority, resources, constraints }: ScheduleTask,
  path: string,
  capacity: ScheduleRequest['capacity'],
): readonly Problem[] {
  return [
    ...whole(duration, `${path}.duration`, 0, MAX_PERIODS),
    ...(priority === undefined ? [] : whole(priority, `${path}.priority`, 0, MAX_PRIORITY)),
    ...Object.entries(resources ?? {}).flatMap(([resource, need]) =>
      checkNeed(need, `${path}.resources.${resource}`, resource, capacity),
    ),
    ...(constraints ?? []).flatMap(({ type, at }, i) => [
      ...known(type, constraintTypes, `${path}.constraints[${i}].type`),
      ...whole(at, `${path}.constraints[${i}].at`, 0, MAX_PERIODS),
    ]),
  ];
}

function checkNeed(
  need: number,
  path: string,
  resource: string,
  capacity: ScheduleRequest['capacity'],
): readonly Problem[] {
  const bad = whole(need, path, 0, MAX_PERIODS);
  if (bad.length > 0 || capacity === undefined) return bad;
  if (!Object.hasOwn(capacity, resource)) return [problem('UNKNOWN_REFERENCE', path, { id: resource })];
  const units = capacity[resource]!;
  return need > units ? [problem('OVER_CAPACITY', path, { resource, need, capacity: units })] : [];
}

function checkLink(
  { from, to, type, lag }: ScheduleLink,
  path: string,
  places: TaskPlaces,
): readonly Problem[] {
  const unknown = (
    [
      ['from', from],
      ['to', to],
    ] as const
  ).flatMap(([end, id]) => (places.has(id) ? [] : [problem('UNKNOWN_REFERENCE', `${path}.${end}`, { id })]));
  return [
    ...unknown,
    ...(from === to ? [problem('CYCLE', path, { path: `${from} → ${to}` })] : []),
    ...(type === undefined ? [] : known(type, linkTypes, `${path}.type`)),
    ...(lag === undefined ? [] : whole(lag, `${path}.lag`, -MAX_PERIODS, MAX_PERIODS)),
  ];
}

const whole = (value: number, path: string, min: number, max: number): readonly Problem[] =>
  Number.isInteger(value) && value >= min && value <= max
    ? []
    : [problem('OUT_OF_RANGE', path, { min, max })];

const known = (word: string, words: readonly string[], path: string): readonly Problem[] =>
  words.includes(word) ? [] : [problem('INVALID', path, { expected: words.join(', ') })];

/** No way through the network is longer than this. */
function sumOf({ tasks, links = [] }: ScheduleRequest): number {
  let sum = 0;
  let latest = 0;
  for (const { duration, constraints = [] } of tasks) {
    sum += duration;
    for (const { at } of constraints) latest = Math.max(latest, at);
  }
  for (const { lag = 0 } of links) sum += Math.abs(lag);
  return sum + latest;
}
