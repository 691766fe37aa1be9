import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Fields,
  fitSchedule,
  type LevelledPlan,
  type LevelWish,
  openLevelling,
  readLevelling,
  scarceGroups,
} from '../../src/index.ts';
import { type PlanBook, planBook } from './plan-book.ts';

/** A Monday. */
const TODAY = '2026-06-01';
const all: LevelWish = {
  respect: new Set(scarceGroups),
  mayMove: () => true,
  withinSlack: false,
  byPriority: true,
};

function level(book: PlanBook, wish: Partial<LevelWish> = {}, today = TODAY): LevelledPlan {
  const levelling = openLevelling(book.on(today), book.state, { ...all, ...wish });
  const fitted = fitSchedule(levelling.request, { steps: 500 });
  if (!fitted.ok) throw new Error(JSON.stringify(fitted.problems));
  return readLevelling(levelling, fitted.value);
}

/** Write what a levelling says, as one who applies it does. */
function apply(book: PlanBook, { moved }: LevelledPlan): void {
  for (const { id, set } of moved) book.set(id, set);
}

const brief = { name: 'Q3', scenario: 'sprint', from: '2026-06-01', to: '2026-12-31', currency: 'CNY' };

/** Tasks of one week each, by name: who does them, and whatever else is said. */
function bookOf(
  tasks: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  said: Fields = brief,
): PlanBook {
  const book = planBook();
  book.add('brief', 'brief', said);
  for (const [id, fields] of Object.entries(tasks)) {
    const week = { from: '2026-06-01', to: '2026-06-05', effort: 5, accountable: 'wang' };
    book.add('task', id, { name: id, ...week, ...fields } as never);
  }
  return book;
}

const days = ({ moved }: LevelledPlan) =>
  Object.fromEntries(moved.map(({ id, is }) => [id, `${is.from} ${is.to}`]));

describe('[LVL-5] levelling a plan', () => {
  it('lets of two tasks of one person the less important wait, and says for whom', () => {
    const book = bookOf({ visit: {}, tender: { priority: 'high' } });
    const found = level(book);
    expect(found.moved).toMatchObject([
      {
        id: 'visit',
        was: { from: '2026-06-01', to: '2026-06-05' },
        is: { from: '2026-06-08', to: '2026-06-12' },
        by: 5,
        set: { from: '2026-06-08', to: '2026-06-12' },
        because: { of: 'shortage', scarce: { of: 'person', id: 'wang' }, holders: ['tender'] },
      },
    ]);
    expect(found.end).toEqual({ was: '2026-06-05', is: '2026-06-12' });
    expect(found).toMatchObject({ isProven: true, noneBefore: '2026-06-12', left: [], missed: [] });
  });

  it('counts working days of the calendar, and moves what waits along', () => {
    const book = bookOf({
      a: { priority: 'high' },
      b: {},
      c: { accountable: 'li', from: '2026-06-08', to: '2026-06-09', effort: 1 },
    });
    book.add('taskLink', 'bc', { from: 'b', to: 'c', relation: 'FS', lag: 0 });
    const found = level(book);
    expect(days(found)).toEqual({ b: '2026-06-08 2026-06-12', c: '2026-06-15 2026-06-16' });
    expect(found.moved[1]!.because).toEqual({ of: 'link', task: 'b' });
  });

  it('goes by what ends earliest where priorities are left aside, and proves it beside what stays', () => {
    const book = bookOf({
      tender: { priority: 'high' },
      fair: { priority: 'low' },
      report: { accountable: 'li', from: '2026-06-08', to: '2026-06-10', effort: 1 },
      done: { accountable: 'li', status: 'done' },
    });
    book.add('taskLink', 'l', { from: 'fair', to: 'report', relation: 'FS', lag: 0 });
    expect(level(book)).toMatchObject({
      end: { is: '2026-06-17' },
      isProven: false,
      noneBefore: '2026-06-12',
    });
    const free = level(book, { byPriority: false });
    expect(days(free)).toEqual({ tender: '2026-06-08 2026-06-12' });
    expect(free).toMatchObject({ end: { is: '2026-06-12' }, isProven: true, noneBefore: '2026-06-12' });
  });

  it('changes nothing where nothing is overdrawn, even where it could be earlier', () => {
    const book = bookOf({
      a: { effort: 2.5 },
      b: { effort: 2.5 },
      c: { from: '2026-06-22', to: '2026-06-26' },
    });
    expect(level(book)).toMatchObject({ moved: [], left: [], shortages: { before: [], after: [] } });
  });

  it('goes by the priority of the initiative where tasks say the same', () => {
    const book = bookOf({});
    book.add('initiative', 'minor', { name: 'minor', priority: 'low' });
    book.add('initiative', 'major', { name: 'major', priority: 'high' });
    const week = { from: '2026-06-01', to: '2026-06-05', effort: 5, accountable: 'wang' };
    book.add('task', 'first', { name: 'first', initiative: 'minor', ...week });
    book.add('task', 'second', { name: 'second', initiative: 'major', ...week });
    expect(Object.keys(days(level(book)))).toEqual(['first']);
  });

  it.each([
    ['begun', { status: 'running' }],
    ['done', { status: 'done' }],
    ['repeated', { repeat: 'weekly' }],
    ['of yesterday', { from: '2026-05-29', effort: 6 }],
  ])('what is %s keeps its time, however unimportant', (_, fields) => {
    const book = bookOf({ kept: { priority: 'low', ...fields }, other: { priority: 'high' } });
    expect(days(level(book))).toEqual({ other: '2026-06-08 2026-06-12' });
  });

  it('moves only what may be moved, and keeps clear of the rest', () => {
    const book = bookOf({ theirs: { priority: 'low' }, mine: { priority: 'high' } });
    expect(days(level(book, { mayMove: ({ id }) => id === 'mine' }))).toEqual({
      mine: '2026-06-08 2026-06-12',
    });
    expect(level(book, { mayMove: () => false })).toMatchObject({
      moved: [],
      shortages: { after: [{ days: 5, missing: 1000 }] },
    });
  });

  it('does not push with a link what may not be moved: then nobody moves, and it says who is short', () => {
    const book = bookOf({
      a: { priority: 'high' },
      b: {},
      theirs: { accountable: 'li', from: '2026-06-08', to: '2026-06-09', effort: 1 },
    });
    book.add('taskLink', 'l', { from: 'b', to: 'theirs', relation: 'FS', lag: 0 });
    const found = level(book, { mayMove: ({ id }) => id === 'b' });
    expect(found.moved).toEqual([]);
    expect(found.left).toMatchObject([
      { id: 'b', lacks: [{ scarce: { id: 'wang' }, missing: 1000 }], isTooLate: true },
    ]);
  });

  it('holds who is to be as early as they can at the days that were found', () => {
    const book = bookOf({ a: { priority: 'high' }, b: { constraint: 'asap' } });
    const found = level(book);
    expect(found.moved[0]!.set).toEqual({ from: '2026-06-08', to: '2026-06-12', constraint: null });
    apply(book, found);
    expect(level(book).moved).toEqual([]);
  });
});

describe('[LVL-6] what is short', () => {
  it('a person is there as the inventory says: a share, from one day to another', () => {
    const book = bookOf({ a: { effort: 2.5 } });
    book.add('resource', 'half', {
      name: '王',
      category: 'people',
      person: 'wang',
      quantity: 0.5,
      from: '2026-06-08',
    });
    expect(days(level(book))).toEqual({ a: '2026-06-08 2026-06-12' });
    book.add('resource', 'before', {
      name: '王 5月',
      category: 'people',
      person: 'wang',
      quantity: 0.5,
      to: '2026-06-05',
    });
    expect(level(book).moved).toEqual([]);
  });

  it('thirds of a day make a whole one', () => {
    const book = bookOf({
      a: { effort: 1, to: '2026-06-03' },
      b: { effort: 1, to: '2026-06-03' },
      c: { effort: 1, to: '2026-06-03' },
    });
    expect(level(book).shortages.before).toEqual([]);
  });

  it('is told by day before and after, with how much', () => {
    const book = bookOf({ a: {}, b: {}, c: {} });
    const { shortages } = level(book, { withinSlack: true });
    expect(shortages.before).toMatchObject([
      { missing: 2000, days: 5, from: '2026-06-01', stretches: [{ from: '2026-06-01', to: '2026-06-05' }] },
    ]);
    expect(shortages.after).toEqual(shortages.before);
  });

  it('needs with days of their own keep them, and what is needed beside them moves', () => {
    const book = bookOf({ a: { effort: null, accountable: null } });
    book.add('resource', 'van', { name: '展车', category: 'channel', quantity: 1 });
    book.add('resourceNeed', 'n1', {
      name: 'n1',
      category: 'material',
      resource: 'van',
      quantity: 1,
      task: 'a',
    });
    book.add('resourceNeed', 'n2', {
      name: 'n2',
      category: 'material',
      resource: 'van',
      quantity: 1,
      from: '2026-06-02',
      to: '2026-06-03',
    });
    expect(days(level(book))).toEqual({ a: '2026-06-04 2026-06-10' });
    expect(level(book, { respect: new Set(['people', 'budget']) }).moved).toEqual([]);
  });
});

describe('[LVL-7] budgets and material', () => {
  it('a task starts when enough has come, the more important first; who never gets enough is named', () => {
    const none = { effort: null, accountable: null };
    const book = bookOf({
      fair: { priority: 'high', ...none },
      ads: none,
      party: { priority: 'low', ...none },
    });
    book.add('resource', 'q2', { name: '预算', category: 'budget', amount: 10_000_00, from: '2026-06-10' });
    const money = { category: 'budget', resource: 'q2' };
    book.add('resourceNeed', 'n1', { name: 'n1', task: 'fair', planned: 6_000_00, ...money });
    book.add('resourceNeed', 'n2', { name: 'n2', task: 'ads', planned: 4_000_00, ...money });
    book.add('resourceNeed', 'n3', { name: 'n3', task: 'party', planned: 1, ...money });
    const found = level(book);
    expect(days(found)).toEqual({ fair: '2026-06-10 2026-06-16', ads: '2026-06-10 2026-06-16' });
    expect(found.left).toMatchObject([
      { id: 'party', lacks: [{ scarce: { id: 'q2', isStock: true } }], isTooLate: false },
    ]);
    expect(found.shortages.after).toMatchObject([{ days: 0, missing: 1, stretches: [] }]);
    expect(found).toMatchObject({ isProven: false, noneBefore: null });
  });
});

describe('[LVL-8] within slack', () => {
  it('moves no end: what has no room before it stays, and is named', () => {
    const long = { from: '2026-06-01', to: '2026-06-12', accountable: 'li', effort: 1 };
    const book = bookOf({ long, a: { priority: 'high' }, b: {}, c: { priority: 'low' } });
    const found = level(book, { withinSlack: true });
    expect(days(found)).toEqual({ b: '2026-06-08 2026-06-12' });
    expect(found.left).toMatchObject([{ id: 'c', isTooLate: true }]);
    expect(found.end).toEqual({ was: '2026-06-12', is: '2026-06-12' });
    // The 19th is the Dragon Boat Festival.
    expect(level(book).end).toEqual({ was: '2026-06-12', is: '2026-06-22' });
  });

  it('never leaves the execution window, nor misses a date that must be kept', () => {
    const book = bookOf({
      a: { priority: 'high' },
      b: { constraint: 'finishNoLater', constraintDate: '2026-06-10' },
    });
    expect(level(book)).toMatchObject({ moved: [], missed: [], left: [{ id: 'b', isTooLate: true }] });
    const windowed = bookOf(
      { a: { priority: 'high' }, b: {} },
      { ...brief, workFrom: '2026-06-01', workTo: '2026-06-10' },
    );
    expect(level(windowed)).toMatchObject({ moved: [], left: [{ id: 'b' }] });
  });
});

const day = fc.integer({ min: 1, max: 26 }).map((n) => `2026-06-${String(n).padStart(2, '0')}`);
const person = fc.constantFrom('wang', 'li');
const plans = fc.record({
  tasks: fc.array(
    fc.record({
      from: day,
      length: fc.nat(6),
      effort: fc.nat(8),
      accountable: person,
      priority: fc.constantFrom('high', 'medium', 'low'),
      status: fc.constantFrom('planned', 'planned', 'planned', 'running', 'done'),
      constraint: fc.constantFrom(null, null, 'asap'),
      mine: fc.boolean(),
      money: fc.nat(3),
    }),
    { minLength: 1, maxLength: 7 },
  ),
  links: fc.array(
    fc.record({
      a: fc.nat(6),
      b: fc.nat(6),
      relation: fc.constantFrom('FS', 'SS', 'FF', 'SF'),
      lag: fc.integer({ min: -2, max: 3 }),
    }),
    { maxLength: 6 },
  ),
  withinSlack: fc.boolean(),
  onlyMine: fc.boolean(),
});

describe('[LVL-5, LVL-6] a random plan', () => {
  it('once written stands as the levelling said, moves no more, and is short of what was told', () => {
    fc.assert(
      fc.property(plans, ({ tasks, links, withinSlack, onlyMine }) => {
        const book = planBook();
        book.add('brief', 'brief', brief);
        book.add('resource', 'cash', { name: 'cash', category: 'budget', amount: 6 });
        tasks.forEach(({ length, money, from, effort, accountable, priority, status, constraint }, i) => {
          const fields = { from, effort, accountable, priority, status, constraint };
          const to = `2026-06-${String(Math.min(30, Number(fields.from.slice(8)) + length)).padStart(2, '0')}`;
          book.add('task', `t${i}`, { name: `t${i}`, ...fields, to });
          if (money > 0)
            book.add('resourceNeed', `n${i}`, {
              name: 'n',
              category: 'budget',
              resource: 'cash',
              task: `t${i}`,
              planned: money,
            });
        });
        links.forEach(({ a, b, ...link }, i) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          if (from === to || to >= tasks.length) return;
          book.tried({
            type: 'record.add',
            kind: 'taskLink',
            id: `l${i}`,
            fields: { from: `t${from}`, to: `t${to}`, ...link },
          });
        });
        const wish = {
          withinSlack,
          mayMove: ({ id }: { id: string }) => !onlyMine || tasks[Number(id.slice(1))]!.mine,
        };
        const before = book.on(TODAY);
        const found = level(book, wish);
        const said = new Map(found.moved.map(({ id, by }) => [id, by]));
        expect(found.moved.every(({ id, by }) => by > 0 && wish.mayMove({ id }))).toBe(true);
        if (withinSlack) expect(found.end!.is).toBe(found.end!.was);
        apply(book, found);
        const after = book.on(TODAY);
        before.tasks.forEach(({ id }, place) => {
          const by = after.planned.times.early[place]! - before.planned.times.early[place]!;
          expect([id, by]).toEqual([id, said.get(id) ?? 0]);
        });
        const again = level(book, wish);
        const told = ({ scarce, ...rest }: LevelledPlan['shortages']['after'][number]) => ({
          id: scarce.id,
          ...rest,
        });
        expect(again.shortages.before.map(told)).toEqual(found.shortages.after.map(told));
        if (found.left.length === 0) expect(again.moved).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});
