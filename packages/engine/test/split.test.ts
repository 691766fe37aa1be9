import { readFileSync } from 'node:fs';
import { sharedData } from '@shapan/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_AMOUNT } from '../src/foundation/amount.ts';
import { type SplitOptions, splitAmount } from '../src/targets/split.ts';

const published = sharedData('textbook_cases');

const parts = (
  total: number,
  weights: readonly number[] | Float64Array,
  options?: SplitOptions,
): number[] => {
  const split = splitAmount(total, weights, options);
  if (!split.ok) throw new Error(split.problems.map(({ code }) => code).join());
  return split.value;
};
const problemOf = (total: number, weights: readonly number[], options?: SplitOptions) => {
  const split = splitAmount(total, weights, options);
  return split.ok ? null : split.problems[0];
};

/** Largest remainder word for word, with big integers and a plain sort. Weights are whole. */
function oracle(total: number, weights: readonly number[]): number[] {
  const sign = total < 0 ? -1n : 1n;
  const amount = BigInt(Math.abs(total));
  const sum = weights.reduce((partial, weight) => partial + BigInt(weight), 0n);
  const turn = sum < 0n ? -1n : 1n;
  const shares = weights.map((weight, at) => {
    const product = amount * BigInt(weight) * turn;
    let floor = product / (sum * turn);
    if (floor * sum * turn > product) floor -= 1n;
    return { at, floor, remainder: product - floor * sum * turn };
  });
  let left = amount - shares.reduce((partial, { floor }) => partial + floor, 0n);
  for (const share of shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.at - b.at : a.remainder < b.remainder ? 1 : -1,
  )) {
    if (left > 0n) share.floor += 1n;
    if (left > 0n) left -= 1n;
  }
  return shares.map(({ floor }) => Number(sign * floor));
}

/** Standard rounding by definition: the highest priorities w ÷ (s − ½), one unit at a time. */
function divisorOracle(total: number, weights: readonly number[]): number[] {
  const given = weights.map(() => 0);
  for (let unit = 0; unit < total; unit += 1) {
    let best = 0;
    for (const [at, weight] of weights.entries()) {
      const better =
        weight * (2 * (given[best] ?? 0) + 1) - (weights[best] ?? 0) * (2 * (given[at] ?? 0) + 1);
      if (better > 0) best = at;
    }
    given[best] = (given[best] ?? 0) + 1;
  }
  return given;
}

const totals = fc.oneof(
  fc.integer({ min: -MAX_AMOUNT, max: MAX_AMOUNT }),
  fc.integer({ min: -100, max: 100 }),
  fc.constantFrom(MAX_AMOUNT, -MAX_AMOUNT, 0),
);
const weight = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: 0, max: 1_000_000_000 }),
  fc.integer({ min: 0, max: MAX_AMOUNT }),
);
const weightList = fc
  .array(weight, { minLength: 1, maxLength: 30 })
  .filter((list) => list.some((each) => each > 0));

describe('[SPR-T65] largest remainder', () => {
  it('gives the published example', () => {
    expect(parts(10, [47_000, 16_000, 15_800, 12_000, 6100, 3100])).toEqual([5, 2, 1, 1, 1, 0]);
  });

  it('equals big-integer arithmetic for totals and weights up to 9e15', () => {
    fc.assert(
      fc.property(totals, weightList, (total, weights) => {
        const expected = oracle(total, weights).map((part) => part + 0);
        expect(parts(total, weights)).toEqual(expected);
        expect(parts(total, Float64Array.from(weights))).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('adds up, and every part is less than one unit from its exact share', () => {
    fc.assert(
      fc.property(totals, weightList, (total, weights) => {
        const split = parts(total, weights);
        const sum = weights.reduce((partial, each) => partial + BigInt(each), 0n);
        expect(split.reduce((partial, part) => partial + BigInt(part), 0n)).toBe(BigInt(total));
        for (const [at, part] of split.entries()) {
          const miss = BigInt(part) * sum - BigInt(total) * BigInt(weights[at] ?? 0);
          expect(miss < sum && miss > -sum).toBe(true);
        }
      }),
    );
  });

  it('is exact where products pass 2^53', () => {
    expect(parts(MAX_AMOUNT, [1, 1, 1])).toEqual([3e15, 3e15, 3e15]);
    expect(parts(MAX_AMOUNT - 1, [1, 1, 1])).toEqual([3e15, 3e15, 3e15 - 1]);
    expect(parts(MAX_AMOUNT, [MAX_AMOUNT, MAX_AMOUNT - 1, 1])).toEqual([4.5e15, 4.5e15, 0]);
  });

  it('gives nothing to a weight of zero', () => {
    fc.assert(
      fc.property(totals, weightList, (total, weights) => {
        const split = parts(total, [0, ...weights, 0]);
        expect([split[0], split.at(-1)]).toEqual([0, 0]);
      }),
    );
  });

  it('takes decimals as written: three tenths are three tenths', () => {
    expect(parts(10, [0.1, 0.2, 0.7])).toEqual([1, 2, 7]);
    expect(parts(3, [0.3, 0.3, 0.3])).toEqual([1, 1, 1]);
    expect(parts(1, [0.15, 0.15])).toEqual([1, 0]);
    expect(parts(600, [1e-7, 2e-7, 3e-7])).toEqual([100, 200, 300]);
    expect(parts(6, [1e300, 2e300, 3e-300])).toEqual([2, 4, 0]);
  });

  it('does not change when all weights are scaled', () => {
    const small = fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((each) => each > 0));
    fc.assert(
      fc.property(totals, small, fc.constantFrom(1000, 0.1, 0.001, 1e-9, 1e12), (total, weights, factor) => {
        // Written out, because a product of doubles would not be the scaled decimal.
        const power = Math.round(Math.log10(factor));
        const scaled = weights.map((each) => Number(`${each}e${power}`));
        expect(parts(total, scaled)).toEqual(parts(total, weights));
      }),
    );
  });

  it.skipIf(!published)('gives every published result (shared data)', () => {
    const cases = JSON.parse(readFileSync(`${published}/largest_remainder.json`, 'utf8')) as readonly {
      total: number;
      weights: number[];
      published: number[];
    }[];
    expect(cases.length).toBeGreaterThan(0);
    for (const { total, weights, published } of cases) expect(parts(total, weights)).toEqual(published);
  });
});

describe('[SPR-T66] ties and mirror', () => {
  it('equal remainders are served in order', () => {
    expect(parts(2, [1, 1, 1])).toEqual([1, 1, 0]);
    expect(parts(-2, [1, 1, 1])).toEqual([-1, -1, 0]);
    expect(parts(5, [1, 1, 1, 1])).toEqual([2, 1, 1, 1]);
  });

  it('an earlier entry of the same weight never gets less', () => {
    fc.assert(
      fc.property(fc.nat({ max: MAX_AMOUNT }), weightList, (total, weights) => {
        const split = parts(total, weights);
        for (const [at, each] of weights.entries()) {
          const earlier = weights.indexOf(each);
          expect(split[earlier]).toBeGreaterThanOrEqual(split[at] ?? 0);
        }
      }),
    );
  });

  it('a negative total is the mirror image, without negative zeros', () => {
    fc.assert(
      fc.property(totals, weightList, (total, weights) => {
        const mirrored = parts(-total, weights).map((part) => 0 - part);
        expect(parts(total, weights)).toEqual(mirrored);
        expect(parts(total, weights).some((part) => Object.is(part, -0))).toBe(false);
      }),
    );
  });

  it('weights of mixed sign are floored towards −∞', () => {
    expect(parts(7, [3, -1], { negative: 'keep' })).toEqual([11, -4]);
    expect(parts(-7, [3, -1], { negative: 'keep' })).toEqual([-11, 4]);
    expect(parts(10, [-1, -1, -1], { negative: 'keep' })).toEqual([4, 3, 3]);
    const signed = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const mixed = fc
      .array(signed, { minLength: 1, maxLength: 20 })
      .filter((list) => list.reduce((sum, each) => sum + each, 0) !== 0);
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), mixed, (total, weights) => {
        const expected = oracle(total, weights).map((part) => part + 0);
        expect(parts(total, weights, { negative: 'keep' })).toEqual(expected);
      }),
    );
  });
});

describe('[SPR-T67] standard-rounding divisor', () => {
  const divisor = { residue: 'divisor' } as const;

  it('does not lose a unit when the total rises, where largest remainder does', () => {
    expect(parts(10, [6, 6, 2])).toEqual([4, 4, 2]);
    expect(parts(11, [6, 6, 2])).toEqual([5, 5, 1]);
    expect(parts(10, [6, 6, 2], divisor)).toEqual([5, 4, 1]);
    expect(parts(11, [6, 6, 2], divisor)).toEqual([5, 5, 1]);
  });

  it('serves the highest priorities, one unit at a time', () => {
    const small = fc
      .array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 })
      .filter((list) => list.some((each) => each > 0));
    fc.assert(
      fc.property(fc.nat({ max: 60 }), small, (total, weights) => {
        expect(parts(total, weights, divisor)).toEqual(divisorOracle(total, weights));
      }),
      { numRuns: 1000 },
    );
  });

  it('is monotone, adds up and mirrors, for large numbers too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_AMOUNT - 1 }), weightList, (total, weights) => {
        const less = parts(total, weights, divisor);
        const more = parts(total + 1, weights, divisor);
        expect(less.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
        expect(more.every((part, at) => part >= (less[at] ?? 0))).toBe(true);
        expect(parts(-total, weights, divisor)).toEqual(less.map((part) => 0 - part));
      }),
    );
  });
});

describe('no split without a basis', () => {
  it.each([
    [10, [], {}, 'BASIS_ZERO', 'weights'],
    [10, [0, 0], {}, 'BASIS_ZERO', 'weights'],
    [10, [0, 0], { residue: 'divisor' }, 'BASIS_ZERO', 'weights'],
    [10, [1, -1], {}, 'BASIS_NEGATIVE', 'weights[1]'],
    [10, [1, -1], { residue: 'divisor', negative: 'keep' }, 'BASIS_NEGATIVE', 'weights[1]'],
    [10, [1, -1], { negative: 'keep' }, 'BASIS_CANCELS', 'weights'],
    [10, [0.1, 0.2, -0.3], { negative: 'keep' }, 'BASIS_CANCELS', 'weights'],
    [MAX_AMOUNT, [3, -2], { negative: 'keep' }, 'OUT_OF_RANGE', 'weights'],
    [MAX_AMOUNT, [1e9, 1 - 1e9], { negative: 'keep' }, 'OUT_OF_RANGE', 'weights'],
    [10, [1, Number.NaN], {}, 'NOT_A_NUMBER', 'weights[1]'],
    [10, [1, Number.POSITIVE_INFINITY], {}, 'NOT_A_NUMBER', 'weights[1]'],
    [1.5, [1], {}, 'INVALID', 'total'],
    [Number.NaN, [1], {}, 'NOT_A_NUMBER', 'total'],
    [MAX_AMOUNT + 2, [1], {}, 'OUT_OF_RANGE', 'total'],
  ] as const)('%d by %j with %j is %s at %s', (total, weights, options, code, path) => {
    expect(problemOf(total, weights, options)).toMatchObject({ code, path });
  });
});
