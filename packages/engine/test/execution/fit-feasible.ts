import type { FitRequest } from '../../src/execution/schedule/level/fit.ts';
import type { SupplyStep } from '../../src/execution/schedule/level/supply.ts';
import { broken } from './feasible.ts';

/** So many units there are in a period. */
export const unitsIn = (steps: readonly SupplyStep[], period: number): number =>
  steps.findLast(({ from }) => from <= period)?.units ?? 0;

/** What starts overdraw although somebody who is not left takes it; the plainest way to find out. */
export function short(
  { tasks, supplies, stocks }: FitRequest,
  start: readonly number[],
  left: readonly number[],
): readonly string[] {
  const counted = tasks.flatMap((task, i) => (left.includes(i) ? [] : [{ ...task, at: start[i]! }]));
  const dates = [...supplies, ...stocks].flat().map(({ from }) => from);
  const end = Math.max(0, ...dates, ...tasks.map(({ duration }, i) => start[i]! + duration)) + 1;
  const periods = Array.from({ length: end }, (_, period) => period);
  const moving =
    (at: number, until: number) =>
    ({ period }: { period: number }) =>
      at <= period && period < until;
  const renewable = supplies.flatMap((steps, r) =>
    periods.flatMap((period) => {
      const here = counted.filter(({ at, duration }) => moving(at, at + duration)({ period }));
      const taken = sum(here.flatMap(({ uses }) => uses.filter(([of]) => of === r)));
      const stay = sum(
        here.filter(({ fixed }) => fixed).flatMap(({ uses }) => uses.filter(([of]) => of === r)),
      );
      // Those who stay may overdraw by themselves; then nobody else is there.
      const has = Math.max(unitsIn(steps, period), stay);
      return taken > has ? [`resource ${r}: ${taken} of ${has} in ${period}`] : [];
    }),
  );
  const used = stocks.flatMap((steps, s) =>
    counted
      .filter(({ fixed, takes }) => !fixed && takes.some(([of, units]) => of === s && units > 0))
      .flatMap(({ at }) =>
        periods
          .filter((period) => period >= at)
          .flatMap((period) => {
            const taken = sum(
              counted
                .filter((one) => one.at <= period)
                .flatMap(({ takes }) => takes.filter(([of]) => of === s)),
            );
            const has = unitsIn(steps, period);
            return taken > has ? [`stock ${s}: ${taken} of ${has} by ${period}`] : [];
          }),
      ),
  );
  return [...renewable, ...used];
}

const sum = (pairs: readonly (readonly [number, number])[]): number =>
  pairs.reduce((total, [, units]) => total + units, 0);

/** Links, earliest dates and latest starts that are not kept. */
export function unkept(request: FitRequest, start: readonly number[]): readonly string[] {
  const late = request.tasks.filter(({ latest = Infinity }, i) => start[i]! > latest);
  return [
    ...broken({ tasks: request.tasks, links: request.links }, start),
    ...late.map(({ id }) => `${id} too late`),
  ];
}

/** The least makespan with everybody in, by trying all starts up to a time; null where nobody finds such a one. */
export function leastEnd(request: FitRequest, until: number): number | null {
  const { tasks, links } = request;
  /** The first so many tasks by themselves: what they break, all of them break. */
  const parts = tasks.map((_, i): FitRequest => {
    const known = tasks.slice(0, i + 1);
    const ids = new Set(known.map(({ id }) => id));
    return { ...request, tasks: known, links: links.filter(({ from, to }) => ids.has(from) && ids.has(to)) };
  });
  const start: number[] = [];
  let best: number | null = null;
  const tryFrom = (i: number, end: number): void => {
    if (i === tasks.length) {
      best = end;
      return;
    }
    for (let at = 0; at <= until; at += 1) {
      start[i] = at;
      const then = Math.max(end, at + tasks[i]!.duration);
      if (best !== null && then >= best) break;
      if (unkept(parts[i]!, start).length === 0 && short(parts[i]!, start, []).length === 0)
        tryFrom(i + 1, then);
    }
    start.length = i;
  };
  tryFrom(0, 0);
  return best;
}
