import type { DateRange, PlainDate } from '../../foundation/date.ts';
import type { PlanSchedule } from '../live/plan-schedule.ts';
import { leftOver, type SupplyStep, type Use } from '../schedule/level/supply.ts';
import type { Scarce } from './scarce.ts';

/** Where more is taken than there is, from today on. Amounts in the units of the `Scarce`. */
export interface Shortage {
  readonly scarce: Scarce;
  /** What is missing at the worst of times. */
  readonly missing: number;
  /** Of what is given back: stretches of working days on which too much is taken. Of a stock none: what is gone is gone. */
  readonly stretches: readonly DateRange[];
  /** Working days of them; 0 of a stock. */
  readonly days: number;
  /** The first day on which it is missing. */
  readonly from: PlainDate;
}

/** All that tasks with these starts overdraw, in the order of `scarce` (LVL-6). */
export function shortagesOf(
  plan: PlanSchedule,
  scarce: readonly Scarce[],
  start: ArrayLike<number>,
): readonly Shortage[] {
  const { axis } = plan;
  const now = axis.before(plan.today);
  return scarce.flatMap((one) => {
    const steps = leftOf(plan, one, start);
    const short = steps.flatMap(({ from, units }, k) => {
      const until = steps[k + 1]?.from ?? Infinity;
      return units < 0 && until > now ? [{ from: Math.max(from, now), until, missing: -units }] : [];
    });
    const [first] = short;
    if (!first) return [];
    const joined = one.isStock ? [] : joinedUp(short);
    return [
      {
        scarce: one,
        missing: Math.max(...short.map(({ missing }) => missing)),
        stretches: joined.map(({ from, until }) => ({ from: axis.dateOf(from), to: axis.dateOf(until - 1) })),
        days: joined.reduce((sum, { from, until }) => sum + until - from, 0),
        from: axis.dateOf(first.from),
      },
    ];
  });
}

/** What is left of something in each period, below 0 where it is overdrawn. */
export function leftOf(plan: PlanSchedule, scarce: Scarce, start: ArrayLike<number>): readonly SupplyStep[] {
  const uses = scarce.users.map(({ place, units }): Use => {
    const from = start[place]!;
    return { from, until: scarce.isStock ? Infinity : from + plan.spans[place]!.duration, units };
  });
  return leftOver(scarce.supply, [...scarce.others, ...uses]);
}

function joinedUp(stretches: readonly { readonly from: number; readonly until: number }[]) {
  const joined: { from: number; until: number }[] = [];
  for (const { from, until } of stretches) {
    const last = joined.at(-1);
    if (last?.until === from) last.until = until;
    else joined.push({ from, until });
  }
  return joined;
}
