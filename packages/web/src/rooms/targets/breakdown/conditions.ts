import type { Fraction } from '@shapan/engine';
import type { Axis } from './arrangement.ts';
import { axisOfWord, wordOfAxis } from './arrangement.ts';

/** How a number is compared; `empty` and `filled` need none. */
export const comparisons = ['atLeast', 'atMost', 'equals', 'differs', 'filled', 'empty'] as const;
export type Comparison = (typeof comparisons)[number];

/** Rows are seen only where their number in a column meets this. Amounts are smallest units, rates shares. */
export interface NumberCondition {
  readonly kind: 'number';
  readonly column: string;
  readonly comparison: Comparison;
  readonly than: number;
}

/** Rows are seen only where their name holds this text. */
export interface NameCondition {
  readonly kind: 'name';
  readonly text: string;
}

/** Rows are seen only for these members of an axis and what belongs to them – or for all but these. */
export interface MemberCondition {
  readonly kind: 'members';
  readonly axis: Axis;
  readonly keep: boolean;
  readonly ids: readonly string[];
}

/** What a row must meet to be seen. Several of them must all be met. */
export type Condition = NumberCondition | NameCondition | MemberCondition;

/** Which column orders the rows, and which way; the first one counts before the next. */
export interface Sorting {
  /** `nameColumn` orders by what the rows are called. */
  readonly column: string;
  readonly descending: boolean;
}

export const nameColumn = '~name';

/** Lists stand in an address with `|` between their items. */
const separator = '|';

export const listFrom = (text: string | undefined): readonly string[] =>
  text === undefined || text === ''
    ? []
    : text.split(separator).map((item) => item.replaceAll('%7C', separator).replaceAll('%25', '%'));

export const listText = (items: readonly string[]): string | undefined =>
  items.length === 0
    ? undefined
    : items.map((item) => item.replaceAll('%', '%25').replaceAll(separator, '%7C')).join(separator);

export const conditionsFrom = (text: string | undefined): readonly Condition[] =>
  listFrom(text).flatMap((item) => conditionFrom(item) ?? []);

export const conditionsText = (conditions: readonly Condition[]): string | undefined =>
  listText(conditions.map(conditionText));

export function conditionFrom(text: string): Condition | null {
  if (text.startsWith('?')) return text === '?' ? null : { kind: 'name', text: text.slice(1) };
  const [, sign, word, ids] = /^([=!])(\w+):(.+)$/.exec(text) ?? [];
  const axis = word === undefined ? null : axisOfWord(word);
  if (axis !== null && ids !== undefined)
    return { kind: 'members', axis, keep: sign === '=', ids: ids.split(',') };
  return numberConditionFrom(text);
}

function numberConditionFrom(text: string): NumberCondition | null {
  const [, column, word, than] = /^(.+):(\w+):(-?[\d.]*)$/.exec(text) ?? [];
  const comparison = comparisons.find((one) => one === word);
  const number = Number(than);
  return column !== undefined && comparison && Number.isFinite(number)
    ? { kind: 'number', column, comparison, than: number }
    : null;
}

export function conditionText(condition: Condition): string {
  if (condition.kind === 'name') return `?${condition.text}`;
  if (condition.kind === 'number') return `${condition.column}:${condition.comparison}:${condition.than}`;
  return `${condition.keep ? '=' : '!'}${wordOfAxis(condition.axis)}:${condition.ids.join(',')}`;
}

export const sortingsFrom = (text: string | undefined): readonly Sorting[] =>
  listFrom(text).flatMap((item) => {
    const [, column, way] = /^(.+):(asc|desc)$/.exec(item) ?? [];
    return column === undefined ? [] : [{ column, descending: way === 'desc' }];
  });

export const sortingsText = (sortings: readonly Sorting[]): string | undefined =>
  listText(sortings.map(({ column, descending }) => `${column}:${descending ? 'desc' : 'asc'}`));

export const needsNumber = (comparison: Comparison): boolean =>
  comparison !== 'filled' && comparison !== 'empty';

const numberOf = (value: Fraction | null): number | null =>
  value === null || value.denominator === 0 ? null : value.numerator / value.denominator;

export function meets(
  value: Fraction | null,
  { comparison, than }: Pick<NumberCondition, 'comparison' | 'than'>,
): boolean {
  const number = numberOf(value);
  if (comparison === 'empty') return number === null;
  if (number === null) return comparison === 'differs';
  if (comparison === 'atLeast') return number >= than;
  if (comparison === 'atMost') return number <= than;
  if (comparison === 'differs') return number !== than;
  return comparison === 'filled' || number === than;
}

/** Smaller first; what is empty comes last either way. */
export function compareValues(a: Fraction | null, b: Fraction | null, descending: boolean): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === null || y === null) return Number(x === null) - Number(y === null);
  return descending ? y - x : x - y;
}
