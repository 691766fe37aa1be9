import { beforeEach, describe, expect, test } from 'vitest';
import {
  applyChanges,
  type BookState,
  type Change,
  type Command,
  createState,
  cubeOf,
  decide,
  decideUndo,
  type Fields,
  findRecord,
  kinds,
  type Result,
  readLeaf,
  recordsOf,
  rowIndex,
  type TargetEntry,
} from '../../src/index.ts';

/** A team of three with a quarter of months, typed and held by commands as a person would. */

let plan: BookState;
let master: BookState;

const put = (state: BookState, kind: string, id: string, fields: Fields): void =>
  applyChanges(state, [{ type: 'record.added', record: { kind, id, fields } }]);

const lawFor = (actor = 'ann', today = '2026-07-15') =>
  ({ book: 'plan', state: plan, master, kinds, actor, today, writable: () => true }) as const;

function ask(command: Command, actor?: string, today?: string): Result<readonly Change[]> {
  const decided = decide(lawFor(actor, today), command);
  if (!decided.ok) return decided;
  applyChanges(plan, decided.value.changes);
  return { ok: true, value: decided.value.changes };
}

const enter = (
  members: string,
  value: number,
  more: Partial<TargetEntry> = {},
  time = 'M2026-07',
  actor?: string,
) =>
  ask(
    { type: 'target.enter', target: 't', entries: [{ at: { members: [members], time }, value, ...more }] },
    actor,
  );

const hold = (fields: Fields, id = 'h') =>
  ask({
    type: 'record.add',
    kind: 'hold',
    id,
    fields: { target: 't', members: ['b'], time: 'M2026-07', owner: 'ann', reason: 'agreed', ...fields },
  });

const july = (): readonly (number | null)[] => {
  const { cube } = cubeOf(plan, 't')!;
  return ['a', 'b', 'c'].map((id) => readLeaf(cube, 0, rowIndex(cube, [id]), cube.firstSlot));
};

const firstProblem = (result: Result<unknown>) => (result.ok ? 'not refused' : result.problems[0]);

beforeEach(() => {
  [plan, master] = [createState(), createState()];
  put(master, 'dimension', 'region', { name: 'Region', category: 'region' });
  put(master, 'dimensionMember', 'team', { dimension: 'region', name: 'Team' });
  for (const id of ['a', 'b', 'c']) {
    put(master, 'dimensionMember', id, { dimension: 'region', name: id, parent: 'team' });
  }
  put(master, 'metric', 'revenue', {
    name: 'R',
    key: 'r',
    aggregation: 'sum',
    direction: 'up',
    unit: 'money',
    decimals: 0,
  });
  put(master, 'metric', 'rate', {
    name: 'Q',
    key: 'q',
    aggregation: 'ratio',
    direction: 'up',
    unit: 'percent',
    decimals: 0,
  });
  const fields = {
    targetClass: 'core',
    dimensions: ['region'],
    grain: 'month',
    from: '2026-07-01',
    to: '2026-09-30',
  };
  const rows = [['a'], ['b'], ['c']];
  for (const [id, metric] of [
    ['t', 'revenue'],
    ['q', 'rate'],
  ] as const) {
    expect(ask({ type: 'target.define', id, fields: { ...fields, metric }, rows }).ok).toBe(true);
  }
  for (const [id, value] of [
    ['a', 30],
    ['b', 40],
    ['c', 30],
  ] as const)
    enter(id, value);
});

describe('what a hold record keeps', () => {
  test('[SPR-T51, T52] a share is taken from the numbers when the hold is made, exactly and in lowest terms', () => {
    expect(hold({ keeps: 'share', along: 'region' }).ok).toBe(true);
    expect(findRecord(plan, 'hold', 'h')?.fields).toMatchObject({ sharePart: 2, shareWhole: 5 });
    enter('team', 200);
    expect(july()).toEqual([60, 80, 60]);
  });
  test('[SPR-T52] a typed percentage is the share, where it is the present one', () => {
    expect(
      firstProblem(hold({ keeps: 'share', along: 'region', sharePart: 45, shareWhole: 100 })),
    ).toMatchObject({
      code: 'CONTRADICTION',
      path: 'fields.sharePart',
    });
    expect(hold({ keeps: 'share', along: 'region', sharePart: 40, shareWhole: 100 }).ok).toBe(true);
  });
  test('[SPR-T52] more than the whole is refused when the hold is made', () => {
    enter('a', 0);
    enter('c', 0);
    expect(hold({ keeps: 'share', along: 'region' }).ok).toBe(true);
    // Within a unit of its share, and still too much together.
    const more = { keeps: 'share', along: 'region', members: ['a'], sharePart: 1, shareWhole: 100 };
    expect(firstProblem(hold(more, 'more'))).toEqual({
      code: 'SHARE_OVER_ONE',
      path: 'fields.sharePart',
      params: { holds: 'h' },
    });
  });
  test('[SPR-T51] a bound keeps floor and cap, a period everything in it', () => {
    expect(hold({ keeps: 'bound', floor: 20, cap: 50 }).ok).toBe(true);
    enter('team', 300);
    expect(july()).toEqual([125, 50, 125]);
    const period = { keeps: 'period', members: ['*'], time: 'M2026-07' };
    expect(hold(period, 'p').ok).toBe(true);
    expect(firstProblem(enter('a', 1))).toMatchObject({ code: 'NO_FREE_CELL', params: { holds: 'p' } });
    expect(firstProblem(hold({ keeps: 'period' }, 'one'))).toMatchObject({
      code: 'INVALID',
      path: 'fields.members',
    });
  });
  test.each<[Fields, string, string]>([
    [{ keeps: 'bound' }, 'REQUIRED', 'fields.floor'],
    [{ keeps: 'bound', floor: 50, cap: 40 }, 'OUT_OF_RANGE', 'fields.cap'],
    [{ keeps: 'bound', floor: 41 }, 'BOUNDS', 'fields.floor'],
    [{ keeps: 'bound', cap: 39 }, 'BOUNDS', 'fields.cap'],
    [{ keeps: 'bound', target: 'q', cap: 39 }, 'KIND', 'fields.keeps'],
    [{ keeps: 'share' }, 'REQUIRED', 'fields.along'],
    [{ keeps: 'share', along: 'product' }, 'INVALID', 'fields.along'],
    [{ keeps: 'share', along: 'region', members: ['*'] }, 'INVALID', 'fields.along'],
    [{ keeps: 'share', along: 'region', time: 'M2026-08' }, 'REQUIRED', 'fields.sharePart'],
    [{ keeps: 'share', along: 'region', sharePart: -1, shareWhole: 2 }, 'OUT_OF_RANGE', 'fields.sharePart'],
    [{ keeps: 'value', time: 'M2027-01' }, 'UNKNOWN_REFERENCE', 'fields.time'],
    [{ keeps: 'everything' }, 'INVALID', 'fields.keeps'],
    [{ keeps: 'value', strength: 'iron' }, 'INVALID', 'fields.strength'],
    [{ keeps: 'value', reason: '' }, 'REQUIRED', 'fields.reason'],
  ])('[SPR-T54] %j is refused with %s at %s', (fields, code, path) => {
    expect(firstProblem(hold(fields))).toMatchObject({ code, path });
    expect(recordsOf(plan, 'hold')).toEqual([]);
  });
  test('[SPR-T54] an empty number below a floor cannot be held empty, whichever comes first', () => {
    const august = { time: 'M2026-08' };
    hold({ ...august, keeps: 'bound', floor: 10 });
    expect(firstProblem(hold({ ...august, keeps: 'value' }, 'v'))).toMatchObject({
      code: 'BOUNDS',
      params: { amount: -10, holds: 'h' },
    });
    hold({ time: 'M2026-09', keeps: 'value' }, 'w');
    expect(firstProblem(hold({ time: 'M2026-09', keeps: 'bound', floor: 10 }, 'x'))).toMatchObject({
      code: 'BOUNDS',
    });
  });
  test('[SPR-T54] a hold changes no number, and its reason may change whatever the numbers are by then', () => {
    hold({ keeps: 'share', along: 'region' });
    expect(july()).toEqual([30, 40, 30]);
    ask({ type: 'record.remove', kind: 'hold', id: 'h' });
    put(plan, 'hold', 'old', {
      target: 't',
      members: ['b'],
      time: 'M2026-07',
      keeps: 'bound',
      cap: 1,
      owner: 'ann',
      reason: 'x',
    });
    const set = (fields: Fields) => ask({ type: 'record.update', kind: 'hold', id: 'old', set: fields });
    expect(set({ reason: 'still' }).ok).toBe(true);
    expect(firstProblem(set({ cap: 2 }))).toMatchObject({ code: 'BOUNDS', path: 'fields.cap' });
    expect(set({ cap: 60 }).ok).toBe(true);
  });
});

describe('holds are shared records', () => {
  test('[SPR-T53] it protects to its last day, and to the plan’s end without one', () => {
    hold({ keeps: 'value', expires: '2026-07-20' });
    const typed = {
      type: 'target.enter',
      target: 't',
      entries: [{ at: { members: ['b'], time: 'M2026-07' }, value: 1 }],
    } as const;
    expect(decide(lawFor('bob', '2026-07-20'), typed).ok).toBe(false);
    expect(decide(lawFor('bob', '2026-07-21'), typed).ok).toBe(true);
    ask({ type: 'record.update', kind: 'hold', id: 'h', set: { expires: null } });
    expect(decide(lawFor('bob', '2099-01-01'), typed).ok).toBe(false);
  });
  test('[SPR-T53] a last day that is over already is refused; on that day, and of a hold that has ended, it is not', () => {
    hold({ keeps: 'value' });
    const ending = (expires: string, today: string, also: Fields = {}) =>
      decide(lawFor('ann', today), {
        type: 'record.update',
        kind: 'hold',
        id: 'h',
        set: { expires, ...also },
      });
    expect(firstProblem(ending('2026-07-20', '2026-07-21'))).toMatchObject({
      code: 'OUT_OF_RANGE',
      path: 'fields.expires',
      params: { min: '2026-07-21', value: '2026-07-20' },
    });
    expect(ending('2026-07-20', '2026-07-20').ok).toBe(true);
    ask({ type: 'record.update', kind: 'hold', id: 'h', set: { expires: '2026-07-20' } });
    expect(ending('2026-07-20', '2026-07-21', { reason: 'said' }).ok).toBe(true);
  });
  test('[SPR-T54] its owner types on a held number, which is then held at the new one; nobody on a share or a bound', () => {
    hold({ keeps: 'value' });
    expect(firstProblem(enter('b', 45, {}, 'M2026-07', 'bob'))).toMatchObject({ code: 'NO_FREE_CELL' });
    expect(enter('b', 45).ok).toBe(true);
    enter('team', 200);
    expect(july()).toEqual([78, 45, 77]);
    ask({ type: 'record.remove', kind: 'hold', id: 'h' });
    hold({ keeps: 'bound', cap: 50 });
    expect(firstProblem(enter('b', 51))).toMatchObject({
      code: 'BOUNDS',
      params: { amount: 1, min: 0, max: 50 },
    });
    hold({ keeps: 'value', strength: 'system' }, 's');
    expect(firstProblem(enter('b', 44))).toMatchObject({ code: 'NO_FREE_CELL' });
  });
  test('[SPR-T53] making, changing and releasing are entries that can be undone', () => {
    const set = (fields: Fields) => ask({ type: 'record.update', kind: 'hold', id: 'h', set: fields });
    const steps = [
      () => hold({ keeps: 'share', along: 'region' }),
      () => set({ reason: 'signed', expires: '2026-08-31' }),
      () => ask({ type: 'record.remove', kind: 'hold', id: 'h' }),
    ];
    for (const step of steps) {
      const before = findRecord(plan, 'hold', 'h')?.fields;
      const done = step();
      if (!done.ok) throw new Error('refused');
      const undone = decideUndo(lawFor(), done.value);
      if (!undone.ok) throw new Error('refused');
      applyChanges(plan, undone.value);
      expect(findRecord(plan, 'hold', 'h')?.fields).toEqual(before);
      step();
    }
  });
  test('[SPR-T53] soft shares and bounds that gave way are gone, and undo brings them back with the numbers', () => {
    hold({ keeps: 'bound', cap: 50, strength: 'soft' });
    for (const id of ['a', 'c']) hold({ keeps: 'value', members: [id] }, id);
    expect(firstProblem(enter('team', 150))).toMatchObject({
      code: 'BOUNDS',
      params: { soft: 'h', max: 110 },
    });
    const entered = enter('team', 150, { overSoft: true });
    expect(july()).toEqual([30, 90, 30]);
    expect(findRecord(plan, 'hold', 'h')).toBeUndefined();
    if (!entered.ok) throw new Error('refused');
    const undone = decideUndo(lawFor(), entered.value);
    if (!undone.ok) throw new Error('refused');
    applyChanges(plan, undone.value);
    expect(july()).toEqual([30, 40, 30]);
    expect(findRecord(plan, 'hold', 'h')?.fields).toMatchObject({ cap: 50 });
  });
  test('[SPR-T64] bounds of one entry alone', () => {
    expect(enter('team', 200, { cap: 70 }).ok).toBe(true);
    expect(july()).toEqual([65, 70, 65]);
    expect(firstProblem(enter('team', 300, { cap: 70 }))).toMatchObject({
      code: 'BOUNDS',
      params: { amount: 90, max: 210 },
    });
  });
  test('[SPR-T53] a hold survives its members’ moving in the tree; a share is of what stands above them now', () => {
    hold({ keeps: 'share', along: 'region' });
    applyChanges(master, [
      {
        type: 'record.changed',
        kind: 'dimensionMember',
        id: 'b',
        before: { parent: 'team' },
        after: { parent: null },
      },
    ]);
    master.position += 1;
    expect(enter('team', 120).ok).toBe(true);
    expect(july()).toEqual([60, 80, 60]);
    expect(findRecord(plan, 'hold', 'h')).toBeDefined();
  });
  test('[SPR-T62] a held total that reaches beyond what the asker may write tells no sum of what lies there', () => {
    for (const [id, value] of [
      ['a', 30],
      ['b', 40],
      ['c', 4_711],
    ] as const)
      enter(id, value);
    hold({ keeps: 'total', members: ['team'], owner: 'bob' });
    const writable = (_: string, row: readonly string[]): boolean => row[0] !== 'c';
    const typed: Command = {
      type: 'target.enter',
      target: 't',
      entries: [{ at: { members: ['a'], time: 'M2026-07' }, value: 100 }],
    };
    expect(decide(lawFor(), typed).ok).toBe(true);
    const found = firstProblem(decide({ ...lawFor(), writable }, typed));
    expect(found).toMatchObject({ code: 'SIGN_FLIP', params: { amount: 30 } });
    expect(JSON.stringify(found)).not.toContain('4711');
  });
});
