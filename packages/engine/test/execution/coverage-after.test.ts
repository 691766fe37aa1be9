import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  applyChanges,
  type Command,
  type Coverage,
  type CoverageSight,
  consequenceOf,
  contributionsTo,
  coverageAfter,
  coverageAt,
  coverageOf,
  type DateRange,
  expectedAfter,
  expectedFinish,
  type Fields,
  finishUnder,
  layoutOf,
  type Place,
  type PlanSchedule,
  placeOf,
  planSchedule,
  recordsOf,
  tableTotals,
  taskSchedule,
  trialTasks,
  trialWithTasks,
  waitingContributions,
} from '../../src/index.ts';
import { at, must, type PlanOfKinds, planOf, typing } from '../targets/plan-of-kinds.ts';

const TODAY = '2026-06-01';
let plan: PlanOfKinds;

const add = (kind: string, id: string, fields: Fields): void => {
  must(plan, { type: 'record.add', kind, id, fields } as Command);
};
const task = (id: string, from: string, to: string, more: Fields = {}): void =>
  add('task', id, { name: id, from, to, ...more });
const link = (from: string, to: string): void =>
  add('taskLink', `${from}-${to}`, { from, to, relation: 'FS' });
/** 920 in the 92 days of the quarter at S: 10 a day. */
const promise = (id: string, more: Fields): void =>
  add('initiative', id, {
    name: id,
    target: 'sales',
    from: '2026-07-01',
    to: '2026-09-30',
    coordinate: { region: 'S' },
    contribution: { low: 920, likely: 920, high: 920 },
    ...more,
  });

const schedule = (today = TODAY): PlanSchedule => {
  const made = planSchedule(plan, today);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.value;
};
const layout = () => layoutOf(plan.state, plan.master, 'sales')!;
function coverage(finishOf = expectedFinish(schedule())): Coverage {
  return coverageOf(
    layout(),
    tableTotals(layout()),
    contributionsTo(plan.state, 'sales', { finishOf }),
    () => null,
  );
}
const place = (short: string): Place => placeOf(layout().frame, at(short))!;
const months = (): readonly number[] => ['S 7', 'S 8', 'S 9'].map((short) => place(short).time);
const sight = (): CoverageSight => ({ coverage: coverage(), whole: place('* Q'), times: months() });
const books = () => ({
  state: plan.state,
  waiting: waitingContributions(plan.state),
  sightOf: (target: string) => (target === 'sales' ? sight() : undefined),
});
function moving(id: string, range: DateRange) {
  const made = schedule();
  return coverageAfter(made, consequenceOf(made, made.places.get(id)!, range).moved, books());
}

beforeEach(() => {
  plan = planOf({ sales: { aggregation: 'sum' }, other: { aggregation: 'sum' } });
  must(plan, typing('sales', { 'N1 Q': 300, 'N2 Q': 300, 'S Q': 900 }));
});

describe('[COV-9] what a move of tasks does to coverage', () => {
  beforeEach(() => {
    task('build', '2026-06-22', '2026-06-26');
    task('train', '2026-06-29', '2026-06-30');
    link('build', 'train');
    promise('agents', { effectAfter: 'train' });
  });

  it('is told for the target whose contribution then begins later, by what it loses', () => {
    expect(coverageAt(coverage(), place('S Q')).added.expected).toBe(920);
    // Five working days later: the training ends on Tuesday 7 July, so seven of 92 days are lost.
    const [shift, ...others] = moving('build', { from: '2026-06-29', to: '2026-07-03' });
    expect(others).toEqual([]);
    expect(shift).toMatchObject({ target: 'sales', whole: { was: { reached: 920 }, is: { reached: 850 } } });
  });

  it('names the places that are covered now and would not be', () => {
    const [shift] = moving('build', { from: '2026-06-29', to: '2026-07-03' });
    expect(
      shift?.uncovered.map(({ place: at, is }) => [at.members, at.time, is.state, is.uncovered]),
    ).toEqual([[place('S 7').members, place('S 7').time, 'short', 60]]);
  });

  it('is nothing where no contribution waits for what moves, or it begins no later', () => {
    task('alone', '2026-06-22', '2026-06-26');
    expect(moving('alone', { from: '2026-07-22', to: '2026-07-26' })).toEqual([]);
    // The initiative begins in July anyway.
    expect(moving('build', { from: '2026-06-15', to: '2026-06-19' })).toEqual([]);
    must(plan, { type: 'record.update', kind: 'initiative', id: 'agents', set: { status: 'dropped' } });
    expect(moving('build', { from: '2026-06-29', to: '2026-07-03' })).toEqual([]);
  });

  it('says that what was uncovered gains where a task comes earlier', () => {
    must(plan, {
      type: 'record.update',
      kind: 'task',
      id: 'train',
      set: { from: '2026-07-13', to: '2026-07-14' },
    });
    const [shift] = moving('train', { from: '2026-07-06', to: '2026-07-07' });
    expect(shift).toMatchObject({ whole: { was: { reached: 780 }, is: { reached: 850 } }, uncovered: [] });
  });

  it('[TSK-10] is what schedule and coverage say once it is written, and nothing is another one before', () => {
    const days = Array.from({ length: 60 }, (_, i) =>
      new Date(Date.UTC(2026, 5, 8 + i)).toISOString().slice(0, 10),
    );
    const aTask = fc.record({
      start: fc.nat(49),
      lasts: fc.nat(9),
      progress: fc.constantFrom(0, 0, 0, 40, 100),
      estimate: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
    });
    const aLink = fc.record({
      one: fc.nat(7),
      other: fc.nat(7),
      relation: fc.constantFrom('FS', 'SS', 'FF', 'SF'),
      lag: fc.integer({ min: -3, max: 3 }),
    });
    fc.assert(
      fc.property(
        fc.array(aTask, { minLength: 2, maxLength: 8 }),
        fc.array(aLink, { maxLength: 10 }),
        fc.tuple(fc.nat(7), fc.nat(49), fc.nat(9)),
        fc.constantFrom('2026-06-01', '2026-06-25', '2026-07-20'),
        (tasks, links, [which, from, length], today) => {
          plan = planOf({ sales: { aggregation: 'sum' } });
          must(plan, typing('sales', { 'N1 Q': 300, 'N2 Q': 300, 'S Q': 900 }));
          // What a plan without days of its own begins with must not move with its first task.
          const window = { workFrom: '2026-06-01', workTo: '2199-12-31' };
          add('brief', 'brief', {
            name: 'Q3',
            scenario: 'blank',
            from: '2026-07-01',
            to: '2026-09-30',
            ...window,
          });
          tasks.forEach(({ start, lasts, progress, estimate }, i) =>
            task(`t${i}`, days[start]!, days[start + lasts]!, {
              progress,
              ...(estimate !== undefined && { duration: estimate }),
            }),
          );
          links.forEach(({ one, other, relation, lag }, i) => {
            const [first, second] = [Math.min(one, other), Math.max(one, other)];
            if (first === second || second >= tasks.length) return;
            const fields = { from: `t${first}`, to: `t${second}`, relation, lag };
            if (
              links.findIndex(
                (b) =>
                  Math.min(b.one, b.other) === first &&
                  Math.max(b.one, b.other) === second &&
                  b.relation === relation,
              ) === i
            )
              add('taskLink', `l${i}`, fields);
          });
          const likely = Math.ceil(920 / tasks.length);
          const contribution = { low: likely, likely, high: likely };
          tasks.forEach((_, i) => promise(`p${i}`, { effectAfter: `t${i}`, contribution }));
          const made = schedule(today);
          const said = made.tasks.map((_, one) => taskSchedule(made, one));
          const before = coverage(expectedFinish(made));
          const { moved } = consequenceOf(made, which % tasks.length, {
            from: days[from]!,
            to: days[from + length]!,
          });
          const ends = expectedAfter(made, moved);
          const [shift] = coverageAfter(made, moved, {
            state: plan.state,
            waiting: waitingContributions(plan.state),
            sightOf: () => ({ coverage: before, whole: place('* Q'), times: months() }),
          });
          expect(made.tasks.map((_, one) => taskSchedule(made, one))).toEqual(said);
          for (const { id, set } of moved)
            applyChanges(plan.state, [{ type: 'record.changed', kind: 'task', id, before: {}, after: set }]);
          const anew = schedule(today);
          for (const { id } of recordsOf(plan.state, 'task')) {
            const was = said[made.places.get(id)!]!.expectedTo;
            expect(taskSchedule(anew, anew.places.get(id)!).expectedTo, id).toBe(ends.get(id) ?? was);
          }
          const after = coverage(expectedFinish(anew));
          const whole = { was: coverageAt(before, place('* Q')), is: coverageAt(after, place('* Q')) };
          expect(shift?.whole.is.reached ?? whole.was.reached).toBe(whole.is.reached);
          expect(shift?.whole.was.reached ?? whole.was.reached).toBe(whole.was.reached);
          const lost = months().filter((time) => {
            const cell = { members: place('S Q').members, time };
            return (
              coverageAt(before, cell).state === 'covered' && coverageAt(after, cell).state !== 'covered'
            );
          });
          expect(shift?.uncovered.map((one) => one.place.time).sort() ?? []).toEqual(lost.sort());
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('[TSK-11] what a trial of initiatives does to tasks', () => {
  beforeEach(() => {
    promise('agents', {});
    promise('shops', {});
    task('done', '2026-06-01', '2026-06-05', { initiative: 'agents', status: 'done' });
    task('build', '2026-06-22', '2026-06-26', { initiative: 'agents' });
    task('train', '2026-06-29', '2026-06-30', { initiative: 'agents' });
    task('open', '2026-07-01', '2026-07-02', { initiative: 'shops' });
    link('build', 'train');
    link('train', 'open');
  });
  const days = (id: string) => {
    const { from, to } = recordsOf(plan.state, 'task').find((one) => one.id === id)!.fields;
    return [from, to];
  };

  it('moves what has not begun by as many days, and pushes what waits for it', () => {
    const trial = new Map([['agents', { slipDays: 7 }]]);
    const tasks = trialTasks(plan.state, schedule(), trial);
    expect(Object.fromEntries(tasks.set)).toEqual({
      build: { from: '2026-06-29', to: '2026-07-03' },
      train: { from: '2026-07-06', to: '2026-07-07' },
      open: { from: '2026-07-08', to: '2026-07-09' },
    });
    const finish = finishUnder(plan, schedule(), tasks)!;
    expect([finish('train'), finish('done')]).toEqual(['2026-07-07', '2026-06-05']);
    for (const command of trialWithTasks(plan.state, trial, tasks)) must(plan, command);
    expect(['done', 'build', 'train', 'open'].map(days)).toEqual([
      ['2026-06-01', '2026-06-05'],
      ['2026-06-29', '2026-07-03'],
      ['2026-07-06', '2026-07-07'],
      ['2026-07-08', '2026-07-09'],
    ]);
    expect(expectedFinish(schedule())('train')).toBe('2026-07-07');
  });

  it('drops the tasks of what is cut, but not what was done, and nobody waits for them', () => {
    const tasks = trialTasks(plan.state, schedule(), new Map([['agents', 'cut' as const]]));
    expect(Object.fromEntries(tasks.set)).toEqual({
      build: { status: 'dropped' },
      train: { status: 'dropped' },
    });
    expect(finishUnder(plan, schedule(), tasks)!('train')).toBeUndefined();
    expect(expectedFinish(schedule())('train')).toBe('2026-06-30');
  });

  it('names what would be given a day outside the execution window', () => {
    const window = { workFrom: '2026-06-01', workTo: '2026-07-08' };
    add('brief', 'brief', { name: 'Q3', scenario: 'blank', from: '2026-07-01', to: '2026-09-30', ...window });
    expect(trialTasks(plan.state, schedule(), new Map([['agents', { slipDays: 7 }]])).outside).toEqual([
      'open',
    ]);
  });
});
