import { describe, expect, test } from 'vitest';
import { tierAmount, tierReached } from '../../src/index.ts';

describe('floor, target and stretch', () => {
  test('[DOMAIN-13] are percentages of any number, to the smallest unit, halves away from zero', () => {
    expect(tierAmount(500_000_000, 90)).toBe(450_000_000);
    expect(tierAmount(5, 110)).toBe(6);
    expect(tierAmount(-5, 110)).toBe(-6);
    expect(tierAmount(3, 33.3)).toBe(1);
    expect(tierAmount(9_000_000_000_000_000, 99.99)).toBe(8_999_100_000_000_000);
  });

  test('[DOMAIN-13] the highest one that is reached counts, by the direction of the metric', () => {
    const fields = { floorTarget: 90, stretchTarget: 120 };
    const up = (actual: number) => tierReached(actual, 1_000, fields, 'up');
    expect([899, 900, 999, 1_000, 1_199, 1_200].map(up)).toEqual([
      null,
      'floorTarget',
      'floorTarget',
      'target',
      'target',
      'stretchTarget',
    ]);
    const churn = { floorTarget: 110, stretchTarget: 80 };
    const down = (actual: number) => tierReached(actual, 1_000, churn, 'down');
    expect([1_101, 1_100, 1_000, 800].map(down)).toEqual([null, 'floorTarget', 'target', 'stretchTarget']);
    expect(tierReached(1_000, 1_000, fields, 'band')).toBeNull();
    expect(tierReached(1_000, 1_000, {}, 'up')).toBe('target');
  });
});
