import type { Fraction } from '@shapan/engine';
import { type DisplayUnit, unitsOf } from '@shapan/i18n';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAmount } from './breakdown/entries.ts';
import { metricFormat } from './metric-format.ts';

const revenue = {
  kind: 'metric',
  id: 'revenue',
  fields: { name: '销售额', aggregation: 'sum', unit: 'money', currency: 'CNY', decimals: 2 },
} as const;
const units = [...new Set([...unitsOf('zh-CN'), ...unitsOf('en')])];
const inUnit = (unit: DisplayUnit) => metricFormat(revenue, unit, 'zh-CN');
const yuan = (text: string, current: number | null = null) => {
  const read = readAmount(text, current, inUnit('wan'));
  return read.ok ? read.value.amount / 100 : read.problems[0]?.code;
};

describe('a number typed under 万元', () => {
  it.each([
    ['500', 5_000_000],
    ['1,234.5', 12_345_000],
    ['１２．５', 125_000],
    ['-5', -50_000],
    ['(50)', -500_000],
    ['5e2', 5_000_000],
    ['=500*20%', 1_000_000],
    ['=(2+3)*100', 5_000_000],
    ['.5', 5_000],
    ['0', 0],
  ])('%s counts in 万', (text, amount) => expect(yuan(text)).toBe(amount));

  it.each([
    ['500万', 5_000_000],
    ['1.2亿', 120_000_000],
    ['500元', 500],
    ['¥500', 500],
    ['3k', 3_000],
    ['=500万*20%', 1_000_000],
  ])('%s says its own unit', (text, amount) => expect(yuan(text)).toBe(amount));

  it.each([
    ['+10%', 1_100],
    ['*1.2', 1_200],
    ['/2', 500],
    ['+1', 11_000],
    ['+50元', 1_050],
  ])('%s changes what is there', (text, amount) => expect(yuan(text, 1_000_00)).toBe(amount));
});

it('what an editor opens with reads back as the same amount, in every unit', () =>
  fc.assert(
    fc.property(fc.integer({ min: -9e15, max: 9e15 }), fc.constantFrom(...units), (numerator, unit) => {
      const format = inUnit(unit);
      const value: Fraction = { numerator, denominator: 1 };
      const read = readAmount(format.edit(value), null, format);
      expect(read.ok && read.value.amount).toBe(numerator);
    }),
    { verbose: true },
  ));
