import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apportion, createStack } from '../../src/targets/spread/apportion.ts';
import {
  apportionBig,
  integerWeights,
  roundedQuotient,
  timesRatio,
  writtenRatio,
} from '../../src/targets/spread/exact.ts';

/** Largest remainder in whole-number arithmetic without limits. */
function oracle(amount: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, w) => sum + BigInt(w), 0n);
  const size = BigInt(Math.abs(amount));
  const flip = total < 0n ? -1n : 1n;
  const quotas = weights.map((w) => floorDiv(size * BigInt(w) * flip, total * flip));
  let left = size - quotas.reduce((sum, { floor }) => sum + floor, 0n);
  const order = weights
    .map((w, i) => ({ i, rest: quotas[i]!.rest, w }))
    .filter(({ w }) => w !== 0)
    .sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1));
  const parts = quotas.map(({ floor }) => floor);
  for (const { i } of order) {
    if (left <= 0n) break;
    parts[i]! += 1n;
    left -= 1n;
  }
  return parts.map((part) => Number(amount < 0 ? -part : part));
}

function floorDiv(a: bigint, b: bigint): { floor: bigint; rest: bigint } {
  const quotient = a / b;
  const floor = a < 0n && quotient * b !== a ? quotient - 1n : quotient;
  return { floor, rest: a - floor * b };
}

function divide(amount: number, weights: readonly number[]): number[] {
  const stack = createStack(weights.length);
  stack.weight.set(weights);
  const total = weights.reduce((sum, w) => sum + w, 0);
  apportion(stack, 0, weights.length, amount, amount, total, 'largestRemainder');
  return Array.from(stack.part, (part) => part + 0);
}

const magnitude = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.maxSafeNat().map((n) => Math.floor(n / 64)),
);
const amounts = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -9e15, max: 9e15 }));

test('[SPR-T65] the kernel agrees with unlimited arithmetic, up to 9e15', () => {
  fc.assert(
    fc.property(amounts, fc.array(magnitude, { minLength: 1, maxLength: 60 }), (amount, weights) => {
      fc.pre(weights.some((w) => w > 0));
      const parts = divide(amount, weights);
      expect(parts).toEqual(oracle(amount, weights).map((part) => part + 0));
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(amount));
    }),
    { numRuns: 3_000 },
  );
});

test('[SPR-T65] many children whose remainders fall into a few heaps, all at one end, or into none', () => {
  const alike = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 });
  const shape = fc.record({ of: alike, count: fc.integer({ min: 13, max: 400 }), odd: fc.nat(1_000_000) });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50_000 }), shape, (amount, { of, count, odd }) => {
      const weights = Array.from({ length: count }, (_, i) => of[(i * i) % of.length]!);
      weights.push(odd + 1);
      expect(divide(amount, weights)).toEqual(oracle(amount, weights));
    }),
    { numRuns: 500 },
  );
});

test('[SPR-T66] mixed signs floor towards −∞ and mirror', () => {
  const weight = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.array(weight, { minLength: 1, maxLength: 12 }),
      (amount, weights) => {
        fc.pre(weights.reduce((sum, w) => sum + w, 0) !== 0);
        expect(divide(amount, weights)).toEqual(oracle(amount, weights).map((part) => part + 0));
        expect(divide(-amount, weights)).toEqual(divide(amount, weights).map((part) => 0 - part));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('[SPR-T65] weights of any size', () => {
  fc.assert(
    fc.property(
      amounts,
      fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 }),
      (amount, weights) => {
        fc.pre(weights.some((w) => w > 0));
        expect(apportionBig(amount, weights.map(BigInt))).toEqual(
          oracle(amount, weights).map((part) => part + 0),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('[SPR-T7] a decimal is the number it is written as', () => {
  expect(writtenRatio(0.1)).toEqual({ numerator: 1n, denominator: 10n });
  expect(writtenRatio(-12.5)).toEqual({ numerator: -125n, denominator: 10n });
  expect(writtenRatio(1e21)).toEqual({ numerator: 10n ** 21n, denominator: 1n });
  expect(writtenRatio(2.5e-7)).toEqual({ numerator: 25n, denominator: 10n ** 8n });
  expect(integerWeights([0.5, 0.25, 2])).toEqual([50, 25, 200]);
  expect(integerWeights([1e-20, 1])).toBe(null);
});

test('[SPR-T25] rounding is half away from zero, and the quick way agrees with the exact one', () => {
  expect([roundedQuotient(5n, 2n), roundedQuotient(-5n, 2n), roundedQuotient(7n, -3n)]).toEqual([3, -3, -2]);
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: -100_000, max: 100_000 }), (x, thousandths) => {
      const factor = { numerator: BigInt(thousandths), denominator: 1_000n };
      expect(timesRatio(x, factor)).toBe(roundedQuotient(BigInt(x) * factor.numerator, factor.denominator));
      const small = x % 1_000;
      expect(timesRatio(small, factor)).toBe(
        roundedQuotient(BigInt(small) * factor.numerator, factor.denominator),
      );
    }),
    { numRuns: 1_000 },
  );
});
