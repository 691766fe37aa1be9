import { dayNumber, type FiscalCalendar, problem } from '@shapan/engine';
import type { NewActual } from '../../tracking/ledger.ts';
import { coordinateKey } from '../../tracking/ledger-store.ts';
import { amountsOf } from './amounts-of.ts';
import { type DuplicateRule, mergeDuplicates } from './merge-duplicates.ts';
import type { ImportRow, RowError } from './read-rows.ts';
import { daysOf } from './when.ts';

interface ActualOptions {
  readonly calendar: FiscalCalendar;
  readonly today: string;
  readonly rule: DuplicateRule;
  readonly decimals: number;
  readonly rounding: 'exact' | 'round';
}

interface Dated extends ImportRow {
  readonly from: string;
  readonly date: string;
}

/** Rows as the ledger wants them: with days, each key once, amounts in the smallest unit – rounded after summing. */
export function actualRows(
  read: readonly ImportRow[],
  { calendar, today, rule, decimals, rounding }: ActualOptions,
): { readonly rows: readonly NewActual[]; readonly merged: number; readonly errors: readonly RowError[] } {
  const errors: RowError[] = [];
  const dated = read.flatMap((row): readonly Dated[] => {
    const days = daysOf(calendar, today, row.when);
    if (days) return [{ ...row, ...days }];
    const { column, text } = row.saysWhen;
    errors.push({ row: row.row, column, problem: problem('INVALID'), value: text });
    return [];
  });
  const one = mergeDuplicates(dated, rule, ({ key }) => key, isAtOnePlace);
  const rows = one.rows.flatMap((row): readonly NewActual[] => {
    const numbers = amountsOf(row, decimals, rounding);
    if ('problem' in numbers) {
      errors.push(numbers);
      return [];
    }
    const { key, from, date, coordinate } = row;
    const days = dayNumber(date) - dayNumber(from) + 1;
    return [{ row: row.row, key, date, days, coordinate, ...numbers }];
  });
  return { rows, merged: one.merged, errors: [...errors, ...one.errors] };
}

const isAtOnePlace = (a: Dated, b: Dated): boolean =>
  a.date === b.date && a.from === b.from && coordinateKey(a.coordinate) === coordinateKey(b.coordinate);
