import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  applyChanges,
  findRecord,
  layoutOf,
  overAssignment,
  placeOf,
  readLeaf,
  rowIndex,
  tableTotals,
} from '../../src/index.ts';
import {
  ask,
  enact,
  months,
  numbers,
  problemsOf,
  type RulePlan,
  rule,
  rulePlan,
  runRule,
  sum,
  target,
} from './rule-plan.ts';

/** Rules that say more than proportions: fixed amounts by class, more than must be delivered, and rates. */
let plan: RulePlan;

beforeEach(() => {
  plan = rulePlan();
  const padding = { dimension: 'region', name: 'Padding', parent: 'E', padding: true };
  applyChanges(plan.master, [
    { type: 'record.added', record: { kind: 'dimensionMember', id: 'pad', fields: padding } },
  ]);
});

const totals = (...ids: string[]) => ids.map((id) => sum(numbers(plan)[id]));
const refused = (id: string) => problemsOf(ask(plan, runRule(id)));
const hold = (members: string[], time = 'all') =>
  enact(plan, {
    type: 'record.add',
    kind: 'hold',
    id: 'h',
    fields: { target: 't', members, time, keeps: 'value', owner: 'ann', reason: 'signed' } as never,
  });

describe('[SPR-T94] buckets: each class a fixed amount', () => {
  const classes = { basis: 'buckets', dimension: 'region', amounts: [200, 50] };

  test('whatever the parts have now, each keeps its own seasons, and the rest goes as it is divided now', () => {
    target(plan, 't', { E1: [50, 25, 25], E2: [100, 100, 100], W: [100, 100, 100] });
    rule(plan, 'r', { ...classes, weights: { E1: 1 } });
    enact(plan, runRule('r'));
    expect(totals('E1', 'E2', 'W')).toEqual([200, 250, 250]);
    expect(numbers(plan)['E1']).toEqual([100, 50, 50]);
    rule(plan, 'two', { ...classes, weights: { E1: 2, E2: 1 } });
    enact(plan, runRule('two'));
    expect(totals('E1', 'E2', 'W')).toEqual([50, 200, 450]);
  });

  test('with all parts in a class the rest goes to the named member, or there is none', () => {
    target(plan, 't', { E1: [100, 100, 100], E2: [100, 100, 100], W: [100, 100, 100] });
    const weights = { E1: 1, E2: 2, W: 2 };
    rule(plan, 'r', { ...classes, weights });
    expect(refused('r')).toMatchObject([
      { code: 'CONTRADICTION', path: 'rule.amounts', params: { first: 300, second: 900 } },
    ]);
    rule(plan, 'rest', { ...classes, weights, remainder: 'W' });
    enact(plan, runRule('rest'));
    expect(totals('E1', 'E2', 'W')).toEqual([200, 50, 650]);
    rule(plan, 'all', { ...classes, weights: { E1: 1, E2: 2, W: 3 }, amounts: [200, 50, 650] });
    expect(ask(plan, runRule('all'))).toMatchObject({ ok: true, value: { notices: [] } });
  });

  test('0 is a fixed amount too, and the rest is for those without a class', () => {
    target(plan, 't', { E1: [40, 40, 40], E2: [40, 40, 40], W: [40, 40, 40] });
    rule(plan, 'r', { ...classes, amounts: [100, 0], weights: { E1: 1, E2: 2 } });
    enact(plan, runRule('r'));
    expect(totals('E1', 'E2', 'W')).toEqual([100, 0, 260]);
    const noted = findRecord(plan.state, 'breakdownRule', 'r')?.fields['ranWith'];
    expect(noted, 'W has no class, which is not 0').toEqual({ E1: 100, E2: 0 });
    rule(plan, 'none', { ...classes, amounts: [0], weights: { E1: 1 } });
    enact(plan, runRule('none'));
    expect(sum(numbers(plan)['E1'])).toBe(0);
    rule(plan, 'nobody', { ...classes, weights: {} });
    expect(refused('nobody')).toMatchObject([{ code: 'BASIS_ZERO', path: 'rule.basis' }]);
  });

  test('[SPR-T95] moves nothing that is held: it has what it has, whatever its class', () => {
    target(plan, 't', { E1: [100, 100, 100], E2: [100, 100, 100], W: [100, 100, 100] });
    hold(['E1']);
    rule(plan, 'r', { ...classes, weights: { E1: 1, E2: 2 } });
    enact(plan, runRule('r'));
    expect(totals('E1', 'E2', 'W')).toEqual([300, 50, 550]);
  });

  test('is refused by name: no amounts, an unknown class, part of a piece, lines that keep their totals', () => {
    target(plan, 't', { E1: [1, 1, 1], E2: [1, 1, 1], W: [1, 1, 1] });
    const wrong = (id: string, fields: object) => {
      rule(plan, id, { ...classes, weights: { E1: 1 }, ...fields });
      return refused(id)[0];
    };
    expect(wrong('a', { amounts: null })).toMatchObject({ code: 'REQUIRED', path: 'rule.amounts' });
    expect(wrong('b', { weights: { E1: 3 } })).toMatchObject({ code: 'OUT_OF_RANGE', path: 'rule.weights' });
    expect(wrong('c', { amounts: [0.5] })).toMatchObject({ code: 'OUT_OF_RANGE', path: 'rule.amounts' });
    expect(wrong('d', { keeps: 'totals' })).toMatchObject({ code: 'INVALID', path: 'rule.keeps' });
  });
});

describe('[SPR-T96] more than must be delivered', () => {
  const over = (member: string) => {
    const layout = layoutOf(plan.state, plan.master, 't')!;
    const at = placeOf(layout.frame, { members: [member], time: 'all' })!;
    return overAssignment(layout, plan.master, tableTotals(layout), at, 0)?.over;
  };

  test('is handed out by the rule at a whole level, and stands on the padding member: the total is what it was', () => {
    target(plan, 't', { E1: [100, 100, 100], E2: [100, 100, 100], pad: [0, 0, 0], W: [100, 100, 100] });
    rule(plan, 'r', {
      dimension: 'region',
      coordinate: { region: 'E' },
      basis: 'weights',
      weights: { E1: 2, E2: 1 },
      over: 5,
    });
    enact(plan, runRule('r'));
    expect(totals('E1', 'E2', 'pad', 'W')).toEqual([420, 210, -30, 300]);
    expect([over('E'), over('*')]).toEqual([30, 30]);
    // Again: it is already so.
    expect(enact(plan, runRule('r'))).toEqual([]);
    enact(plan, { type: 'record.update', kind: 'breakdownRule', id: 'r', set: { over: 10 } });
    enact(plan, runRule('r'));
    expect(totals('E1', 'E2', 'pad', 'W')).toEqual([440, 220, -60, 300]);
  });

  test('stays as it is where a rule does not speak of it', () => {
    target(plan, 't', { E1: [100, 100, 100], E2: [100, 100, 100], pad: [-30, 0, 0], W: [100, 100, 100] });
    for (const keeps of ['shares', 'totals']) {
      rule(plan, keeps, {
        dimension: 'region',
        coordinate: { region: 'E' },
        keeps,
        weights: { E1: 3, E2: 1 },
        basis: 'weights',
      });
      const preview = ask(plan, runRule(keeps));
      const notices = preview.ok ? preview.value.notices : [];
      // Nobody holds it: it is told apart from what is held.
      if (keeps === 'totals')
        expect(notices).toMatchObject([{ code: 'SKIPPED', params: { held: 0, padding: 3 } }]);
      expect(notices.filter(({ params }) => params?.['holds'] !== undefined)).toEqual([]);
      enact(plan, runRule(keeps));
      expect(totals('pad', 'W')).toEqual([-30, 300]);
      expect(totals('E1', 'E2')).toEqual([450, 150]);
    }
  });

  test('needs a padding member beside the parts', () => {
    target(plan, 't', { E1: [1, 1, 1], E2: [1, 1, 1], W: [1, 1, 1] });
    rule(plan, 'r', { dimension: 'region', over: 5 });
    expect(refused('r')).toMatchObject([{ code: 'INVALID', path: 'rule.over' }]);
  });

  test('[SPR-T2] adds up whatever the percentage, the weights and the numbers are', () => {
    const row = fc.array(fc.nat(1_000_000), { minLength: 3, maxLength: 3 });
    const weights = fc.record({ E1: fc.integer({ min: 1, max: 9 }), E2: fc.nat(9), W: fc.nat(9) });
    const master = plan.master;
    fc.assert(
      fc.property(row, row, row, weights, fc.integer({ min: 1, max: 400 }), (E1, E2, W, weighed, tenths) => {
        plan = { ...rulePlan(), master };
        target(plan, 't', { E1, E2, W, pad: [null, null, null] });
        const before = sum(Object.values(numbers(plan)).flat());
        rule(plan, 'r', { dimension: 'region', basis: 'weights', weights: weighed, over: tenths / 10 });
        enact(plan, runRule('r'));
        const extra = Math.round((before * tenths) / 1000);
        expect(sum(Object.values(numbers(plan)).flat())).toBe(before);
        if (before > 0) expect(Math.abs(sum(numbers(plan)['pad']) + extra)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('[SPR-T94, SPR-T78] a rule of a rate', () => {
  const fraction = (id: string) => {
    const { cube } = layoutOf(plan.state, plan.master, 'rate')!;
    const at = (part: 0 | 1) =>
      cube && months.map((_, m) => readLeaf(cube, part, rowIndex(cube, [id]), cube.firstSlot + m));
    return [sum(at(0)), sum(at(1))];
  };

  beforeEach(() => {
    target(plan, 'rate', { E1: [null], E2: [null], W: [null] }, { metric: 'winRate' });
    const entries = [
      ['E1', 30, 100],
      ['E2', 30, 200],
      ['W', 60, 300],
    ].map(([member, numerator, denominator]) => ({
      at: { members: [String(member)], time: 'M2026-01' },
      numerator: Number(numerator),
      denominator: Number(denominator),
    }));
    enact(plan, { type: 'target.enter', target: 'rate', entries });
  });

  test('divides the numerators: equal is the same rate for everybody, weights compare rates', () => {
    rule(plan, 'even', { target: 'rate', dimension: 'region' });
    enact(plan, runRule('even'));
    expect(['E1', 'E2', 'W'].map(fraction)).toEqual([
      [20, 100],
      [40, 200],
      [60, 300],
    ]);
    // 2 × 100, 1 × 200 and 1 × 300 parts of 120, in whole units level by level.
    rule(plan, 'more', {
      target: 'rate',
      dimension: 'region',
      basis: 'weights',
      weights: { E1: 2, E2: 1, W: 1 },
    });
    enact(plan, runRule('more'));
    expect(['E1', 'E2', 'W'].map((id) => fraction(id)[0])).toEqual([35, 34, 51]);
  });

  test('knows no lines that keep their totals, and no amounts', () => {
    rule(plan, 'a', { target: 'rate', dimension: 'region', keeps: 'totals' });
    expect(refused('a')).toMatchObject([{ code: 'INVALID', path: 'rule.keeps' }]);
    rule(plan, 'b', {
      target: 'rate',
      dimension: 'region',
      basis: 'buckets',
      amounts: [5],
      weights: { E1: 1 },
    });
    expect(refused('b')).toMatchObject([{ code: 'KIND', path: 'rule.basis' }]);
  });
});
