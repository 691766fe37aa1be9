import { describe, expect, test } from 'vitest';
import {
  applyChanges,
  type Change,
  type Command,
  contributionsTo,
  coverageAt,
  coverageOf,
  doubleCounted,
  effectWeight,
  type Fate,
  type Fields,
  type FinishOf,
  findRecord,
  layoutOf,
  placeOf,
  stepsOn,
  type Trial,
  tableTotals,
  trialCommands,
} from '../../src/index.ts';
import { at, must, type PlanOfKinds, planOf, refusalOf, typing } from '../targets/plan-of-kinds.ts';
import { twoWayPlan } from './two-way-plan.ts';

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
  const laid = coverageOf(
    layout,
    tableTotals(layout),
    contributionsTo(plan.state, 'sales', { finishOf: finish }),
  );
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
        stepsOn(effect, day),
      ),
    ).toEqual([0, 1, 3, 4, 4]);
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
    expect(
      place('N2 Q').undivided.map(({ contribution, likely }) => [contribution.initiative, likely]),
    ).toEqual([['north', 40]]);
    expect(place('N Q').undivided).toEqual([]);
  });

  test('[COV-3] what is for more than a part that somebody knows counts in none of its totals, and is told', () => {
    const plan = salesPlan(
      initiative('all', { contribution: amount(40) }),
      initiative('n1', { coordinate: { region: 'N1' }, contribution: amount(7) }),
    );
    const layout = layoutOf(plan.state, plan.master, 'sales')!;
    const known = coverageOf(
      layout,
      tableTotals(layout),
      contributionsTo(plan.state, 'sales'),
      () => null,
      ({ coordinate }) => coordinate['region'] === undefined,
    );
    const cover = (short: string) => coverageAt(known, placeOf(layout.frame, at(short))!);
    expect(['* Q', 'N1 Q'].map((short) => cover(short).added.likely)).toEqual([7, 7]);
    expect(
      cover('* Q').undivided.map(({ contribution, likely }) => [contribution.initiative, likely]),
    ).toEqual([['all', 40]]);
    expect(cover('S Q').state).toBe('short');
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

  test('[COV-4] what slips with its initiative loses the days before, whether a day of its own was said or not', () => {
    const here = { coordinate: { region: 'S' }, contribution: amount(92) };
    const slipped = { from: '2026-08-01', slipDays: 31 };
    expect(coverage(salesPlan(initiative('a', { ...here, ...slipped }))).at('S Q').added.likely).toBe(61);
    const later = { ...here, effectFrom: '2026-08-01' };
    expect(coverage(salesPlan(initiative('a', later))).at('S Q').added.likely).toBe(92);
    // 61 days as estimated, 31 of them lost.
    expect(coverage(salesPlan(initiative('a', { ...later, ...slipped }))).at('S Q').added.likely).toBe(45);
  });

  test('[COV-4] what is tried – a slip, a cut – comes to what the commands that make it true come to', () => {
    const here = { coordinate: { region: 'S' }, contribution: amount(92), effectFrom: '2026-07-11' };
    const waits = { ...here, effectAfter: 'sign', contribution: amount(30) };
    const plan = salesPlan(
      record('task', 'sign', { name: 'sign', to: '2026-08-10' }),
      initiative('a', { ...here, to: '2026-09-30' }),
      initiative('b', { coordinate: { region: 'S' }, contribution: amount(10) }),
      initiative('c', waits),
    );
    const layout = layoutOf(plan.state, plan.master, 'sales')!;
    const likely = (trial: Trial) =>
      coverageAt(
        coverageOf(layout, tableTotals(layout), contributionsTo(plan.state, 'sales', { trial })),
        placeOf(layout.frame, at('S Q'))!,
      ).added.likely;
    const trials: readonly Trial[] = [
      new Map([['b', 'cut']]),
      new Map([['a', { slipDays: 21 }]]),
      new Map<string, Fate>([
        ['a', { slipDays: 7 }],
        ['b', { slipDays: 14 }],
        ['c', { slipDays: 21 }],
      ]),
    ];
    const seen = [likely(new Map())];
    for (const trial of trials) {
      const expected = likely(trial);
      for (const command of trialCommands(plan.state, trial)) must(plan, command);
      expect(likely(new Map())).toBe(expected);
      seen.push(expected);
    }
    // Each of them takes something, and the last one leaves alone what waits for a task that is done later anyway.
    expect(seen).toEqual([121, 111, 87, 80]);
    expect(findRecord(plan.state, 'initiative', 'a')?.fields).toMatchObject({
      from: '2026-07-29',
      to: '2026-10-28',
      slipDays: 28,
    });
  });

  test('[COV-1] a place is bare where something is missing and no initiative names it or what contains it', () => {
    const plan = salesPlan(initiative('a', { coordinate: { region: 'N' }, contribution: amount(40) }));
    const { at: place } = coverage(plan);
    expect(['* Q', 'N Q', 'N1 Q', 'S Q'].map((short) => place(short).state)).toEqual([
      'short',
      'short',
      'short',
      'bare',
    ]);
    expect(coverage(plan, () => 600).at('S Q').state).toBe('covered');
  });

  test('[COV-1] a place that a contribution shares only some of is not bare: nobody said how much falls there', () => {
    const master = twoWayPlan();
    must(master, {
      type: 'target.enter',
      target: 'sales',
      entries: [{ at: { members: ['S', 'P1'], time: 'M2026-07' }, value: 90 }],
    });
    applyChanges(master.state, [initiative('a', { coordinate: { region: 'S' }, contribution: amount(40) })]);
    const layout = layoutOf(master.state, master.master, 'sales')!;
    const laid = coverageOf(layout, tableTotals(layout), contributionsTo(master.state, 'sales'));
    const cover = coverageAt(laid, placeOf(layout.frame, { members: ['*', 'P1'], time: 'M2026-07' })!);
    expect([cover.state, cover.added.likely, cover.undivided.length]).toEqual(['short', 0, 1]);
  });

  test('[COV-1] expects the likely amount times the chance to the nearest unit, whatever decimals the chance has', () => {
    const of = (likely: number, probability: number) =>
      coverage(
        salesPlan(
          initiative('a', { coordinate: { region: 'S' }, contribution: amount(likely), probability }),
        ),
      ).at('S Q').added.expected;
    // In doubles 1.005 × 100 and 0.07 × 100 lie on the wrong side of the half.
    expect(of(10, 5)).toBe(1);
    expect(of(100_000, 1.0005)).toBe(1001);
    expect(of(-10, 5)).toBe(-1);
    expect(of(50, 7)).toBe(4);
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

  test('[COV-5] of a rate is told at the place that is named only, in hundredths of a point, and grows with the ramp', () => {
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
    const laid = coverageOf(layout, tableTotals(layout), contributionsTo(plan.state, 'rate'), () => 2500);
    const place = (short: string) => coverageAt(laid, placeOf(layout.frame, at(short))!);
    expect(['N 7', 'N 8', 'N 9'].map((short) => place(short).added.likely)).toEqual([0, 400, 600]);
    expect(place('N Q')).toMatchObject({ target: 3000, uncovered: -100 });
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

test('[COV-4] a beginning that is no day, as plans from before could hold, counts nowhere', () => {
  const plan = salesPlan(initiative('old', { from: '2026-02-30', contribution: amount(10) }));
  expect(coverage(plan).laid.outside.map(({ id }) => id)).toEqual(['old']);
});

describe('a baseline that the target states', () => {
  const stating = (fields: object) => {
    const plan = salesPlan();
    must(plan, { type: 'record.update', kind: 'target', id: 'sales', set: { ...fields } });
    const layout = layoutOf(plan.state, plan.master, 'sales')!;
    const laid = coverageOf(layout, tableTotals(layout), []);
    return (short: string) => coverageAt(laid, placeOf(layout.frame, at(short))!).baseline;
  };

  test('[COV-7] is divided as the target is, to the nearest unit', () => {
    const baseline = stating({ baseline: 1001 });
    expect(['* all', 'S Q', 'N1 Q'].map(baseline)).toEqual([1001, 501, 250]);
  });

  test('[COV-7] of a rate stands in each place to its target as the whole does', () => {
    const plan = salesPlan();
    must(plan, { type: 'record.update', kind: 'target', id: 'rate', set: { baseline: 2500 } });
    const rate = (numerator: number, denominator: number) => ({ numerator, denominator });
    must(plan, typing('rate', { 'N Q': rate(60, 100), 'S Q': rate(30, 200) }));
    const layout = layoutOf(plan.state, plan.master, 'rate')!;
    const laid = coverageOf(layout, tableTotals(layout), []);
    const baseline = (short: string) => coverageAt(laid, placeOf(layout.frame, at(short))!).baseline;
    // 30 % of all, stated as 25 %: five sixths of it. So are 60 % and 15 %.
    expect(['* all', 'N Q', 'S Q'].map(baseline)).toEqual([2500, 5000, 1250]);
  });

  test('[COV-7] is unknown where none is stated', () => {
    expect(stating({})('S Q')).toBeNull();
  });
});

describe('an estimate about a target', () => {
  const adding = (target: string, contribution: object, more: object = {}): Command => ({
    type: 'record.add',
    kind: 'contribution',
    id: 'c',
    fields: { initiative: 'a', target, contribution, ...more } as Fields,
  });
  const plan = () => salesPlan(initiative('a', {}));

  test('[COV-8] is whole smallest units, of a rate points to hundredths', () => {
    expect(refusalOf(plan(), adding('sales', amount(200)))).toBeNull();
    expect(refusalOf(plan(), adding('sales', amount(200.5)))).toMatchObject({
      code: 'NUMBER_TOO_PRECISE',
      path: 'fields.contribution.low',
      params: { decimals: 0 },
    });
    expect(refusalOf(plan(), adding('rate', amount(2.25)))).toBeNull();
    expect(refusalOf(plan(), adding('rate', amount(2.255)))).toMatchObject({
      code: 'NUMBER_TOO_PRECISE',
      params: { decimals: 2 },
    });
    expect(refusalOf(plan(), adding('sales', amount(1e16)))?.code).toBe('OUT_OF_RANGE');
  });

  test('[COV-8] is refused with a code that names the place: order, chance, days, target', () => {
    const wrong: readonly (readonly [Command, string, string])[] = [
      [adding('sales', amount(2, 3, 4)), 'OUT_OF_RANGE', 'fields.contribution'],
      [adding('sales', amount(2), { probability: 101 }), 'OUT_OF_RANGE', 'fields.probability'],
      [adding('sales', amount(2), { rampDays: -1 }), 'OUT_OF_RANGE', 'fields.rampDays'],
      [adding('sales', amount(2), { effectFrom: 'July' }), 'INVALID', 'fields.effectFrom'],
      [adding('gone', amount(2)), 'UNKNOWN_REFERENCE', 'fields.target'],
    ];
    for (const [command, code, path] of wrong)
      expect(refusalOf(plan(), command), JSON.stringify(command)).toMatchObject({ code, path });
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

  test('[COV-6] is no question of rates, which do not add up', () => {
    const plan = salesPlan(
      initiative('a', { target: 'rate', coordinate: { region: 'N' }, contribution: amount(5) }),
      record('contribution', 'c1', {
        initiative: 'a',
        target: 'rate',
        coordinate: { region: 'N1' },
        contribution: amount(5),
      }),
    );
    const layout = layoutOf(plan.state, plan.master, 'rate')!;
    const laid = coverageOf(layout, tableTotals(layout), contributionsTo(plan.state, 'rate'));
    expect([laid.laid.length, doubleCounted(laid, []).length]).toEqual([2, 0]);
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
