import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addAmounts,
  amountFromDecimal,
  decimalFromAmount,
  isAmount,
  MAX_AMOUNT,
  numberFromAmount,
} from '../src/foundation/amount.ts';
import { decimalOfNumber } from '../src/foundation/decimal.ts';
import {
  compareRatios,
  numberFromRatio,
  ratio,
  ratioFromDecimal,
  ratioOfDouble,
  roundRatio,
} from '../src/foundation/ratio.ts';
import type { Result } from '../src/foundation/result.ts';

const anyAmount = fc.oneof(
  fc.integer({ min: -MAX_AMOUNT, max: MAX_AMOUNT }),
  fc.integer({ min: -1000, max: 1000 }),
  fc.constantFrom(MAX_AMOUNT, -MAX_AMOUNT, MAX_AMOUNT - 1, 0),
);
const anyDecimals = fc.integer({ min: 0, max: 9 });

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.problems[0]?.code);
const valueOf = (result: Result<unknown>) => (result.ok ? result.value : result.problems);

describe('an amount is a whole number within ±9e15', () => {
  it.each([0, -0, 1, -1, MAX_AMOUNT, -MAX_AMOUNT])('accepts %d', (value) => {
    expect(isAmount(value)).toBe(true);
  });

  it.each([0.5, MAX_AMOUNT + 1, -MAX_AMOUNT - 1, Number.NaN, Number.POSITIVE_INFINITY, '1', null, 1n])(
    'rejects %s',
    (value) => {
      expect(isAmount(value)).toBe(false);
    },
  );
});

describe('[SPR-T7] sums are exact', () => {
  it('equals the sum of big integers, in any order', () => {
    fc.assert(
      fc.property(fc.array(anyAmount, { maxLength: 30 }), (amounts) => {
        const exact = amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
        const isInRange = exact <= BigInt(MAX_AMOUNT) && exact >= -BigInt(MAX_AMOUNT);
        for (const order of [amounts, amounts.toReversed(), Float64Array.from(amounts)]) {
          const sum = addAmounts(order);
          expect(isInRange ? valueOf(sum) : codeOf(sum)).toBe(isInRange ? Number(exact) : 'OUT_OF_RANGE');
        }
      }),
    );
  });

  it('lets a partial sum pass the limit and come back', () => {
    expect(valueOf(addAmounts([MAX_AMOUNT, MAX_AMOUNT, 1, -MAX_AMOUNT, -MAX_AMOUNT]))).toBe(1);
  });

  it('names the place of a sum that is too large', () => {
    expect(addAmounts([MAX_AMOUNT, 1], 'rows')).toEqual({
      ok: false,
      problems: [{ code: 'OUT_OF_RANGE', path: 'rows', params: { min: -MAX_AMOUNT, max: MAX_AMOUNT } }],
    });
  });
});

describe('a decimal becomes smallest units without binary rounding', () => {
  it.each([
    [1.9, 2, 190],
    [0.1 + 0.7, 1, 8, 'NUMBER_TOO_PRECISE'],
    [1.005, 3, 1005],
    [4.35, 2, 435],
    [1.15, 2, 115],
    [-0.07, 2, -7],
    [-0, 2, 0],
    [1e-7, 9, 100],
    [1e-9, 9, 1],
    [1.5e3, 0, 1500],
    [9e15, 0, 9e15],
    [9e13, 2, 9e15],
    ['1.90', 2, 190],
    ['+.5', 1, 5],
    ['5.', 0, 5],
    ['1.9e2', 0, 190],
    ['190e-2', 1, 19],
    ['12.3400', 2, 1234],
    ['0e999999999999', 0, 0],
    ['-0.00', 2, 0],
    ['90000000000000.01', 2, 9000000000000001, 'OUT_OF_RANGE'],
    ['89999999999999.99', 2, 8999999999999999],
  ] as const)('%s with %d decimals is %d', (value, decimals, amount, refusal?: string) => {
    const read = amountFromDecimal(value, decimals);
    if (refusal === undefined) expect(valueOf(read)).toBe(amount);
    else expect(codeOf(read)).toBe(refusal);
  });

  it.each([
    [1.234, 2, 'NUMBER_TOO_PRECISE'],
    ['0.001', 2, 'NUMBER_TOO_PRECISE'],
    ['1e-400', 9, 'NUMBER_TOO_PRECISE'],
    [9.1e15, 0, 'OUT_OF_RANGE'],
    [1e21, 0, 'OUT_OF_RANGE'],
    [-9e15, 1, 'OUT_OF_RANGE'],
    ['1e400', 0, 'OUT_OF_RANGE'],
    ['9000000000000001', 0, 'OUT_OF_RANGE'],
    [Number.NaN, 0, 'NOT_A_NUMBER'],
    [Number.POSITIVE_INFINITY, 0, 'NOT_A_NUMBER'],
    ['', 0, 'NOT_A_NUMBER'],
    ['1,5', 0, 'NOT_A_NUMBER'],
    ['.', 0, 'NOT_A_NUMBER'],
    ['0x10', 0, 'NOT_A_NUMBER'],
  ] as const)('refuses %s with %d decimals as %s', (value, decimals, code) => {
    expect(codeOf(amountFromDecimal(value, decimals))).toBe(code);
  });

  it('refuses a double so large that cents next to each other share it', () => {
    expect(codeOf(amountFromDecimal(80_000_000_000_000.02, 2))).toBe('NUMBER_TOO_PRECISE');
  });

  it('tells the limits in the unit that was used', () => {
    expect(amountFromDecimal(1e14, 2, 'total')).toEqual({
      ok: false,
      problems: [{ code: 'OUT_OF_RANGE', path: 'total', params: { min: -9e13, max: 9e13 } }],
    });
  });

  it('[SPR-T76] reads back what it writes, for every amount and unit', () => {
    fc.assert(
      fc.property(anyAmount, anyDecimals, (amount, decimals) => {
        const text = decimalFromAmount(amount, decimals);
        expect(valueOf(amountFromDecimal(text, decimals))).toBe(amount);
      }),
    );
  });

  it('reads a number back as the same amount up to 15 digits', () => {
    const fifteen = fc.integer({ min: -1e15, max: 1e15 });
    fc.assert(
      fc.property(fifteen, anyDecimals, (amount, decimals) => {
        expect(valueOf(amountFromDecimal(numberFromAmount(amount, decimals), decimals))).toBe(amount);
      }),
    );
  });

  it('never reads a larger number as a neighbouring amount', () => {
    fc.assert(
      fc.property(anyAmount, anyDecimals, (amount, decimals) => {
        const read = amountFromDecimal(numberFromAmount(amount, decimals), decimals);
        if (read.ok) expect(read.value).toBe(amount);
        else expect(read.problems[0]?.code).toBe('NUMBER_TOO_PRECISE');
      }),
    );
  });
});

describe('an amount is written with all its decimals', () => {
  it.each([
    [190, 2, '1.90'],
    [-5, 2, '-0.05'],
    [0, 3, '0.000'],
    [1234, 0, '1234'],
    [MAX_AMOUNT, 9, '9000000.000000000'],
  ])('%d with %d decimals is %s', (amount, decimals, text) => {
    expect(decimalFromAmount(amount, decimals)).toBe(text);
  });

  it('has no negative zero', () => {
    expect(Object.is(numberFromAmount(-0, 2), 0)).toBe(true);
  });
});

describe('a ratio is exact', () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [1n, -2n, -1n],
  ])('%d/%d rounds, halves away from zero, to %d', (numerator, denominator, rounded) => {
    expect(roundRatio(ratio(numerator, denominator))).toBe(rounded);
  });

  it('gives back every double it was made from, through its bits and through its decimal text', () => {
    const double = fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 })
      .filter((value) => value === 0 || Math.abs(value) > 1e-290);
    fc.assert(
      fc.property(double, (value) => {
        expect(numberFromRatio(ratioOfDouble(value))).toBe(value + 0);
        const decimal = decimalOfNumber(value);
        if (decimal !== null) expect(numberFromRatio(ratioFromDecimal(decimal))).toBe(value + 0);
      }),
    );
  });

  it('becomes the nearest double: no neighbour is closer', () => {
    const whole = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    const part = fc.bigInt({ min: 1n, max: 10n ** 25n });
    fc.assert(
      fc.property(whole, part, (numerator, denominator) => {
        const exact = ratio(numerator, denominator);
        const nearest = numberFromRatio(exact);
        const distance = (value: number) => {
          const { numerator: n, denominator: d } = ratioOfDouble(value);
          const over = n * denominator - numerator * d;
          return ratio(over < 0n ? -over : over, d * denominator);
        };
        const gap = Math.abs(nearest) * 2 ** -52;
        expect(compareRatios(distance(nearest), distance(nearest + gap))).toBeLessThanOrEqual(0);
        expect(compareRatios(distance(nearest), distance(nearest - gap))).toBeLessThanOrEqual(0);
      }),
    );
  });
});
