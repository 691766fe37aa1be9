import { describe, expect, test } from 'vitest';
import { type decide, tierAmount, tierReached } from '../../src/index.ts';
import { defining, must, planOf, refusalOf, typing } from './plan-of-kinds.ts';

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

  test('[DOMAIN-13] each asks for more than the one before, by direction and sign; others are refused', () => {
    const plan = planOf({
      sales: { aggregation: 'sum' },
      churn: { aggregation: 'sum', direction: 'down' },
      stock: { aggregation: 'sum', direction: 'band' },
    });
    const set = (id: string, floorTarget: number | null, stretchTarget: number | null) =>
      refusalOf(plan, {
        type: 'record.update',
        kind: 'target',
        id,
        set: { floorTarget, stretchTarget },
      });
    expect(set('sales', 130, 120)).toMatchObject({
      code: 'TIER_ORDER',
      path: 'set.floorTarget',
      params: { floor: 130, stretch: 120 },
    });
    expect(set('sales', 90, 80)?.path).toBe('set.stretchTarget');
    expect([set('sales', 90, 120), set('sales', 100, 100), set('sales', null, 110)]).toEqual([
      null,
      null,
      null,
    ]);
    expect([set('churn', 110, 80), set('churn', 90, null)?.code]).toEqual([null, 'TIER_ORDER']);
    expect(set('stock', 130, 120)).toBeNull();
    must(plan, typing('sales', { 'N1 7': -100 }));
    expect([set('sales', 110, 80), set('sales', 90, 120)?.code]).toEqual([null, 'TIER_ORDER']);
    const define = defining('sales', [['N1']]) as Extract<
      Parameters<typeof decide>[1],
      { type: 'target.define' }
    >;
    const made = { ...define, id: 'again', fields: { ...define.fields, floorTarget: 130 } };
    expect(refusalOf(plan, made)).toMatchObject({ code: 'TIER_ORDER', path: 'fields.floorTarget' });
  });
});
