import { beforeEach, describe, expect, it } from 'vitest';
import {
  applyChanges,
  brokenBy,
  type Change,
  type Command,
  decideUndo,
  type Fields,
  findRecord,
  forkState,
  kinds,
  taskSchedule,
} from '../../src/index.ts';
import { type PlanBook, planBook } from './plan-book.ts';

let plan: PlanBook;

beforeEach(() => {
  plan = planBook();
  plan.add('brief', 'brief', {
    name: 'Q3',
    scenario: 'blank',
    from: '2026-07-01',
    to: '2026-09-30',
    workFrom: '2026-05-20',
    workTo: '2026-10-31',
  });
  for (const id of ['a', 'b', 'c']) plan.add('task', id, { name: `Task ${id}` });
});

const link = (id: string, from: string, to: string, relation = 'FS'): Command => ({
  type: 'record.add',
  kind: 'taskLink',
  id,
  fields: { from, to, relation },
});
const set = (fields: Fields): Command => ({ type: 'record.update', kind: 'task', id: 'a', set: fields });

describe('[TSK-1] the days of a task', () => {
  it('end no earlier than they begin', () => {
    expect(plan.tried(set({ from: '2026-07-02', to: '2026-07-01' }))).toEqual([
      { code: 'DATES_REVERSED', path: 'fields.to', params: { from: '2026-07-02', to: '2026-07-01' } },
    ]);
    expect(plan.tried(set({ from: '2026-07-02', to: '2026-07-02' }))).toEqual([]);
  });

  it('are days, and durations whole and not negative', () => {
    expect(plan.tried(set({ from: '2026-02-31' })).map(({ code }) => code)).toEqual(['INVALID']);
    expect(plan.tried(set({ duration: -1 })).map(({ code }) => code)).toEqual(['OUT_OF_RANGE']);
    expect(plan.tried(set({ duration: 1.5 })).map(({ code }) => code)).toEqual(['INVALID']);
  });
});

describe('[TSK-2] a link', () => {
  it('lets no task wait for itself', () => {
    expect(plan.tried(link('aa', 'a', 'a'))).toEqual([
      { code: 'TASK_CIRCLE', path: 'fields.to', params: { id: 'a', path: 'Task a → Task a' } },
    ]);
  });

  it('closes no circle, and the refusal names the tasks on it in the order in which they wait', () => {
    expect(plan.tried(link('ab', 'a', 'b'))).toEqual([]);
    expect(plan.tried(link('bc', 'b', 'c', 'SS'))).toEqual([]);
    expect(plan.tried(link('ca', 'c', 'a'))).toEqual([
      {
        code: 'TASK_CIRCLE',
        path: 'fields.to',
        params: { id: 'a', path: 'Task c → Task a → Task b → Task c' },
      },
    ]);
  });

  it('stands once for each relation of two tasks', () => {
    expect(plan.tried(link('ab', 'a', 'b'))).toEqual([]);
    expect(plan.tried(link('ab2', 'a', 'b', 'FF'))).toEqual([]);
    expect(plan.tried(link('ab3', 'a', 'b'))).toEqual([
      { code: 'LINK_TWICE', path: 'fields.to', params: { id: 'ab', path: 'Task a → Task b' } },
    ]);
  });
});

describe('[TSK-1, TSK-2] plans that are older than these laws', () => {
  const old = (kind: string, id: string, fields: Fields): void =>
    applyChanges(plan.state, [{ type: 'record.added', record: { kind, id, fields } }]);

  it('can be edited where they break one, save for what breaks it', () => {
    old('task', 'x', { name: 'X', from: '2026-07-09', to: '2026-07-01' });
    const change = (fields: Fields): Command => ({
      type: 'record.update',
      kind: 'task',
      id: 'x',
      set: fields,
    });
    expect(plan.tried(change({ name: 'Y', from: '2026-07-09', to: '2026-07-01' }))).toEqual([]);
    expect(plan.tried(change({ to: '2026-07-02' })).map(({ code }) => code)).toEqual(['DATES_REVERSED']);
    for (const id of ['l1', 'l2']) old('taskLink', id, { from: 'a', to: 'b', relation: 'FS' });
    const lag: Command = { type: 'record.update', kind: 'taskLink', id: 'l2', set: { lag: 3 } };
    expect(plan.tried(lag)).toEqual([]);
  });

  it('can be undone and adopted where that touches other things than what breaks one', () => {
    old('task', 'x', { name: 'Y', from: '2026-07-09', to: '2026-07-01' });
    const context = { book: 'plan', state: plan.state, master: plan.master, kinds } as const;
    const renamed = (before: Fields, after: Fields): Change => ({
      type: 'record.changed',
      kind: 'task',
      id: 'x',
      before,
      after,
    });
    const broken = (change: Change) => brokenBy(context, [change]).map(({ code }) => code);
    expect(broken(renamed({ name: 'Y' }, { name: 'X' }))).toEqual([]);
    expect(broken(renamed({ to: '2026-07-01' }, { to: '2026-07-02' }))).toEqual(['DATES_REVERSED']);
  });

  it('are restored as they stood, days in the wrong order and a circle of links too', () => {
    const back: Change[] = [
      {
        type: 'record.added',
        record: { kind: 'task', id: 'x', fields: { name: 'X', from: '2026-07-09', to: '2026-07-01' } },
      },
      ...[
        ['a', 'b'],
        ['b', 'a'],
      ].map(
        ([from, to]): Change => ({
          type: 'record.added',
          record: { kind: 'taskLink', id: `${from}${to}`, fields: { from: from!, to: to!, relation: 'FS' } },
        }),
      ),
    ];
    const context = { book: 'plan', state: plan.state, master: plan.master, kinds, actor: 'person' } as const;
    expect(brokenBy(context, back).map(({ code }) => code)).toEqual([
      'DATES_REVERSED',
      'TASK_CIRCLE',
      'TASK_CIRCLE',
    ]);
    expect(brokenBy(context, back, { asItStood: true })).toEqual([]);
    const lost: Change = {
      type: 'record.added',
      record: { kind: 'taskLink', id: 'lost', fields: { from: 'a', to: 'gone', relation: 'FS' } },
    };
    expect(brokenBy(context, [lost], { asItStood: true }).map(({ code }) => code)).toEqual([
      'UNKNOWN_REFERENCE',
    ]);
  });

  it('are brought back by undo as the entry found them, and nothing that was never so is', () => {
    old('task', 'x', { name: 'X', from: '2026-07-09', to: '2026-07-01' });
    old('taskLink', 'ab', { from: 'a', to: 'b', relation: 'FS' });
    old('taskLink', 'ba', { from: 'b', to: 'a', relation: 'FS' });
    const context = { book: 'plan', state: plan.state, master: plan.master, kinds } as const;
    const codes = (undone: ReturnType<typeof decideUndo>) =>
      undone.ok ? [] : undone.problems.map(({ code }) => code);
    const then = forkState(plan.state);
    for (const { kind, id } of [
      { kind: 'task', id: 'x' },
      { kind: 'taskLink', id: 'ba' },
    ] as const) {
      const record = findRecord(plan.state, kind, id)!;
      const removed: Change[] = [{ type: 'record.removed', record }];
      expect(plan.tried({ type: 'record.remove', kind, id })).toEqual([]);
      expect(codes(decideUndo(context, removed))).toEqual(['UNDO_BLOCKED']);
      expect(decideUndo(context, removed, then)).toEqual({
        ok: true,
        value: [{ type: 'record.added', record }],
      });
    }
    // The same link against another one that has come since closes a circle that there never was.
    expect(plan.tried({ type: 'record.remove', kind: 'taskLink', id: 'ab' })).toEqual([]);
    const found = forkState(plan.state);
    expect(plan.tried(link('bc', 'b', 'c'))).toEqual([]);
    const bc = findRecord(plan.state, 'taskLink', 'bc')!;
    const before = forkState(plan.state);
    expect(plan.tried({ type: 'record.remove', kind: 'taskLink', id: 'bc' })).toEqual([]);
    expect(plan.tried(link('cb', 'c', 'b'))).toEqual([]);
    const gone: Change[] = [{ type: 'record.removed', record: bc }];
    for (const state of [before, found])
      expect(codes(decideUndo(context, gone, state))).toEqual(['UNDO_BLOCKED']);
  });

  it('RES-8 can be edited where a date is no day, save for that date', () => {
    old('task', 'x', { name: 'X', from: '2026-02-30' });
    const change = (fields: Fields): Command => ({
      type: 'record.update',
      kind: 'task',
      id: 'x',
      set: fields,
    });
    expect(plan.tried(change({ name: 'Y', from: '2026-02-30' }))).toEqual([]);
    expect(plan.tried(change({ from: '2026-02-31' })).map(({ code }) => code)).toEqual(['INVALID']);
    expect(plan.tried(change({ from: null }))).toEqual([]);
  });

  it('have a schedule: days in the wrong order are read in the right one', () => {
    old('task', 'x', { name: 'X', from: '2026-07-09', to: '2026-07-01' });
    const schedule = plan.on('2026-06-01');
    expect(taskSchedule(schedule, schedule.places.get('x')!).days).toEqual({
      from: '2026-07-01',
      to: '2026-07-09',
    });
  });
});

describe('[TSK-3] the execution window', () => {
  it('holds every day of a task that is typed', () => {
    expect(plan.tried(set({ from: '2026-05-20', to: '2026-10-31' }))).toEqual([]);
    expect(plan.tried(set({ from: '2026-05-19' }))).toEqual([
      {
        code: 'OUTSIDE_WINDOW',
        path: 'set.from',
        params: { value: '2026-05-19', min: '2026-05-20', max: '2026-10-31' },
      },
    ]);
    const late = {
      type: 'record.add',
      kind: 'task',
      id: 'z',
      fields: { name: 'Z', to: '2026-11-01' },
    } as const;
    expect(plan.tried(late).map(({ code, path }) => [code, path])).toEqual([['OUTSIDE_WINDOW', 'fields.to']]);
  });

  it('keeps nobody from changing anything else of a task that a shorter window left outside', () => {
    plan.set('a', { to: '2026-10-31' });
    expect(
      plan.tried({ type: 'record.update', kind: 'brief', id: 'brief', set: { workTo: '2026-09-30' } }),
    ).toEqual([]);
    expect(plan.tried(set({ progress: 40, to: '2026-10-31' }))).toEqual([]);
  });
});

describe('[TSK-2] links that change', () => {
  const change = (id: string, fields: Fields): Command => ({
    type: 'record.update',
    kind: 'taskLink',
    id,
    set: fields,
  });

  it('are looked at as they are now, not as they were', () => {
    expect(plan.tried(link('ab', 'a', 'b'))).toEqual([]);
    expect(plan.tried(link('ba', 'b', 'a')).map(({ code }) => code)).toEqual(['TASK_CIRCLE']);
    expect(plan.tried(change('ab', { to: 'c' }))).toEqual([]);
    expect(plan.tried(link('ba', 'b', 'a'))).toEqual([]);
    expect(plan.tried(change('ab', { to: 'b' })).map(({ code }) => code)).toEqual(['TASK_CIRCLE']);
    expect(plan.tried({ type: 'record.remove', kind: 'taskLink', id: 'ba' })).toEqual([]);
    expect(plan.tried(change('ab', { to: 'b' }))).toEqual([]);
    expect(plan.tried(change('ab', { relation: 'SS' }))).toEqual([]);
    expect(plan.tried(link('ab2', 'a', 'b', 'SS')).map(({ code }) => code)).toEqual(['LINK_TWICE']);
  });
});
