import { type DateRange, earlierDate, laterDate } from '../../foundation/date.ts';
import { type DayBasis, weightBetween } from '../../foundation/day-weight.ts';
import { ok, type Result } from '../../foundation/result.ts';
import { isPublished } from '../../foundation/workdays.ts';
import type { BookState } from '../../plan/state.ts';
import { existenceOf } from '../existence.ts';
import { leavesUnder, type Place, rowsUnder } from '../frame.ts';
import type { Notice, Reference } from '../spread/request.ts';
import type { TargetLayout } from '../target-layout.ts';
import { sumLeaves } from '../totals/scan.ts';
import { waitingRows } from '../waiting.ts';
import {
  type CalendarChoice,
  type CalendarFacts,
  type CalendarKind,
  calendarBasis,
} from './calendar-basis.ts';
import { calendarFacts } from './calendar-facts.ts';
import { wholeLeafWeights } from './leaf-weights.ts';

/** Weights of the leaves under a place, and what to know about them. */
export interface CalendarReference {
  readonly reference: Reference;
  readonly notices: readonly Notice[];
}

/**
 * Calendar weights of every leaf under a place of a target (SPR-T42, SPR-T43): the weight of the period, as far as the plan
 * and the members cover it, times what the row holds now – members keep their proportions to each other, or are alike
 * where nothing is there yet. Refuses what `calendarBasis` refuses.
 */
export function calendarReference(
  layout: TargetLayout,
  master: BookState,
  place: Place,
  choice: CalendarChoice,
): Result<CalendarReference> {
  const { frame, target, metric, periods } = layout;
  const window = { from: String(target.fields['from']), to: String(target.fields['to']) };
  const facts = calendarFacts(master, metric);
  const basis = calendarBasis(choice, facts, window);
  if (!basis.ok) return basis;
  const { from, to } = leavesUnder(frame.time, place.time);
  const spans = periods
    .slice(from, to)
    .map((period) => ({ from: laterDate(period.from, window.from), to: earlierDate(period.to, window.to) }));
  const rows = rowsUnder(frame, place);
  const weights = wholeLeafWeights(leafWeights(layout, master, place, rows, spans, basis.value));
  const indexOf = new Map(Array.from(rows, (row, i) => [row, i]));
  const firstSlot = frame.time.slots[from] ?? 0;
  const reference: Reference = (row, slot) => {
    const weight = weights[indexOf.get(row)! * spans.length + slot - firstSlot]!;
    return Number.isNaN(weight) ? null : weight;
  };
  return ok({ reference, notices: provisionalDays(choice.kind, facts, window) });
}

/** What is to be told where workdays count and the notice of holidays is not out for every year of the window. */
export function provisionalDays(
  kind: CalendarKind,
  { work }: CalendarFacts,
  { from, to }: DateRange,
): readonly Notice[] {
  const known = kind !== 'workingDays' || isPublished(work, from, to);
  return known ? [] : [{ code: 'PROVISIONAL_DAYS' }];
}

/** Row by row; NaN for a row that holds nothing while others do. */
function leafWeights(
  layout: TargetLayout,
  master: BookState,
  place: Place,
  rows: Int32Array,
  spans: readonly DateRange[],
  basis: DayBasis,
): Float64Array {
  const existence = existenceOf(layout, master);
  const full = spans.map(({ from, to }) => weightBetween(basis, from, to));
  const sums = rowSums(layout, place, rows);
  const waits = sums === null ? waitingRows(layout, master, [place]) : undefined;
  const weights = new Float64Array(rows.length * spans.length);
  rows.forEach((row, i) => {
    const sum = sums === null ? (waits?.(row) ? 0 : 1) : sums[i]!;
    const exists = existence?.(row);
    spans.forEach(({ from, to }, j) => {
      const whole = exists === undefined || (exists.from <= from && exists.to >= to);
      const weight = whole
        ? full[j]!
        : weightBetween(basis, laterDate(from, exists.from), earlierDate(to, exists.to));
      weights[i * spans.length + j] = sum === 0 ? Number.NaN : sum * weight;
    });
  });
  return weights;
}

/** What each row holds under the place; `null` when none holds anything. */
function rowSums({ cube, frame }: TargetLayout, place: Place, rows: Int32Array): Float64Array | null {
  const at = (row: number): Place => ({
    members: frame.position.map((nodes) => ~nodes[row]!),
    time: place.time,
  });
  const sums = Float64Array.from(rows, (row) => sumLeaves(cube, frame, 0, at(row)).sum);
  return sums.some((sum) => sum !== 0) ? sums : null;
}
