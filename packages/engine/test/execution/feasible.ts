import type { ScheduleRequest } from '../../src/index.ts';

/** Links and earliest dates that starts do not keep, in words; the plainest way to find out. */
export function broken({ tasks, links = [] }: ScheduleRequest, start: readonly number[]): readonly string[] {
  const at = new Map(tasks.map(({ id }, i) => [id, i]));
  const end = (i: number, which: string) => start[i]! + (which === 'F' ? tasks[i]!.duration : 0);
  const missed = links.filter(({ from, to, type = 'FS', lag = 0 }) => {
    return end(at.get(to)!, type[1]!) < end(at.get(from)!, type[0]!) + lag;
  });
  const early = tasks.filter(({ constraints = [], duration }, i) =>
    [{ type: 'startNoEarlier', at: 0 }, ...constraints].some(
      ({ type, at: date }) =>
        (/startNoEarlier|mustStart/.test(type) && start[i]! < date) ||
        (/finishNoEarlier|mustFinish/.test(type) && start[i]! + duration < date),
    ),
  );
  return [...missed.map((link) => JSON.stringify(link)), ...early.map(({ id }) => `${id} too early`)];
}

/** Periods in which more of a resource is taken than there is. */
export function overdrawn(
  { tasks, capacity = {} }: ScheduleRequest,
  start: readonly number[],
): readonly string[] {
  const end = Math.max(0, ...tasks.map(({ duration }, i) => start[i]! + duration));
  return Object.entries(capacity).flatMap(([resource, units]) =>
    Array.from({ length: end }, (_, period) => period).flatMap((period) => {
      const taken = tasks.reduce((sum, { duration, resources = {} }, i) => {
        const isUnderWay = start[i]! <= period && period < start[i]! + duration;
        return sum + (isUnderWay ? (resources[resource] ?? 0) : 0);
      }, 0);
      return taken > units ? [`${resource} ${taken} of ${units} in ${period}`] : [];
    }),
  );
}

/** The least makespan of all schedules that keep links, capacity and every date, by trying all; null where there is none. */
export function leastMakespan(request: ScheduleRequest): number | null {
  const { tasks, links = [] } = request;
  const latest = (i: number) =>
    Math.min(
      ...(tasks[i]!.constraints ?? []).flatMap(({ type, at }) => [
        /startNoLater|mustStart/.test(type) ? at : Infinity,
        /finishNoLater|mustFinish/.test(type) ? at - tasks[i]!.duration : Infinity,
      ]),
      Infinity,
    );
  const dates = tasks.flatMap(({ constraints = [] }) => constraints.map(({ at }) => at));
  const horizon =
    Math.max(0, ...dates) +
    tasks.reduce((sum, { duration }) => sum + duration, 0) +
    links.reduce((sum, { lag = 0 }) => sum + Math.max(0, lag), 0);
  const start: number[] = [];
  let best = horizon + 1;
  const order = tasks.map((_, i) => i);
  const tryFrom = (i: number, end: number): void => {
    if (i === tasks.length) {
      best = end;
      return;
    }
    const known = { ...request, tasks: tasks.slice(0, i + 1) };
    const ids = new Set(known.tasks.map(({ id }) => id));
    const part = { ...known, links: links.filter(({ from, to }) => ids.has(from) && ids.has(to)) };
    const last = Math.min(latest(order[i]!), best - 1 - tasks[i]!.duration);
    for (start[i] = 0; start[i]! <= Math.min(last, best - 1 - tasks[i]!.duration); start[i]! += 1) {
      const now = start.slice(0, i + 1);
      if (broken(part, now).length > 0 || overdrawn(part, now).length > 0) continue;
      tryFrom(i + 1, Math.max(end, now[i]! + tasks[i]!.duration));
    }
  };
  tryFrom(0, 0);
  return best > horizon ? null : best;
}
