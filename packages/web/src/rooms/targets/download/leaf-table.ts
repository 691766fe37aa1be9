import type { BookState, Fraction } from '@shapan/engine';
import { decimalFromAmount, nearestUnits } from '@shapan/engine';
import { formatPeriod, type Translate } from '@shapan/i18n';
import type { TargetTable } from '../../../data/tables.ts';
import type { OutCell, OutTable } from '../../../data/write-file.ts';
import type { MetricFormat } from '../metric-format.ts';
import { dimensionName } from '../names.ts';
import { linesOf } from './table-lines.ts';

/**
 * Everything of a target at its lowest level, and its totals where these are wanted, as *Import* takes it back. A line for
 * each row of the breakdown and a column for each period, numbers exact and in the metric's own unit, which every line
 * names, whatever the view counts in. A rate is two numbers, so each of its periods has a line of its own with both; so has
 * a lone period, which as a heading nobody would take for one.
 */
export function leafTable(
  t: Translate,
  master: BookState,
  table: TargetTable,
  { ownUnit, twoPart }: MetricFormat,
  totals: 'none' | 'all' = 'none',
): OutTable {
  const { decimals, cube } = table.layout;
  const number = (amount: number, places: number): OutCell => ({ number: decimalFromAmount(amount, places) });
  const value = (cell: Fraction | null): OutCell => cell && number(nearestUnits(cell), decimals);
  const { lines: shown, times } = linesOf(t, master, table, totals);
  const headings = cube.dimensions.map((id) => dimensionName(master, id));
  const unit = t('targets.download.unit');
  const names = times.map((id) => periodText(id, t));
  const [period, numerator, denominator] = [
    t('targets.download.period'),
    t('targets.download.numerator'),
    t('targets.download.denominator'),
  ];
  const lines = (cells: (cell: Fraction | null, name: string) => readonly OutCell[]): OutTable['rows'] =>
    shown.flatMap(({ members, cells: own }) =>
      own.map((cell, i) => [...members, ...cells(cell, names[i] ?? '')]),
    );
  if (twoPart) {
    const parts = (cell: Fraction | null): readonly OutCell[] =>
      cell ? [number(cell.numerator, decimals), number(cell.denominator, 0)] : [null, null];
    return {
      headers: [...headings, period, numerator, denominator],
      rows: lines((cell, name) => [name, ...parts(cell)]),
    };
  }
  if (times.length === 1)
    return {
      headers: [...headings, unit, period, t('targets.download.value')],
      rows: lines((cell, name) => [ownUnit, name, value(cell)]),
    };
  return {
    headers: [...headings, unit, ...names],
    rows: shown.map(({ members, cells }) => [...members, ownUnit, ...cells.map(value)]),
  };
}

/** In words where the import reads them in both languages; else by its id: `W2026-28`, `D2026-07-03`, `P1`. */
const periodText = (id: string, t: Translate): string =>
  id === 'all' || /^[YHQM]\d/.test(id) ? formatPeriod(id, t.locale, { year: true }) : id;
