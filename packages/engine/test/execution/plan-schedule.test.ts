import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  applyChanges,
  consequenceOf,
  displacedTasks,
  type Fields,
  planEnd,
  recordsOf,
  taskSchedule,
} from '../../src/index.ts';
import { type PlanBook, planBook } from './plan-book.ts';

let plan: PlanBook;

beforeEach(() => {
  plan = planBook();
});

const task = (id: string, from?: string, to?: string, fields: Fields = {}): void =>
  plan.add('task', id, { name: id, ...(from && { from }), ...(to && { to }), ...fields });
const link = (from: string, to: string, relation = 'FS', lag = 0): void =>
  plan.add('taskLink', `${from}${to}${relation}`, { from, to, relation, lag });
const at = (id: string, today = '2026-07-01') => {
  const schedule = plan.on(today);
  return taskSchedule(schedule, schedule.places.get(id)!);
};
const daysOf = (id: string, today?: string) => {
  const { from, to } = at(id, today).days;
  return `${from}..${to}`;
};

describe('[TSK-2] a circle of links in a plan that is older than the law', () => {
  it('keeps no schedule from being made: the link that closes it binds nobody', () => {
    task('a', '2026-07-06', '2026-07-10');
    task('b', '2026-07-06', '2026-07-07');
    task('c', '2026-07-06', '2026-07-07');
    link('a', 'b');
    link('b', 'c');
    const fields = { from: 'c', to: 'a', relation: 'FS', lag: 0 };
    applyChanges(plan.state, [{ type: 'record.added', record: { kind: 'taskLink', id: 'ca', fields } }]);
    expect(['a', 'b', 'c'].map((id) => at(id).pushed)).toEqual([0, 5, 7]);
    expect(plan.on('2026-07-01').links.map(({ id }) => id)).toEqual(['abFS', 'bcFS']);
  });
});

describe('[TSK-4] working days', () => {
  it('end with the calendar, however long a chain of tasks is', () => {
    for (let i = 0; i < 260; i += 1) {
      task(`t${i}`, i === 0 ? '2026-07-01' : undefined, undefined, { duration: 10_000 });
      if (i > 0) link(`t${i - 1}`, `t${i}`);
    }
    expect(planEnd(plan.on('2026-07-01'))).toEqual({ planned: '9999-12-31', expected: '9999-12-31' });
  });

  it('leave out weekends and holidays, and count make-up workdays', () => {
    // National Day is off from 1 to 7 October, and 10 October, a Saturday, is worked.
    task('a', '2026-09-28', '2026-09-30');
    task('b', '2026-09-29', '2026-10-10');
    link('a', 'b');
    // Five working days: 29 and 30 September, 8, 9 and 10 October; behind `a` they are 8, 9, 10, 12 and 13.
    expect(at('b').pushed).toBe(2);
    expect(daysOf('b')).toBe('2026-10-08..2026-10-13');
  });

  it('leave the window of a task alone that lies on days off', () => {
    task('sale', '2026-10-01', '2026-10-07');
    expect(daysOf('sale')).toBe('2026-10-01..2026-10-07');
    task('report', '2026-10-08', '2026-10-09');
    link('sale', 'report');
    expect(daysOf('report')).toBe('2026-10-08..2026-10-09');
  });

  it('count links of every kind, with lags and leads', () => {
    task('a', '2026-07-06', '2026-07-10');
    for (const [id, relation, lag] of [
      ['fs', 'FS', 1],
      ['ss', 'SS', 2],
      ['ff', 'FF', -1],
      ['sf', 'SF', 0],
    ] as const) {
      task(id, '2026-07-01', '2026-07-02');
      link('a', id, relation, lag);
    }
    expect(['fs', 'ss', 'ff', 'sf'].map((id) => daysOf(id))).toEqual([
      '2026-07-14..2026-07-15',
      '2026-07-08..2026-07-09',
      '2026-07-08..2026-07-09',
      '2026-07-02..2026-07-03',
    ]);
  });
});

describe('[TSK-5] a day that is missing', () => {
  it('follows from the other one and the estimate', () => {
    task('forward', '2026-07-03', undefined, { duration: 3 });
    task('back', undefined, '2026-07-07', { duration: 3 });
    task('day', '2026-07-03');
    expect(['forward', 'back', 'day'].map((id) => daysOf(id))).toEqual([
      '2026-07-03..2026-07-07',
      '2026-07-03..2026-07-07',
      '2026-07-03..2026-07-03',
    ]);
  });

  it('leaves a task out where nobody said when or how long, with its links', () => {
    task('a', '2026-07-06', '2026-07-10');
    task('open');
    link('open', 'a');
    const { undated, places } = plan.on('2026-07-01');
    expect(undated.map(({ id }) => id)).toEqual(['open']);
    expect([...places.keys()]).toEqual(['a']);
    expect(daysOf('a')).toBe('2026-07-06..2026-07-10');
  });

  it('puts a task with an estimate alone to the beginning of the plan, or behind what it waits for', () => {
    plan.add('brief', 'brief', {
      name: 'Q3',
      scenario: 'blank',
      from: '2026-07-01',
      to: '2026-09-30',
      workFrom: '2026-06-01',
    });
    task('first', undefined, undefined, { duration: 2 });
    task('then', undefined, undefined, { duration: 1 });
    link('first', 'then');
    expect([daysOf('first'), daysOf('then')]).toEqual(['2026-06-01..2026-06-02', '2026-06-03..2026-06-03']);
  });
});

describe('[TSK-6] what a task waits for', () => {
  it('pushes it behind its window and never pulls it before, unless it is to be as early as it can', () => {
    task('a', '2026-07-06', '2026-07-10');
    task('pushed', '2026-07-08', '2026-07-09');
    task('later', '2026-07-20', '2026-07-21');
    task('asap', '2026-07-20', '2026-07-21', { constraint: 'asap' });
    for (const id of ['pushed', 'later', 'asap']) link('a', id);
    expect(['pushed', 'later', 'asap'].map((id) => daysOf(id))).toEqual([
      '2026-07-13..2026-07-14',
      '2026-07-20..2026-07-21',
      '2026-07-13..2026-07-14',
    ]);
  });

  it('gives back the days that windows should have, and with them nothing is pushed any more', () => {
    task('a', '2026-07-06', '2026-07-10');
    task('b', '2026-07-08', '2026-07-09');
    task('c', '2026-07-09', '2026-07-14');
    link('a', 'b');
    link('b', 'c');
    const displaced = displacedTasks(plan.on('2026-07-01'));
    expect(displaced.map(({ id, set }) => [id, set])).toEqual([
      ['b', { from: '2026-07-13', to: '2026-07-14' }],
      ['c', { from: '2026-07-15', to: '2026-07-20' }],
    ]);
    for (const { id, set } of displaced) plan.set(id, set);
    expect(displacedTasks(plan.on('2026-07-01'))).toEqual([]);
  });

  it('has no say in a milestone on the day on which it ends', () => {
    task('work', '2026-07-06', '2026-07-10');
    task('signed', '2026-07-10', '2026-07-10', { milestone: true });
    task('next', '2026-07-13', '2026-07-14');
    link('work', 'signed');
    link('signed', 'next');
    expect([at('signed').pushed, at('next').pushed]).toEqual([0, 0]);
    plan.set('work', { to: '2026-07-14' });
    expect([daysOf('signed'), daysOf('next')]).toEqual(['2026-07-14..2026-07-14', '2026-07-15..2026-07-16']);
  });

  it('is over for what was dropped and for what is done', () => {
    task('a', '2026-07-06', '2026-07-10');
    task('b', '2026-07-08', '2026-07-09', { status: 'done', progress: 100 });
    link('a', 'b');
    expect(daysOf('b')).toBe('2026-07-08..2026-07-09');
    plan.set('b', { status: 'planned', progress: 0 });
    expect(daysOf('b')).toBe('2026-07-13..2026-07-14');
    plan.set('a', { status: 'dropped' });
    expect(daysOf('b')).toBe('2026-07-08..2026-07-09');
  });

  it('says slack and what is critical', () => {
    task('a', '2026-07-06', '2026-07-10');
    task('b', '2026-07-13', '2026-07-17');
    task('aside', '2026-07-06', '2026-07-07');
    link('a', 'b');
    expect([at('a').critical, at('b').critical, at('aside').critical]).toEqual([true, true, false]);
    expect([at('aside').slack, at('aside').freeSlack, at('aside').lateDays.to]).toEqual([8, 8, '2026-07-17']);
  });

  it('breaks a date that must be kept, and says by how much', () => {
    task('a', '2026-07-06', '2026-07-10');
    task('b', '2026-07-13', '2026-07-15', { constraint: 'finishNoLater', constraintDate: '2026-07-15' });
    link('a', 'b');
    expect([at('b').slack, at('b').outlook]).toEqual([0, 'onTrack']);
    plan.set('a', { to: '2026-07-14' });
    expect([at('a').slack, at('b').slack, at('b').outlook]).toEqual([-2, -2, 'late']);
  });
});

describe('[TSK-7] what a move would bring', () => {
  beforeEach(() => {
    plan.add('brief', 'brief', {
      name: 'Q3',
      scenario: 'blank',
      from: '2026-07-01',
      to: '2026-07-31',
      workFrom: '2026-06-01',
      workTo: '2026-07-31',
    });
    task('a', '2026-07-06', '2026-07-10');
    task('b', '2026-07-13', '2026-07-17');
    task('c', '2026-07-22', '2026-07-24');
    link('a', 'b');
    link('b', 'c');
  });
  const wish = (id: string, from: string, to: string) => {
    const schedule = plan.on('2026-07-01');
    return consequenceOf(schedule, schedule.places.get(id)!, { from, to });
  };

  it('names what else moves, the end of the plan and what is then outside its window', () => {
    const { moved, end, outside, held } = wish('a', '2026-07-09', '2026-07-15');
    expect(moved.map(({ id, is }) => `${id} ${is.from}..${is.to}`)).toEqual([
      'a 2026-07-09..2026-07-15',
      'b 2026-07-16..2026-07-22',
      'c 2026-07-23..2026-07-27',
    ]);
    expect([end, outside, held]).toEqual([{ was: '2026-07-24', is: '2026-07-27' }, [], false]);
    expect(wish('a', '2026-07-16', '2026-07-22').outside).toEqual(['c']);
  });

  it('names as outside only who would be given a day that is refused', () => {
    // Both stood outside already when the window was narrowed.
    const narrower = { workFrom: '2026-07-08', workTo: '2026-07-23' };
    expect(plan.tried({ type: 'record.update', kind: 'brief', id: 'brief', set: narrower })).toEqual([]);
    expect(wish('c', '2026-07-22', '2026-07-24')).toMatchObject({ moved: [], outside: [] });
    expect(wish('c', '2026-07-21', '2026-07-24')).toMatchObject({
      moved: [{ id: 'c', set: { from: '2026-07-21' } }],
      outside: [],
    });
    expect(plan.tried({ type: 'record.update', kind: 'task', id: 'c', set: { from: '2026-07-21' } })).toEqual(
      [],
    );
    expect(wish('c', '2026-07-22', '2026-07-27').outside).toEqual(['c']);
    expect(
      plan.tried({ type: 'record.update', kind: 'task', id: 'c', set: { to: '2026-07-27' } }),
    ).toMatchObject([{ code: 'OUTSIDE_WINDOW' }]);
  });

  it('stops at what the links allow', () => {
    const { moved, held } = wish('b', '2026-07-07', '2026-07-13');
    expect([held, moved]).toEqual([true, []]);
    expect(wish('c', '2026-07-14', '2026-07-16').moved.map(({ is }) => is)).toEqual([
      { from: '2026-07-20', to: '2026-07-22' },
    ]);
  });

  it('leaves the days of a drop as they were chosen, days off too', () => {
    expect(wish('c', '2026-07-25', '2026-07-26').moved.map(({ is }) => is)).toEqual([
      { from: '2026-07-25', to: '2026-07-26' },
    ]);
  });

  it('writes the days that were typed, and both where a task gets another length', () => {
    task('open', '2026-07-06', undefined, { duration: 2 });
    expect(wish('open', '2026-07-08', '2026-07-09').moved.map(({ set }) => set)).toEqual([
      { from: '2026-07-08' },
    ]);
    expect(wish('open', '2026-07-06', '2026-07-08').moved.map(({ set }) => set)).toEqual([
      { to: '2026-07-08' },
    ]);
    expect(wish('a', '2026-07-06', '2026-07-09').moved.map(({ set }) => set)).toEqual([{ to: '2026-07-09' }]);
  });

  it('names dates that would be missed', () => {
    plan.set('c', { constraint: 'finishNoLater', constraintDate: '2026-07-24' });
    expect(wish('a', '2026-07-08', '2026-07-14').missed).toEqual([]);
    expect(wish('a', '2026-07-10', '2026-07-16').missed).toEqual(['c']);
  });

  it('is what a schedule made anew says once it is written, and the schedule is untouched', () => {
    const days = Array.from({ length: 40 }, (_, i) =>
      new Date(Date.UTC(2026, 5, 8 + i)).toISOString().slice(0, 10),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(29), fc.nat(9)), { minLength: 2, maxLength: 8 }),
        fc.array(
          fc.tuple(
            fc.nat(7),
            fc.nat(7),
            fc.constantFrom('FS', 'SS', 'FF', 'SF'),
            fc.integer({ min: -3, max: 3 }),
          ),
          {
            maxLength: 10,
          },
        ),
        fc.tuple(fc.nat(7), fc.nat(29), fc.nat(9)),
        (tasks, links, [which, from, length]) => {
          plan = planBook();
          tasks.forEach(([start, lasts], i) => task(`t${i}`, days[start]!, days[start + lasts]!));
          for (const [one, other, relation, lag] of links) {
            const [first, second] = [Math.min(one, other), Math.max(one, other)];
            if (first === second || second >= tasks.length) continue;
            plan.tried({
              type: 'record.add',
              kind: 'taskLink',
              id: `${first}-${second}-${relation}`,
              fields: { from: `t${first}`, to: `t${second}`, relation, lag },
            });
          }
          const schedule = plan.on('2026-06-01');
          const said = schedule.tasks.map((_, place) => taskSchedule(schedule, place));
          const place = which % tasks.length;
          const { moved, end } = consequenceOf(schedule, place, {
            from: days[from]!,
            to: days[from + length]!,
          });
          expect(schedule.tasks.map((_, one) => taskSchedule(schedule, one))).toEqual(said);
          for (const { id, set } of moved) plan.set(id, set);
          const anew = plan.on('2026-06-01');
          expect(planEnd(anew)?.planned).toBe(end.is);
          for (const { id, is } of moved) expect(taskSchedule(anew, anew.places.get(id)!).days).toEqual(is);
          expect(recordsOf(plan.state, 'task')).toHaveLength(tasks.length);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('[TSK-8] what is to be expected', () => {
  it('counts the rest of what is under way exactly', () => {
    task('a', '2026-07-01', undefined, { duration: 1_000, progress: 99.1, status: 'running' });
    task('b', '2027-07-01', undefined, { duration: 9 });
    // The first has nine days left from the day on that the second begins, long after its window.
    const today = '2031-07-01';
    plan.set('b', { from: today });
    expect(at('a', today).expectedTo).toBe(at('b', today).days.to);
  });

  it('is on time as long as progress keeps up, then at risk, then late', () => {
    task('a', '2026-07-06', '2026-07-17', { progress: 50, status: 'running' });
    expect([at('a', '2026-07-13').outlook, at('a', '2026-07-13').expectedTo]).toEqual([
      'onTrack',
      '2026-07-17',
    ]);
    expect([at('a', '2026-07-15').outlook, at('a', '2026-07-15').expectedTo]).toEqual([
      'atRisk',
      '2026-07-21',
    ]);
    expect(at('a', '2026-07-18').outlook).toBe('late');
    plan.set('a', { progress: 100 });
    expect([at('a', '2026-07-18').outlook, at('a', '2026-07-18').critical]).toEqual(['done', false]);
  });

  it('puts at risk what waits for something that falls behind, and what did not begin', () => {
    task('a', '2026-07-06', '2026-07-10', { progress: 20, status: 'running' });
    task('b', '2026-07-13', '2026-07-14');
    link('a', 'b');
    expect([at('b', '2026-07-10').outlook, at('b', '2026-07-10').expectedTo]).toEqual([
      'atRisk',
      '2026-07-17',
    ]);
    task('idle', '2026-07-06', '2026-07-10');
    expect(at('idle', '2026-07-07').outlook).toBe('atRisk');
  });

  it('[TSK-13] expects what is repeated in its window, however little of it is ticked off', () => {
    task('weekly', '2026-07-06', '2026-08-31', { repeat: 'weekly', doneOn: ['2026-07-06'] });
    expect([at('weekly', '2026-07-20').outlook, at('weekly', '2026-07-20').expectedTo]).toEqual([
      'onTrack',
      '2026-08-31',
    ]);
    expect(at('weekly', '2026-09-01').outlook).toBe('late');
  });

  it('counts an estimate that is longer than the window', () => {
    task('a', '2026-07-06', '2026-07-10', { duration: 8 });
    expect([at('a').outlook, at('a').expectedTo, daysOf('a')]).toEqual([
      'atRisk',
      '2026-07-15',
      '2026-07-06..2026-07-10',
    ]);
  });

  it('moves the expected end of the plan, not the planned one', () => {
    task('a', '2026-07-06', '2026-07-10');
    expect(planEnd(plan.on('2026-07-08'))).toEqual({ planned: '2026-07-10', expected: '2026-07-14' });
    expect(planEnd(planBook().on('2026-07-08'))).toBeNull();
  });
});
