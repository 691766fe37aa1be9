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
import { dimensionName } from '../names.ts';
import { fileNames } from './file-names.ts';

/** A number as it stands in a file: all its digits, a point, no grouping; `null` = an empty cell. */
export type OutCell = string | { readonly number: string } | null;

export interface OutTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly OutCell[])[];
}

/**
 * Everything of a target at its lowest level, as *Import* takes it back; totals would be counted twice there. A line for
 * each row of the breakdown and a column for each period, numbers exact and in the metric's own unit, which every line
 * names, whatever the view counts in. A rate is two numbers, so each of its periods has a line of its own with both; so has
 * a lone period, which as a heading nobody would take for one.
 */
export function leafTable(
  t: Translate,
  master: BookState,
  table: TargetTable,
  { ownUnit, twoPart }: MetricFormat,
): OutTable {
  const { periods, decimals, cube } = table.layout;
  const number = (amount: number, places: number): OutCell => ({ number: decimalFromAmount(amount, places) });
  const value = (cell: Fraction | null): OutCell => cell && number(nearestUnits(cell), decimals);
  const leaves = leavesOf(master, table);
  const headings = cube.dimensions.map((id) => dimensionName(master, id));
  const unit = t('targets.download.unit');
  const names = periods.map(({ id }) => periodText(id, t));
  const [period, numerator, denominator] = [
    t('targets.download.period'),
    t('targets.download.numerator'),
    t('targets.download.denominator'),
  ];
  const lines = (cells: (cell: Fraction | null, name: string) => readonly OutCell[]): OutTable['rows'] =>
    leaves.flatMap(({ members, cells: own }) =>
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
  if (periods.length === 1)
    return {
      headers: [...headings, unit, period, t('targets.download.value')],
      rows: lines((cell, name) => [ownUnit, name, value(cell)]),
    };
  return {
    headers: [...headings, unit, ...names],
    rows: leaves.map(({ members, cells }) => [...members, ownUnit, ...cells.map(value)]),
  };
}

interface Leaves {
  /** As the file calls them. */
  readonly members: readonly string[];
  /** What each period shows. */
  readonly cells: readonly (Fraction | null)[];
}

function leavesOf(master: BookState, { layout, totals }: TargetTable): readonly Leaves[] {
  const { cube, frame, periods } = layout;
  const coordinates = Array.from({ length: rowCount(cube) }, (_, row) => row)
    .filter((row) => isPresent(cube, row))
    .map((row) => coordinateOf(cube, row));
  const named = cube.dimensions.map((dimension, d) =>
    fileNames(master, dimension, [...new Set(coordinates.map((coordinate) => coordinate[d] ?? ''))]),
  );
  return coordinates.map((coordinate) => {
    const members = coordinate.map((id, d) => {
      const tree = frame.trees[d]!;
      const node = tree.index.get(id) ?? 0;
      // Of a member with others below it: the part that is in none of them.
      return isLeafNode(tree, node) ? node : ~node;
    });
    return {
      members: coordinate.map((id, d) => named[d]?.(id) ?? id),
      cells: periods.map(({ id }) => {
        const place = { members, time: frame.time.index.get(id) ?? 0 };
        const cell = standsThere(frame, place) ? readFraction(totals, place) : null;
        return cell?.denominator === 0 ? null : cell;
      }),
    };
  });
}

/** In words where the import reads them in both languages; else by its id: `W2026-28`, `D2026-07-03`, `P1`. */
const periodText = (id: string, t: Translate): string =>
  /^[YHQM]\d/.test(id) ? formatPeriod(id, t.locale, { year: true }) : id;
