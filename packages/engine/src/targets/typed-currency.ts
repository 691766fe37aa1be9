import type { ProblemCode } from '../foundation/problem.ts';
import type { PlanRates } from './plan-rates.ts';

/** How money is marked before or behind a number, in the spelling of `normaliseTyped`. */
const marks: Readonly<Record<string, readonly string[]>> = {
  CNY: ['元整', '圆整', '人民币', 'CNY', 'RMB', '¥', '元', '圆'],
  USD: ['US$', 'USD', '美元', '美金', '$'],
  EUR: ['EUR', '欧元', '€'],
  GBP: ['GBP', '英镑', '£'],
  JPY: ['JPY', '日元', '日圆', '円', '¥'],
  HKD: ['HK$', 'HKD', '港元', '港币', '$'],
  TWD: ['NT$', 'TWD', '新台币', '台币', '$'],
  MOP: ['MOP', '澳门元', '澳门币'],
  SGD: ['S$', 'SGD', '新加坡元', '新元', '$'],
  KRW: ['KRW', '韩元', '₩'],
  AUD: ['A$', 'AUD', '澳元', '$'],
  CAD: ['C$', 'CAD', '加元', '$'],
  CHF: ['CHF', '瑞郎', '瑞士法郎'],
  INR: ['INR', '卢比', '₹'],
};

/** Longest first: 美元 is no 元. */
const everyMark = [...new Set(Object.values(marks).flat())].sort((a, b) => b.length - a.length);

/** What money is read against. */
export interface Money {
  /** ISO 4217 of the metric, where it is money that says which. */
  readonly currency: string | undefined;
  /** Plan rates into that currency. */
  readonly rates: PlanRates;
}

/** A number without its marks, and what it counts in where that is another currency with a plan rate. */
export interface Unmarked {
  readonly bare: string;
  readonly foreign: string | undefined;
}

/**
 * A number without the marks of its currency (SPR-T86). A mark of another currency names that one where it has a plan
 * rate; without one it is `NUMBER_CURRENCY`, and a sign that several of them share – or two marks that disagree – is
 * `NUMBER_AMBIGUOUS`. Where no currency is known the yuan's marks are taken and all others stay unreadable.
 */
export function withoutCurrency(text: string, money: Money): Unmarked | ProblemCode {
  let bare = text;
  const named = new Set<string>();
  for (const side of ['before', 'after'] as const) {
    const mark = markAt(bare, side, money);
    if (mark === undefined) continue;
    const currency = currencyMeant(mark, money);
    if (currency === null) return money.currency === undefined ? 'NUMBER_UNREADABLE' : 'NUMBER_CURRENCY';
    if (currency === undefined) return 'NUMBER_AMBIGUOUS';
    named.add(currency);
    bare = side === 'before' ? bare.slice(mark.length) : bare.slice(0, -mark.length);
  }
  const [one, other] = named;
  if (other !== undefined) return 'NUMBER_AMBIGUOUS';
  return { bare, foreign: one === ownCurrency(money) ? undefined : one };
}

const ownCurrency = ({ currency = 'CNY' }: Money): string => currency;

/** The own currency before any other; `undefined` where several others are meant by the mark, `null` where none is. */
function currencyMeant(mark: string, money: Money): string | undefined | null {
  const own = ownCurrency(money);
  const means = (code: string): boolean => code === mark || (marks[code] ?? []).includes(mark);
  if (means(own)) return own;
  const [one, another] = [...money.rates.keys()].filter(means);
  return another === undefined ? (one ?? null) : undefined;
}

function markAt(text: string, side: 'before' | 'after', { currency, rates }: Money): string | undefined {
  const upper = text.toUpperCase();
  const fits = (mark: string): boolean => (side === 'before' ? upper.startsWith(mark) : upper.endsWith(mark));
  // Codes of currencies without a sign of their own; those of the table are marks already.
  const codes = currency === undefined ? [] : [currency, ...rates.keys()];
  return everyMark.find(fits) ?? codes.find(fits);
}
