import {
  type BookState,
  coordinateOf,
  decimalFromAmount,
  type Fraction,
  isLeafNode,
  isPresent,
  nearestUnits,
  readFraction,
  rowCount,
  standsThere,
} from '@shapan/engine';
import { formatPeriod, type Translate } from '@shapan/i18n';
import type { TargetTable } from '../../../data/tables.ts';
import type { MetricFormat } from '../metric-format.ts';
import { dimensionName, memberName } from '../names.ts';

/** A number as it stands in a file: all its digits, a point, no grouping; `null` = an empty cell. */
export type OutCell = string | { readonly number: string } | null;

export interface OutTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly OutCell[])[];
}

/**
 * Everything of a target at its lowest level, a line for each row of the breakdown and a column for each period: what
 * *Import* takes back. Totals would be counted twice there. Numbers are exact and in the metric's own unit, which
 * every line names, whatever the view counts in.
 */
export function leafTable(
  t: Translate,
  master: BookState,
  { layout, totals }: TargetTable,
  { ownUnit, percent, twoPart, decimals }: MetricFormat,
): OutTable {
  const { cube, frame, periods } = layout;
  const written = (value: Fraction | null): OutCell => {
    if (value === null || value.denominator === 0) return null;
    if (!twoPart) return { number: decimalFromAmount(nearestUnits(value), decimals) };
    const rate = value.numerator / value.denominator;
    return { number: String(Number((percent ? rate * 100 : rate).toFixed(6))) };
  };
  const rows: (readonly OutCell[])[] = [];
  for (let row = 0; row < rowCount(cube); row++) {
    if (!isPresent(cube, row)) continue;
    const coordinate = coordinateOf(cube, row);
    const members = coordinate.map((id, d) => {
      const tree = frame.trees[d]!;
      const node = tree.index.get(id) ?? 0;
      // Of a member with others below it: the part that is in none of them.
      return isLeafNode(tree, node) ? node : ~node;
    });
    const numbers = periods.map(({ id }) => {
      const place = { members, time: frame.time.index.get(id) ?? 0 };
      return standsThere(frame, place) ? written(readFraction(totals, place)) : null;
    });
    rows.push([...coordinate.map((id) => memberName(master, id)), ownUnit, ...numbers]);
  }
  const headers = [
    ...cube.dimensions.map((id) => dimensionName(master, id)),
    t('targets.download.unit'),
    // Custom periods are read back by their number alone.
    ...periods.map(({ id }) => (id.startsWith('P') ? id : formatPeriod(id, t.locale, { year: true }))),
  ];
  return { headers, rows };
}
