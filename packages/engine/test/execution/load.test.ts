import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  addDays,
  applyChanges,
  type Fields,
  isWorkday,
  loadParts,
  planSchedule,
  taskSchedule,
  workCalendarOf,
  workloadOf,
} from '../../src/index.ts';
import { type PlanBook, planBook } from './plan-book.ts';

let plan: PlanBook;

beforeEach(() => {
  plan = planBook();
});

const task = (id: string, from: string, to: string, effort: number, fields: Fields = {}): void =>
  plan.add('task', id, { name: id, from, to, effort, accountable: 'wang', ...fields });
const resource = (id: string, fields: Fields): void =>
  plan.add('resource', id, { name: id, category: 'people', person: 'wang', ...fields });
const calendar = (fields: Fields): void =>
  applyChanges(plan.master, [{ type: 'record.added', record: { kind: 'calendar', id: 'calendar', fields } }]);
const load = () => workloadOf(plan);
const weeksOf = (person = 'wang') =>
  load()
    .people.find((one) => one.person === person)!
    .weeks.map(({ taken, capacity, over }) => [taken, capacity, over]);

describe('[NEED-8] the load of a person', () => {
  it('is spread evenly over the working days of the window, week by week, part weeks and holidays right', () => {
    // 28 September to 10 October 2026: National Day is off from 1 to 7 October, the Saturday after it is worked.
    task('a', '2026-09-30', '2026-10-10', 4);
    expect(load().weeks.map(({ from, to }) => `${from}..${to}`)).toEqual([
      '2026-09-28..2026-10-04',
      '2026-10-05..2026-10-11',
    ]);
    // Worked are 30 September, 8, 9 and 10 October.
    expect(weeksOf()).toEqual([
      [1_000, 3_000, 0],
      [3_000, 3_000, 0],
    ]);
  });

  it('is shared by who is responsible, and a need adds its share of each day', () => {
    task('a', '2026-07-06', '2026-07-10', 5, { responsible: ['wang', 'li'] });
    plan.add('resourceNeed', 'n', {
      name: 'n',
      category: 'people',
      task: 'a',
      person: 'wang',
      quantity: 0.6,
    });
    expect(weeksOf()).toEqual([[5_500, 5_000, 500]]);
    expect(weeksOf('li')).toEqual([[2_500, 5_000, 0]]);
    expect(load().people.map(({ person, over }) => [person, over])).toEqual([
      ['wang', 500],
      ['li', 0],
    ]);
    expect([...load().overTasks]).toEqual([['a', ['wang']]]);
  });

  it('counts half of a half day, in what is taken and in what is there', () => {
    calendar({ name: 'Own', exceptions: { '2026-07-10': 'half' } });
    task('a', '2026-07-06', '2026-07-10', 4.5);
    expect(weeksOf()).toEqual([[4_500, 4_500, 0]]);
    plan.add('resourceNeed', 'n', { name: 'n', category: 'people', task: 'a', person: 'li' });
    expect(weeksOf('li')).toEqual([[4_500, 4_500, 0]]);
  });

  it('is over-allocated by the day: a free day does not make up for a full one', () => {
    task('a', '2026-07-06', '2026-07-06', 1);
    task('b', '2026-07-06', '2026-07-06', 0.5);
    task('c', '2026-07-07', '2026-07-07', 1);
    const [week] = load().people[0]!.weeks;
    expect(week).toEqual({ taken: 2_500, capacity: 5_000, over: 500, overDays: 1 });
    expect([...load().overTasks.keys()]).toEqual(['a', 'b']);
  });

  it('is not over-allocated by what rounding adds', () => {
    task('a', '2026-07-06', '2026-07-08', 1);
    task('b', '2026-07-06', '2026-07-08', 2);
    expect(weeksOf()).toEqual([[3_000, 5_000, 0]]);
    plan.set('b', { effort: 2.1 });
    expect(weeksOf()).toEqual([[3_100, 5_000, 100]]);
  });

  it('stands against the shares that the inventory says, each while it is there', () => {
    resource('half', { quantity: 0.5 });
    resource('more', { quantity: 0.3, from: '2026-07-08', to: '2026-07-08' });
    task('a', '2026-07-06', '2026-07-12', 2);
    expect(weeksOf()).toEqual([[2_000, 2_800, 0]]);
    plan.add('resource', 'li', { name: 'Li', category: 'people', person: 'li' });
    expect(weeksOf('li')).toEqual([[0, 5_000, 0]]);
  });

  it('falls on the first day where the window is off altogether, and nothing is there for it', () => {
    task('a', '2026-07-11', '2026-07-12', 2);
    expect(weeksOf()).toEqual([[2_000, 5_000, 2_000]]);
  });

  it('moves with the schedule, and of what nobody said when is told apart', () => {
    task('a', '2026-07-06', '2026-07-10', 5, { accountable: 'li' });
    task('b', '2026-07-06', '2026-07-07', 2);
    plan.add('taskLink', 'ab', { from: 'a', to: 'b', relation: 'FS' });
    plan.add('task', 'c', { name: 'c', effort: 3, accountable: 'wang' });
    const schedule = planSchedule(plan, '2026-07-01');
    if (!schedule.ok) throw new Error('no schedule');
    const found = workloadOf(plan, ({ id }) => {
      const place = schedule.value.places.get(id);
      return place === undefined ? null : taskSchedule(schedule.value, place).days;
    });
    expect(found.people.find(({ person }) => person === 'wang')!.weeks.map(({ taken }) => taken)).toEqual([
      0, 2_000,
    ]);
    expect(found.undated.map((one) => one.task)).toEqual(['c']);
  });

  it('is explained by its parts, the most first, which add up', () => {
    task('a', '2026-07-06', '2026-07-17', 3);
    task('b', '2026-07-10', '2026-07-10', 2);
    const found = load();
    const parts = loadParts(found, found.people[0]!, 0);
    expect(parts.map(({ demand, taken }) => [demand.task, taken])).toEqual([
      ['b', 2_000],
      ['a', 1_500],
    ]);
    expect(found.people[0]!.weeks[0]).toEqual({ taken: 3_500, capacity: 5_000, over: 1_300, overDays: 1 });
  });

  it('of nothing is nothing', () => {
    expect(load()).toMatchObject({ weeks: [], people: [], undated: [] });
    plan.add('task', 'a', { name: 'a', effort: 1, accountable: 'wang' });
    expect(load()).toMatchObject({ weeks: [], people: [], undated: [{ task: 'a' }] });
  });

  it('of random tasks adds up to all of their effort, and each day has at most its even share rounded up', () => {
    const day = fc.integer({ min: 0, max: 120 }).map((days) => addDays('2026-08-01', days));
    const one = fc.record({
      from: day,
      length: fc.integer({ min: 0, max: 40 }),
      effort: fc.integer({ min: 0, max: 400 }),
      workers: fc.subarray(['p0', 'p1', 'p2', 'p3'], { minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (tasks) => {
        plan = planBook();
        for (const [i, { from, length, effort, workers }] of tasks.entries())
          task(`t${i}`, from, addDays(from, length), effort / 10, { responsible: workers });
        const found = load();
        const sum = (person: string): number =>
          found.people
            .find((other) => other.person === person)
            ?.weeks.reduce((all, { taken }) => all + taken, 0) ?? 0;
        const all = ['p0', 'p1', 'p2', 'p3'].reduce((total, person) => total + sum(person), 0);
        expect(all).toBe(tasks.reduce((total, { effort }) => total + effort * 100, 0));
        const work = workCalendarOf(plan.master);
        for (const load of found.people)
          for (const week of found.weeks.keys()) {
            const parts = loadParts(found, load, week);
            expect(parts.reduce((total, { taken }) => total + taken, 0)).toBe(load.weeks[week]!.taken);
            for (const { demand, taken } of parts) {
              const { from, to } = demand.window!;
              const days = (first: string, last: string): number => {
                let count = 0;
                for (let at = first; at <= last; at = addDays(at, 1)) if (isWorkday(work, at)) count += 1;
                return count;
              };
              const range = found.weeks[week]!;
              const inWeek = days(from > range.from ? from : range.from, to < range.to ? to : range.to);
              const even = demand.of === 'work' ? (demand.total * inWeek) / days(from, to) : 0;
              if (days(from, to) > 0) expect(Math.abs(taken - even)).toBeLessThan(1);
            }
          }
      }),
      { numRuns: 60 },
    );
  });
});
