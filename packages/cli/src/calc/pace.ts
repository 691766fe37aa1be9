import {
  type DateRange,
  type DayBasis,
  defaultFiscalCalendar,
  defaultPaceThresholds,
  isPublished,
  naturalDays,
  ok,
  type Pace,
  type PaceGoal,
  type PaceThresholds,
  pace,
  problem,
  type Result,
  readDate,
  readDateRange,
  refuse,
  weightBetween,
  weightedDays,
} from '@shapan/engine';
import {
  finiteNumber,
  nullable,
  numbersByKey,
  objectOf,
  oneOf,
  optional,
  refusal,
  wholeNumber,
} from './request-fields.ts';
import { calendarName, workCalendars } from './work-calendars.ts';

const MOST_DECIMALS = 9;
const LARGEST_AMOUNT = 9e15;

const requestFields = objectOf({
  target: optional(nullable(finiteNumber), undefined),
  band: optional(objectOf({ low: finiteNumber, high: finiteNumber }), undefined),
  actual: nullable(finiteNumber),
  from: readDate,
  to: readDate,
  asOf: readDate,
  basis: optional(oneOf('natural', 'working', 'weights'), 'natural'),
  weights: optional(numbersByKey, undefined),
  calendar: calendarName,
  direction: optional(oneOf('up', 'down', 'band'), 'up'),
  nature: optional(oneOf('flow', 'level'), 'flow'),
  thresholds: optional(readThresholds, defaultPaceThresholds),
  decimals: optional(wholeNumber(0, MOST_DECIMALS), undefined),
});

type PaceFields = Extract<ReturnType<typeof requestFields>, { ok: true }>['value'];

/**
 * `{"target","actual","from","to","asOf","basis","weights","direction"}` →
 * `{"attainment","elapsed","paced","paceGap","gap","runRate","requiredRate","status",…}`.
 *
 * - `asOf` itself counts as elapsed. `elapsed` is the elapsed share of the window.
 * - `basis`: `natural` (default), `working` (by `calendar`, `CN` or `plain`), or `weights`: an object from
 *   `2026-07-01`, `2026-07` or a period id (`Q2026-3`) to a weight; a period's weight is shared evenly by its
 *   days, days that nothing names weigh 0, and no day may be named twice.
 * - Rates are per day, per workday or per point of weight, in the metric's own unit.
 * - `gap` is positive while something is missing (`up`) or too much (`down`). `requiredRate` is the gap per
 *   day left: what each has to bring (`up`), or to take back (`down`, where a limit is exceeded, be it 0); 0 when reached.
 * - `direction` `band` takes `"band":{"low","high"}` instead of `target`. `nature` `level` is for metrics that
 *   do not add up over time. `target` and `actual` may be `null`: no value.
 * - Also answered: `catchUp`, `adjusted` (negative target, reflected formula), `reached`, `basis`, `asOf`, and
 *   `published` for working days.
 */
export function answerPace(request: unknown): unknown {
  const fields = requestFields(request, '');
  if (!fields.ok) return refusal(fields.problems);
  const range = readDateRange(fields.value.from, fields.value.to);
  if (!range.ok) return refusal(range.problems);
  const scaled = scaledAmounts(fields.value);
  if (!scaled.ok) return refusal(scaled.problems);
  const basis = basisOf(fields.value, range.value);
  if (!basis.ok) return refusal(basis.problems);
  const { asOf, nature, thresholds } = fields.value;
  const { goal, actual, scale } = scaled.value;
  const standing = pace({ goal, actual, window: range.value, asOf, basis: basis.value, nature, thresholds });
  return {
    ...answer(standing, scale),
    basis: fields.value.basis,
    asOf,
    ...(basis.value.kind === 'working' && {
      published: isPublished(basis.value.calendar, range.value.from, range.value.to),
    }),
  };
}

const answer = (standing: Pace, scale: number) => ({
  attainment: standing.attainment,
  elapsed: standing.time.share,
  paced: standing.pacedAttainment,
  paceGap: standing.paceGap,
  gap: inUnits(standing.gap, scale),
  runRate: inUnits(standing.runRate, scale),
  requiredRate: inUnits(standing.requiredRunRate, scale),
  status: standing.status,
  catchUp: standing.catchUpFactor,
  adjusted: standing.adjusted,
  reached: standing.reached,
});

const inUnits = (amount: number | null, scale: number): number | null =>
  amount === null ? null : amount / scale;

function basisOf(fields: PaceFields, { from, to }: DateRange): Result<DayBasis> {
  if (fields.basis === 'weights') {
    if (fields.weights === undefined) return refuse(problem('REQUIRED', 'weights'));
    const basis = weightedDays(defaultFiscalCalendar, fields.weights);
    if (!basis.ok || weightBetween(basis.value, from, to) > 0) return basis;
    return refuse(problem('BASIS_ZERO', 'weights', { from, to }));
  }
  if (fields.weights !== undefined) {
    return refuse(problem('CONTRADICTION', 'weights', { field: 'basis', expected: 'weights' }));
  }
  if (fields.basis === 'natural') return ok(naturalDays);
  return ok({ kind: 'working', calendar: workCalendars[fields.calendar]() });
}

function readThresholds(value: unknown, path: string): Result<PaceThresholds> {
  const thresholds = objectOf({ green: finiteNumber, amber: finiteNumber })(value, path);
  if (!thresholds.ok || thresholds.value.amber <= thresholds.value.green) return thresholds;
  return refuse(problem('OUT_OF_RANGE', `${path}.amber`, { max: thresholds.value.green }));
}

interface ScaledAmounts {
  readonly goal: PaceGoal;
  readonly actual: number | null;
  /** Smallest units in one unit. */
  readonly scale: number;
}

/** The amounts in the smallest unit: of `decimals` when given, otherwise as fine as the numbers need. */
function scaledAmounts(fields: PaceFields): Result<ScaledAmounts> {
  const { direction, target, band, actual } = fields;
  if (direction === 'band') {
    if (band === undefined) return refuse(problem('REQUIRED', 'band'));
    if (target !== undefined) return refuse(problem('CONTRADICTION', 'target', { field: 'direction' }));
    if (band.high < band.low) return refuse(problem('OUT_OF_RANGE', 'band.high', { min: band.low }));
    return withScale(fields.decimals, { actual, 'band.low': band.low, 'band.high': band.high }, (scale) => ({
      direction,
      low: Math.round(band.low * scale),
      high: Math.round(band.high * scale),
    }));
  }
  if (target === undefined) return refuse(problem('REQUIRED', 'target'));
  if (band !== undefined) return refuse(problem('CONTRADICTION', 'band', { field: 'direction' }));
  return withScale(fields.decimals, { actual, target }, (scale) => ({
    direction,
    target: target === null ? null : Math.round(target * scale),
  }));
}

function withScale(
  decimals: number | undefined,
  amounts: Readonly<Record<string, number | null>> & { readonly actual: number | null },
  goalAt: (scale: number) => PaceGoal,
): Result<ScaledAmounts> {
  const numbers = Object.entries(amounts).filter((entry): entry is [string, number] => entry[1] !== null);
  const needed = Math.max(0, ...numbers.map(([, amount]) => decimalsOf(amount)));
  const most = decimals ?? MOST_DECIMALS;
  if (needed > most) {
    const path = numbers.find(([, amount]) => decimalsOf(amount) > most)?.[0];
    return refuse(problem('NUMBER_TOO_PRECISE', path, { decimals: most }));
  }
  const scale = 10 ** (decimals ?? needed);
  const large = numbers.find(([, amount]) => Math.abs(amount) * scale > LARGEST_AMOUNT);
  if (large !== undefined) {
    const max = LARGEST_AMOUNT / scale;
    return refuse(problem('OUT_OF_RANGE', large[0], { min: -max, max }));
  }
  const actual = amounts.actual === null ? null : Math.round(amounts.actual * scale);
  return ok({ goal: goalAt(scale), actual, scale });
}

/** Decimals of a number as it is written; one more than allowed when there are too many. */
function decimalsOf(amount: number): number {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals += 1) {
    if (Number(amount.toFixed(decimals)) === amount) return decimals;
  }
  return MOST_DECIMALS + 1;
}
