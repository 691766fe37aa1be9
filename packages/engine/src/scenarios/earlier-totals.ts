import type { FieldValue } from '../plan/record.ts';

/**
 * One leaf of an earlier target: a coordinate, a leaf period, and what stood there in smallest units – one part, or
 * numerator and denominator. A coordinate without any number comes once, with `period: null`.
 */
export interface EarlierLeaf {
  readonly target: string;
  readonly members: readonly string[];
  readonly period: string | null;
  readonly parts: readonly (number | null)[];
}

/** The coordinates of a target, each once, in the order in which they came. */
export function rowsOfTarget(leaves: readonly EarlierLeaf[], target: string): readonly (readonly string[])[] {
  const rows = new Map<string, readonly string[]>();
  for (const leaf of leaves) {
    if (leaf.target === target) rows.set(JSON.stringify(leaf.members), leaf.members);
  }
  return [...rows.values()];
}

/**
 * What an earlier target came to, in the smallest unit, by the rule of its metric (DOMAIN-5); `null` where
 * parts do not make a whole – quotients, and different customers counted in more than one place.
 */
export function earlierTotal(
  leaves: readonly EarlierLeaf[],
  target: string,
  aggregation: FieldValue | undefined,
): number | null {
  const told = leaves.flatMap(({ target: of, members, period, parts: [value] }) =>
    of === target && period !== null && typeof value === 'number' ? [{ members, period, value }] : [],
  );
  if (told.length === 0) return null;
  const values = told.map(({ value }) => value);
  switch (aggregation) {
    case 'sum':
      return sum(values);
    case 'max':
      return values.reduce((a, b) => Math.max(a, b));
    case 'min':
      return values.reduce((a, b) => Math.min(a, b));
    case 'last':
      return sumOfLast(told);
    case 'distinct':
      return told.every(({ members }) => members.length === 0) ? sumOfLast(told) : null;
    default:
      return null;
  }
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Ids of the periods of one grain sort by time: a longer one (`P10`) is later, the rest is alphabetical. */
const later = (a: string, b: string): string =>
  a.length === b.length ? (a > b ? a : b) : a.length > b.length ? a : b;

function sumOfLast(told: readonly { readonly period: string; readonly value: number }[]): number {
  const last = told.map(({ period }) => period).reduce(later);
  return sum(told.filter(({ period }) => period === last).map(({ value }) => value));
}
