import type { Fraction } from '@shapan/engine';
import type { GridSelection, SelectionStatistics } from '../../../grid/index.ts';
import { parentOf } from '../codes/share-entries.ts';
import type { Line } from './lines.ts';
import type { BreakdownModel } from './model.ts';

export interface Share {
  /** What it is a part of: a member above in the same column, or a longer period of the same row. */
  readonly of: 'above' | 'before';
  readonly parent: string;
  readonly fraction: Fraction;
}

type Seen = Pick<BreakdownModel, 'rows' | 'columns' | 'at'>;

/**
 * What part of the cell above, and of the one it is a part of in its row, the selection comes to. A selection that holds
 * a whole and its parts counts them twice: it is part of nothing.
 */
export function sharesOf(
  model: Seen,
  { range, active }: Pick<GridSelection, 'range' | 'active'>,
  statistics: SelectionStatistics | null,
): readonly Share[] {
  const first = { row: range.top, column: range.left };
  const rows = model.rows.slice(range.top, range.bottom + 1);
  const columns = model.columns.slice(range.left - 1, range.right);
  const one = statistics === null || statistics.numbers <= 1;
  const sum = one ? amountAt(model, active.row, active.column) : statistics.sum;
  if (sum === null || range.left === 0) return [];
  const shares: Share[] = [];
  if (oneLevel(rows) && columns.length === 1) {
    const above = parentOf(model.rows, first.row);
    shares.push(...shareOf('above', sum, amountAt(model, above, first.column), model.rows[above]));
  }
  if (oneLevel(columns) && rows.length === 1) {
    const before = parentOf(model.columns, first.column - 1);
    shares.push(...shareOf('before', sum, amountAt(model, first.row, before + 1), model.columns[before]));
  }
  return shares;
}

/** Parts of one whole: none of them is a part of another. */
const oneLevel = (lines: readonly Line[]): boolean =>
  lines.every(({ depth, shows }) => depth === lines[0]?.depth && !shows);

function amountAt(model: Seen, row: number, column: number): number | null {
  const value = row < 0 ? null : model.at(row, column)?.value;
  return value && value.denominator === 1 ? value.numerator : null;
}

const shareOf = (of: Share['of'], part: number, whole: number | null, line: Line | undefined): Share[] =>
  whole && line ? [{ of, parent: line.label, fraction: { numerator: part, denominator: whole } }] : [];
