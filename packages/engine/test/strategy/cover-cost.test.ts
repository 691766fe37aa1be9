import { describe, expect, test } from 'vitest';
import {
  applyChanges,
  type Change,
  contributionsTo,
  coverageOf,
  coverCosts,
  layoutOf,
  tableTotals,
} from '../../src/index.ts';
import { type PlanOfKinds, planOf } from '../targets/plan-of-kinds.ts';

const record = (kind: string, id: string, fields: object): Change =>
  ({ type: 'record.added', record: { kind, id, fields } }) as Change;

const amount = (likely: number) => ({ low: Math.min(0, likely), likely, high: Math.max(0, likely) });

function plan(likely: number, more: readonly Change[] = []): PlanOfKinds {
  const made = planOf({
    sales: { aggregation: 'sum', decimals: 2 },
    rate: { aggregation: 'ratio', unit: 'percent' },
  });
  applyChanges(made.state, [
    record('brief', 'brief', { name: 'plan', currency: 'CNY' }),
    record('initiative', 'a', {
      name: 'a',
      target: 'sales',
      from: '2026-07-01',
      probability: 50,
      contribution: amount(likely),
    }),
    ...more,
  ]);
  return made;
}

const need = (id: string, planned: number, more: object = { initiative: 'a' }): Change =>
  record('resourceNeed', id, { name: id, category: 'budget', planned, ...more });

function costs({ state, master }: PlanOfKinds, target = 'sales') {
  const layout = layoutOf(state, master, target)!;
  return coverCosts(state, coverageOf(layout, tableTotals(layout), contributionsTo(state, target)));
}

describe('[COV-11] what an initiative costs for a unit of what it adds', () => {
  test("is the money planned in its needs, its tasks' too, by what is expected of it", () => {
    const made = plan(60_000, [
      need('n1', 5_000),
      record('task', 't', { name: 't', initiative: 'a' }),
      need('n2', 1_000, { task: 't' }),
    ]);
    // Half of 600 units, for 60 yuan: 20 fen for each.
    expect(costs(made).get('a')).toEqual({ planned: 6_000, perUnit: 20 });
  });

  test('is of what is taken away where less is better, of points where it is a rate, and nothing of nothing', () => {
    expect(costs(plan(-60_000, [need('n', 6_000)])).get('a')).toEqual({ planned: 6_000, perUnit: 20 });
    expect(costs(plan(0, [need('n', 6_000)])).get('a')).toEqual({ planned: 6_000, perUnit: null });
    const rate = record('contribution', 'c', { initiative: 'a', target: 'rate', contribution: amount(4) });
    expect(costs(plan(60_000, [need('n', 6_000), rate]), 'rate').get('a')?.perUnit).toBe(3_000);
  });

  test('is unknown where no need says money', () => {
    expect(costs(plan(60_000)).size).toBe(0);
    expect(
      costs(plan(60_000, [record('resourceNeed', 'n', { name: 'n', initiative: 'a', category: 'people' })]))
        .size,
    ).toBe(0);
  });
});
