import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  currencyName,
  formatAmount,
  formatDate,
  formatDateRange,
  formatMoment,
  formatMonthRange,
  formatPercent,
  formatPeriod,
  formatRate,
  isDisplayUnit,
  unitName,
  unitsOf,
} from '../src/format.ts';

describe('amounts', () => {
  const yuan = { decimals: 2 } as const;

  it('groups digits and shows the decimals of the own unit all or not at all', () => {
    expect(formatAmount(500_000_000, yuan)).toBe('5,000,000');
    expect(formatAmount(123_450, yuan)).toBe('1,234.50');
    expect(formatAmount(5, yuan)).toBe('0.05');
    expect(formatAmount(30, { decimals: 0 })).toBe('30');
    expect(formatAmount(500_000_000, { ...yuan, fixed: true })).toBe('5,000,000.00');
  });

  it('drops trailing zeros in a larger unit', () => {
    expect(formatAmount(500_000_000, { ...yuan, unit: 'wan' })).toBe('500');
    expect(formatAmount(462_500_000, { ...yuan, unit: 'wan' })).toBe('462.5');
    expect(formatAmount(123_456_789_00, { ...yuan, unit: 'yi' })).toBe('1.23');
    expect(formatAmount(500_000_000, { ...yuan, unit: 'baiwan' })).toBe('5');
    expect(formatAmount(500_000_000, { ...yuan, unit: 'qian' })).toBe('5,000');
  });

  it('does not let a rounded-away amount pass for zero', () => {
    expect(formatAmount(300, { ...yuan, unit: 'yi' })).toBe('0.00');
    expect(formatAmount(0, { ...yuan, unit: 'yi' })).toBe('0');
  });

  it('writes a real minus, and a plus on request', () => {
    expect(formatAmount(-5000, yuan)).toBe('−50');
    expect(formatAmount(5000, { ...yuan, signed: true })).toBe('+50');
    expect(formatAmount(0, { ...yuan, signed: true })).toBe('0');
  });

  it('rounds halves away from zero on the exact integer', () => {
    expect(formatAmount(1_005_000, { ...yuan, unit: 'wan' })).toBe('1.01');
    expect(formatAmount(-1_005_000, { ...yuan, unit: 'wan' })).toBe('−1.01');
    expect(formatAmount(9_000_000_000_000_000, yuan)).toBe('90,000,000,000,000');
    expect(formatAmount(8_999_999_999_999_999, yuan)).toBe('89,999,999,999,999.99');
  });

  it('never differs from the exact amount by more than half of the last place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9e15, max: 9e15 }),
        fc.constantFrom('qian', 'wan', 'baiwan', 'yi'),
        (amount, unit) => {
          const exponent = { qian: 3, wan: 4, baiwan: 6, yi: 8 }[unit];
          const text = formatAmount(amount, { decimals: 2, unit }).replaceAll(',', '').replace('−', '-');
          const [whole = '', fraction = ''] = text.replace('-', '').split('.');
          const shown = BigInt(whole + fraction.padEnd(2, '0')) * (text.startsWith('-') ? -1n : 1n);
          const twice = 2n * (shown * 10n ** BigInt(exponent) - BigInt(amount));
          expect(twice < 0n ? -twice : twice).toBeLessThanOrEqual(10n ** BigInt(exponent));
        },
      ),
    );
  });
});

describe('units', () => {
  it('names them for a heading', () => {
    expect(unitName('wan', currencyName('CNY', 'zh-CN'), 'zh-CN')).toBe('万元');
    expect(unitName('yuan', '家', 'zh-CN')).toBe('家');
    expect(unitName('baiwan', currencyName('CNY', 'en'), 'en')).toBe('M CNY');
    expect(unitName('yuan', 'CNY', 'en')).toBe('CNY');
    expect(currencyName('XYZ', 'zh-CN')).toBe('XYZ');
  });

  it('offers what a language counts in', () => {
    expect(unitsOf('zh-CN')).toEqual(['yuan', 'qian', 'wan', 'baiwan', 'yi']);
    expect(unitsOf('en')).toContain('shiyi');
    expect(isDisplayUnit('wan')).toBe(true);
    expect(isDisplayUnit('million')).toBe(false);
  });
});

describe('rates', () => {
  it('are percent with one decimal, or plain numbers', () => {
    expect(formatPercent({ numerator: 17, denominator: 20 })).toBe('85%');
    expect(formatPercent({ numerator: 2, denominator: 3 })).toBe('66.7%');
    expect(formatPercent({ numerator: -1, denominator: 8 })).toBe('−12.5%');
    expect(formatPercent({ numerator: 1, denominator: 5 }, { signed: true })).toBe('+20%');
    expect(formatRate({ numerator: 1999, denominator: 2 }, { percent: false })).toBe('999.5');
    expect(formatRate({ numerator: 1, denominator: 3 }, { percent: true, places: 2 })).toBe('33.33%');
  });
});

describe('dates', () => {
  it('follow the language', () => {
    expect(formatDate('2026-07-01', 'zh-CN')).toBe('2026年7月1日');
    expect(formatDate('2026-07-01', 'en')).toBe('1 Jul 2026');
    expect(formatDate('2026-07-01', 'zh-CN', { short: true })).toBe('7月1日');
    expect(formatDate('soon', 'en')).toBe('soon');
  });

  it('say once what both ends of a span share', () => {
    expect(formatDateRange('2026-07-01', '2026-09-30', 'zh-CN')).toBe('2026年7月1日–9月30日');
    expect(formatDateRange('2026-07-01', '2026-09-30', 'en')).toBe('1 Jul – 30 Sep 2026');
    expect(formatDateRange('2026-12-01', '2027-01-31', 'en')).toBe('1 Dec 2026 – 31 Jan 2027');
  });

  it('show the months between two days', () => {
    expect(formatMonthRange('2026-10-01', '2026-12-31', 'zh-CN')).toBe('2026年10月–12月');
    expect(formatMonthRange('2026-11-01', '2027-01-31', 'zh-CN')).toBe('2026年11月–2027年1月');
    expect(formatMonthRange('2026-10-01', '2026-12-31', 'en')).toBe('Oct – Dec 2026');
    expect(formatMonthRange('2026-11-01', '2027-01-31', 'en')).toBe('Nov 2026 – Jan 2027');
  });

  it('show a moment in a time zone', () => {
    expect(formatMoment('2026-07-01T06:05:00Z', 'zh-CN', 'Asia/Shanghai')).toBe('7月1日 14:05');
    expect(formatMoment('2026-07-01T06:05:00Z', 'en', 'UTC')).toBe('1 Jul, 06:05');
  });
});

describe('periods', () => {
  it.each([
    ['all', '合计', 'Total'],
    ['Y2026', '2026年', '2026'],
    ['WY2026', '2026年', '2026'],
    ['H2026-2', '下半年', 'H2'],
    ['Q2026-3', '第3季度', 'Q3'],
    ['M2026-07', '7月', 'Jul'],
    ['X2026-07-1', '7月上旬', 'Jul 1–10'],
    ['X2026-02-3', '2月下旬', 'Feb 21–28'],
    ['W2026-28', '第28周', 'W28'],
    ['D2026-07-01', '7月1日', '1 Jul'],
    ['P3', '第3期', 'P3'],
    ['other', 'other', 'other'],
  ])('%s is %s and %s', (id, chinese, english) => {
    expect(formatPeriod(id, 'zh-CN')).toBe(chinese);
    expect(formatPeriod(id, 'en')).toBe(english);
  });

  it('says the year where several stand side by side, and the days of a custom period', () => {
    expect(formatPeriod('Q2026-3', 'zh-CN', { year: true })).toBe('2026年第3季度');
    expect(formatPeriod('M2026-07', 'en', { year: true })).toBe('Jul 2026');
    const days = { from: '2026-09-01', to: '2026-09-21' };
    expect(formatPeriod('P3', 'zh-CN', { days })).toBe('第3期 9月1日–9月21日');
    expect(formatPeriod('P3', 'en', { days })).toBe('P3 1 Sep – 21 Sep');
  });
});
