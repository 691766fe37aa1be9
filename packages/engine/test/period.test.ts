import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateOfDay,
  dayNumber,
  daysBetween,
  earlierDate,
  laterDate,
  weekday,
} from '../src/foundation/date.ts';
import {
  type CalendarPattern,
  defaultFiscalCalendar,
  type FiscalCalendar,
} from '../src/foundation/fiscal-calendar.ts';
import {
  type Grain,
  grains,
  type Period,
  periodAt,
  periodById,
  periodByOrdinal,
  periodParts,
  periodsBetween,
} from '../src/foundation/period.ts';
import { type TimeTree, timeTree } from '../src/foundation/time-tree.ts';

const calendarOf = (yearStartMonth: number, pattern: CalendarPattern = 'months'): FiscalCalendar => ({
  ...defaultFiscalCalendar,
  yearStartMonth,
  pattern,
});

const anyCalendar = fc.record({
  yearStartMonth: fc.integer({ min: 1, max: 12 }),
  pattern: fc.constantFrom<CalendarPattern>('months', '445', '454', '544'),
  weekStart: fc.constant('monday' as const),
  week53: fc.constant('lastPeriod' as const),
});
const anyGrain = fc.constantFrom(...grains);
const anyDay = fc.integer({ min: dayNumber('1901-01-01'), max: dayNumber('2198-12-31') });

const ids = (periods: readonly Period[]) => periods.map(({ id }) => id);
const span = (id: string, calendar = defaultFiscalCalendar) => {
  const period = periodById(calendar, id);
  if (!period.ok) throw new Error(`no period ${id}`);
  return `${period.value.from}..${period.value.to}`;
};

describe('periods of the calendar year', () => {
  it.each<[Grain, string, string, string, number]>([
    ['year', 'Y2026', '2026-01-01', '2026-12-31', 2026],
    ['half', 'H2026-2', '2026-07-01', '2026-12-31', 4053],
    ['quarter', 'Q2026-3', '2026-07-01', '2026-09-30', 8106],
    ['month', 'M2026-07', '2026-07-01', '2026-07-31', 24_318],
    ['xun', 'X2026-07-1', '2026-07-01', '2026-07-10', 72_954],
    ['week', 'W2026-28', '2026-07-06', '2026-07-12', 2949],
    ['day', 'D2026-07-08', '2026-07-08', '2026-07-08', 20_642],
  ])('the %s of 8 July 2026 is %s', (grain, id, from, to, ordinal) => {
    expect(periodAt(defaultFiscalCalendar, grain, '2026-07-08')).toEqual({ id, grain, from, to, ordinal });
  });

  it('the last 旬 of a month has 8 to 11 days', () => {
    expect(span('X2026-02-3')).toBe('2026-02-21..2026-02-28');
    expect(span('X2024-02-3')).toBe('2024-02-21..2024-02-29');
    expect(span('X2026-01-3')).toBe('2026-01-21..2026-01-31');
    expect(span('X2026-04-2')).toBe('2026-04-11..2026-04-20');
  });

  it('weeks belong to the ISO year that holds their Thursday', () => {
    expect(span('W2026-01')).toBe('2025-12-29..2026-01-04');
    expect(span('W2026-53')).toBe('2026-12-28..2027-01-03');
    expect(periodAt(defaultFiscalCalendar, 'week', '2027-01-03').id).toBe('W2026-53');
    expect(periodAt(defaultFiscalCalendar, 'week', '2024-12-30').id).toBe('W2025-01');
  });

  it('2026 has 12 months, 36 旬, 4 quarters and touches 53 weeks', () => {
    const count = (grain: Grain) =>
      periodsBetween(defaultFiscalCalendar, grain, '2026-01-01', '2026-12-31').length;
    expect(grains.map(count)).toEqual([1, 2, 4, 12, 36, 53, 365]);
  });

  it('lists whole periods that touch a range, and none for a range turned round', () => {
    expect(ids(periodsBetween(defaultFiscalCalendar, 'month', '2026-01-31', '2026-03-01'))).toEqual([
      'M2026-01',
      'M2026-02',
      'M2026-03',
    ]);
    expect(periodsBetween(defaultFiscalCalendar, 'month', '2026-03-01', '2026-02-28')).toEqual([]);
  });
});

describe('a fiscal year that does not begin in January', () => {
  const april = calendarOf(4);

  it('is named after the calendar year in which it ends', () => {
    expect(span('Y2026', april)).toBe('2025-04-01..2026-03-31');
    expect(span('H2026-1', april)).toBe('2025-04-01..2025-09-30');
    expect(span('Q2026-4', april)).toBe('2026-01-01..2026-03-31');
    expect(periodAt(april, 'quarter', '2026-04-01').id).toBe('Q2027-1');
  });

  it('leaves months, 旬 and ISO weeks as they are', () => {
    expect(span('M2026-07', april)).toBe('2026-07-01..2026-07-31');
    expect(span('X2026-07-3', april)).toBe('2026-07-21..2026-07-31');
    expect(span('W2026-28', april)).toBe('2026-07-06..2026-07-12');
  });

  it('works for every start month', () => {
    for (let start = 2; start <= 12; start += 1) {
      const calendar = calendarOf(start);
      const year = periodAt(calendar, 'year', `2026-${String(start).padStart(2, '0')}-01`);
      expect(year).toMatchObject({ id: 'Y2027', from: `2026-${String(start).padStart(2, '0')}-01` });
      expect(year.to.slice(0, 4)).toBe('2027');
      expect(ids(periodsBetween(calendar, 'quarter', year.from, year.to))).toEqual([
        'Q2027-1',
        'Q2027-2',
        'Q2027-3',
        'Q2027-4',
      ]);
    }
  });
});

describe('the week family', () => {
  it.each<[CalendarPattern, number[]]>([
    ['445', [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5]],
    ['454', [4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4]],
    ['544', [5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4]],
  ])('%s gives the months of 2025 their weeks', (pattern, weeks) => {
    const months = monthsOf(calendarOf(1, pattern), 'Y2025');
    expect(months.map(({ from, to }) => daysBetween(from, to) / 7)).toEqual(weeks);
    expect(months[0]).toMatchObject({ id: 'M2025-01', from: '2024-12-30' });
    expect(months[11]).toMatchObject({ id: 'M2025-12', to: '2025-12-28' });
  });

  it.each<[CalendarPattern, number[]]>([
    ['445', [4, 4, 6]],
    ['454', [4, 5, 5]],
    ['544', [5, 4, 5]],
  ])('%s puts the 53rd week of 2026 into the last month', (pattern, weeks) => {
    const calendar = calendarOf(1, pattern);
    expect(span('Y2026', calendar)).toBe('2025-12-29..2027-01-03');
    const last = monthsOf(calendar, 'Y2026').slice(9);
    expect(last.map(({ from, to }) => daysBetween(from, to) / 7)).toEqual(weeks);
    expect(span('W2026-53', calendar)).toBe('2026-12-28..2027-01-03');
  });

  it('with a later start counts weeks from the Monday nearest to its first day', () => {
    const july = calendarOf(7, '445');
    expect(span('Y2026', july)).toBe('2025-06-30..2026-06-28');
    expect(span('W2026-01', july)).toBe('2025-06-30..2025-07-06');
    expect(ids(monthsOf(july, 'Y2026')).slice(0, 2)).toEqual(['M2025-07', 'M2025-08']);
  });

  it('years have 52 or 53 whole weeks and begin on Monday', () => {
    fc.assert(
      fc.property(anyCalendar, fc.integer({ min: 1902, max: 2198 }), (calendar, year) => {
        fc.pre(calendar.pattern !== 'months');
        const { from, to } = periodByOrdinal(calendar, 'year', year);
        expect(weekday(from)).toBe(1);
        expect([364, 371]).toContain(daysBetween(from, to));
      }),
    );
  });

  function monthsOf(calendar: FiscalCalendar, yearId: string): readonly Period[] {
    const [from = '', to = ''] = span(yearId, calendar).split('..');
    return periodsBetween(calendar, 'month', from, to);
  }
});

describe('ids', () => {
  it.each([
    '',
    '2026',
    'Y26',
    'M2026-7',
    'Z2026-01',
    'm2026-07',
    'W2026-5',
    'D2026-07',
    'M2026-07 ',
    'Q2026-03',
  ])('refuses %j as no period id', (id) => {
    expect(periodById(defaultFiscalCalendar, id, 'period')).toEqual({
      ok: false,
      problems: [{ code: 'INVALID', path: 'period', params: { expected: 'period', value: id } }],
    });
  });

  it.each([
    'M2026-13',
    'M2026-00',
    'Q2026-5',
    'Q2026-0',
    'H2026-3',
    'X2026-07-4',
    'X2026-13-1',
    'W2025-53',
    'W2026-54',
    'W2026-00',
    'D2026-02-29',
    'D2026-13-01',
    'Y1899',
    'Y2200',
    'Y0000',
    'D9999-12-31',
  ])('refuses %s, which has the form but does not exist', (id) => {
    expect(periodById(defaultFiscalCalendar, id)).toMatchObject({
      problems: [{ code: 'OUT_OF_RANGE', params: { value: id } }],
    });
  });

  it('name the numbers a label needs', () => {
    const parts = (grain: Grain, date: string, calendar = defaultFiscalCalendar) =>
      periodParts(calendar, periodAt(calendar, grain, date));
    expect(parts('xun', '2026-07-21')).toEqual({ year: 2026, month: 7, xun: 3 });
    expect(parts('week', '2027-01-01')).toEqual({ year: 2026, week: 53 });
    expect(parts('half', '2026-04-01', calendarOf(4))).toEqual({ year: 2027, half: 1 });
    expect(parts('day', '2026-07-01')).toEqual({ year: 2026, month: 7, day: 1 });
  });
});

describe('laws of every grain and every calendar', () => {
  it('the period at a date contains it, and id and ordinal lead back to the same period', () => {
    fc.assert(
      fc.property(anyCalendar, anyGrain, anyDay, (calendar, grain, day) => {
        const date = dateOfDay(day);
        const period = periodAt(calendar, grain, date);
        expect(period.from <= date && date <= period.to).toBe(true);
        expect(periodByOrdinal(calendar, grain, period.ordinal)).toEqual(period);
        expect(periodById(calendar, period.id)).toEqual({ ok: true, value: period });
      }),
    );
  });

  it('neighbours touch: no gap, no overlap', () => {
    fc.assert(
      fc.property(anyCalendar, anyGrain, anyDay, (calendar, grain, day) => {
        const period = periodAt(calendar, grain, dateOfDay(day));
        const next = periodByOrdinal(calendar, grain, period.ordinal + 1);
        expect(next.from).toBe(addDays(period.to, 1));
        expect(periodAt(calendar, grain, next.from)).toEqual(next);
      }),
    );
  });

  it('the first and the last accepted day have periods of every grain, which their ids find again', () => {
    for (const date of ['1900-01-01', '2199-12-31']) {
      for (const grain of grains) {
        for (const calendar of [defaultFiscalCalendar, calendarOf(4), calendarOf(10, '454')]) {
          const period = periodAt(calendar, grain, date);
          expect(periodById(calendar, period.id)).toEqual({ ok: true, value: period });
        }
      }
    }
  });
});

describe('the time tree of a plan', () => {
  it('expands a quarter of months below quarter, year and window', () => {
    expect(outline(timeTree(defaultFiscalCalendar, 'month', '2026-07-01', '2026-09-30'))).toEqual([
      'all',
      ' Y2026 [2026-07-01..2026-09-30]',
      '  Q2026-3',
      '   M2026-07',
      '   M2026-08',
      '   M2026-09',
    ]);
  });

  it('says which part of a period a window covers (T43)', () => {
    expect(outline(timeTree(defaultFiscalCalendar, 'xun', '2026-12-15', '2027-01-10'))).toEqual([
      'all',
      ' Y2026 [2026-12-15..2026-12-31]',
      '  Q2026-4 [2026-12-15..2026-12-31]',
      '   M2026-12 [2026-12-15..2026-12-31]',
      '    X2026-12-2 [2026-12-15..2026-12-20]',
      '    X2026-12-3',
      ' Y2027 [2027-01-01..2027-01-10]',
      '  Q2027-1 [2027-01-01..2027-01-10]',
      '   M2027-01 [2027-01-01..2027-01-10]',
      '    X2027-01-1',
    ]);
  });

  it('puts weeks below the ISO year, never below a month they straddle (I3)', () => {
    expect(outline(timeTree(defaultFiscalCalendar, 'week', '2026-12-21', '2027-01-10'))).toEqual([
      'all',
      ' WY2026 [2026-12-21..2027-01-03]',
      '  W2026-52',
      '  W2026-53',
      ' WY2027 [2027-01-04..2027-01-10]',
      '  W2027-01',
    ]);
  });

  it('puts weeks below months in the week family, and 旬 below nothing', () => {
    const calendar = calendarOf(1, '445');
    const tree = timeTree(calendar, 'week', '2025-12-29', '2027-01-03');
    expect(new Set(tree.nodes.map(({ grain }) => grain))).toEqual(
      new Set(['all', 'year', 'quarter', 'month', 'week']),
    );
    expect(tree.leaves).toHaveLength(53);
    expect(timeTree(calendar, 'xun', '2026-01-01', '2026-01-31').nodes.map(({ depth }) => depth)).toEqual([
      0, 1, 1, 1,
    ]);
  });

  it('every leaf has one parent chain to the root; children partition their parent within the window', () => {
    const anyWindow = fc.tuple(anyDay, fc.integer({ min: 0, max: 800 }));
    fc.assert(
      fc.property(anyCalendar, anyGrain, anyWindow, (calendar, grain, [first, length]) => {
        const [from, to] = [dateOfDay(first), dateOfDay(first + length)];
        const tree = timeTree(calendar, grain, from, to);
        expect(tree.nodes[0]).toMatchObject({ id: 'all', from, to, parent: -1, depth: 0 });
        expect(tree.leaves.map((leaf) => tree.nodes[leaf]?.id)).toEqual(
          ids(periodsBetween(calendar, grain, from, to)),
        );
        expect(new Set(tree.nodes.map(({ id }) => id)).size).toBe(tree.nodes.length);
        for (const [index, node] of tree.nodes.entries()) {
          expect(node.parent).toBeLessThan(index);
          const children = tree.nodes.filter(({ parent }) => parent === index);
          expect(children.length === 0).toBe(tree.leaves.includes(index));
          if (children.length === 0) continue;
          const stretches = children.map(({ coveredFrom, coveredTo, ...whole }) => ({
            from: coveredFrom ?? whole.from,
            to: coveredTo ?? whole.to,
          }));
          expect(stretches[0]?.from).toBe(laterDate(node.from, from));
          expect(stretches.at(-1)?.to).toBe(earlierDate(node.to, to));
          for (const [next, stretch] of stretches.slice(1).entries()) {
            expect(stretch.from).toBe(addDays(stretches[next]?.to ?? '', 1));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  function outline({ nodes }: TimeTree): readonly string[] {
    return nodes.map(({ id, depth, coveredFrom, coveredTo }) => {
      const covered = coveredFrom === undefined ? '' : ` [${coveredFrom}..${coveredTo}]`;
      return `${' '.repeat(depth)}${id}${covered}`;
    });
  }
});
