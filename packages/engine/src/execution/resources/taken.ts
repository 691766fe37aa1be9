import { dayNumber } from '../../foundation/date.ts';
import { type Demand, partOf } from './demand.ts';
import { HALVES, type WorkTime } from './work-time.ts';

/** A demand on a person with days. */
export type PersonDemand = Extract<Demand, { readonly of: 'work' | 'share' }>;

/**
 * What a demand takes on each day of its window, in thousandths: of the person or of the unit. Work is spread evenly over the
 * working time – half of a day on a half one – and its days add up to all of it; where its window is off altogether, all of it
 * falls on the first day. Of what comes back each working day takes as much, a half one half of it.
 */
export function eachDay(
  demand: PersonDemand | Extract<Demand, { readonly of: 'use' }>,
  time: WorkTime,
  visit: (day: number, taken: number) => void,
): void {
  if (!demand.window) return;
  const [from, to] = [dayNumber(demand.window.from), dayNumber(demand.window.to)];
  const start = time.before(from);
  const halves = time.before(to + 1) - start;
  if (demand.of === 'work' && halves === 0) {
    visit(from, demand.total);
    return;
  }
  const upTo = (done: number): number =>
    demand.of === 'work' ? partOf(demand.total, done, halves) : partOf(demand.perDay, done, HALVES);
  let taken = 0;
  for (let day = from; day <= to; day += 1) {
    if (time.on(day) === 0) continue;
    const after = upTo(time.before(day + 1) - start);
    visit(day, after - taken);
    taken = after;
  }
}
