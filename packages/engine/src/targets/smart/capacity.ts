import {
  dateOfDay,
  dateParts,
  dayOfParts,
  daysBetween,
  daysInMonth,
  earlierDate,
  isDate,
  laterDate,
  type PlainDate,
} from '../../foundation/date.ts';
import { decimalOfNumber } from '../../foundation/decimal.ts';
import { addRatios, multiplyRatios, type Ratio, ratio, ratioFromDecimal } from '../../foundation/ratio.ts';
import type { Fields, PlanRecord } from '../../plan/record.ts';
import { type BookState, recordsOf } from '../../plan/state.ts';

/** What is to be delivered, and in which days. */
export interface Delivered {
  /** Id of the metric, and how many decimals its smallest unit has. */
  readonly metric: string;
  readonly decimals: number;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/**
 * What the inventory says can be delivered of a metric in some days, in whole smallest units, rounded down: Σ quantity ×
 * productivity × ramp × the share of each month in which it is there (SMT-19). `undefined`: of nothing is said how much it delivers.
 */
export function capacityFor(state: BookState, wanted: Delivered): number | undefined {
  const own = recordsOf(state, 'resource').filter(
    ({ fields }) => fields['metric'] === wanted.metric && typeof fields['productivity'] === 'number',
  );
  if (own.length === 0) return undefined;
  const sum = own.map((one) => deliveredBy(one, wanted)).reduce(addRatios, ratio(0n));
  const units = multiplyRatios(sum, ratio(10n ** BigInt(wanted.decimals)));
  const amount = Number(units.numerator / units.denominator);
  return Number.isSafeInteger(amount) ? amount : undefined;
}

function deliveredBy({ fields }: PlanRecord, wanted: Delivered): Ratio {
  const { from, to } = fields;
  const first = isDate(from) ? laterDate(from, wanted.from) : wanted.from;
  const last = isDate(to) ? earlierDate(to, wanted.to) : wanted.to;
  const monthly = multiplyRatios(exact(fields['quantity'], 1), exact(fields['productivity'], 0));
  return monthsBetween(first, last)
    .map((month) => multiplyRatios(monthly, multiplyRatios(shareOf(month), rampIn(fields, month.from))))
    .reduce(addRatios, ratio(0n));
}

const exact = (value: unknown, unsaid: number): Ratio => {
  const decimal = decimalOfNumber(typeof value === 'number' ? value : unsaid);
  return decimal ? ratioFromDecimal(decimal) : ratio(0n);
};

interface MonthPart {
  readonly from: PlainDate;
  readonly days: number;
  readonly of: number;
}

/** The days of a window by calendar month. */
function monthsBetween(from: PlainDate, to: PlainDate): readonly MonthPart[] {
  const parts: MonthPart[] = [];
  for (let at = from; at <= to; ) {
    const { year, month } = dateParts(at);
    const of = daysInMonth(year, month);
    const end = earlierDate(dateOfDay(dayOfParts(year, month, of)), to);
    parts.push({ from: at, days: daysBetween(at, end), of });
    if (end === to) break;
    at = dateOfDay(dayOfParts(year, month, of) + 1);
  }
  return parts;
}

const shareOf = ({ days, of }: MonthPart): Ratio => ratio(BigInt(days), BigInt(of));

/** Percent of full productivity in the month since it came; whole without a first day or a ramp. */
function rampIn({ from, ramp }: Fields, day: PlainDate): Ratio {
  if (!Array.isArray(ramp) || !isDate(from)) return ratio(1n);
  const [came, now] = [dateParts(from), dateParts(day)];
  const percent = ramp[(now.year - came.year) * 12 + now.month - came.month] as unknown;
  return typeof percent === 'number' ? multiplyRatios(exact(percent, 0), ratio(1n, 100n)) : ratio(1n);
}
