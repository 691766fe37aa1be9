import type { Fraction } from '@shapan/engine';

/** How a number is compared; `empty` and `filled` need none. */
export const comparisons = ['atLeast', 'atMost', 'equals', 'filled', 'empty'] as const;
export type Comparison = (typeof comparisons)[number];

/** Rows are seen only where their number in a column meets this. Amounts are smallest units, rates shares. */
export interface Condition {
  readonly column: string;
  readonly comparison: Comparison;
  readonly than: number;
}

/** Which column orders the rows, and which way. */
export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

export function conditionFrom(text: string | undefined): Condition | null {
  const [, column, word, than] = /^(.+):(\w+):(-?[\d.]*)$/.exec(text ?? '') ?? [];
  const comparison = comparisons.find((one) => one === word);
  const number = Number(than);
  return column !== undefined && comparison && Number.isFinite(number)
    ? { column, comparison, than: number }
    : null;
}

export const conditionText = ({ column, comparison, than }: Condition): string =>
  `${column}:${comparison}:${than}`;

export function sortingFrom(text: string | undefined): Sorting | null {
  const [, column, way] = /^(.+):(asc|desc)$/.exec(text ?? '') ?? [];
  return column === undefined ? null : { column, descending: way === 'desc' };
}

export const sortingText = ({ column, descending }: Sorting): string =>
  `${column}:${descending ? 'desc' : 'asc'}`;

export const needsNumber = (comparison: Comparison): boolean =>
  comparison !== 'filled' && comparison !== 'empty';

const numberOf = (value: Fraction | null): number | null =>
  value === null || value.denominator === 0 ? null : value.numerator / value.denominator;

export function meets(value: Fraction | null, { comparison, than }: Condition): boolean {
  const number = numberOf(value);
  if (comparison === 'empty') return number === null;
  if (number === null) return false;
  if (comparison === 'atLeast') return number >= than;
  if (comparison === 'atMost') return number <= than;
  return comparison === 'filled' || number === than;
}

/** Smaller first; what is empty comes last either way. */
export function compareValues(a: Fraction | null, b: Fraction | null, descending: boolean): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === null || y === null) return Number(x === null) - Number(y === null);
  return descending ? y - x : x - y;
}
