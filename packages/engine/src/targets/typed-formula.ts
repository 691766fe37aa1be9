import type { ProblemCode } from '../foundation/problem.ts';
import {
  addRatios,
  divideRatios,
  multiplyRatios,
  negateRatio,
  type Ratio,
  ratio,
} from '../foundation/ratio.ts';
import { isRefused, readNumeral } from './numeral.ts';
import { type Money, withoutCurrency } from './typed-currency.ts';

/** A number with its mark: `500万元`, `¥3,000`, `12%`. Percent is already divided by 100. */
export interface Quantity {
  readonly value: Ratio;
  readonly percent: boolean;
  /** The other currency that it was typed in and converted from. */
  readonly foreign?: string | undefined;
}

const PERCENT_SIGNS: readonly (readonly [RegExp, bigint])[] = [
  [/^百分之(.+)$/, 100n],
  [/^(.+)%$/, 100n],
  [/^(.+)‰$/, 1000n],
];

/** One operand: anything up to an operator; the sign of an exponent is no operator. */
const OPERAND = /(?:\d[eE][+-]\d|[^+\-*/()])+/y;

/** Whether text is a single operand, without operators and parentheses. */
export const isOperand = (text: string): boolean => operandAt(text, 0) === text && text !== '';

/** A number without sign, with a percent mark or with one of a currency: of another one at its plan rate (SPR-T86). */
export function readQuantity(text: string, currencies: Money): Quantity | ProblemCode {
  for (const [form, parts] of PERCENT_SIGNS) {
    const inner = form.exec(text)?.[1];
    if (inner === undefined) continue;
    const value = readNumeral(inner);
    return isRefused(value) ? value : { value: multiplyRatios(value, ratio(1n, parts)), percent: true };
  }
  const money = withoutCurrency(text, currencies);
  if (typeof money === 'string') return money;
  const value = readNumeral(money.bare);
  if (isRefused(value)) return value;
  const rate = money.foreign === undefined ? undefined : currencies.rates.get(money.foreign);
  return rate === undefined
    ? { value, percent: false }
    : { value: multiplyRatios(value, rate), percent: false, foreign: money.foreign };
}

/**
 * The value of a formula (without its `=`): + − * / and parentheses with the usual precedence, exactly. Percent
 * is a hundredth wherever it stands, as in spreadsheets: `100+10%` is 100.1. `foreign`: currencies it converted.
 */
export function evaluateFormula(text: string, money: Money): Evaluated | ProblemCode {
  const foreign = new Set<string>();
  const sum = readSum({ text, money, foreign }, 0);
  if (isStopped(sum)) return sum;
  return sum.end === text.length ? { value: sum.value, foreign: [...foreign] } : 'NUMBER_UNREADABLE';
}

interface Evaluated {
  readonly value: Ratio;
  readonly foreign: readonly string[];
}

interface Formula {
  readonly text: string;
  readonly money: Money;
  /** Filled while it is read. */
  readonly foreign: Set<string>;
}

interface Term {
  readonly value: Ratio;
  readonly end: number;
}

const isStopped = (term: Term | ProblemCode): term is ProblemCode => typeof term === 'string';

function readSum(formula: Formula, start: number): Term | ProblemCode {
  const { text } = formula;
  let sum = readProduct(formula, start);
  while (!isStopped(sum) && (text[sum.end] === '+' || text[sum.end] === '-')) {
    const next = readProduct(formula, sum.end + 1);
    if (isStopped(next)) return next;
    const value = text[sum.end] === '-' ? negateRatio(next.value) : next.value;
    sum = { value: addRatios(sum.value, value), end: next.end };
  }
  return sum;
}

function readProduct(formula: Formula, start: number): Term | ProblemCode {
  const { text } = formula;
  let product = readFactor(formula, start);
  while (!isStopped(product) && (text[product.end] === '*' || text[product.end] === '/')) {
    const next = readFactor(formula, product.end + 1);
    if (isStopped(next)) return next;
    const divides = text[product.end] === '/';
    if (divides && next.value.numerator === 0n) return 'DIVISION_BY_ZERO';
    const combine = divides ? divideRatios : multiplyRatios;
    product = { value: combine(product.value, next.value), end: next.end };
  }
  return product;
}

function readFactor(formula: Formula, start: number): Term | ProblemCode {
  const { text } = formula;
  const sign = text[start];
  if (sign === '-' || sign === '+') {
    const factor = readFactor(formula, start + 1);
    return sign === '-' && !isStopped(factor) ? { ...factor, value: negateRatio(factor.value) } : factor;
  }
  if (sign === '(') {
    const inner = readSum(formula, start + 1);
    if (isStopped(inner)) return inner;
    return text[inner.end] === ')' ? { value: inner.value, end: inner.end + 1 } : 'NUMBER_UNREADABLE';
  }
  const operand = operandAt(text, start);
  if (operand === '') return 'NUMBER_UNREADABLE';
  const quantity = readQuantity(operand, formula.money);
  if (typeof quantity === 'string') return quantity;
  if (quantity.foreign !== undefined) formula.foreign.add(quantity.foreign);
  return { value: quantity.value, end: start + operand.length };
}

function operandAt(text: string, start: number): string {
  OPERAND.lastIndex = start;
  return OPERAND.exec(text)?.[0] ?? '';
}
