import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges, type Change, capacityFor, chanceOfReaching, createState } from '../../../src/index.ts';

const july = { metric: 'revenue', decimals: 2, from: '2026-07-01', to: '2026-07-31' };

function capacity(wanted: typeof july, ...resources: readonly object[]): number | undefined {
  const state = createState();
  applyChanges(
    state,
    resources.map(
      (fields, i) => ({ type: 'record.added', record: { kind: 'resource', id: `r${i}`, fields } }) as Change,
    ),
  );
  return capacityFor(state, wanted);
}

describe('[SMT-19] what the inventory can deliver', () => {
  const reps = { category: 'people', metric: 'revenue', quantity: 4, productivity: 100_000.5 };

  it('is quantity × productivity in each month, to the smallest unit, whatever else there is', () => {
    expect(capacity(july, reps)).toBe(40_000_200);
    expect(capacity({ ...july, to: '2026-09-30' }, reps, { ...reps, quantity: 1 })).toBe(150_000_750);
    expect(capacity(july, { ...reps, metric: 'customers' })).toBeUndefined();
    expect(capacity(july, { category: 'people', metric: 'revenue', quantity: 4 })).toBeUndefined();
  });

  it('counts the days of each month in which both are there', () => {
    expect(capacity({ ...july, from: '2026-07-17' }, { ...reps, productivity: 310 })).toBe(60_000);
    expect(capacity(july, { ...reps, productivity: 310, from: '2026-07-31', to: '2026-12-31' })).toBe(4_000);
    expect(capacity(july, { ...reps, to: '2026-06-30' })).toBe(0);
  });

  it('climbs by the ramp from the month of the first day on, and is whole afterwards', () => {
    const fresh = { ...reps, quantity: 1, productivity: 1_000, from: '2026-07-01', ramp: [0, 25, 50] };
    const months = ['07', '08', '09', '10'].map((month) =>
      capacity({ ...july, from: `2026-${month}-01`, to: `2026-${month}-30` }, fresh),
    );
    expect(months).toEqual([0, 24_193, 50_000, 96_774]);
  });
});

describe('[SMT-20] the chance of attainment', () => {
  const one = { low: 10, likely: 20, high: 30, probability: 60 };

  it('counts every way in which initiatives come out', () => {
    expect(chanceOfReaching(100, [one], 100, 'up')).toBe(100);
    expect(chanceOfReaching(100, [one], 120, 'up')).toBe(50);
    expect(chanceOfReaching(100, [one], 131, 'up')).toBe(0);
    expect(chanceOfReaching(100, [{ low: -30, likely: -20, high: -10, probability: 60 }], 80, 'down')).toBe(
      50,
    );
    // Both together, or either at its most.
    expect(chanceOfReaching(0, [one, { ...one, probability: 50 }], 30, 'up')).toBe(38);
  });

  it('never rises with what is asked, and stays one however many initiatives there are', () => {
    const chance = fc
      .tuple(
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 0, max: 100 }),
      )
      .map(([a, b, c, probability]) => {
        const [low = 0, likely = 0, high = 0] = [a, b, c].sort((x, y) => x - y);
        return { low, likely, high, probability };
      });
    fc.assert(
      fc.property(fc.array(chance, { maxLength: 12 }), fc.integer({ min: 0, max: 2e9 }), (all, value) => {
        const at = (asked: number): number => chanceOfReaching(0, all, asked, 'up');
        expect(at(value)).toBeGreaterThanOrEqual(at(value + 1_000_000));
        expect(at(0)).toBe(100);
      }),
      { numRuns: 40 },
    );
  });
});
