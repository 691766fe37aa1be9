import { problem } from '@shapan/engine';
import { addDecimals } from './exact-decimal.ts';
import type { ImportRow, RowError } from './read-rows.ts';

export type DuplicateRule = 'refuse' | 'sum' | 'first' | 'last';

export interface Merged<T extends ImportRow> {
  readonly rows: readonly T[];
  /** Rows that went into another one. */
  readonly merged: number;
  readonly errors: readonly RowError[];
}

/**
 * One row per name. What to do when a name comes twice is a person's decision, never one of the order of rows: without it
 * every further row is an error that names the first. Rows of one name that are not `alike` are never summed.
 */
export function mergeDuplicates<T extends ImportRow>(
  rows: readonly T[],
  rule: DuplicateRule,
  nameOf: (row: T) => string,
  alike: (a: T, b: T) => boolean = () => true,
): Merged<T> {
  const kept = new Map<string, T>();
  const errors: RowError[] = [];
  let merged = 0;
  for (const row of rows) {
    const name = nameOf(row);
    const there = kept.get(name);
    if (!there) kept.set(name, row);
    else if (rule === 'refuse' || (rule === 'sum' && !alike(there, row))) errors.push(duplicate(row, there));
    else {
      merged += 1;
      if (rule === 'last') kept.set(name, row);
      if (rule === 'sum') kept.set(name, sumOf(there, row));
    }
  }
  return { rows: [...kept.values()], merged, errors };
}

function duplicate(row: ImportRow, there: ImportRow): RowError {
  const { key } = row;
  return {
    row: row.row,
    column: null,
    problem: problem('DUPLICATE', undefined, { value: key, row: there.row }),
    value: key,
  };
}

function sumOf<T extends ImportRow>(a: T, b: T): T {
  const weight = a.weight && b.weight ? addDecimals(a.weight, b.weight) : (a.weight ?? b.weight);
  return { ...a, amount: addDecimals(a.amount, b.amount), weight };
}
