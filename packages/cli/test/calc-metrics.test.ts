import { describe, expect, it } from 'vitest';
import { runCalc } from '../src/calc/calc.ts';

/** `calc spread` about metrics that are not sums (SPR-T78 to T80, SPR-T39). */

const members = [{ id: 'T' }, { id: 'A', parent: 'T' }, { id: 'B', parent: 'T' }];

interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

interface Answer {
  readonly metrics: Readonly<Record<string, { cells: object; numerators?: object; denominators?: object }>>;
  readonly changed: Readonly<Record<string, readonly string[]>>;
  readonly notices: readonly { code: string; params: object }[];
  readonly problem: { code: string; path: string; params: object; message: string };
}

async function ask(metrics: object, edit: object, holds: readonly object[] = []): Promise<Answer> {
  const { output } = await runCalc('spread', JSON.stringify({ members, metrics, edit, holds }), false);
  return JSON.parse(output) as Answer;
}

const rate = { kind: 'ratio', numerators: { A: 20, B: 20 }, denominators: { A: 100, B: 100 } };
const funnel = {
  leads: { cells: { A: 100, B: 200 } },
  winRate: { kind: 'ratio', numerators: { A: 20, B: 20 }, denominators: { A: 100, B: 200 } },
  dealSize: {
    kind: 'wavg',
    decimals: 2,
    numerators: { A: 50_000, B: 30_000 },
    denominators: { A: 5, B: 10 },
  },
  revenue: { kind: 'formula', formula: 'leads × winRate × dealSize', decimals: 2 },
};

describe('calc spread of rates', () => {
  it('[SPR-T78] shows Σ numerator ÷ Σ denominator, and moves the numerators in proportion', async () => {
    const { metrics, changed } = await ask({ r: rate }, { metric: 'r', at: 'T', value: 0.3 });
    expect(metrics['r']).toEqual({
      cells: { T: 0.3, A: 0.3, B: 0.3 },
      numerators: { T: 60, A: 30, B: 30 },
      denominators: { T: 200, A: 100, B: 100 },
    });
    expect(changed).toEqual({ r: ['T', 'A', 'B'] });
  });

  it('[SPR-T78] lets the denominator give way, or both, or sets the rate of each leaf', async () => {
    const half = { metric: 'r', at: 'T', value: 0.5 };
    expect((await ask({ r: rate }, { ...half, givesWay: 'denominator' })).metrics['r']).toMatchObject({
      numerators: { T: 40 },
      denominators: { T: 80, A: 40, B: 40 },
    });
    const both = (await ask({ r: rate }, { ...half, value: 0.8, givesWay: 'both' })).metrics['r'];
    expect(both).toMatchObject({ cells: { T: 0.8 }, numerators: { T: 80 }, denominators: { T: 100 } });
    const uneven = { ...rate, numerators: { A: 10, B: 30 } };
    const each = await ask({ r: uneven }, { ...half, value: 0.3, method: 'repeatLeaves' });
    expect(each.metrics['r']).toMatchObject({ cells: { T: 0.3, A: 0.3, B: 0.3 } });
    expect(each.notices.map(({ code }) => code)).toEqual(['NO_PROMISE']);
  });

  it('[SPR-T79] takes the nearest rate that whole units reach, and says so', async () => {
    const uneven = { ...rate, denominators: { A: 100, B: 101 } };
    const { metrics, notices } = await ask({ r: uneven }, { metric: 'r', at: 'T', value: 0.333 });
    expect(metrics['r']).toMatchObject({ numerators: { T: 67 }, cells: { T: 67 / 201 } });
    expect(notices).toContainEqual({ code: 'NEAREST_RATE', params: { numerator: 67, denominator: 201 } });
  });
});

describe('calc spread of what would not be exact', () => {
  it('[SPR-T7] refuses leaves that add up beyond the limit, in either part; the largest of them may', async () => {
    const cells = { A: 9e15, B: 9e15 };
    const edit = { metric: 'm', at: 'A', value: 1 };
    const outOf = (path: string) => ({ code: 'OUT_OF_RANGE', path });
    expect((await ask({ m: { cells } }, edit)).problem).toMatchObject(outOf('metrics.m.cells'));
    const denominators = { m: { ...rate, denominators: cells } };
    expect((await ask(denominators, edit)).problem).toMatchObject(outOf('metrics.m.denominators'));
    expect((await ask({ m: { kind: 'max', cells } }, edit)).metrics['m']?.cells).toMatchObject({ T: 9e15 });
  });
});

describe('calc spread of totals with numbers of their own', () => {
  const buyers = { kind: 'distinct', cells: { A: 10, B: 8 } };

  it('[SPR-T78] a distinct count is typed at the total and checked against its parts', async () => {
    const { metrics } = await ask({ buyers }, { metric: 'buyers', at: 'T', value: 15 });
    expect(metrics['buyers']).toEqual({ cells: { T: 15, A: 10, B: 8 } });
    expect((await ask({ buyers }, { metric: 'buyers', at: 'T', value: 25 })).problem).toMatchObject({
      code: 'DISTINCT_RANGE',
      path: 'edit.value',
      params: { value: 25, least: 10, most: 18 },
    });
    const wrong = { buyers: { ...buyers, cells: { ...buyers.cells, T: 9 } } };
    expect((await ask(wrong, { metric: 'buyers', at: 'A', value: 9 })).problem).toMatchObject({
      code: 'DISTINCT_RANGE',
      path: 'metrics.buyers.cells.T',
    });
  });

  it('[SPR-T78] a judged number is typed where it is judged', async () => {
    const rank = { kind: 'manual', cells: { A: 3, B: 8, T: 5 } };
    const { metrics } = await ask({ rank }, { metric: 'rank', at: 'T', value: 4 });
    expect(metrics['rank']).toEqual({ cells: { T: 4, A: 3, B: 8 } });
  });

  it('[SPR-T78] the largest leaf is capped, not spread; a balance adds up over members', async () => {
    const peak = { kind: 'max', cells: { A: 10, B: 8 } };
    expect((await ask({ peak }, { metric: 'peak', at: 'T', value: 9 })).problem).toMatchObject({
      code: 'KIND',
      params: { instead: 'capLeaves' },
    });
    const capped = await ask({ peak }, { metric: 'peak', at: 'T', method: 'capLeaves', value: 9 });
    expect(capped.metrics['peak']).toEqual({ cells: { T: 9, A: 9, B: 8 } });
    const stock = { kind: 'stock', cells: { A: 10, B: 30 } };
    const doubled = await ask({ stock }, { metric: 'stock', at: 'T', value: 80 });
    expect(doubled.metrics['stock']).toEqual({ cells: { T: 80, A: 20, B: 60 } });
  });
});

describe('calc spread of formulas', () => {
  it('[DOMAIN-5] computes revenue = leads × win rate × deal size at every level', async () => {
    const { metrics } = await ask(funnel, { metric: 'leads', at: 'A', value: 100 });
    expect(metrics['revenue']?.cells).toEqual({
      A: 100 * 0.2 * 10_000,
      B: 200 * 0.1 * 3_000,
      // 300 × 40/300 × 80,000/15, not the sum of what is below.
      T: expect.closeTo(640_000 / 3, 6),
    });
  });

  it('[SPR-T39] a typed formula moves the driver that is named, else the first; held ones are skipped', async () => {
    const goal = { metric: 'revenue', at: 'A', value: 400_000, method: 'goalSeek' };
    const first = await ask(funnel, goal);
    expect(first.metrics['leads']?.cells).toEqual({ T: 400, A: 200, B: 200 });
    expect(first.metrics['revenue']?.cells).toMatchObject({ A: 400_000 });
    const named = await ask(funnel, { ...goal, driver: 'dealSize' });
    expect(named.metrics['dealSize']).toMatchObject({ cells: { A: 20_000 }, numerators: { A: 100_000 } });
    const held = await ask(funnel, goal, [{ metric: 'leads', id: 'A' }]);
    expect(held.metrics['winRate']?.cells).toMatchObject({ A: 0.4 });
    expect(held.notices.map(({ code }) => code)).toEqual(['DRIVER_SKIPPED', 'DRIVER_ABSORBED']);
    const all = ['leads', 'winRate', 'dealSize'].map((metric) => ({ metric, id: 'A' }));
    expect((await ask(funnel, goal, all)).problem).toMatchObject({ code: 'DRIVERS_HELD', path: 'edit.at' });
  });

  it('[SPR-T39] says that a formula has no answer where nothing is held', async () => {
    const metrics = { x: { cells: { A: 3, B: 3 } }, y: { kind: 'formula', formula: 'x * x' } };
    const goal = { metric: 'y', at: 'A', value: 16 };
    const unsolvable = { code: 'DRIVER_UNSOLVABLE', path: 'edit.at', params: { driver: 'x' } };
    expect((await ask(metrics, goal)).problem).toMatchObject(unsolvable);
  });

  it('[SPR-T39, SPR-T79] tells the nearest goal and the nearest rate in the units of the metric', async () => {
    const metrics = {
      x: { cells: { A: 3, B: 3 } },
      y: { kind: 'formula', formula: 'x * 2', decimals: 2 },
    };
    const { notices } = await ask(metrics, { metric: 'y', at: 'A', value: 7.5 });
    const goal = notices.find(({ code }) => code === 'NEAREST_GOAL')?.params as Fraction;
    expect(goal.numerator / goal.denominator).toBe(8);
    const prices = { kind: 'wavg', decimals: 2, numerators: { A: 0.5 }, denominators: { A: 0.03 } };
    const nearest = await ask({ prices }, { metric: 'prices', at: 'A', value: 0.5 });
    expect(nearest.notices).toContainEqual({
      code: 'NEAREST_RATE',
      params: { numerator: 0.02, denominator: 0.03 },
    });
  });

  it('[SPR-T39] says what it says of a driver in the units of the driver, and names it', async () => {
    const metrics = {
      x: { decimals: 0, cells: { A: 3, B: 3 } },
      y: { kind: 'formula', formula: 'x * 2', decimals: 2 },
    };
    const goal = { metric: 'y', at: 'A', value: 10 };
    const { notices } = await ask(metrics, goal, [{ metric: 'x', id: 'T' }]);
    expect(notices).toContainEqual({ code: 'ABSORBED', params: { key: 'x', hold: 'T', amount: -2 } });
    const both = [
      { metric: 'x', id: 'T' },
      { metric: 'x', id: 'B' },
    ];
    expect((await ask(metrics, { ...goal, driver: 'x' }, both)).problem).toMatchObject({
      code: 'NO_FREE_CELL',
      params: { key: 'x', amount: -2 },
    });
  });

  it('[SPR-T47] names the held member that made others absorb', async () => {
    const metrics = { m: { cells: { A: 10, B: 30 } } };
    const held = await ask(metrics, { metric: 'm', at: 'A', value: 15 }, [{ metric: 'm', id: 'T' }]);
    expect(held.metrics['m']?.cells).toEqual({ T: 40, A: 15, B: 25 });
    expect(held.notices).toContainEqual({ code: 'ABSORBED', params: { hold: 'T', amount: -5 } });
    const most = { m: { kind: 'max', cells: { A: 10, B: 30 } } };
    const moved = await ask(most, { metric: 'm', at: 'A', value: 34 }, [{ metric: 'm', id: 'T' }]);
    expect(moved.problem).toMatchObject({ code: 'NO_FREE_CELL', params: { holds: 'T', within: 'T' } });
    const own = { m: { kind: 'manual', cells: { A: 10, B: 30, T: 35 } } };
    const stays = await ask(own, { metric: 'm', at: 'A', value: 34 }, [{ metric: 'm', id: 'T' }]);
    expect(stays.metrics['m']?.cells).toEqual({ T: 35, A: 34, B: 30 });
  });

  it.each([
    ['leads *', 'FORMULA_UNREADABLE'],
    ['leeds * 2', 'UNKNOWN_REFERENCE'],
    ['f + 1', 'CYCLE'],
  ])('[DOMAIN-5] refuses the formula %s with %s at its place', async (formula, code) => {
    const metrics = { leads: funnel.leads, f: { kind: 'formula', formula } };
    expect((await ask(metrics, { metric: 'leads', at: 'A', value: 1 })).problem).toMatchObject({
      code,
      path: 'metrics.f.formula',
    });
  });
});

it.each([
  [{}, { metric: 'r', at: 'T', value: 1 }, 'REQUIRED', 'metrics'],
  [{ r: { kind: 'ratio' } }, { metric: 'r', at: 'T', value: 1 }, 'REQUIRED', 'metrics.r.numerators'],
  [{ r: { ...rate, cells: {} } }, { metric: 'r', at: 'T', value: 1 }, 'INVALID', 'metrics.r.cells'],
  [{ r: rate }, { metric: 'q', at: 'T', value: 1 }, 'UNKNOWN_REFERENCE', 'edit.metric'],
  [{ r: rate }, { metric: 'r', at: 'C', value: 1 }, 'UNKNOWN_REFERENCE', 'edit.at'],
  [{ r: { cells: { C: 1 } } }, { metric: 'r', at: 'T', value: 1 }, 'UNKNOWN_REFERENCE', 'metrics.r.cells.C'],
  [{ r: { cells: { T: 1 } } }, { metric: 'r', at: 'T', value: 1 }, 'INVALID', 'metrics.r.cells.T'],
  [
    { r: { cells: { A: 0.5 } } },
    { metric: 'r', at: 'T', value: 1 },
    'NUMBER_TOO_PRECISE',
    'metrics.r.cells.A',
  ],
  [{ r: { cells: { A: 1 } } }, { metric: 'r', at: 'T', value: 0.5 }, 'NUMBER_TOO_PRECISE', 'edit.value'],
  [
    { r: { cells: { A: 1 } } },
    { metric: 'r', at: 'T', percent: 3, value: 5 },
    'CONTRADICTION',
    'edit.percent',
  ],
  [{ r: { kind: 'median' } }, { metric: 'r', at: 'T', value: 1 }, 'INVALID', 'metrics.r.kind'],
])('%j with %j is %s at %s', async (metrics, edit, code, path) => {
  expect((await ask(metrics, edit)).problem).toMatchObject({ code, path });
});
