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
  createTotals,
  decide,
  kinds,
  layoutOf,
  placeOf,
  readTotal,
  type TargetLayout,
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
) =>
  attainmentAt(
    at,
    createTotals(at.cube, at.frame, { behaviour: at.behaviour }),
    actualsOf(at, parents, cells, asOf).totals,
    place(at, region, time),
    { asOf },
  );

describe('actuals over a target', () => {
  test('fall on the row of their own member or of the nearest one above it, on their day’s period', () => {
    const at = layout();
    const cells = [cell('2026-07-31', 'A1x', 5), cell('2026-08-01', 'A1', 7)];
    expect(standing(at, cells, 'A1', 'M2026-07').actual).toEqual({ numerator: 5, denominator: 1 });
    expect(standing(at, cells, 'A', 'all').actual).toEqual({ numerator: 12, denominator: 1 });
  });

  test('that fit no row are kept apart, days outside the window and after the as-of day do not count', () => {
    const at = layout();
    const cells = [
      cell('2026-07-01', 'A', 3),
      cell('2026-07-02', null, 4),
      cell('2026-06-30', 'A1', 50),
      cell('2026-09-01', 'A1', 60),
    ];
    const { totals, unassigned } = actualsOf(at, parents, cells, '2026-08-31');
    expect([...unassigned.values()]).toEqual([{ amount: 7, cells: 2 }]);
    expect(readTotal(totals, place(at, '*', 'all'))).toBe(null);
  });

  test('lose nothing: what is in rows and what is in none is all there is (seeded)', () => {
    const at = layout();
    const one = fc.record({
      day: fc.integer({ min: 1, max: 30 }),
      region: fc.constantFrom('A', 'A1', 'A1x', 'A2', 'B', null),
      amount: fc.integer({ min: -1_000, max: 1_000 }),
    });
    fc.assert(
      fc.property(fc.array(one), (list) => {
        const cells = list.map(({ day, region, amount }) =>
          cell(`2026-08-${String(day).padStart(2, '0')}`, region, amount),
        );
        const { totals, unassigned } = actualsOf(at, parents, cells);
        const outside = [...unassigned.values()].reduce((sum, { amount }) => sum + amount, 0);
        const inside = readTotal(totals, place(at, '*', 'all')) ?? 0;
        expect(inside + outside).toBe(list.reduce((sum, { amount }) => sum + amount, 0));
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

  test('of a metric that does not roll up is known at leaves only', () => {
    const at = layout({ aggregation: 'distinct', enter });
    const cells = [cell('2026-07-03', 'B', 31), cell('2026-07-03', 'A1', 9)];
    expect(standing(at, cells, 'B', 'M2026-07').pace.attainment).toBe(0.01);
    expect(standing(at, cells, 'B', 'all').actual).toBe(null);
    expect(standing(at, cells, '*', 'M2026-07').target).toBe(null);
  });
});

describe('what counts where', () => {
  const place = (at: TargetLayout, members: readonly string[], time = 'M2026-07') =>
    placeOf(at.frame, { members, time })!;
  const july = (at: TargetLayout, cells: readonly ActualCell[], member: string): number | null =>
    readTotal(actualsOf(at, parents, cells, '2026-09-30').totals, place(at, [member]));
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
    const targets = createTotals(at.cube, at.frame);
    const status = (amount: number) => {
      const { totals } = actualsOf(at, parents, [cell('2026-07-31', 'B', amount)]);
      return attainmentAt(at, targets, totals, place(at, ['B']), { asOf: '2026-07-31' }).pace.status;
    };
    expect([5, 10, 15].map(status)).toEqual(['red', 'green', 'red']);
  });
});
