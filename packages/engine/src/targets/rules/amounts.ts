import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { memberOf } from '../../plan/parents.ts';
import { type BookState, findRecord } from '../../plan/state.ts';
import { percentOf, timesRatio } from '../spread/exact.ts';
import { type Cell, shareOut } from '../spread/ordered.ts';
import { type PlacedRule, remainderOf } from './rule.ts';

/** What each part of a divided cell is to show, from what it shows now; together they make the total. */
export type AmountsOf = (cells: readonly Cell[], total: number) => Result<readonly number[]>;

/**
 * What the parts of a rule get where proportions do not say it all: fixed amounts by class (SPR-T94), or more than must be
 * delivered, with what is too much on a padding member (SPR-T96). `undefined` = proportions say it all. Refuses `KIND` (a
 * rate), `INVALID` at `keeps` (lines that keep their totals) or at `over` (no padding member beside the parts), `UNKNOWN_REFERENCE`
 * (a `remainder` that is no part); the amounts
 * refuse `CONTRADICTION` (fixed ones that do not make the total, and nobody takes the rest) and `NO_FREE_CELL`.
 */
export function ruleAmounts(
  master: BookState,
  rule: PlacedRule,
  weights: readonly (number | null)[],
  isRate: boolean,
): Result<AmountsOf | undefined> {
  const { basis, record, keeps } = rule;
  const over = record.fields['over'];
  const isOver = typeof over === 'number' && over > 0;
  if (basis !== 'buckets' && !isOver) return ok(undefined);
  if (isRate) return refuse(problem('KIND', 'basis', { basis }));
  if (keeps !== 'shares') return refuse(problem('INVALID', 'keeps', { expected: 'shares' }));
  const padding = paddingOf(master, rule);
  if (isOver && padding.length === 0) return refuse(problem('INVALID', 'over', { expected: 'padding' }));
  const remainder = remainderOf(rule);
  if (!remainder.ok) return remainder;
  return ok((cells, total) => {
    const extra = isOver ? timesRatio(total, percentOf(over)) : 0;
    const kept = padding.reduce((sum, i) => sum + cells[i]!.sum, 0);
    const handed = isOver ? total + extra : total - kept;
    const parts = cells.map((cell, i) => ({ cell, i })).filter(({ i }) => !padding.includes(i));
    const given =
      basis === 'buckets'
        ? byClass(parts, weights, handed, remainder.value)
        : byWeight(parts, weights, handed);
    return given.ok ? withPadding(cells, given.value, padding, isOver ? total : null) : given;
  });
}

/** The parts that are padding members: nothing is divided into them. */
export function paddingOf(master: BookState, { parts, along }: PlacedRule): readonly number[] {
  if (along === 'time') return [];
  const isPadding = (id: string) =>
    findRecord(master, 'dimensionMember', memberOf(id))?.fields['padding'] === true;
  return [...parts.keys()].filter((i) => isPadding(parts[i]!.id));
}

/** A part by its place among all. */
interface Part {
  readonly cell: Cell;
  readonly i: number;
}

type Given = ReadonlyMap<number, number>;

function byWeight(
  parts: readonly Part[],
  weights: readonly (number | null)[],
  handed: number,
): Result<Given> {
  return shared(
    parts,
    parts.map(({ cell, i }) => (cell.free > 0 ? BigInt(weights[i] ?? 0) : 0n)),
    handed,
  );
}

/** Each class its amount; what is left goes to the named member, or to those without a class as they stand to each other. */
function byClass(
  parts: readonly Part[],
  amounts: readonly (number | null)[],
  handed: number,
  remainder: readonly number[] | null,
): Result<Given> {
  const takes = ({ cell, i }: Part): boolean =>
    cell.free > 0 && (remainder ? remainder.includes(i) : amounts[i] === null);
  const given = new Map(
    parts
      .filter((part) => !takes(part))
      .map(({ cell, i }) => [i, cell.free > 0 ? (amounts[i] ?? 0) : cell.sum] as const),
  );
  const rest = handed - [...given.values()].reduce((sum, one) => sum + one, 0);
  const takers = parts.filter(takes);
  if (takers.length === 0) {
    return rest === 0
      ? ok(given)
      : refuse(problem('CONTRADICTION', 'rule.amounts', { first: handed - rest, second: handed }));
  }
  const own = takers.map(({ cell }) => cell.sum);
  const alike = own.every((one) => one <= 0) || own.every((one) => one >= 0);
  const some = own.some((one) => one !== 0);
  const shares = shared(
    takers,
    own.map((one) => (alike && some ? BigInt(Math.abs(one)) : 1n)),
    rest,
  );
  return shares.ok ? ok(new Map([...given, ...shares.value])) : shares;
}

function shared(parts: readonly Part[], weights: readonly bigint[], value: number): Result<Given> {
  const cells = parts.map(({ cell }) => cell);
  const [first] = cells;
  if (!first) return ok(new Map());
  const entries = shareOut(cells, weights, value, { at: first.place, method: 'pattern' });
  if (!entries.ok) return refuse(...entries.problems.map((one) => ({ ...one, path: 'rule.basis' })));
  const found = new Map(entries.value.map((entry) => [entry.place, entry.value]));
  return ok(new Map(parts.map(({ cell, i }) => [i, found.get(cell.place) ?? cell.sum])));
}

/** The first padding member takes what was handed out too much; without that all of them keep what they have. */
function withPadding(
  cells: readonly Cell[],
  given: Given,
  padding: readonly number[],
  total: number | null,
): Result<readonly number[]> {
  const amounts = cells.map((cell, i) => given.get(i) ?? cell.sum);
  const [first] = padding;
  if (total === null || first === undefined) return ok(amounts);
  const others = amounts.reduce((sum, one, i) => (i === first ? sum : sum + one), 0);
  const cell = cells[first]!;
  if (cell.free === 0 && cell.sum !== total - others)
    return refuse(problem('NO_FREE_CELL', 'rule.over', { amount: total - others - cell.sum, holds: '' }));
  return ok(amounts.with(first, total - others));
}
