import { describe, expect, it } from 'vitest';
import { amountText, percentText, unitFor } from './amount.ts';

const zh = { locale: 'zh-CN', decimals: 2 } as const;

describe('an amount in words', () => {
  it.each([
    [500_000_000, 'yuan', '5,000,000'],
    [500_000_000, 'wan', '500'],
    [500_000_000, 'yi', '0.05'],
    [500_000_050, 'yuan', '5,000,000.5'],
    [-123_456, 'yuan', '−1,234.56'],
    [-123_456, 'wan', '−0.12'],
    [-1, 'yi', '0'],
    [0, 'wan', '0'],
    [null, 'wan', '–'],
  ] as const)('%s in %s is %s', (amount, unit, text) => {
    expect(amountText(amount, { ...zh, unit })).toBe(text);
  });

  it('knows the unit that suits a size', () => {
    expect([999_999, 1_000_000, 9_999_999_999, 10_000_000_000].map((amount) => unitFor(amount, 2))).toEqual([
      'yuan',
      'wan',
      'wan',
      'yi',
    ]);
  });

  it('tells no share from a share of nothing', () => {
    expect([percentText(null, 'en'), percentText(0, 'en'), percentText(0.684, 'en')]).toEqual(['–', '0%', '68%']);
  });
});
