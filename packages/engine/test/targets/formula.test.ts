import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ActualCell,
  actualsFor,
  applyChanges,
  type Command,
  decide,
  decideUndo,
  invert,
  layoutOf,
  type Notice,
  placeOf,
  readActual,
} from '../../src/index.ts';
import {
  at,
  contextOf,
  defining,
  type MetricWish,
  must,
  number,
  type PlanOfKinds,
  planOf,
  refusalOf,
  shown,
  typing,
} from './plan-of-kinds.ts';

const drivers: Readonly<Record<string, MetricWish>> = {
  leads: { aggregation: 'sum' },
  winRate: { aggregation: 'ratio', unit: 'percent' },
  dealSize: { aggregation: 'wavg', unit: 'money', currency: 'CNY' },
};
const revenue: MetricWish = {
  aggregation: 'formula',
  unit: 'money',
  currency: 'CNY',
  decimals: 2,
  formula: 'leads × winRate × dealSize',
};

const rate = (numerator: number, denominator: number) => ({ numerator, denominator });

/** N1 in July: 100 leads, 20 of 100 won, 50 deals of 500,000 yuan in all; N2 twice the leads and half the rate. */
function funnel(extra: MetricWish = revenue): PlanOfKinds {
  const plan = planOf({ ...drivers, revenue: extra });
  must(plan, typing('leads', { 'N1 7': 100, 'N2 7': 200, 'S 8': 50 }));
  must(plan, typing('winRate', { 'N1 7': rate(20, 100), 'N2 7': rate(20, 200), 'S 8': rate(25, 50) }));
  must(
    plan,
    typing('dealSize', { 'N1 7': rate(500_000, 50), 'N2 7': rate(300_000, 10), 'S 8': rate(100, 1) }),
  );
  return plan;
}

const seek = (short: string, value: number, driver?: string): Command =>
  typing('revenue', { [short]: { value, method: 'goalSeek', ...(driver && { driver }) } });

const codes = (notices: readonly Notice[]) =>
  notices.map(({ code, params }) => [code, params?.['key'] ?? params?.['driver']]);

describe('a formula metric', () => {
  test('[DOMAIN-5] is computed at every level from the drivers’ own totals, never added up', () => {
    const plan = funnel();
    // 100 leads × 20 % × 10,000 yuan, in fen
    expect(number(plan, 'revenue', 'N1 7')).toBe(20_000_000);
    expect(number(plan, 'revenue', 'N2 7')).toBe(60_000_000);
    // 300 × 40/300 × 800,000/60 yuan
    expect(shown(plan, 'revenue', 'N 7')).toEqual({ numerator: 160_000_000, denominator: 3 });
    expect(shown(plan, 'revenue', 'N Q')).toEqual({ numerator: 160_000_000, denominator: 3 });
    expect(number(plan, 'revenue', 'S 7')).toBeNull();
  });

  test('[SPR-T56] nothing times something is nothing; nothing is 0 beside something that is added; ÷ 0 is nothing', () => {
    const plan = planOf({
      a: { aggregation: 'sum' },
      b: { aggregation: 'sum' },
      sum: { aggregation: 'formula', formula: 'a - b' },
      product: { aggregation: 'formula', formula: 'a * b' },
      share: { aggregation: 'formula', formula: 'a / b', unit: 'percent', decimals: 1 },
    });
    must(plan, typing('a', { 'N1 7': 3, 'N2 7': 4, 'S 8': 5 }));
    must(plan, typing('b', { 'N2 7': 8, 'S 8': 0 }));
    const read = (target: string) => ['N1 7', 'N2 7', 'S 8', 'S 9'].map((one) => number(plan, target, one));
    expect(read('sum')).toEqual([3, -4, 5, null]);
    expect(read('product')).toEqual([null, 32, 0, null]);
    // 4 ÷ 8 is 50.0 %: percentages are shares inside formulas and per cent outside.
    expect(read('share')).toEqual([null, 500, null, null]);
  });

  test('formula metrics among the drivers are written out and need no target of their own', () => {
    const plan = planOf({ ...drivers, wins: { aggregation: 'formula', formula: 'leads * winRate' } });
    applyChanges(plan.master, [
      {
        type: 'record.added',
        record: {
          kind: 'metric',
          id: 'r',
          fields: { ...revenue, name: 'r', key: 'r', formula: 'wins*dealSize' },
        },
      },
    ]);
    must(plan, { ...(defining('r', [['N1'], ['N2'], ['S']]) as { type: 'target.define' }) } as Command);
    must(plan, typing('leads', { 'N1 7': 100 }));
    must(plan, typing('winRate', { 'N1 7': rate(20, 100) }));
    must(plan, typing('dealSize', { 'N1 7': rate(500_000, 50) }));
    expect(number(plan, 'r', 'N 7')).toBe(20_000_000);
  });

  test('reads only targets of the same dimensions, grain and window; without one there is no number', () => {
    const plan = planOf({ a: { aggregation: 'sum' }, twice: { aggregation: 'formula', formula: '2 × a' } });
    must(plan, typing('a', { 'N1 7': 3 }));
    expect(number(plan, 'twice', '* all')).toBe(6);
    must(plan, { type: 'record.update', kind: 'target', id: 'a', set: { to: '2026-08-31' } });
    expect(number(plan, 'twice', '* all')).toBeNull();
    expect(refusalOf(plan, typing('twice', { '* all': 8 }))).toMatchObject({
      code: 'DRIVER_MISSING',
      params: { metric: 'a' },
    });
  });
});

describe('what was reached of a formula', () => {
  test('[DOMAIN-5] follows from what was reached of its drivers, at every place', () => {
    const plan = funnel();
    const happened: Readonly<Record<string, readonly ActualCell[]>> = {
      leads: [{ date: '2026-07-31', coordinate: { region: 'N1' }, amount: 120 }],
      winRate: [{ date: '2026-07-31', coordinate: { region: 'N1' }, amount: 30, weight: 120 }],
      dealSize: [{ date: '2026-07-31', coordinate: { region: 'N1' }, amount: 240_000, weight: 30 }],
      // Nothing is recorded for the formula itself.
      revenue: [{ date: '2026-07-31', coordinate: { region: 'N1' }, amount: 1 }],
    };
    const layout = layoutOf(plan.state, plan.master, 'revenue')!;
    const actuals = actualsFor(layout, plan.master, (metric) => happened[metric] ?? []);
    const reached = (short: string) => readActual(layout, actuals, placeOf(layout.frame, at(short))!).actual;
    // 120 × 25 % × 8,000 yuan, in fen
    expect([reached('N1 7'), reached('* all')]).toEqual([
      { numerator: 24_000_000, denominator: 1 },
      { numerator: 24_000_000, denominator: 1 },
    ]);
    expect(reached('N2 7')).toBeNull();
  });
});

describe('typing on a formula', () => {
  test('[SPR-T39] one driver absorbs, the others stay; its number is spread there as any other', () => {
    const plan = funnel();
    const { changes, notices } = must(plan, seek('N 7', 80_000_000));
    expect(codes(notices)[0]).toEqual(['DRIVER_ABSORBED', 'leads']);
    expect(changes).toMatchObject([{ type: 'cells.changed', target: 'leads', after: [150, 300] }]);
    expect(number(plan, 'revenue', 'N 7')).toBe(80_000_000);
    expect(number(plan, 'winRate', 'N 7')).toBeCloseTo(40 / 300);
  });

  test('[SPR-T39] the entry names the driver, else the metric does, else the formula’s order', () => {
    const absorbs = { ...revenue, absorbs: 'dealSize' };
    expect(codes(must(funnel(absorbs), seek('N1 7', 40_000_000)).notices)[0]).toEqual([
      'DRIVER_ABSORBED',
      'dealSize',
    ]);
    const plan = funnel(absorbs);
    const { changes } = must(plan, seek('N1 7', 40_000_000, 'winRate'));
    expect(changes).toMatchObject([{ target: 'winRate', part: 0, after: [40] }]);
    expect(number(plan, 'revenue', 'N1 7')).toBe(40_000_000);
    expect(refusalOf(plan, seek('N1 7', 1, 'price'))).toMatchObject({
      code: 'DRIVER_UNKNOWN',
      path: 'entries[0].driver',
    });
  });

  test('[SPR-T39] held drivers are skipped and told; with none left the entry is refused and changes nothing', () => {
    const plan = funnel();
    const hold = (target: string) =>
      must(plan, {
        type: 'record.add',
        kind: 'hold',
        id: `hold-${target}`,
        fields: { target, members: ['N'], time: 'all', keeps: 'value', owner: 'her', reason: 'x' },
      });
    hold('leads');
    const { notices } = must(plan, seek('N 7', 80_000_000));
    expect(codes(notices).slice(0, 2)).toEqual([
      ['DRIVER_SKIPPED', 'leads'],
      ['DRIVER_ABSORBED', 'winRate'],
    ]);
    hold('winRate');
    hold('dealSize');
    expect(refusalOf(plan, seek('N 7', 90_000_000))).toMatchObject({
      code: 'DRIVERS_HELD',
      path: 'entries[0].at',
      params: { holds: 'hold-leads,hold-winRate,hold-dealSize' },
    });
    expect(refusalOf(plan, seek('N 7', 90_000_000, 'leads'))?.code).toBe('NO_FREE_CELL');
    const mine = { writable: (target: string) => target !== 'leads' };
    expect(refusalOf(plan, seek('S 8', 5, 'leads'), mine)?.code).toBe('FORBIDDEN');
  });

  test('[SPR-T79] where whole units of the driver do not reach the number, the nearest is taken and told', () => {
    const plan = funnel();
    const { notices } = must(plan, seek('N1 7', 20_300_000));
    // A lead is worth 2,000 yuan: 101.5 leads; of two equally near numbers the lower.
    expect(notices).toContainEqual({
      code: 'NEAREST_GOAL',
      params: { numerator: 20_200_000, denominator: 1 },
    });
    expect([number(plan, 'leads', 'N1 7'), number(plan, 'revenue', 'N1 7')]).toEqual([101, 20_200_000]);
  });

  test('[SPR-T39] a driver without influence, or one that no number solves, is passed over', () => {
    const plan = planOf({
      a: { aggregation: 'sum' },
      b: { aggregation: 'sum' },
      square: { aggregation: 'formula', formula: 'a * a + b' },
      quotient: { aggregation: 'formula', formula: 'a / (a + b)', unit: 'percent', decimals: 0 },
    });
    must(plan, typing('a', { 'N1 7': 3 }));
    must(plan, typing('b', { 'N1 7': 1 }));
    must(plan, typing('square', { 'N1 7': 20 }));
    expect([number(plan, 'a', 'N1 7'), number(plan, 'b', 'N1 7')]).toEqual([3, 11]);
    expect(refusalOf(plan, typing('square', { 'N1 7': { value: 9, driver: 'a' } }))?.code).toBe(
      'DRIVER_UNSOLVABLE',
    );
    must(plan, typing('quotient', { 'N1 7': 50 }));
    expect(number(plan, 'a', 'N1 7')).toBe(11);
    expect(refusalOf(plan, typing('quotient', { 'N1 7': { value: 100, driver: 'a' } }))?.code).toBe(
      'DRIVER_UNSOLVABLE',
    );
  });

  test('[SPR-T81] several goals of one gesture hold together; what cannot is refused', () => {
    const plan = funnel();
    must(plan, typing('revenue', { 'N1 7': 40_000_000, 'S 8': 5_000 }));
    expect([number(plan, 'revenue', 'N1 7'), number(plan, 'revenue', 'S 8')]).toEqual([40_000_000, 5_000]);
    const crossed = typing('revenue', {
      'N 7': { value: 80_000_000, driver: 'leads' },
      'N1 7': { value: 10_000_000, driver: 'dealSize' },
    });
    expect(refusalOf(plan, crossed)?.code).toBe('CONTRADICTION');
  });

  test('[SPR-T78] anything but a plain number is refused, and so is what no amount can be', () => {
    const plan = funnel();
    const refused = (typed: object) => refusalOf(plan, typing('revenue', { 'N 7': typed as never }));
    for (const method of ['equal', 'percent', 'repeatLeaves', 'clear'])
      expect(refused({ value: 3, method })).toMatchObject({ code: 'KIND', params: { instead: 'goalSeek' } });
    expect(refused({ value: null })?.code).toBe('KIND');
    expect(refused({ value: 1.5 })?.code).toBe('OUT_OF_RANGE');
    expect(refused({})?.code).toBe('REQUIRED');
    expect(refusalOf(plan, typing('leads', { 'N 7': { value: 3, method: 'goalSeek' } }))?.code).toBe('KIND');
  });

  test('[SPR-T90] undo of a goal gives the drivers back', () => {
    const plan = funnel();
    const { changes } = must(plan, seek('* all', 700_000_000));
    const undone = decideUndo(plan.context, changes);
    expect(undone.ok && undone.value).toEqual(invert(changes));
    applyChanges(plan.state, invert(changes));
    expect(number(plan, 'leads', '* all')).toBe(350);
  });

  test('[SPR-T3, SPR-T39] random goals: the cell shows the nearest reachable number, recomputed from scratch', () => {
    const amount = fc.integer({ min: 1, max: 2_000 });
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 18, maxLength: 18 }),
        fc.constantFrom('N1 7', 'N 7', '* all', 'S 8', 'N Q'),
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.constantFrom('leads', 'winRate', 'dealSize', undefined),
        (values, short, goal, driver) => {
          const plan = planOf({ ...drivers, revenue });
          const leaves = ['N1 7', 'N2 7', 'S 8'];
          const pick = (i: number) => values[i % values.length] ?? 1;
          must(plan, typing('leads', Object.fromEntries(leaves.map((one, i) => [one, pick(i)]))));
          must(
            plan,
            typing(
              'winRate',
              Object.fromEntries(leaves.map((one, i) => [one, rate(pick(i + 3), pick(i + 6))])),
            ),
          );
          must(
            plan,
            typing(
              'dealSize',
              Object.fromEntries(leaves.map((one, i) => [one, rate(pick(i + 9), pick(i + 12))])),
            ),
          );
          const under = (one: string) => {
            const [region, month] = short.split(' ');
            const [own, when] = one.split(' ');
            return (
              (region === '*' || own?.startsWith(region ?? '')) &&
              (month === when || month === 'Q' || month === 'all')
            );
          };
          const sum = (target: string, part: 'numerator' | 'denominator') =>
            leaves
              .filter(under)
              .reduce((all, one) => all + BigInt(shown(plan, target, one)?.[part] ?? 0), 0n);
          const decided = decide(plan.context, seek(short, goal, driver));
          if (!decided.ok) throw new Error(JSON.stringify(decided.problems));
          applyChanges(plan.state, decided.value.changes);
          const above =
            sum('leads', 'numerator') * sum('winRate', 'numerator') * sum('dealSize', 'numerator');
          const below = sum('winRate', 'denominator') * sum('dealSize', 'denominator');
          const value = shown(plan, 'revenue', short);
          expect(BigInt(value?.numerator ?? -1) * below).toBe(100n * above * BigInt(value?.denominator ?? 1));
          const used = decided.value.notices.find(({ code }) => code === 'DRIVER_ABSORBED')?.params?.['key'];
          const step = (100 * Number(above)) / Number(below) / Number(sum(String(used), 'numerator') || 1n);
          const reached = (100 * Number(above)) / Number(below);
          expect(Math.abs(reached - goal)).toBeLessThanOrEqual(
            step / 2 + reached * 1e-12 + (reached === 0 ? goal : 0),
          );
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe('the formula of a metric', () => {
  const plan = () => planOf({ ...drivers, hours: { aggregation: 'sum', unit: 'hours' } });
  const adding = (made: PlanOfKinds, fields: object, id = 'f') =>
    decide(
      { ...contextOf(made.master, made.master), book: 'master' },
      {
        type: 'record.add',
        kind: 'metric',
        id,
        fields: { ...revenue, name: id, key: id, direction: 'up', ...fields },
      },
    );
  const wrong = (fields: object) => {
    const decided = adding(plan(), fields);
    return decided.ok ? null : decided.problems[0];
  };

  test.each([
    ['leads × × winRate', 'FORMULA_UNREADABLE', { at: 9, found: '*' }],
    ['(leads', 'FORMULA_UNREADABLE', { at: 7, found: '' }],
    ['leads winRate', 'FORMULA_UNREADABLE', { at: 7, found: 'w' }],
    ['leads ^ 2', 'FORMULA_UNREADABLE', { at: 7, found: '^' }],
    [`${'('.repeat(200)}1${')'.repeat(200)}`, 'FORMULA_UNREADABLE', {}],
    ['   ', 'REQUIRED', undefined],
    ['leads * price', 'UNKNOWN_REFERENCE', { id: 'price' }],
    ['leads * f', 'CYCLE', {}],
    ['leads + dealSize', 'FORMULA_UNITS', { at: 7, left: '1', right: 'CNY' }],
    ['leads * winRate', 'FORMULA_UNITS', { at: 0, left: '1', right: 'CNY' }],
    ['dealSize / 1 + hours', 'FORMULA_UNITS', { left: 'CNY', right: 'hours' }],
    ['dealSize * dealSize', 'FORMULA_UNITS', { left: 'CNY^2' }],
    ['dealSize / hours', 'FORMULA_UNITS', { left: 'CNY·hours^-1' }],
  ])('%s is refused as %s, at its place', (formula, code, params) => {
    const found = wrong({ formula });
    expect([found?.code, found?.path]).toEqual([code, 'fields.formula']);
    if (params) expect(found?.params).toMatchObject(params);
  });

  test('full-width signs, brackets, per cents, bare numbers that take the unit they are added to', () => {
    for (const formula of [
      '= leads×winRate ÷ 2 × dealSize',
      '（[leads] ＊ winRate）·dealSize − 5',
      '10% * leads * dealSize',
    ])
      expect(wrong({ formula })).toBeNull();
  });

  test('money without a currency is money of any', () => {
    expect(wrong({ formula: 'leads * dealSize', currency: null })).toBeNull();
    expect(wrong({ formula: 'leads * dealSize', currency: 'USD' })?.code).toBe('FORMULA_UNITS');
  });

  test('is wanted of a new formula metric and of no other', () => {
    expect(wrong({ formula: null })?.code).toBe('REQUIRED');
    expect(wrong({ aggregation: 'sum' })?.code).toBe('INVALID');
  });

  test('[P7] keeps what it names: no removal, no other key, no other unit, no undo takes it away', () => {
    const made = plan();
    const context = { ...contextOf(made.master, made.master), book: 'master' } as const;
    const added = adding(made, {});
    if (!added.ok) throw new Error('refused');
    applyChanges(made.master, added.value.changes);
    const refused = (command: Command) => {
      const decided = decide(context, command);
      return decided.ok ? null : decided.problems[0]?.code;
    };
    expect(refused({ type: 'record.remove', kind: 'metric', id: 'leads' })).toBe('IN_USE');
    const set = (fields: object) =>
      refused({ type: 'record.update', kind: 'metric', id: 'leads', set: fields } as Command);
    expect([set({ key: 'l' }), set({ unit: 'money' }), set({ name: 'Leads' })]).toEqual([
      'IN_USE',
      'IN_USE',
      null,
    ]);
    const loop = {
      type: 'record.update',
      kind: 'metric',
      id: 'f',
      set: { formula: 'f * dealSize' },
    } as Command;
    expect(refused(loop)).toBe('CYCLE');
    const leads = made.master.records.get('metric')?.byId.get('leads');
    const undone = decideUndo(context, [{ type: 'record.added', record: leads! }]);
    expect(undone.ok).toBe(false);
  });

  test('an old formula metric without a formula is typed at its leaves, as ever', () => {
    const made = planOf({ old: { aggregation: 'formula' } });
    must(made, typing('old', { 'N1 7': 4 }));
    expect([number(made, 'old', 'N1 7'), number(made, 'old', 'N 7')]).toEqual([4, null]);
    expect(refusalOf(made, typing('old', { 'N 7': 4 }))?.code).toBe('KIND');
    expect(at('N 7').members).toEqual(['N']);
  });
});
