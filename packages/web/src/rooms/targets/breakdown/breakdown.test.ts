import { rowInside, type Scope, territoryOf } from '@shapan/contract';
import { type Command, coordinateOf, cubeOf, decide, kinds, rowCount, setRowsPresent } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { metricFormat } from '../metric-format.ts';
import { meaningOf, readCell, readRate, type SpreadWay } from './entries.ts';
import { createFlash } from './flash.ts';
import { holdAt, mayTypeOn, placedHolds } from './holds.ts';
import { axisLines, isLeafPlace, leavesOfPlace, meeting } from './lines.ts';
import { arranged, books, lines, linesOf, names, open, run, tableOf } from './sample-books.ts';
import { spreadSummary } from './spread-summary.ts';
import { isReadAtEnd } from './use-breakdown-words.ts';

describe('rows', () => {
  it('nest the second dimension below the lowest members of the first', () => {
    expect(lines(tableOf(books()), arranged([0, 1]))).toEqual([
      'Total *,*',
      '  A A,*',
      '    A1 A1,*',
      '      X A1,X',
      '      Y A1,Y',
      '    A2 A2,*',
      '      X A2,X',
      '  B B,*',
      '    Y B,Y',
    ]);
  });

  it('can stand the other way round, or show one dimension alone', () => {
    expect(lines(tableOf(books()), arranged([1]))).toEqual(['Total *,*', '  X *,X', '  Y *,Y']);
    const swapped = lines(tableOf(books()), arranged([1, 0]));
    expect(swapped.slice(0, 4)).toEqual(['Total *,*', '  X *,X', '    A A,X', '      A1 A1,X']);
  });

  it('show only what the other dimension is held at', () => {
    const table = tableOf(books());
    const onlyY = table.layout.frame.trees[1]?.index.get('Y') ?? 0;
    expect(lines(table, arranged([0], ['time'], [0, onlyY]))).toEqual([
      'Total *,Y',
      '  A A,Y',
      '    A1 A1,Y',
      '  B B,Y',
    ]);
  });

  it('keep closed what is closed', () =>
    expect(lines(tableOf(books()), arranged([0, 1]), (_, depth) => depth < 1)).toHaveLength(3));

  it('show the part of a member that is in none of its children, where nobody can type', () => {
    const made = books();
    run(made, 'plan', { type: 'target.rows', target: 'revenue', add: [['A', 'X']] });
    const rows = linesOf(tableOf(made), arranged([0]));
    expect(rows.map(({ label, names: [id] }) => [label, id])).toContainEqual(['A itself', null]);
  });
});

describe('what a cell stands for', () => {
  /** Rows that a member with this scope sees: what lies outside is not there. */
  const linesSeenBy = (scope: Scope) => {
    const { master, plan } = books();
    const territory = territoryOf(scope, master, '2026-07-01');
    const { cube } = cubeOf(plan, 'revenue')!;
    const outside = Array.from({ length: rowCount(cube) }, (_, row) => row).filter(
      (row) => !rowInside(territory, cube.dimensions, coordinateOf(cube, row)),
    );
    setRowsPresent(cube, outside, false);
    const table = tableOf({ master, plan });
    const { layout } = table;
    const arrangement = arranged([0, 1]);
    return axisLines({ layout, arrangement, edge: 'rows', isOpen: open, names, territory });
  };
  const seenBy = (scope: Scope) =>
    linesSeenBy(scope).map((row) => [row.id, row.names.includes(null) ? null : row.names] as const);

  it('is marked where its name says more than the reader sees', () => {
    const marked = (...members: readonly string[]) =>
      linesSeenBy(members.map((member) => ({ dimension: 'region', member }))).flatMap(({ id, isPart }) =>
        isPart ? [id] : [],
      );
    expect(marked('A1')).toEqual(['*,*']);
    expect(marked('A1', 'B')).toEqual(['*,*', 'A,*']);
    expect(marked()).toEqual([]);
  });

  it('is the reader’s own part, all the way up', () => {
    expect(seenBy([{ dimension: 'region', member: 'A' }]).slice(0, 2)).toEqual([
      ['*,*', ['A', '*']],
      ['A1,*', ['A1', '*']],
    ]);
    expect(seenBy([{ dimension: 'region', member: 'A1' }]).slice(0, 3)).toEqual([
      ['*,*', ['A1', '*']],
      ['A1,*', ['A1', '*']],
      ['A1,X', ['A1', 'X']],
    ]);
    expect(
      seenBy([
        { dimension: 'region', member: 'B' },
        { dimension: 'product', member: 'Y' },
      ])[0],
    ).toEqual(['*,*', ['B', 'Y']]);
  });

  it('is nothing a command can name where several parts come together', () => {
    const two = seenBy([
      { dimension: 'region', member: 'A1' },
      { dimension: 'region', member: 'B' },
    ]);
    expect(two[0]).toEqual(['*,*', null]);
    expect(two.filter(([, at]) => at !== null).map(([id]) => id)).toEqual([
      'A,*',
      'A1,*',
      'A1,X',
      'A1,Y',
      'B,*',
      'B,Y',
    ]);
  });
});

describe('columns', () => {
  it('leave out a level with a single part', () =>
    expect(linesOf(tableOf(books()), arranged([0]), 'columns').map(({ id, depth }) => [id, depth])).toEqual([
      ['all', 0],
      ['M2026-07', 1],
      ['M2026-08', 1],
      ['M2026-09', 1],
    ]));

  it('tell leaves from totals', () => {
    const table = tableOf(books());
    const arrangement = arranged([0, 1]);
    const rows = linesOf(table, arrangement);
    const columns = linesOf(table, arrangement, 'columns');
    const place = (row: number, column: number) => meeting(arrangement, rows[row]!, columns[column]!).place;
    expect(isLeafPlace(table.layout, place(3, 1))).toBe(true);
    expect(isLeafPlace(table.layout, place(3, 0))).toBe(false);
    expect(isLeafPlace(table.layout, place(2, 1))).toBe(false);
    expect(leavesOfPlace(table.layout, place(0, 0))).toBe(12);
  });
});

describe('typed text', () => {
  const made = books();
  const money = metricFormat(tableOf(made).layout.metric, 'wan', 'zh-CN');
  const percent = metricFormat(tableOf(made, 'coverage').layout.metric, 'wan', 'zh-CN');
  const at = { members: ['*', '*'], time: 'all' };
  const cell = { at, current: null, leaf: false, divisible: true };
  const spreading = (way: SpreadWay, reference?: string) => ({ way, reference });

  it('becomes an exact amount with the way of the view, at totals only', () => {
    expect(readCell({ ...cell, text: '500万' }, money, spreading('equal'))).toEqual({
      entry: { at, value: 500_000_000, method: 'equal' },
    });
    expect(readCell({ ...cell, text: '500万', leaf: true }, money, spreading('equal'))).toEqual({
      entry: { at, value: 500_000_000 },
    });
    expect(readCell({ ...cell, text: '5' }, money, spreading('relativeProportional', 'other'))).toEqual({
      entry: { at, value: 5_000_000, method: 'relativeProportional', reference: 'other' },
    });
  });

  it('[SPR-T82] keeps typed numbers where that is chosen, at leaves as well: totals above them stay too', () => {
    const keeping = { way: 'proportional', keepManual: true } as const;
    for (const leaf of [true, false]) {
      expect(readCell({ ...cell, text: '500万', leaf }, money, keeping)).toEqual({
        entry: { at, value: 500_000_000, keepManual: true },
      });
    }
  });

  it('means the unit that the view shows, unless it names another', () => {
    const read = (text: string) => readCell({ ...cell, text }, money, spreading('proportional'));
    expect(read('300')).toEqual({ entry: { at, value: 300_000_000 } });
    expect(read('300元')).toEqual({ entry: { at, value: 30_000 } });
  });

  it('is relative to what the cell shows', () => {
    const current = { numerator: 100_000, denominator: 1 };
    expect(readCell({ ...cell, current, text: '+10%' }, money, spreading('proportional'))).toEqual({
      entry: { at, value: 110_000 },
    });
  });

  it('clears when it is empty, and is a problem when it cannot be read', () => {
    expect(readCell({ ...cell, text: ' ' }, money, spreading('equal'))).toEqual({
      entry: { at, value: null },
    });
    expect(readCell({ ...cell, text: 'abc' }, money, spreading('equal'))).toMatchObject({
      problem: { code: 'NUMBER_UNREADABLE' },
    });
  });

  it.each([
    ['85%', 0.85],
    ['85', 0.85],
    ['0.85', 0.85],
    ['８５％', 0.85],
  ])('%s is a rate of %d', (text, rate) => expect(readRate(text, null, true)).toBe(rate));

  it('asks for both parts where a rate has nothing to divide by', () => {
    expect(
      readCell({ ...cell, text: '85%', leaf: true, divisible: false }, percent, spreading('proportional')),
    ).toEqual({ ask: 'parts', rate: 0.85 });
    expect(readCell({ ...cell, text: '85%' }, percent, spreading('repeatLeaves'))).toEqual({
      entry: { at, rate: 0.85, method: 'repeatLeaves' },
    });
  });

  it('[SPR-T86] says from when on there is a rate, where it begins after the target', () => {
    const later = { ...money, ratesToCome: new Map([['USD', '2026-08-01']]) };
    const read = (text: string) => readCell({ ...cell, text }, later, spreading('equal'));
    expect(read('$500')).toMatchObject({
      problem: { code: 'NUMBER_CURRENCY', params: { text: '$500', other: 'USD', begins: '2026-08-01' } },
    });
    expect(read('500 EUR')).toMatchObject({ problem: { params: { text: '500 EUR' } } });
    expect(JSON.stringify(read('500 EUR'))).not.toContain('begins');
  });

  it('[SPR-T40] is headed as the end of its time only where it is a balance', () => {
    const isEnd = (totals: 'spread' | 'stated' | 'computed', behaviour: 'last' | 'flow' = 'last') =>
      isReadAtEnd({ totals, behaviour });
    expect([isEnd('spread'), isEnd('spread', 'flow')]).toEqual([true, false]);
    expect([isEnd('stated'), isEnd('computed')]).toEqual([false, false]);
  });

  it('[SPR-T16] takes the codes of other engines for the methods they stand for', () => {
    const read = (text: string, reference?: string) =>
      readCell({ ...cell, text }, money, spreading('proportional', reference));
    expect(read('S1200')).toEqual({ entry: { at, method: 'equal', value: 1_200_000_000 } });
    expect(read('LR+25')).toEqual({
      entry: { at, method: 'repeatLeaves', action: 'add', filter: 'nonZero', value: 25_000_000 },
    });
    expect(read('P%+10')).toEqual({ entry: { at, method: 'percent', action: 'add', percent: 10 } });
    expect(read('SL100:200')).toEqual({
      entry: { at, method: 'straightLine', from: 100_000_000, to: 200_000_000 },
    });
    expect(read('GR300:25')).toEqual({ entry: { at, method: 'growth', from: 300_000_000, percent: 25 } });
    expect([read('RP400'), read('R%50')]).toEqual([
      { problem: { code: 'CODE_REFERENCE' } },
      { problem: { code: 'CODE_REFERENCE' } },
    ]);
    expect(read('RP400', 'other')).toEqual({
      entry: { at, method: 'relativeProportional', reference: 'other', value: 400_000_000 },
    });
    expect(read('C')).toEqual({ entry: { at, method: 'clear' } });
    const unfinished = (text: string, name: string, example: string) =>
      expect(read(text)).toEqual({ problem: { code: 'CODE_UNFINISHED', params: { text, name, example } } });
    unfinished('SL>', 'straightLine', 'SL>100:200');
    unfinished('GR300', 'growth', 'GR300:25');
    unfinished('S', 'equal', 'S1200');
    unfinished('R|', 'repeat', 'R|25');
    expect(read('+5%/月')).toEqual({ problem: { code: 'CODE_SERIES', params: { text: '+5%/月' } } });
    const amountsOnly = (format: object) =>
      readCell({ ...cell, text: 'S100' }, { ...money, ...format }, spreading('proportional'));
    for (const format of [{ computed: true }, { twoPart: true }])
      expect(amountsOnly(format)).toEqual({ problem: { code: 'CODE_AMOUNTS', params: { text: 'S100' } } });
    // What is held is no number.
    expect(read('H')).toMatchObject({ problem: { code: 'NUMBER_UNREADABLE' } });
    expect(read('R>5')).toEqual({
      entry: { at, method: 'repeat', value: 5_000_000 },
      toward: ['right'],
    });
  });

  it('says what it means while it is typed', () => {
    expect(meaningOf('500万', null, money)).toBe('5,000,000.00 元');
    expect(meaningOf('=500万*20%', null, money)).toBe('1,000,000.00 元');
    expect(meaningOf('85', null, percent)).toBe('85%');
    expect(meaningOf('5..', null, money)).toBeNull();
  });
});

describe('holds', () => {
  const hold = (keeps: string, members: string[], time = 'all', expires?: string): Command => ({
    type: 'record.add',
    kind: 'hold',
    id: `${keeps}${members[0]}`,
    fields: {
      target: 'revenue',
      members,
      time,
      keeps,
      owner: 'me',
      reason: 'signed',
      ...(expires && { expires }),
    },
  });

  it('lock the cells inside, or the one total they keep', () => {
    const made = books();
    run(made, 'plan', hold('value', ['A', '*']));
    run(made, 'plan', hold('total', ['B', '*']));
    const { layout } = tableOf(made);
    const holds = placedHolds(made.plan, layout, '2026-07-01');
    const place = (id: string, time: string) => ({
      members: [layout.frame.trees[0]!.index.get(id)!, 0],
      time: layout.frame.time.index.get(time)!,
    });
    expect(holdAt(layout, holds, place('A1', 'M2026-07'))?.keeps).toBe('value');
    expect(holdAt(layout, holds, place('B', 'all'))?.keeps).toBe('total');
    expect(holdAt(layout, holds, place('B', 'M2026-07'))).toBeUndefined();
    const own = holdAt(layout, holds, place('A', 'all'))!;
    expect(mayTypeOn(own, place('A', 'all'), 'me')).toBe(true);
    expect(mayTypeOn(own, place('A1', 'all'), 'me')).toBe(false);
    expect(mayTypeOn(own, place('A', 'all'), 'other')).toBe(false);
  });

  it('protect nothing after their last day', () => {
    const made = books();
    run(made, 'plan', hold('value', ['A', '*'], 'all', '2026-06-30'));
    const { layout } = tableOf(made);
    expect(placedHolds(made.plan, layout, '2026-06-30')).toHaveLength(1);
    expect(placedHolds(made.plan, layout, '2026-07-01')).toHaveLength(0);
  });
});

describe('what an entry would do', () => {
  it('[SPR-T87] counts leaves, names the rows that move most and the totals right above', () => {
    const made = books();
    run(made, 'plan', {
      type: 'target.enter',
      target: 'revenue',
      entries: [
        { at: { members: ['A1', 'X'], time: 'M2026-07' }, value: 900 },
        { at: { members: ['B', 'Y'], time: 'M2026-07' }, value: 100 },
      ],
    });
    const table = tableOf(made);
    const decided = decide(
      { book: 'plan', state: made.plan, master: made.master, kinds, actor: 'me', writable: () => true },
      {
        type: 'target.enter',
        target: 'revenue',
        entries: [{ at: { members: ['*', '*'], time: 'all' }, value: 2000 }],
      },
    );
    expect(decided.ok).toBe(true);
    if (!decided.ok) return;
    expect(spreadSummary(table, decided.value.changes, { members: [0, 0], time: 0 })).toEqual({
      leaves: 2,
      rows: 2,
      movers: [
        { coordinate: ['A1', 'X'], difference: 900, share: { numerator: 900, denominator: 900 } },
        { coordinate: ['B', 'Y'], difference: 100, share: { numerator: 100, denominator: 100 } },
      ],
      before: { numerator: 1000, denominator: 1 },
      after: { numerator: 2000, denominator: 1 },
      above: [],
      net: 1000,
      effect: null,
      moved: { totals: [], count: 0 },
    });
    const at = table.layout.frame.trees[0]!.index.get('B')!;
    const only = decide(
      { book: 'plan', state: made.plan, master: made.master, kinds, actor: 'me', writable: () => true },
      {
        type: 'target.enter',
        target: 'revenue',
        entries: [{ at: { members: ['B', '*'], time: 'all' }, value: 150 }],
      },
    );
    const { above } = spreadSummary(table, only.ok ? only.value.changes : [], { members: [at, 0], time: 0 });
    expect(above).toEqual([
      {
        along: 0,
        place: { members: [0, 0], time: 0 },
        before: { numerator: 1000, denominator: 1 },
        after: { numerator: 1050, denominator: 1 },
      },
    ]);
  });
});

describe('the flash of a change', () => {
  it('marks what differs from the snapshot before, once, and not what only came into sight', () => {
    const flash = createFlash();
    flash.begin('view', 1);
    expect(flash.changed('a', '1')).toBe(false);
    flash.begin('view', 2);
    flash.begin('view', 2);
    expect(flash.changed('a', '2')).toBe(true);
    expect(flash.changed('b', '1')).toBe(false);
    flash.begin('view', 3);
    expect(flash.changed('a', '2')).toBe(false);
    flash.begin('other view', 3);
    expect(flash.changed('a', '9')).toBe(false);
  });
});
