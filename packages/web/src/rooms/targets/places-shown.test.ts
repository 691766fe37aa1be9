import { describe, expect, it } from 'vitest';
import { metricFormat } from './metric-format.ts';
import { columnPlaces, sharePlaces, shareText } from './places-shown.ts';

const metric = (fields: Record<string, unknown>) =>
  metricFormat({ id: 'm', kind: 'metric', fields } as never, 'wan', 'zh-CN');
const money = metric({ unit: 'money', decimals: 2, aggregation: 'sum', currency: 'CNY' });
const count = metric({ unit: 'count', decimals: 1, aggregation: 'sum' });
const rate = metric({ unit: 'percent', decimals: 0, aggregation: 'ratio' });
const amount = (numerator: number) => ({ numerator, denominator: 1 });
const decimals = (text: string): number => (text.split('.')[1] ?? '').replace('%', '').length;

describe('the exact value of a computed cell', () => {
  it('is the value, not the upper part of its fraction, and exact between two smallest units', () => {
    const whole = metric({ unit: 'money', decimals: 0, aggregation: 'formula', currency: 'CNY' });
    expect(whole.exactValue({ numerator: 153_749_999, denominator: 25 })).toBe('6,149,999.96 元');
    expect(whole.exactValue({ numerator: 150, denominator: 25 })).toBe('6 元');
    expect(money.exactValue({ numerator: 1_001, denominator: 2 })).toBe('5.005 元');
    expect(money.exactValue(amount(-100))).toBe(money.exactAmount(-100));
  });
});

describe('the decimals of a column', () => {
  it('are told of a number as it is written', () => {
    for (const value of [0, 1, -1, 49, 50, 5_000, 1_000_000, 462_500_000, 1_234_567_891, -333_333_333]) {
      expect([value, money.placesShown(amount(value))]).toEqual([
        value,
        decimals(money.shown(amount(value))),
      ]);
      expect([value, count.placesShown(amount(value))]).toEqual([
        value,
        decimals(count.shown(amount(value))),
      ]);
    }
    for (const numerator of [0, 1, 3, 80, 333, 1_000]) {
      const value = { numerator, denominator: 1_000 };
      expect([numerator, rate.placesShown(value)]).toEqual([numerator, decimals(rate.shown(value))]);
    }
  });

  it('are those of the number that needs most, for all of them', () => {
    const column = [5_000_000_00, 4_625_000_00, null, 333_333_333].map((one) =>
      one === null ? null : amount(one),
    );
    const places = columnPlaces(column.length, (row) => column[row] ?? null, money.placesShown);
    expect(column.map((value) => money.shown(value, places))).toEqual(['500.00', '462.50', '', '333.33']);
    expect(columnPlaces(2, () => amount(5_000_000_00), money.placesShown)).toBe(0);
    expect([{ numerator: 4, denominator: 5 }].map((value) => rate.shown(value, 1))).toEqual(['80.0%']);
  });

  it('are more where a number that was not read for the column needs more', () => {
    const column = Array.from({ length: 600 }, (_, row) => amount(row % 2 === 0 ? 120_000_00 : 123_500_00));
    const places = columnPlaces(column.length, (row) => column[row]!, money.placesShown);
    expect(column.slice(0, 2).map((value) => money.shown(value, places))).toEqual(['12', '12.35']);
    const share = (row: number) => ({ numerator: row % 2 === 0 ? 800 : 805, denominator: 1_000 });
    const ofShares = columnPlaces(600, share, sharePlaces);
    expect([0, 1].map((row) => shareText(share(row), ofShares))).toEqual(['80%', '80.5%']);
    expect([0, 1].map((row) => rate.shown(share(row), ofShares))).toEqual(['80%', '80.5%']);
  });

  it('reads a few hundred numbers of the longest column', () => {
    let read = 0;
    columnPlaces(100_000, () => (read++, null), money.placesShown);
    expect(read).toBeLessThanOrEqual(300);
  });
});
