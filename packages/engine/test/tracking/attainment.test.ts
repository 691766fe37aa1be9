import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ActualCell,
  actualsOf,
  applyChanges,
  attainmentAt,
  type BookState,
  type Change,
  createState,
  decide,
  kinds,
  layoutOf,
  placeOf,
  readTotal,
  type TargetLayout,
  tableTotals,
} from '../../src/index.ts';

const record = (kind: string, id: string, fields: object): Change =>
  ({ type: 'record.added', record: { kind, id, fields } }) as Change;

const member = (id: string, parent?: string): Change =>
  record('dimensionMember', id, { dimension: 'region', name: id, ...(parent && { parent }) });

const parents = new Map([
  ['A1', 'A'],
  ['A2', 'A'],
  ['A1x', 'A1'],
]);

function masterOf(aggregation: string, direction: string): BookState {
  const master = createState();
  applyChanges(master, [
    record('dimension', 'region', { name: 'Region', category: 'region' }),
    ...['A', 'B'].map((id) => member(id)),
    ...[...parents].map(([id, parent]) => member(id, parent)),
    record('metric', 'm', { name: 'm', key: 'm', aggregation, direction, unit: 'money', decimals: 2 }),
    record('periodSet', 'p', {
      name: 'p',
      boundaries: ['2026-07-01', '2026-07-11', '2026-09-01', '2026-10-01'],
    }),
  ]);
  return master;
}

/** The members are the same whatever the metric. */
const master = masterOf('sum', 'up');

interface Wanted {
  readonly aggregation?: string;
  readonly direction?: string;
  readonly grain?: object;
  readonly rows?: readonly (readonly string[])[];
  readonly enter?: readonly object[];
}

function layout({
  aggregation = 'sum',
  direction = 'up',
  grain = { grain: 'month' },
  rows,
  enter,
}: Wanted = {}): TargetLayout {
  const master = masterOf(aggregation, direction);
  const state = createState();
  const context = { book: 'plan', state, master, kinds, writable: () => true, actor: 'me' } as const;
  const fields = {
    metric: 'm',
    targetClass: 'core',
    dimensions: ['region'],
    from: '2026-07-01',
    to: '2026-09-30',
    ...grain,
  };
  const commands = [
    { type: 'target.define', id: 't', fields, rows: rows ?? [['A1'], ['A2'], ['B']] },
    ...(enter ? [{ type: 'target.enter', target: 't', entries: enter }] : []),
  ];
  for (const command of commands) {
    const decided = decide(context, command as Parameters<typeof decide>[1]);
    if (!decided.ok) throw new Error(JSON.stringify(decided.problems));
    applyChanges(state, decided.value.changes);
  }
  const found = layoutOf(state, master, 't');
  if (!found) throw new Error('no layout');
  return found;
}

const cell = (date: string, region: string | null, amount: number, weight?: number): ActualCell => ({
  date,
  coordinate: region === null ? {} : { region },
  amount,
  ...(weight !== undefined && { weight }),
});

function place(at: TargetLayout, region: string, time: string) {
  const found = placeOf(at.frame, { members: [region], time });
  if (!found) throw new Error(`no place ${region} ${time}`);
  return found;
}

const standing = (
  at: TargetLayout,
  cells: readonly ActualCell[],
  region: string,
  time: string,
  asOf = '2026-09-30',
) => attainmentAt(at, tableTotals(at), actualsOf(at, master, cells, asOf), place(at, region, time), { asOf });

describe('actuals over a target', () => {
  test('fall on the row of their own member or of the nearest one above it, on their day’s period', () => {
    const at = layout();
    const cells = [cell('2026-07-31', 'A1x', 5), cell('2026-08-01', 'A1', 7)];
    expect(standing(at, cells, 'A1', 'M2026-07').actual).toEqual({ numerator: 5, denominator: 1 });
    expect(standing(at, cells, 'A', 'all').actual).toEqual({ numerator: 12, denominator: 1 });
  });

  test('that fit no row count at the smallest place that contains them, and are told', () => {
    const at = layout();
    const cells = [cell('2026-07-01', 'A', 3), cell('2026-07-02', null, 4), cell('2026-07-03', 'A1', 5)];
    const seen = (region: string, time: string) => {
      const { actual, unplaced } = standing(at, cells, region, time);
      return [actual?.numerator ?? null, unplaced?.numerator ?? null];
    };
    expect(seen('A1', 'M2026-07')).toEqual([5, null]);
    expect(seen('A2', 'M2026-07')).toEqual([null, null]);
    expect(seen('A', 'M2026-07')).toEqual([8, 3]);
    expect(seen('*', 'Q2026-3')).toEqual([12, 7]);
    expect(seen('*', 'M2026-08')).toEqual([null, null]);
    expect(actualsOf(at, master, cells)).toMatchObject({
      unassigned: { amount: 7, cells: 2 },
      outside: { amount: 0, cells: 0 },
    });
  });

  test('of a longer period than the leaves count at that period, from the day on which it is over', () => {
    const at = layout();
    const quarter = { ...cell('2026-09-30', 'A1', 90), from: '2026-07-01' };
    const cells = [
      quarter,
      { ...cell('2026-08-31', 'A', 7), from: '2026-08-01' },
      cell('2026-08-02', 'A1', 2),
    ];
    const seen = (region: string, time: string, asOf?: string) =>
      standing(at, cells, region, time, asOf).actual?.numerator ?? null;
    expect(seen('A1', 'Q2026-3')).toBe(92);
    expect(['M2026-07', 'M2026-08', 'M2026-09'].map((time) => seen('A1', time))).toEqual([null, 2, null]);
    expect([seen('A', 'M2026-08'), seen('A', 'Q2026-3'), seen('*', 'all')]).toEqual([9, 99, 99]);
    expect(seen('A', 'Q2026-3', '2026-09-29')).toBe(9);
  });

  test('outside the window or after the as-of day do not count; half inside they are told apart', () => {
    const at = layout();
    const cells = [
      cell('2026-06-30', 'A1', 50),
      cell('2026-09-01', 'A1', 60),
      { ...cell('2026-07-31', 'A1', 70), from: '2026-06-01' },
    ];
    const actuals = actualsOf(at, master, cells, '2026-08-31');
    expect(readTotal(actuals.totals, place(at, '*', 'all'))).toBe(null);
    expect(standing(at, cells, '*', 'all', '2026-08-31').actual).toBe(null);
    expect([actuals.unassigned.cells, actuals.outside]).toEqual([0, { amount: 70, cells: 1 }]);
  });

  test('of a part of the business that the target is not about are outside', () => {
    const at = layout({ rows: [['A1'], ['A2']] });
    const cells = [cell('2026-07-01', 'B', 3), cell('2026-07-01', null, 2), cell('2026-07-01', 'A', 4)];
    const { outside, unassigned } = actualsOf(at, master, cells);
    expect([outside, unassigned]).toEqual([
      { amount: 5, cells: 2 },
      { amount: 4, cells: 1 },
    ]);
    expect(standing(at, cells, '*', 'all').actual?.numerator).toBe(4);
  });

  test('of a level or a ratio count above the leaves as they do in them', () => {
    const level = layout({ aggregation: 'last' });
    const stock = [
      cell('2026-07-20', 'A', 9),
      cell('2026-07-25', 'A', 4),
      cell('2026-07-31', 'A1', 2),
      { ...cell('2026-08-31', null, 5), from: '2026-07-01' },
    ];
    expect(standing(level, stock, 'A', 'M2026-07').actual?.numerator).toBe(6);
    expect(standing(level, stock, '*', 'Q2026-3')).toMatchObject({
      actual: { numerator: 5 },
      unplaced: { numerator: 5 },
    });
    const won = [cell('2026-07-20', 'A1', 1, 4), cell('2026-08-20', 'A', 2, 4)];
    const { actual, unplaced } = standing(layout({ aggregation: 'ratio' }), won, 'A', 'all');
    expect([actual, unplaced]).toEqual([
      { numerator: 3, denominator: 8 },
      { numerator: 2, denominator: 4 },
    ]);
  });

  test('lose nothing: every total is what lies inside it, recomputed cell by cell (seeded)', () => {
    const at = layout();
    const inside: Readonly<Record<string, readonly string[]>> = {
      '*': ['A', 'A1', 'A1x', 'A2', 'B', ''],
      A: ['A', 'A1', 'A1x', 'A2'],
      A1: ['A1', 'A1x'],
      B: ['B'],
    };
    const months: Readonly<Record<string, readonly [string, string]>> = {
      'Q2026-3': ['2026-07-01', '2026-09-30'],
      'M2026-08': ['2026-08-01', '2026-08-31'],
    };
    const one = fc.record({
      day: fc.integer({ min: 1, max: 30 }),
      since: fc.constantFrom(null, '2026-07-01', '2026-08-01'),
      region: fc.constantFrom('A', 'A1', 'A1x', 'A2', 'B', null),
      amount: fc.integer({ min: -1_000, max: 1_000 }),
    });
    fc.assert(
      fc.property(fc.array(one), (list) => {
        const cells = list.map(({ day, since, region, amount }) => ({
          ...cell(`2026-08-${String(day).padStart(2, '0')}`, region, amount),
          ...(since !== null && { from: since }),
        }));
        for (const [region, regions] of Object.entries(inside)) {
          for (const [time, [first, last]] of Object.entries(months)) {
            const own = cells.filter(
              ({ date, from = date, coordinate }) =>
                from >= first && date <= last && regions.includes(coordinate['region'] ?? ''),
            );
            const sum = own.reduce((total, { amount }) => total + amount, 0);
            expect(standing(at, cells, region, time).actual?.numerator ?? null).toBe(
              own.length === 0 ? null : sum,
            );
          }
        }
      }),
    );
  });

  test('of a level count as of the last day of a period, of a ratio as numerator and denominator', () => {
    const level = layout({ aggregation: 'last' });
    const days = [cell('2026-07-20', 'A1', 9), cell('2026-07-25', 'A1', 4), cell('2026-07-25', 'A1x', 2)];
    expect(standing(level, days, 'A1', 'M2026-07').actual?.numerator).toBe(6);
    const ratio = layout({ aggregation: 'ratio' });
    const won = [cell('2026-07-20', 'A1', 1, 4), cell('2026-08-20', 'A2', 2, 4)];
    expect(standing(ratio, won, 'A', 'all').actual).toEqual({ numerator: 3, denominator: 8 });
  });

  test('follow own periods of any length', () => {
    const at = layout({ grain: { grain: 'custom', periodSet: 'p' } });
    const cells = [cell('2026-07-10', 'B', 1), cell('2026-07-11', 'B', 2), cell('2026-08-31', 'B', 4)];
    expect(
      ['P1', 'P2', 'P3'].map((time) => standing(at, cells, 'B', time).actual?.numerator ?? null),
    ).toEqual([1, 6, null]);
  });
});

describe('attainment', () => {
  const enter = [{ at: { members: ['B'], time: 'M2026-07' }, value: 3_100 }];

  test('compares with the time elapsed in the place’s own period', () => {
    const { pace } = standing(
      layout({ enter }),
      [cell('2026-07-03', 'B', 1_000)],
      'B',
      'M2026-07',
      '2026-07-10',
    );
    expect(pace).toMatchObject({
      gap: 2_100,
      runRate: 100,
      requiredRunRate: 100,
      pacedAttainment: 1,
      status: 'green',
    });
    expect(pace.attainment).toBeCloseTo(10 / 31, 12);
  });

  test('is unknown without data: no data is not 0', () => {
    const { target, actual, pace } = standing(layout({ enter }), [], 'B', 'M2026-07');
    expect([target?.numerator, actual, pace.attainment, pace.status]).toEqual([3_100, null, null, null]);
  });

  test('[SPR-T78] of a metric that does not add up is known where somebody counted it, leaf or total', () => {
    const at = layout({ aggregation: 'distinct', enter });
    const cells = [cell('2026-07-03', 'B', 31), cell('2026-07-03', 'A1', 9)];
    expect(standing(at, cells, 'B', 'M2026-07').pace.attainment).toBe(0.01);
    expect(standing(at, cells, 'B', 'all').actual).toBe(null);
    expect(standing(at, cells, '*', 'M2026-07').target).toBe(null);
  });

  test('[SPR-T78] of a total that is counted anew is what was counted for exactly that total', () => {
    const total = { at: { members: ['A'], time: 'Q2026-3' }, value: 50 };
    const at = layout({ aggregation: 'distinct', enter: [total] });
    const quarter = { ...cell('2026-09-30', 'A', 40), from: '2026-07-01' };
    const cells = [quarter, cell('2026-07-03', 'A1', 9), { ...quarter, date: '2026-08-31', amount: 39 }];
    expect(standing(at, cells, 'A', 'Q2026-3')).toMatchObject({
      target: { numerator: 50 },
      actual: { numerator: 40 },
      unplaced: null,
      pace: { attainment: 0.8 },
    });
    expect([standing(at, cells, '*', 'Q2026-3').actual, standing(at, cells, 'A', 'M2026-07').actual]).toEqual(
      [null, null],
    );
  });
});

describe('what counts where', () => {
  const place = (at: TargetLayout, members: readonly string[], time = 'M2026-07') =>
    placeOf(at.frame, { members, time })!;
  const july = (at: TargetLayout, cells: readonly ActualCell[], member: string): number | null =>
    readTotal(actualsOf(at, master, cells, '2026-09-30').totals, place(at, [member]));
  const cell = (date: string, region: string, amount: number): ActualCell => ({
    date,
    coordinate: { region },
    amount,
  });

  test('days of a period that lie outside the target’s window are not its actuals', () => {
    const at = layout({ grain: { grain: 'month', from: '2026-07-15' } });
    expect(july(at, [cell('2026-07-14', 'B', 5), cell('2026-07-15', 'B', 7)], 'B')).toBe(7);
  });

  test('of a level every place counts with its own last day', () => {
    const at = layout({ aggregation: 'last', rows: [['A'], ['B']] });
    const cells = [cell('2026-07-10', 'A1', 3), cell('2026-07-20', 'A1', 8), cell('2026-07-31', 'A2', 9)];
    expect(july(at, cells, 'A')).toBe(17);
  });

  test('a distinct count is never added up from below; a maximum is the largest', () => {
    const below = [cell('2026-07-31', 'A1', 8), cell('2026-07-31', 'A2', 9)];
    expect(july(layout({ aggregation: 'distinct', rows: [['A'], ['B']] }), below, 'A')).toBeNull();
    expect(
      july(
        layout({ aggregation: 'distinct', rows: [['A'], ['B']] }),
        [...below, cell('2026-07-31', 'A', 12)],
        'A',
      ),
    ).toBe(12);
    expect(july(layout({ aggregation: 'max', rows: [['A'], ['B']] }), below, 'A')).toBe(9);
  });

  test('of a band too much is as far off as too little', () => {
    const at = layout({
      direction: 'band',
      enter: [{ at: { members: ['B'], time: 'M2026-07' }, value: 10 }],
    });
    const targets = tableTotals(at);
    const status = (amount: number) => {
      const actuals = actualsOf(at, master, [cell('2026-07-31', 'B', amount)]);
      return attainmentAt(at, targets, actuals, place(at, ['B']), { asOf: '2026-07-31' }).pace.status;
    };
    expect([5, 10, 15].map(status)).toEqual(['red', 'green', 'red']);
  });

  test('[DOMAIN-7.1] a band has the limits of its target, of what adds up in the place’s own part', () => {
    // 0.30 yuan in all, good from 0.24 to 0.36; B has a third of it
    const enter = [
      { at: { members: ['B'], time: 'M2026-07' }, value: 10 },
      { at: { members: ['A1'], time: 'M2026-08' }, value: 20 },
    ];
    const at = layout({ direction: 'band', enter, grain: { grain: 'month', lower: 0.24, upper: 0.36 } });
    const reached = (amount: number, region: string, time: string) => {
      const actuals = actualsOf(at, master, [cell('2026-07-31', 'B', amount)]);
      const { attainment, gap } = attainmentAt(at, tableTotals(at), actuals, place(at, [region], time), {
        asOf: '2026-09-30',
      }).pace;
      return [attainment, gap];
    };
    expect([8, 12].map((amount) => reached(amount, 'B', 'M2026-07'))).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(reached(4, 'B', 'M2026-07')).toEqual([0.5, 4]);
    expect(reached(18, 'B', 'all')[0]).toBeCloseTo(0.5);
    expect(reached(30, '*', 'all')).toEqual([1, 0]);
    expect(reached(12, '*', 'all')).toEqual([0.5, 12]);
  });

  test('[DOMAIN-7.1] the limits of a rate are the same everywhere; one side alone leaves the other at the target', () => {
    const enter = [{ at: { members: ['B'], time: 'M2026-07' }, numerator: 30, denominator: 100 }];
    const wanted = { aggregation: 'ratio', direction: 'band', enter } as const;
    const reached = (limits: object, numerator: number) => {
      const at = layout({ ...wanted, grain: { grain: 'month', ...limits } });
      const actuals = actualsOf(at, master, [{ ...cell('2026-07-31', 'B', numerator), weight: 100 }]);
      return attainmentAt(at, tableTotals(at), actuals, place(at, ['B'], 'M2026-07'), { asOf: '2026-09-30' })
        .pace.gap;
    };
    expect([20, 25, 35, 40].map((one) => reached({ lower: 0.25, upper: 0.35 }, one)?.toFixed(2))).toEqual([
      '0.05',
      '0.00',
      '0.00',
      '0.05',
    ]);
    expect([reached({ upper: 0.4 }, 38), reached({ upper: 0.4 }, 20)?.toFixed(2)]).toEqual([0, '0.10']);
    expect(() => layout({ grain: { grain: 'month', lower: 3, upper: 2 } })).toThrow(
      /OUT_OF_RANGE.*fields.upper/,
    );
  });
});
