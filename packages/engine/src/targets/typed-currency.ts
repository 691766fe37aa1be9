import type { ProblemCode } from '../foundation/problem.ts';

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

/**
 * A number without the marks of its currency (SPR-T86). Nothing is converted here: a mark of another currency is
 * `NUMBER_CURRENCY`. Where no currency is known the yuan's marks are taken and all others stay unreadable.
 */
export function withoutCurrency(
  text: string,
  currency: string | undefined,
): { readonly bare: string } | ProblemCode {
  const own = marks[currency ?? 'CNY'] ?? [];
  let bare = text;
  for (const side of [markBefore, markAfter]) {
    const mark = side(bare, currency);
    if (mark === undefined) continue;
    const isOwn = own.includes(mark) || mark === currency;
    if (!isOwn) return currency === undefined ? 'NUMBER_UNREADABLE' : 'NUMBER_CURRENCY';
    bare = side === markBefore ? bare.slice(mark.length) : bare.slice(0, -mark.length);
  }
  return { bare };
}

const known = (currency: string | undefined): readonly string[] =>
  currency === undefined || everyMark.includes(currency) ? everyMark : [currency, ...everyMark];

const markBefore = (text: string, currency: string | undefined): string | undefined =>
  known(currency).find((mark) => text.toUpperCase().startsWith(mark));

const markAfter = (text: string, currency: string | undefined): string | undefined =>
  known(currency).find((mark) => text.toUpperCase().endsWith(mark));
