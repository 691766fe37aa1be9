import {
  type DateRange,
  dateOfDay,
  dateYears,
  dayNumber,
  dayOfParts,
  daysInMonth,
  type PlainDate,
  partsOfDay,
} from './date.ts';
import {
  civilMonthOrdinal,
  type FiscalCalendar,
  firstDayOfCivilMonth,
  firstDayOfMonth,
  firstDayOfWeek,
  firstDayOfWeekYear,
  fiscalPosition,
  monthOrdinalAtPosition,
  monthOrdinalOfDay,
  weekOrdinalOfDay,
  weekYearOfDay,
} from './fiscal-calendar.ts';
import { problem } from './problem.ts';
import { invariant, ok, type Result, refuse } from './result.ts';

/** Sizes of period, the largest first. `xun` is 旬: days 1–10, 11–20 and 21 to the end of a calendar month. */
export const grains = ['year', 'half', 'quarter', 'month', 'xun', 'week', 'day'] as const;

/** One of `grains`. Targets may also be cut by a `custom` set of periods, which is no grain: see `targetGrains`. */
export type Grain = (typeof grains)[number];

/**
 * One period of a fiscal calendar.
 *
 * | grain | id | `ordinal`: position that no plan window can move |
 * |---|---|---|
 * | year | `Y2026` fiscal | fiscal year |
 * | half | `H2026-1` fiscal | fiscal year × 2 + half − 1 |
 * | quarter | `Q2026-3` fiscal | fiscal year × 4 + quarter − 1 |
 * | month | `M2026-07` calendar year and month, also in the week family | year × 12 + month − 1 |
 * | xun | `X2026-07-1` calendar | month ordinal × 3 + part − 1 |
 * | week | `W2026-28` ISO week year, or fiscal year in the week family | weeks since Monday 1969-12-29 |
 * | day | `D2026-07-01` | days since 1970-01-01 |
 *
 * Within a grain the periods cover time without gap or overlap, and consecutive periods have consecutive
 * ordinals. `to` is the last day, included.
 */
export interface Period extends DateRange {
  readonly id: string;
  readonly grain: Grain;
  readonly ordinal: number;
}

/** What a person calls a period; which fields are there follows from the grain. `year` as in the id. */
export interface PeriodParts {
  readonly year: number;
  readonly half?: number;
  readonly quarter?: number;
  readonly month?: number;
  readonly xun?: number;
  readonly week?: number;
  readonly day?: number;
}

interface GrainRule {
  readonly ordinalOf: (calendar: FiscalCalendar, day: number) => number;
  /** Day number of the first day; a period ends on the day before the next one begins. */
  readonly firstDay: (calendar: FiscalCalendar, ordinal: number) => number;
  readonly parts: (calendar: FiscalCalendar, ordinal: number) => PeriodParts;
  readonly id: (parts: PeriodParts) => string;
  readonly form: RegExp;
  /** The ordinal a well-formed id would have; `null` when there is no such period. */
  readonly ordinalOfId: (calendar: FiscalCalendar, numbers: readonly number[]) => number | null;
}

/** The period of a grain that contains a date. Throws `InvariantError` for text that is no date. */
export function periodAt(calendar: FiscalCalendar, grain: Grain, date: PlainDate): Period {
  return periodByOrdinal(calendar, grain, grainRules[grain].ordinalOf(calendar, dayNumber(date)));
}

/** The period at an absolute position. Throws `InvariantError` for an ordinal that is no integer. */
export function periodByOrdinal(calendar: FiscalCalendar, grain: Grain, ordinal: number): Period {
  invariant(Number.isInteger(ordinal), 'a period ordinal is an integer');
  const rule = grainRules[grain];
  return {
    id: rule.id(rule.parts(calendar, ordinal)),
    grain,
    from: dateOfDay(rule.firstDay(calendar, ordinal)),
    to: dateOfDay(rule.firstDay(calendar, ordinal + 1) - 1),
    ordinal,
  };
}

/**
 * The period that an id names. Refuses with `INVALID` what is no period id, and with `OUT_OF_RANGE` what has
 * the form but does not exist: month 13, day 30 of February, week 53 of a year with 52, a year outside 1900–2199.
 */
export function periodById(calendar: FiscalCalendar, id: string, path?: string): Result<Period> {
  for (const grain of grains) {
    const rule = grainRules[grain];
    const match = rule.form.exec(id);
    if (match === null) continue;
    const ordinal = rule.ordinalOfId(calendar, match.slice(1).map(Number));
    return ordinal === null || !touchesAcceptedDays(calendar, rule, ordinal)
      ? refuse(problem('OUT_OF_RANGE', path, { value: id }))
      : ok(periodByOrdinal(calendar, grain, ordinal));
  }
  return refuse(problem('INVALID', path, { expected: 'period', value: id }));
}

/** All periods of a grain that share a day with the range, in order; none when `to` lies before `from`. */
export function periodsBetween(
  calendar: FiscalCalendar,
  grain: Grain,
  from: PlainDate,
  to: PlainDate,
): readonly Period[] {
  const { ordinalOf } = grainRules[grain];
  if (to < from) return [];
  const first = ordinalOf(calendar, dayNumber(from));
  const count = ordinalOf(calendar, dayNumber(to)) - first + 1;
  return Array.from({ length: count }, (_, index) => periodByOrdinal(calendar, grain, first + index));
}

/** The numbers in a period's name, for labels. */
export const periodParts = (
  calendar: FiscalCalendar,
  period: Pick<Period, 'grain' | 'ordinal'>,
): PeriodParts => grainRules[period.grain].parts(calendar, period.ordinal);

function touchesAcceptedDays(calendar: FiscalCalendar, rule: GrainRule, ordinal: number): boolean {
  const firstAccepted = dayOfParts(dateYears.first, 1, 1);
  const lastAccepted = dayOfParts(dateYears.last, 12, 31);
  return (
    rule.firstDay(calendar, ordinal) <= lastAccepted && rule.firstDay(calendar, ordinal + 1) > firstAccepted
  );
}

const twoDigits = (value = 0): string => String(value).padStart(2, '0');

const within = (value: number | undefined, last: number): value is number =>
  value !== undefined && value >= 1 && value <= last;

/** Years, halves and quarters: groups of 12, 6 or 3 fiscal positions. */
function fiscalGroup(months: 12 | 6 | 3, letter: string, part?: 'half' | 'quarter'): GrainRule {
  const perYear = 12 / months;
  return {
    ordinalOf: (calendar, day) =>
      Math.floor(fiscalPosition(calendar, monthOrdinalOfDay(calendar, day)) / months),
    firstDay: (calendar, ordinal) =>
      firstDayOfMonth(calendar, monthOrdinalAtPosition(calendar, ordinal * months)),
    parts: (_, ordinal) => {
      const year = Math.floor(ordinal / perYear);
      return part === undefined ? { year } : { year, [part]: ordinal - year * perYear + 1 };
    },
    id: (parts) => `${letter}${parts.year}${part === undefined ? '' : `-${parts[part]}`}`,
    form: part === undefined ? /^Y(\d{4})$/ : new RegExp(`^${letter}(\\d{4})-(\\d)$`),
    ordinalOfId: (_, [year = 0, number = 1]) =>
      within(number, perYear) ? year * perYear + number - 1 : null,
  };
}

const monthParts = (ordinal: number) => {
  const year = Math.floor(ordinal / 12);
  return { year, month: ordinal - year * 12 + 1 };
};

const month: GrainRule = {
  ordinalOf: monthOrdinalOfDay,
  firstDay: firstDayOfMonth,
  parts: (_, ordinal) => monthParts(ordinal),
  id: (parts) => `M${parts.year}-${twoDigits(parts.month)}`,
  form: /^M(\d{4})-(\d{2})$/,
  ordinalOfId: (_, [year = 0, number]) => (within(number, 12) ? year * 12 + number - 1 : null),
};

const xun: GrainRule = {
  ordinalOf: (_, day) => {
    const monthOrdinal = civilMonthOrdinal(day);
    const daysIntoMonth = day - firstDayOfCivilMonth(monthOrdinal);
    return monthOrdinal * 3 + Math.min(2, Math.floor(daysIntoMonth / 10));
  },
  firstDay: (_, ordinal) => {
    const monthOrdinal = Math.floor(ordinal / 3);
    return firstDayOfCivilMonth(monthOrdinal) + (ordinal - monthOrdinal * 3) * 10;
  },
  parts: (_, ordinal) => {
    const monthOrdinal = Math.floor(ordinal / 3);
    return { ...monthParts(monthOrdinal), xun: ordinal - monthOrdinal * 3 + 1 };
  },
  id: (parts) => `X${parts.year}-${twoDigits(parts.month)}-${parts.xun}`,
  form: /^X(\d{4})-(\d{2})-(\d)$/,
  ordinalOfId: (_, [year = 0, number, part]) =>
    within(number, 12) && within(part, 3) ? (year * 12 + number - 1) * 3 + part - 1 : null,
};

const week: GrainRule = {
  ordinalOf: (_, day) => weekOrdinalOfDay(day),
  firstDay: (_, ordinal) => firstDayOfWeek(ordinal),
  parts: (calendar, ordinal) => {
    const monday = firstDayOfWeek(ordinal);
    const year = weekYearOfDay(calendar, monday);
    return { year, week: (monday - firstDayOfWeekYear(calendar, year)) / 7 + 1 };
  },
  id: (parts) => `W${parts.year}-${twoDigits(parts.week)}`,
  form: /^W(\d{4})-(\d{2})$/,
  ordinalOfId: (calendar, [year = 0, number]) => {
    const first = weekOrdinalOfDay(firstDayOfWeekYear(calendar, year));
    const weeks = weekOrdinalOfDay(firstDayOfWeekYear(calendar, year + 1)) - first;
    return within(number, weeks) ? first + number - 1 : null;
  },
};

const day: GrainRule = {
  ordinalOf: (_, day) => day,
  firstDay: (_, ordinal) => ordinal,
  parts: (_, ordinal) => partsOfDay(ordinal),
  id: (parts) => `D${parts.year}-${twoDigits(parts.month)}-${twoDigits(parts.day)}`,
  form: /^D(\d{4})-(\d{2})-(\d{2})$/,
  ordinalOfId: (_, [year = 0, monthNumber, dayOfMonth]) =>
    within(monthNumber, 12) && within(dayOfMonth, daysInMonth(year, monthNumber))
      ? dayOfParts(year, monthNumber, dayOfMonth)
      : null,
};

const grainRules: Readonly<Record<Grain, GrainRule>> = {
  year: fiscalGroup(12, 'Y'),
  half: fiscalGroup(6, 'H', 'half'),
  quarter: fiscalGroup(3, 'Q', 'quarter'),
  month,
  xun,
  week,
  day,
};
