import { describe, expect, test } from 'vitest';
import { decide } from '../../src/decide.ts';
import { kinds } from '../../src/kinds.ts';
import { applyChanges } from '../../src/plan/apply.ts';
import { readLeaf, rowIndex } from '../../src/plan/cube.ts';
import { createState, cubeOf } from '../../src/plan/state.ts';
import type { CellPlace, TargetEntry } from '../../src/targets/command.ts';
import type { EnterContext } from '../../src/targets/entry-context.ts';

import { layoutOf, placeOf } from '../../src/targets/layout.ts';
import { createTotals, readFraction } from '../../src/targets/totals.ts';
import { must } from './garden.ts';

/** Numbers typed into a plan: the command, not the bare spread. */

type Fields = Readonly<Record<string, unknown>>;

interface World {
  readonly metric?: Fields;
  readonly target?: Fields;
  readonly members?: Readonly<Record<string, Fields>>;
  readonly calendar?: Fields;
}

/** A plan for 2026 by months over the members A and B of one dimension, and another with the same breakdown. */
function open({ metric = {}, target = {}, members = {}, calendar }: World = {}) {
  const master = createState();
  const record = (kind: string, id: string, fields: Fields) =>
    applyChanges(master, [{ type: 'record.added', record: { kind, id, fields: fields as never } }]);
  record('dimension', 'region', { name: 'Region', category: 'region' });
  ['A', 'B'].forEach((id, order) => {
    record('dimensionMember', id, { dimension: 'region', name: id, order, ...members[id] });
  });
  record('metric', 'm', {
    name: 'Revenue',
    key: 'revenue',
    aggregation: 'sum',
    direction: 'up',
    unit: 'money',
    decimals: 0,
    ...metric,
  });
  if (calendar) record('calendar', 'c', calendar);
  const state = createState();
  const context: EnterContext = { book: 'plan', state, master, kinds, writable: () => true, actor: 'me' };
  const fields = {
    metric: 'm',
    targetClass: 'core',
    dimensions: ['region'],
    grain: 'month',
    from: '2026-01-01',
    to: '2026-12-31',
    ...target,
  };
  for (const id of ['t', 'other']) {
    const defined = decide(context, {
      type: 'target.define',
      id,
      fields: fields as never,
      rows: [['A'], ['B']],
    });
    applyChanges(state, must(defined).changes);
  }
  const enter = (entries: readonly TargetEntry[], into = 't') => {
    const decided = decide(context, { type: 'target.enter', target: into, entries });
    if (!decided.ok) return decided.problems[0]!;
    applyChanges(state, decided.value.changes);
    return decided.value.notices;
  };
  const months = (member: string, from = 1, to = 12, id = 't') => {
    const { cube } = cubeOf(state, id)!;
    return Array.from({ length: to - from + 1 }, (_, i) =>
      readLeaf(cube, 0, rowIndex(cube, [member]), 2026 * 12 + from + i - 1),
    );
  };
  const shown = (place: CellPlace) => {
    const { cube, frame, behaviour } = layoutOf(state, master, 't')!;
    return readFraction(createTotals(cube, frame, { behaviour }), placeOf(frame, place)!);
  };
  return { enter, months, shown };
}

const all = { members: ['*'], time: 'all' };
const at = (member: string, time: string) => ({ members: [member], time });
const sum = (numbers: readonly (number | null)[]) =>
  numbers.reduce<number>((total, one) => total + (one ?? 0), 0);

describe('[SPR-T42] calendar weights in a plan', () => {
  test('natural days of every month', () => {
    const { enter, months } = open();
    enter([{ at: at('A', 'all'), method: 'calendar', kind: 'naturalDays', value: 365 }]);
    expect(months('A')).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
    expect(months('B').every((one) => one === null)).toBe(true);
  });

  test('workdays of the workspace with its own days off and half days', () => {
    const { enter, months } = open();
    enter([{ at: at('A', 'all'), method: 'calendar', kind: 'workingDays', value: 2_480 }]);
    expect(months('A', 1, 1)).toEqual([210]);
    const own = {
      name: 'c',
      yearStartMonth: 1,
      pattern: 'months',
      holidays: 'CN',
      exceptions: { '2026-01-05': 'off' },
    };
    const shifted = open({ calendar: own });
    shifted.enter([{ at: at('A', 'all'), method: 'calendar', kind: 'workingDays', value: 2_470 }]);
    expect(shifted.months('A', 1, 1)).toEqual([200]);
    const halves = open({ calendar: { ...own, exceptions: { '2026-01-05': 'half' } } });
    halves.enter([{ at: at('A', 'all'), method: 'calendar', kind: 'workingDays', value: 24_750 }]);
    expect(halves.months('A', 1, 1)).toEqual([2_050]);
  });

  test('a year whose notice is not out is provisional', () => {
    const { enter } = open({ target: { from: '2040-01-01', to: '2040-12-31' } });
    const notices = enter([{ at: all, method: 'calendar', kind: 'workingDays', value: 1_000 }]);
    expect(notices).toContainEqual({ code: 'PROVISIONAL_DAYS' });
  });

  test('[SPR-T61] a member whose number is negative is named where it is no basis to share by', () => {
    const { enter, months } = open();
    enter([
      { at: at('A', 'M2026-01'), value: 300 },
      { at: at('B', 'M2026-02'), value: -100 },
    ]);
    const entry = { at: all, method: 'calendar', kind: 'naturalDays', value: 365 } as const;
    expect(enter([entry])).toMatchObject({ code: 'BASIS_NEGATIVE', params: { cell: 'B · M2026-01' } });
    enter([{ ...entry, negativeBasis: 'zero' }]);
    expect(months('A', 1, 2)).toEqual([31, 28]);
  });

  test('members keep their proportions to each other', () => {
    const { enter, months } = open();
    enter([
      { at: at('A', 'M2026-01'), value: 300 },
      { at: at('B', 'M2026-02'), value: 100 },
    ]);
    enter([
      { at: { members: ['*'], time: 'Q2026-1' }, method: 'calendar', kind: 'naturalDays', value: 3_600 },
    ]);
    expect(months('A', 1, 3)).toEqual([930, 840, 930]);
    expect(months('B', 1, 3)).toEqual([310, 280, 310]);
  });

  test('4-4-5 weeks, the seasonal factors of the metric, and shares of earlier years', () => {
    const seasonality = [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    const { enter, months } = open({ metric: { seasonality } });
    const quarter = at('A', 'Q2026-1');
    enter([{ at: quarter, method: 'calendar', kind: 'weekPattern', weekPattern: '445', value: 13 }]);
    expect(months('A', 1, 3)).toEqual([4, 4, 5]);
    enter([{ at: quarter, method: 'calendar', kind: 'seasonal', value: 50 }]);
    expect(months('A', 1, 3)).toEqual([30, 10, 10]);
    const past = { '2025-01': 10, '2025-02': 10, '2025-03': 20, '2025-04': 60 };
    enter([{ at: quarter, method: 'calendar', kind: 'history', past, years: 1, value: 40 }]);
    expect(months('A', 1, 3)).toEqual([10, 10, 20]);
  });

  test('[SPR-T43] a plan that starts in the middle of a month', () => {
    const { enter, months } = open({ target: { from: '2026-01-17', to: '2026-03-31' } });
    enter([{ at: at('A', 'all'), method: 'calendar', kind: 'naturalDays', value: 74 }]);
    expect(months('A', 1, 3)).toEqual([15, 28, 31]);
  });

  test('[SPR-T43] a member that begins in the middle of a month takes the share of its days', () => {
    const { enter, months } = open({ members: { B: { from: '2026-02-15' } } });
    enter([
      { at: { members: ['*'], time: 'Q2026-1' }, method: 'calendar', kind: 'naturalDays', value: 90 + 45 },
    ]);
    expect(months('A', 1, 3)).toEqual([31, 28, 31]);
    expect(months('B', 1, 3)).toEqual([null, 14, 31]);
  });
});

describe('[SPR-T43] where a member does not exist', () => {
  const world = { members: { B: { to: '2026-06-30' } } };
  test('it receives nothing, whatever the method', () => {
    const { enter, months } = open(world);
    enter([{ at: { members: ['*'], time: 'M2026-07' }, method: 'equal', value: 100 }]);
    expect([...months('A', 7, 7), ...months('B', 7, 7)]).toEqual([100, null]);
  });
  test('only who types into the very leaf can put something there', () => {
    const { enter, months } = open(world);
    enter([{ at: at('B', 'M2026-07'), value: 5 }]);
    expect(months('B', 7, 8)).toEqual([5, null]);
    expect(enter([{ at: at('B', 'H2026-2'), method: 'equal', value: 5 }])).toMatchObject({
      code: 'UNKNOWN_REFERENCE',
    });
    expect(enter([{ at: at('B', 'Q2026-3'), method: 'equal', value: 6 }])).toMatchObject({
      code: 'NO_FREE_CELL',
    });
  });
});

describe('[SPR-T44] closed periods of a target', () => {
  const target = { closedUntil: '2026-02-28' };
  test('keep what they hold, and the rest of the year makes up for it', () => {
    const { enter, months } = open({ target });
    enter([{ at: at('A', 'Q2026-1'), method: 'equal', value: 90 }]);
    expect(months('A', 1, 3)).toEqual([null, null, 90]);
  });
  test('refuse a number of their own', () => {
    const { enter } = open({ target });
    expect(enter([{ at: at('A', 'M2026-02'), value: 5 }])).toMatchObject({
      code: 'CLOSED',
      path: 'entries[0].at',
    });
    expect(enter([{ at: at('A', 'M2026-02'), method: 'equal', value: 5 }])).toMatchObject({ code: 'CLOSED' });
  });
});

describe('[SPR-T40] the time behaviour of a metric', () => {
  test.each([
    ['actualActual', 91],
    ['actual365', 90],
  ])('a weighted average by %s counts %i days in the first quarter of a leap year', (dayCount, days) => {
    const leap = { from: '2028-01-01', to: '2028-03-31' };
    const { enter, shown } = open({ metric: { timeBehaviour: 'weightedAverage', dayCount }, target: leap });
    enter([
      { at: at('A', 'M2028-01'), value: 0 },
      { at: at('A', 'M2028-02'), value: 5 },
      { at: at('A', 'M2028-03'), value: 0 },
    ]);
    expect(shown(at('A', 'all'))).toEqual({ numerator: 5 * (days - 62), denominator: days });
  });
  test('[SPR-T41] a filled metric copies the number into each month', () => {
    const { enter, months } = open({ metric: { timeBehaviour: 'fill' } });
    expect(enter([{ at: at('A', 'Q2026-1'), value: 7 }])).toContainEqual({
      code: 'NO_PROMISE',
      params: { leaves: 3 },
    });
    expect(months('A', 1, 4)).toEqual([7, 7, 7, null]);
  });
});

describe('[SPR-T78] a percentage of a rate', () => {
  const rate = { metric: { aggregation: 'ratio' } };
  const started = () => {
    const plan = open(rate);
    plan.enter([{ at: at('A', 'M2026-01'), numerator: 40, denominator: 400 }]);
    return plan;
  };
  test.each([
    ['numerator', { numerator: 80, denominator: 400 }],
    ['denominator', { numerator: 40, denominator: 200 }],
    ['both', { numerator: 57, denominator: 283 }],
  ] as const)('moves the %s that it names', (givesWay, after) => {
    const { enter, shown } = started();
    enter([{ at: at('A', 'all'), percent: 200, givesWay }]);
    expect(shown(at('A', 'all'))).toEqual(after);
  });
  test('has no part to choose where each leaf is changed by itself, or where there is no rate', () => {
    const each = { at: at('A', 'all'), method: 'percent', percent: 200, givesWay: 'both' } as const;
    expect(started().enter([each])).toMatchObject({ code: 'INVALID', path: 'entries[0].givesWay' });
    const { method: _, ...total } = each;
    expect(open().enter([total])).toMatchObject({ code: 'INVALID', path: 'entries[0].givesWay' });
  });
});

describe('[DOMAIN-10.29] a row on a member that has others below it', () => {
  test('is named by the member itself, and typed without moving what is below', () => {
    const { enter, months } = open({ members: { B: { parent: 'A' } } });
    enter([{ at: at('A~own', 'M2026-01'), value: 7 }]);
    enter([{ at: at('B', 'M2026-01'), value: 3 }]);
    expect([months('A', 1, 1), months('B', 1, 1)]).toEqual([[7], [3]]);
    enter([{ at: at('A', 'M2026-01'), value: 20 }]);
    expect([months('A', 1, 1), months('B', 1, 1)]).toEqual([[14], [6]]);
    for (const name of ['C~own', 'A~own~own'])
      expect(enter([{ at: at(name, 'M2026-01'), value: 1 }])).toMatchObject({ code: 'UNKNOWN_REFERENCE' });
  });

  test('is the member where nothing is below it', () => {
    const { enter, months } = open();
    enter([{ at: at('A~own', 'M2026-01'), value: 7 }]);
    expect(months('A', 1, 1)).toEqual([7]);
  });
});

describe('methods in a plan', () => {
  test('[SPR-T35, T36] amounts move between cells', () => {
    const { enter, months } = open();
    enter([{ at: at('A', 'M2026-01'), value: 100 }]);
    const move = { source: at('A', 'M2026-01'), target: at('B', 'M2026-01') };
    enter([{ at: all, method: 'transfer', value: 30, ...move }]);
    expect([...months('A', 1, 1), ...months('B', 1, 1)]).toEqual([70, 30]);
    enter([{ at: all, method: 'assign', value: 5, target: move.target }]);
    expect([...months('A', 1, 1), ...months('B', 1, 1)]).toEqual([70, 35]);
    enter([{ at: all, method: 'distribute', ...move }]);
    expect([...months('A', 1, 1), ...months('B', 1, 1)]).toEqual([0, 105]);
  });
  test('[SPR-T38] the difference is parked on the member that stands for nobody', () => {
    const { enter, months } = open({ members: { B: { unassigned: true } } });
    enter([{ at: at('A', 'M2026-01'), value: 100 }]);
    enter([{ at: { members: ['*'], time: 'M2026-01' }, method: 'unassigned', value: 130, along: 'region' }]);
    expect([...months('A', 1, 1), ...months('B', 1, 1)]).toEqual([100, 30]);
    const none = open();
    expect(none.enter([{ at: all, method: 'unassigned', value: 130, along: 'region' }])).toMatchObject({
      code: 'NOT_FOUND',
      path: 'entries[0].along',
    });
  });
  test('[SPR-T58] another target gives the pattern while nothing is there yet', () => {
    const { enter, months } = open();
    enter(
      [
        { at: at('A', 'M2026-01'), value: 1 },
        { at: at('A', 'M2026-02'), value: 3 },
      ],
      'other',
    );
    enter([{ at: at('A', 'all'), value: 400, nearer: 'other' }]);
    expect(months('A', 1, 3)).toEqual([100, 300, null]);
  });
  test('[SPR-T37] a trend continues', () => {
    const { enter, months } = open();
    enter([
      { at: at('A', 'M2026-01'), value: 10 },
      { at: at('A', 'M2026-02'), value: 20 },
    ]);
    enter([{ at: at('A', 'Q2026-1'), method: 'predict' }]);
    expect(months('A', 1, 4)).toEqual([10, 20, 30, null]);
    enter([{ at: at('A', 'Q2026-2'), method: 'predict', source: at('A', 'Q2026-1') }]);
    expect(months('A', 4, 6)).toEqual([40, 50, 60]);
  });
  test('[SPR-T13] a selection of cells has one sum', () => {
    const { enter, months } = open();
    const entry = { at: at('A', 'M2026-01'), selection: [at('B', 'M2026-03')], method: 'equal', value: 90 };
    enter([entry]);
    expect([sum(months('A')), sum(months('B'))]).toEqual([45, 45]);
  });

  test.each([
    [{ method: 'straightLine', from: 1 }, 'REQUIRED', 'to'],
    [{ method: 'growth', percent: 3 }, 'REQUIRED', 'from'],
    [{ method: 'calendar', value: 1 }, 'REQUIRED', 'kind'],
    [{ method: 'calendar', value: 1, kind: 'seasonal' }, 'REQUIRED', 'kind'],
    [{ method: 'calendar', value: 1, kind: 'history' }, 'REQUIRED', 'past'],
    [{ method: 'calendar', value: 1, kind: 'naturalDays', years: 2 }, 'INVALID', 'years'],
    [{ method: 'like', value: 1 }, 'REQUIRED', 'reference'],
    [{ method: 'like', value: 1, reference: 'nobody' }, 'UNKNOWN_REFERENCE', 'reference'],
    [{ method: 'equal', value: 1, percent: 3 }, 'INVALID', 'percent'],
    [{ method: 'equal', value: 1, residue: 'location' }, 'REQUIRED', 'location'],
    [{ method: 'proportional', value: 1, zeroBasis: 'unassigned' }, 'REQUIRED', 'target'],
    [{ method: 'proportional' }, 'REQUIRED', 'value'],
    [{ method: 'proportional', rate: 0.5 }, 'INVALID', 'rate'],
    [{ method: 'transfer', value: 1, source: at('A', 'M2026-01') }, 'REQUIRED', 'target'],
    [
      { method: 'transfer', value: 1, source: at('X', 'all'), target: at('B', 'all') },
      'UNKNOWN_REFERENCE',
      'source',
    ],
    [{ method: 'pattern', value: 1, pattern: '1 1', along: 'nowhere' }, 'UNKNOWN_REFERENCE', 'along'],
    [{ method: 'pattern', value: 1, pattern: '1 x' }, 'NOT_A_NUMBER', 'pattern'],
    [{ method: 'wild', value: 1 }, 'INVALID', 'method'],
  ] as const)('[SPR-T16] %j is refused with %s at its %s', (entry, code, field) => {
    const { enter } = open();
    expect(enter([{ at: all, ...entry } as TargetEntry])).toMatchObject({
      code,
      path: `entries[0].${field}`,
    });
  });
});
