import { describe, expect, test } from 'vitest';
import {
  applyChanges,
  type Change,
  contributionsTo,
  coverageAt,
  coverageOf,
  doubleCounted,
  effectWeight,
  type FinishOf,
  layoutOf,
  placeOf,
  strengthOn,
  tableTotals,
} from '../../src/index.ts';
import { at, must, type PlanOfKinds, planOf, typing } from '../targets/plan-of-kinds.ts';

const record = (kind: string, id: string, fields: object): Change =>
  ({ type: 'record.added', record: { kind, id, fields } }) as Change;

/** A quarter of sales, 300 each for N1 and N2 and 600 for S, and the initiatives that are to bring them. */
function salesPlan(...initiatives: readonly Change[]): PlanOfKinds {
  const plan = planOf({ sales: { aggregation: 'sum' }, rate: { aggregation: 'ratio', unit: 'percent' } });
  must(plan, typing('sales', { 'N1 Q': 300, 'N2 Q': 300, 'S Q': 600 }));
  applyChanges(plan.state, initiatives);
  return plan;
}

const initiative = (id: string, fields: object): Change =>
  record('initiative', id, { name: id, target: 'sales', from: '2026-07-01', ...fields });

const amount = (likely: number, low = likely, high = likely) => ({ low, likely, high });

function coverage(
  plan: PlanOfKinds,
  baseline: (short: string) => number | null = () => null,
  finish?: FinishOf,
) {
  const layout = layoutOf(plan.state, plan.master, 'sales')!;
  const laid = coverageOf(layout, tableTotals(layout), contributionsTo(plan.state, 'sales', finish));
  return {
    laid,
    at: (short: string) =>
      coverageAt({ ...laid, baseline: () => baseline(short) }, placeOf(layout.frame, at(short))!),
  };
}

describe('the days on which an initiative has effect', () => {
  test('[COV-2] grow linearly over the ramp and count in full afterwards', () => {
    const effect = { from: '2026-07-10', rampDays: 3 };
    expect(
      ['2026-07-09', '2026-07-10', '2026-07-12', '2026-07-13', '2026-08-01'].map((day) =>
        strengthOn(effect, day),
      ),
    ).toEqual([0, 0.25, 0.75, 1, 1]);
    expect(effectWeight(effect, { from: '2026-07-01', to: '2026-07-14' })).toBe(1 + 2 + 3 + 4 + 4);
    expect(effectWeight(effect, { from: '2026-07-12', to: '2026-07-14' })).toBe(3 + 4 + 4);
    expect(effectWeight(effect, { from: '2026-06-01', to: '2026-07-09' })).toBe(0);
    expect(effectWeight({ ...effect, rampDays: 0 }, { from: '2026-07-01', to: '2026-07-14' })).toBe(5);
  });
});

describe('coverage of a target', () => {
  test('[COV-1] is the baseline and what initiatives are expected to add; the rest is uncovered', () => {
    const plan = salesPlan(
      initiative('agents', {
        coordinate: { region: 'S' },
        contribution: amount(200, 100, 300),
        probability: 75,
      }),
    );
    expect(coverage(plan, () => 350).at('S Q')).toMatchObject({
      target: 600,
      baseline: 350,
      added: { low: 100, likely: 200, high: 300, expected: 150 },
      uncovered: 100,
    });
    expect(coverage(plan, () => 350).at('N1 Q')).toMatchObject({ uncovered: -50, carried: [] });
    expect(coverage(plan).at('N1 Q')).toMatchObject({ baseline: null, uncovered: 300 });
  });

  test('[COV-1] of a metric of which less is better counts the other way round', () => {
    const plan = planOf({ sales: { aggregation: 'sum', direction: 'down' } });
    must(plan, typing('sales', { 'S Q': 90 }));
    applyChanges(plan.state, [
      initiative('care', { coordinate: { region: 'S' }, contribution: amount(-20) }),
    ]);
    expect(coverage(plan, () => 120).at('S Q').uncovered).toBe(10);
  });

  test('[COV-3] adds up over periods exactly, each by the days of effect in it', () => {
    const plan = salesPlan(
      initiative('agents', {
        coordinate: { region: 'S' },
        contribution: amount(100),
        effectFrom: '2026-08-01',
      }),
    );
    const { at: place } = coverage(plan);
    // 31 days of August and 30 of September.
    expect(['S 7', 'S 8', 'S 9', 'S Q'].map((short) => place(short).added.likely)).toEqual([0, 51, 49, 100]);
  });

  test('[COV-3] counts at its own place and in every total from there up; below it is told as undivided', () => {
    const plan = salesPlan(
      initiative('north', { coordinate: { region: 'N' }, contribution: amount(40) }),
      initiative('n1', { coordinate: { region: 'N1' }, contribution: amount(7) }),
    );
    const { at: place } = coverage(plan);
    expect(['* Q', 'N Q', 'N1 Q', 'N2 Q'].map((short) => place(short).added.likely)).toEqual([47, 47, 7, 0]);
    expect(place('N2 Q').above.map(({ contribution, likely }) => [contribution.initiative, likely])).toEqual([
      ['north', 40],
    ]);
    expect(place('N Q').above).toEqual([]);
  });

  test('[COV-4] what begins later loses the days before; a task that slips takes it along', () => {
    const late = { coordinate: { region: 'S' }, contribution: amount(92), effectAfter: 'sign' };
    const plan = salesPlan(
      record('task', 'sign', { name: 'sign', to: '2026-07-31' }),
      initiative('agents', late),
    );
    // 92 days of the quarter, 31 of them lost.
    expect(coverage(plan).at('S Q').added.likely).toBe(61);
    expect(coverage(plan, undefined, () => '2026-08-31').at('S Q').added.likely).toBe(30);
    expect(coverage(plan, undefined, () => '2026-06-15').at('S Q').added.likely).toBe(92);
    expect(coverage(plan, undefined, () => '2026-12-31').at('S Q').added.likely).toBe(0);
  });

  test('[COV-4] what was cut adds nothing, and nothing counts that begins after the target or lies outside it', () => {
    const here = { coordinate: { region: 'S' }, contribution: amount(50) };
    const cut = coverage(salesPlan(initiative('a', { ...here, status: 'dropped' })));
    expect([cut.at('S Q').added.likely, cut.laid.outside]).toEqual([0, []]);
    for (const off of [
      { effectFrom: '2026-10-01' },
      { from: null },
      { coordinate: { region: 'X' } },
      { coordinate: { product: 'P' } },
    ]) {
      const { laid } = coverage(salesPlan(initiative('a', { ...here, ...off })));
      expect(
        laid.outside.map(({ id }) => id),
        JSON.stringify(off),
      ).toEqual(['a']);
    }
  });

  test('[COV-5] of a rate is told at the place that is named only, in points, and grows with the ramp', () => {
    const plan = salesPlan(
      initiative('train', {
        target: 'rate',
        coordinate: { region: 'N' },
        contribution: amount(6),
        effectFrom: '2026-08-30',
        rampDays: 2,
      }),
    );
    must(plan, typing('rate', { 'N Q': { numerator: 30, denominator: 100 } }));
    const layout = layoutOf(plan.state, plan.master, 'rate')!;
    const laid = coverageOf(layout, tableTotals(layout), contributionsTo(plan.state, 'rate'), () => 25);
    const place = (short: string) => coverageAt(laid, placeOf(layout.frame, at(short))!);
    expect(['N 7', 'N 8', 'N 9'].map((short) => place(short).added.likely)).toEqual([0, 4, 6]);
    expect(place('N Q')).toMatchObject({ target: 30, uncovered: -1 });
    expect(place('* Q').carried).toEqual([]);
  });

  test('[COV-1] takes further contributions of an initiative, by its probability unless they say their own', () => {
    const plan = salesPlan(
      initiative('a', { target: null, contribution: null, probability: 50 }),
      record('contribution', 'c1', {
        initiative: 'a',
        target: 'sales',
        coordinate: { region: 'S' },
        contribution: amount(100),
      }),
      record('contribution', 'c2', {
        initiative: 'a',
        target: 'sales',
        coordinate: { region: 'N1' },
        contribution: amount(10),
        probability: 100,
      }),
    );
    expect(coverage(plan).at('* Q').added).toEqual({ low: 110, likely: 110, high: 110, expected: 60 });
  });
});

describe('double counting', () => {
  test('[COV-6] is told of an initiative that adds to a place and to a part of it', () => {
    const plan = salesPlan(
      initiative('a', { coordinate: { region: 'N' }, contribution: amount(50) }),
      record('contribution', 'c1', {
        initiative: 'a',
        target: 'sales',
        coordinate: { region: 'N1' },
        contribution: amount(20),
      }),
      record('contribution', 'c2', {
        initiative: 'a',
        target: 'sales',
        coordinate: { region: 'S' },
        contribution: amount(20),
      }),
      initiative('b', { coordinate: { region: 'N1' }, contribution: amount(5) }),
    );
    expect(
      doubleCounted(coverage(plan).laid, []).map(({ one, other, why }) => [one.id, other.id, why]),
    ).toEqual([['a', 'c1', 'place']]);
  });

  test('[COV-6] is told of an initiative that adds to a formula and to what it is computed from', () => {
    const plan = planOf({
      leads: { aggregation: 'sum' },
      size: { aggregation: 'sum' },
      sales: { aggregation: 'formula', formula: 'leads * size' },
    });
    applyChanges(plan.state, [
      initiative('a', { contribution: amount(50) }),
      record('contribution', 'c', { initiative: 'a', target: 'leads', contribution: amount(5) }),
    ]);
    const { laid } = coverage(plan);
    const others = contributionsTo(plan.state, 'leads');
    expect(doubleCounted(laid, others).map(({ one, other, why }) => [one.id, other.id, why])).toEqual([
      ['a', 'c', 'driver'],
    ]);
  });
});
