import type { Locale } from '@shapan/contract';
import type { Choice } from '../../design/index.ts';

const CURRENCIES = [
  'CNY',
  'HKD',
  'TWD',
  'USD',
  'EUR',
  'JPY',
  'GBP',
  'SGD',
  'KRW',
  'AUD',
  'INR',
  'MYR',
  'THB',
  'VND',
] as const;

export function currencyChoices(locale: Locale): readonly Choice[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return CURRENCIES.map((value) => ({ value, label: names.of(value) ?? value, hint: value }));
}
