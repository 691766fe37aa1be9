import {
  amountFromWhole,
  amountLimits,
  isAmount,
  numberFromAmount,
  unitScale,
} from '../foundation/amount.ts';
import { decimalOfNumber } from '../foundation/decimal.ts';
import { type ProblemCode, problem } from '../foundation/problem.ts';
import {
  addRatios,
  compareRatios,
  divideRatios,
  isWholeRatio,
  multiplyRatios,
  negateRatio,
  numberFromRatio,
  type Ratio,
  ratio,
  ratioFromDecimal,
  roundRatio,
} from '../foundation/ratio.ts';
import { invariant, ok, type Result, refuse } from '../foundation/result.ts';
import { noRates, type PlanRates } from './plan-rates.ts';
import type { Money } from './typed-currency.ts';
import { evaluateFormula, isOperand, type Quantity, readQuantity } from './typed-formula.ts';
import { normaliseTyped } from './typed-text.ts';

/*
 * What a person typed into a cell (SPR-T76). Tolerant of spelling, never of doubt.
 *
 * - `500万`, `¥3,000.50`, `(50)`, `-5`, `12%` are values. `=500万*20%` is a value too: formulas know no cell.
 * - `+50万`, `+10%`, `-5%`, `*1.2`, `/3` change the number that is there.
 * - A plain `-5` stays the number minus five, although its neighbour `+5` adds five: nobody types a plus sign
 *   before a plain number, but everybody writes minus five this way, and clipboards are full of it. Taking it
 *   as "five less" would falsify pasted losses silently. `-5%` is "five percent less", because minus five
 *   percent is no amount; in a metric that is itself a ratio it is the value −0.05, and `+10%` there could mean
 *   points or percent: refused. `(5%)` and `负5%` are values everywhere.
 */

/** `ratio`: the metric itself is a share, so that a signed percent is a value and not a change. */
export type TypedKind = 'amount' | 'ratio';

/** What `readTypedNumber` knows of the cell. `kind` is `amount` when left out. */
export interface TypedNumberOptions {
  /** The number in the cell, in the metric's own unit; missing or `null` = no value. */
  readonly current?: number | null | undefined;
  /** Decimals of the metric's unit, 0 to 9. Missing: as many as were typed. */
  readonly decimals?: number | undefined;
  readonly kind?: TypedKind | undefined;
  /** ISO 4217, of a metric that is money. */
  readonly currency?: string | undefined;
  /** Marks of another currency are converted at these rates, and refused without one (SPR-T86). */
  readonly rates?: PlanRates | undefined;
}

/** What was typed, as a number: the new one, whether it was given or computed from the old. */
export interface TypedNumber {
  /** In the metric's own unit. */
  readonly value: number;
  /** Whether the number in the cell took part. */
  readonly relative: boolean;
}

/**
 * What `readTypedAmount` knows of the cell: decimals of the metric's unit, 0 to 9; `kind` is `amount` when left out.
 */
export interface TypedAmountOptions {
  /** The amount in the cell, in smallest units; missing or `null` = no value. */
  readonly currentAmount?: number | null | undefined;
  readonly decimals: number;
  readonly kind?: TypedKind | undefined;
  /** ISO 4217, of a metric that is money. */
  readonly currency?: string | undefined;
  /** Marks of another currency are converted at these rates, and refused without one (SPR-T86). */
  readonly rates?: PlanRates | undefined;
}

/** What was typed, as an exact amount. */
export interface TypedAmount {
  /** In smallest units. */
  readonly amount: number;
  readonly relative: boolean;
  /** Other currencies that were converted at the plan rate, by ISO 4217; left out where there were none. */
  readonly converted?: readonly string[];
}

/**
 * Typed text as a number in the metric's own unit.
 *
 * With `decimals`, results of formulas and changes are rounded to them, halves away from zero; a plainly typed
 * number with more decimals is refused with `NUMBER_TOO_PRECISE`, as is one with more digits than a number can
 * hold. Other refusals, at `text` unless said otherwise: `NUMBER_EMPTY`, `NUMBER_UNREADABLE`, `NUMBER_AMBIGUOUS`,
 * `NUMBER_CURRENCY`, `DIVISION_BY_ZERO`, `OUT_OF_RANGE`, `TOO_LONG`, and at `current` `REQUIRED` (a change of no value) or
 * `NOT_A_NUMBER`.
 */
export function readTypedNumber(text: string, options: TypedNumberOptions = {}): Result<TypedNumber> {
  const { current = null, decimals, kind = 'amount', currency, rates = noRates } = options;
  const before = current === null ? null : decimalOfNumber(current);
  if (current !== null && before === null) return refuse(problem('NOT_A_NUMBER', 'current'));
  const typed = readTyped(text, before === null ? null : ratioFromDecimal(before), {
    kind,
    currency,
    rates,
    decimals: decimals ?? 0,
  });
  if (!typed.ok) return typed;
  const { relative } = typed.value;
  if (decimals === undefined) {
    const value = freeNumber(typed.value);
    return value.ok ? ok({ value: value.value, relative }) : value;
  }
  const amount = amountOfTyped(typed.value, decimals);
  return amount.ok ? ok({ value: numberFromAmount(amount.value, decimals), relative }) : amount;
}

/**
 * Typed text as an amount in smallest units, exactly. Rounds and refuses as `readTypedNumber` does – money of another
 * currency once, after it was converted –; a change of no value is refused with `REQUIRED` at `current`.
 */
export function readTypedAmount(text: string, options: TypedAmountOptions): Result<TypedAmount> {
  const { currentAmount = null, decimals, kind = 'amount', currency, rates = noRates } = options;
  invariant(currentAmount === null || isAmount(currentAmount), 'the number in a cell is an amount');
  const scale = BigInt(unitScale(decimals));
  const before = currentAmount === null ? null : ratio(BigInt(currentAmount), scale);
  const typed = readTyped(text, before, { kind, currency, rates, decimals });
  if (!typed.ok) return typed;
  const amount = amountOfTyped(typed.value, decimals);
  if (!amount.ok) return amount;
  const { relative, converted } = typed.value;
  return ok({ amount: amount.value, relative, ...(converted.length > 0 && { converted }) });
}

interface Typed {
  readonly exact: Ratio;
  readonly relative: boolean;
  /** Came out of a calculation or a conversion, and may therefore be rounded. */
  readonly computed: boolean;
  readonly converted: readonly string[];
}

/** What a number is read as. */
interface Meant extends Money {
  readonly kind: TypedKind;
  /** Of the unit, for its limits. */
  readonly decimals: number;
}

function readTyped(text: string, current: Ratio | null, meant: Meant): Result<Typed> {
  const normal = normaliseTyped(text, 'text');
  if (!normal.ok) return normal;
  const typed = readShape(normal.value, current, meant);
  if (typeof typed !== 'string') return ok(typed);
  if (typed === 'NUMBER_CURRENCY')
    return refuse(problem(typed, 'text', { text, currency: meant.currency ?? '' }));
  if (typed === 'REQUIRED') return refuse(problem(typed, 'current'));
  // So large that its digits are not looked at.
  if (typed === 'OUT_OF_RANGE') return amountLimits(meant.decimals, 'text');
  return refuse(problem(typed, 'text', { text }));
}

/** A leading `=` or sign decides what kind of input this is. */
function readShape(text: string, current: Ratio | null, meant: Meant): Typed | ProblemCode {
  const rest = text.slice(1);
  if (text.startsWith('=')) {
    const read = evaluateFormula(rest, meant);
    if (typeof read === 'string') return read;
    return { exact: read.value, relative: false, computed: true, converted: read.foreign };
  }
  const value = readValue(text, meant);
  return value ?? readChange(text[0] ?? '', rest, current, meant);
}

/** `5`, `-5`, `负5`, `(5)`, `¥-5`: a number that stands for itself; `null` when the text is a change. */
function readValue(text: string, meant: Meant): Typed | ProblemCode | null {
  const [, money = '', signed = ''] = /^(¥(?=[-(]))?(.*)$/.exec(text) ?? [];
  const [, minus = '', bare = '', end = ''] = /^([-(负]?)(.*?)(\)?)$/.exec(signed) ?? [];
  if (/^[+*/]/.test(text)) return null;
  if (!isOperand(bare) || (minus === '(') !== (end === ')')) return 'NUMBER_UNREADABLE';
  const quantity = readQuantity(money + bare, meant);
  if (typeof quantity === 'string') return quantity;
  if (minus === '-' && quantity.percent && meant.kind === 'amount') return null;
  const exact = minus === '' ? quantity.value : negateRatio(quantity.value);
  const converted = foreignIn(quantity);
  return { exact, relative: false, computed: converted.length > 0, converted };
}

const foreignIn = ({ foreign }: Quantity): readonly string[] => (foreign === undefined ? [] : [foreign]);

function readChange(sign: string, text: string, current: Ratio | null, meant: Meant): Typed | ProblemCode {
  const isFactor = sign === '*' || sign === '/';
  const flips = isFactor && text.startsWith('-');
  const bare = flips ? text.slice(1) : text;
  const quantity = isOperand(bare) ? readQuantity(bare, meant) : 'NUMBER_UNREADABLE';
  if (typeof quantity === 'string') return quantity;
  // Nothing is multiplied or divided by an amount: there is nothing to convert.
  if (isFactor && quantity.foreign !== undefined) return 'NUMBER_CURRENCY';
  if (sign === '+' && quantity.percent && meant.kind === 'ratio') return 'NUMBER_AMBIGUOUS';
  const operand = flips || sign === '-' ? negateRatio(quantity.value) : quantity.value;
  if (sign === '/' && operand.numerator === 0n) return 'DIVISION_BY_ZERO';
  if (current === null) return 'REQUIRED';
  const exact = changed(sign, current, operand, quantity.percent);
  return { exact, relative: true, computed: true, converted: foreignIn(quantity) };
}

function changed(sign: string, current: Ratio, operand: Ratio, percent: boolean): Ratio {
  if (sign === '*') return multiplyRatios(current, operand);
  if (sign === '/') return divideRatios(current, operand);
  return addRatios(current, percent ? multiplyRatios(current, operand) : operand);
}

function amountOfTyped({ exact, computed }: Typed, decimals: number): Result<number> {
  const units = multiplyRatios(exact, ratio(BigInt(unitScale(decimals))));
  if (!computed && !isWholeRatio(units)) return refuse(problem('NUMBER_TOO_PRECISE', 'text', { decimals }));
  return amountFromWhole(roundRatio(units), decimals, 'text');
}

/** Without a unit to round to: the nearest number, but never a silent loss of digits that somebody typed. */
function freeNumber({ exact, computed }: Typed): Result<number> {
  const range = amountFromWhole(roundRatio(exact), 0, 'text');
  if (!range.ok) return range;
  const value = numberFromRatio(exact);
  const shown = decimalOfNumber(value);
  invariant(shown !== null, 'a number in range is finite');
  if (computed || compareRatios(ratioFromDecimal(shown), exact) === 0) return ok(value);
  return refuse(problem('NUMBER_TOO_PRECISE', 'text', { digits: 15 }));
}
