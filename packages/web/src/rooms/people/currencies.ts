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

const ofRegion: Readonly<Record<string, string>> = {
  CN: 'CNY',
  HK: 'HKD',
  TW: 'TWD',
  US: 'USD',
  JP: 'JPY',
  GB: 'GBP',
  SG: 'SGD',
  KR: 'KRW',
  AU: 'AUD',
  IN: 'INR',
  MY: 'MYR',
  TH: 'THB',
  VN: 'VND',
  IE: 'EUR',
  MT: 'EUR',
};

/** What a new workspace in this language most likely counts in: by the region that the reader's own tags name. */
export function likelyCurrency(locale: Locale, languages: readonly string[]): string {
  const language = locale.slice(0, 2);
  for (const tag of languages) {
    const [own, ...parts] = tag.split('-');
    const region = parts.at(-1)?.toUpperCase() ?? '';
    if (own?.toLowerCase() === language && ofRegion[region]) return ofRegion[region];
  }
  return locale === 'en' ? 'USD' : 'CNY';
}

export function currencyChoices(locale: Locale): readonly Choice[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return CURRENCIES.map((value) => ({ value, label: names.of(value) ?? value, hint: value }));
}
