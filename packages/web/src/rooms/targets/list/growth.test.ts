import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growthOf, readGrowth, valueFromGrowth } from './growth.ts';

describe('growth and value', () => {
  it('computes growth from value and baseline', () => {
    expect(growthOf(500, 400)).toEqual({ numerator: 100, denominator: 400 });
    expect(growthOf(-100, -200)).toEqual({ numerator: 100, denominator: 200 });
  });

  it('knows no growth without a baseline, from zero, or without a value', () => {
    expect(growthOf(500, null)).toBeNull();
    expect(growthOf(500, 0)).toBeNull();
    expect(growthOf(null, 500)).toBeNull();
  });

  it.each([
    ['20', 20],
    ['20%', 20],
    ['+20 %', 20],
    ['-5%', -5],
    ['12.5', 12.5],
    ['２０％', 20],
  ])('reads %s as %d percent', (text, growth) => expect(readGrowth(text)).toBe(growth));

  it('refuses what is no number', () =>
    expect(readGrowth('much')).toMatchObject({ code: 'NUMBER_UNREADABLE' }));

  it('computes the value from baseline and growth, halves away from zero', () => {
    expect(valueFromGrowth(416_666_667, 20)).toBe(500_000_000);
    expect(valueFromGrowth(3, 50)).toBe(5);
    expect(valueFromGrowth(-3, 50)).toBe(-5);
    expect(valueFromGrowth(1000, -100)).toBe(0);
  });

  it('refuses a value beyond what can be stored', () =>
    expect(valueFromGrowth(9e15, 50)).toMatchObject({ code: 'OUT_OF_RANGE' }));

  it('comes back to the growth it was given, as far as whole units allow', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000_000, max: 1e12 }),
        fc.integer({ min: -99, max: 500 }),
        (baseline, growth) => {
          const value = valueFromGrowth(baseline, growth);
          expect(typeof value).toBe('number');
          const back = growthOf(value as number, baseline);
          expect(Math.abs(((back?.numerator ?? 0) / (back?.denominator ?? 1)) * 100 - growth)).toBeLessThan(
            0.0001,
          );
        },
      ),
    );
  });
});
