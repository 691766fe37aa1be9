import { describe, expect, it } from 'vitest';
import { currencyChoices, likelyCurrency } from './currencies.ts';

describe('the currency offered for a new workspace', () => {
  it.each([
    ['en', ['en-US'], 'USD'],
    ['en', ['en-GB', 'en'], 'GBP'],
    ['en', ['en'], 'USD'],
    ['en', ['zh-CN', 'zh'], 'USD'],
    ['zh-CN', ['en-US'], 'CNY'],
    ['zh-CN', ['zh'], 'CNY'],
    ['zh-CN', ['en-US', 'zh-Hant-TW'], 'TWD'],
    ['zh-CN', [], 'CNY'],
  ] as const)('in %s for a reader of %j is %s', (locale, languages, currency) => {
    expect(likelyCurrency(locale, languages)).toBe(currency);
    expect(currencyChoices(locale).map(({ value }) => value)).toContain(currency);
  });
});
