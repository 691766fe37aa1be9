import { addDays, type DateRange, dateOfDay, dateParts, dayNumber } from '../../foundation/date.ts';
import { type DayBasis, type WeightedSpan, weightBetween } from '../../foundation/day-weight.ts';
import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { springFestival } from '../../foundation/spring-festival.ts';

/** The season that keeps its distance from the festival; by the middle of the year dates are dates again. */
const DAYS_BEFORE = 20;
const DAYS_AFTER = 45;

/**
 * Each day of the range weighs the mean share of the year that its counterparts had in the years before (SPR-T42): from 20
 * days before the Spring Festival to 45 days after it those at the same distance, after 30 June those on the same date. The
 * days between are stretched or squeezed to fit, so that nothing of a year is counted twice or lost. Years in which
 * nothing was reached say nothing. Refuses `OUT_OF_RANGE` at `kind` for years whose Spring Festival is not known.
 */
export function festivalShares(past: DayBasis, { from, to }: DateRange, years: number): Result<DayBasis> {
  const spans: WeightedSpan[] = [];
  for (let year = dateParts(from).year; year <= dateParts(to).year; year++) {
    const here = knotsOf(year);
    const earlier = Array.from({ length: years }, (_, i) => ({
      knots: knotsOf(year - 1 - i),
      year: year - 1 - i,
    }));
    if (here === null || earlier.some(({ knots }) => knots === null)) {
      return refuse(problem('OUT_OF_RANGE', 'kind', { value: String(year) }));
    }
    const sums = earlier
      .map((one) => ({ knots: one.knots!, reached: reachedBy(past, one.year) }))
      .filter(({ reached }) => reached.at(-1)! > 0);
    const first = dayNumber(`${year}-01-01`);
    for (let day = 0; day < here.at(-1)!; day++) {
      const shares = sums.map(
        ({ knots, reached }) =>
          (at(reached, counterpart(here, knots, day + 1)) - at(reached, counterpart(here, knots, day))) /
          reached.at(-1)!,
      );
      const date = dateOfDay(first + day);
      const weight = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
      spans.push({ from: date, to: date, weight });
    }
  }
  return ok({ kind: 'weights', spans });
}

/** Days since 1 January at which one stretch of a year ends and the next begins; the last is its length. */
function knotsOf(year: number): readonly number[] | null {
  const festival = springFestival(year);
  if (festival === null) return null;
  const since = (date: string): number => dayNumber(date) - dayNumber(`${year}-01-01`);
  const start = Math.max(0, since(festival) - DAYS_BEFORE);
  return [0, start, since(addDays(festival, DAYS_AFTER)), since(`${year}-07-01`), since(`${year + 1}-01-01`)];
}

/** The moment of the earlier year that a moment of this one stands for. */
function counterpart(here: readonly number[], there: readonly number[], moment: number): number {
  const k = here.findIndex((knot, i) => i > 0 && moment <= knot && knot > here[i - 1]!);
  const [a, b, c, d] = [here[k - 1]!, here[k]!, there[k - 1]!, there[k]!];
  return c + ((moment - a) * (d - c)) / (b - a);
}

/** What a year had reached at the beginning of each of its days, and in the end. */
function reachedBy(past: DayBasis, year: number): readonly number[] {
  const reached = [0];
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    reached.push(reached.at(-1)! + weightBetween(past, day, day));
  }
  return reached;
}

/** Within a day it is reached evenly. */
function at(reached: readonly number[], moment: number): number {
  const day = Math.min(Math.floor(moment), reached.length - 2);
  return reached[day]! + (reached[day + 1]! - reached[day]!) * (moment - day);
}
