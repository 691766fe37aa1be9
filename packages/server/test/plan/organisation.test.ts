import type { CommandRequest, Submission } from '@shapan/contract';
import { type BookState, cellAddress, rowIndex } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Caller } from '../../src/http/caller.ts';
import type { Refused } from '../../src/http/refused.ts';
import { masterState, openBook } from '../../src/rooms/plan/open-book.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { fingerprintOf } from '../../src/rooms/plan/versions.ts';
import { viewOfChanges } from '../../src/rooms/plan/view.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, revenueTarget, shopImport, testWorld } from '../workspace.ts';

/** A member that stands under another one from a day on: the plans, the ledger and everybody's rights (ORG-1). */
const world = testWorld();
let plan: string;
let owner: Caller;

const servicesOn = (day: string) => {
  const deps = { ...world.deps, clock: () => new Date(`${day}T12:00:00+08:00`) };
  return { plans: createPlanService(deps), tracking: createTrackingService(deps) };
};

/** A day after the move of 1 August. */
const AFTER = '2026-08-15';

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
  owner = world.workspace.owner;
  await submit(plan, owner, AFTER, ...['A1', 'A2', 'B'].map((member) => enter(member, 'M2026-07', 100)));
  await submit(plan, owner, AFTER, ...['A1', 'A2', 'B'].map((member) => enter(member, 'M2026-08', 10)));
  await submit(plan, owner, AFTER, ...['A1', 'A2', 'B'].map((member) => enter(member, 'M2026-09', 1)));
});

const enter = (member: string, time: string, value: number): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time }, value }],
});

const reassign = (member: string, parent: string | null, from: string): CommandRequest => ({
  type: 'record.add',
  kind: 'reassignment',
  id: uuidv7(),
  fields: { member, from, ...(parent && { parent }) },
});

function submit(book: string, caller: Caller, day: string, ...commands: CommandRequest[]) {
  return servicesOn(day).plans.submit(caller, book, { id: uuidv7(), commands });
}

const onMaster = (options: Partial<Submission>, ...commands: CommandRequest[]) =>
  servicesOn(AFTER).plans.submit(owner, world.workspace.workspaceId, { id: uuidv7(), commands, ...options });

const move = () => onMaster({}, reassign('A2', 'B', '2026-08-01'));

const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (error: Refused) => error.problems.map(({ code, path }) => (path ? `${code} ${path}` : code)).join(),
  );

async function read(caller: Caller, day: string) {
  const view = await servicesOn(day).plans.read(caller, plan);
  const { rows, parts } = view.cubes[0]!;
  const numbers: Record<string, number[]> = {};
  parts[0]!.cells.forEach((cell, i) => {
    const [name] = rows[Math.floor(cell / 2 ** 20)] ?? ['?'];
    numbers[name!] = [...(numbers[name!] ?? []), parts[0]!.values[i]!];
  });
  return numbers;
}

describe('ORG-3 one command, shown before it is done', () => {
  test('tells which totals change and that the whole stays, and is undone in one step', async () => {
    const command = reassign('A2', 'B', '2026-08-01');
    const seen = await onMaster({ preview: true }, command);
    const common = { book: plan, plan: 'Plan', target: 'target', metric: 'revenue' };
    expect(seen.notices).toEqual([
      {
        code: 'MOVES_TOTAL',
        params: { ...common, member: 'A', from: '2026-08-01', before: 222, after: 211 },
      },
      {
        code: 'MOVES_TOTAL',
        params: { ...common, member: 'B', from: '2026-08-01', before: 111, after: 122 },
      },
      { code: 'KEEPS_WHOLE', params: { ...common, whole: 333 } },
    ]);
    const before = JSON.stringify(await servicesOn(AFTER).plans.read(owner, plan));
    const done = await onMaster({ expect: seen.fingerprint }, command);
    expect(done.committed).toBe(true);
    expect(JSON.stringify(await servicesOn(AFTER).plans.read(owner, plan))).toBe(before);
    await onMaster({}, { type: 'undo', position: done.position });
    const again = await onMaster({ preview: true }, command);
    expect(again.fingerprint).toBe(seen.fingerprint);
  });

  test('tells a rate exactly: the nearest whole number would say nothing', async () => {
    const won = { name: 'Won', key: 'won', direction: 'up', unit: 'percent', decimals: 0 };
    const fields = { ...won, aggregation: 'ratio' };
    await onMaster({}, { type: 'record.add', kind: 'metric', id: 'won', fields });
    const target = { ...revenueTarget, id: 'won', fields: { ...revenueTarget.fields, metric: 'won' } };
    const rate = (member: string, numerator: number, denominator: number) => ({
      at: { members: [member], time: 'M2026-08' },
      numerator,
      denominator,
    });
    const entries = [rate('A1', 1, 4), rate('A2', 3, 4), rate('B', 1, 8)];
    await submit(plan, owner, AFTER, target, { type: 'target.enter', target: 'won', entries });
    const { notices } = await onMaster({ preview: true }, reassign('A2', 'B', '2026-08-01'));
    const told = notices.filter(({ params }) => params?.['metric'] === 'won');
    expect(told.map(({ params }) => params)).toMatchObject([
      { member: 'A', beforeNumerator: 4, beforeDenominator: 8, afterNumerator: 1, afterDenominator: 4 },
      { member: 'B', beforeNumerator: 1, beforeDenominator: 8, afterNumerator: 4, afterDenominator: 12 },
      { wholeNumerator: 5, wholeDenominator: 16 },
    ]);
  });

  test('is not done when its effect is another by now', async () => {
    const command = reassign('A2', 'B', '2026-08-01');
    const seen = await onMaster({ preview: true }, command);
    await submit(plan, owner, AFTER, enter('A2', 'M2026-09', 500));
    expect(await outcome(onMaster({ expect: seen.fingerprint }, command))).toContain('STALE');
  });

  test('leaves the content of the plan, and every frozen version, the same to the byte', async () => {
    const { workspaceId } = world.workspace;
    const fingerprint = () =>
      withTransaction(
        world.deps.pool,
        async (tx) =>
          fingerprintOf(await world.deps.books.current(tx, await openBook(tx, workspaceId, plan))),
        { workspaceId },
      );
    const before = await fingerprint();
    const freeze = { type: 'version.freeze', id: uuidv7(), name: 'v1', purpose: 'baseline' } as const;
    await submit(plan, owner, AFTER, freeze);
    const frozen = async () => {
      const { records } = await servicesOn(AFTER).plans.read(owner, plan);
      return records.find(({ kind }) => kind === 'version')!.fields;
    };
    const version = await frozen();
    expect(version['fingerprint']).toBe(before);
    const after = await fingerprint();
    await move();
    // A number typed above, and one taken back: the table of the moved member has been made and written to.
    const { position } = await submit(plan, owner, AFTER, enter('*', 'all', 999));
    await submit(plan, owner, AFTER, { type: 'undo', position });
    expect(await fingerprint()).toBe(after);
    expect(await frozen()).toEqual(version);
  });
});

describe('ORG-7 refused, in words, at its place', () => {
  const hold = (fields: object): CommandRequest => ({
    type: 'record.add',
    kind: 'hold',
    id: 'kept',
    fields: {
      target: 'target',
      members: ['A'],
      time: 'all',
      owner: owner.member,
      reason: 'agreed',
      ...fields,
    },
  });

  test('when totals of closed periods would change, and undo after they were closed', async () => {
    const close = (until: string): CommandRequest => ({
      type: 'record.update',
      kind: 'target',
      id: 'target',
      set: { closedUntil: until },
    });
    const done = await onMaster({}, reassign('A2', 'B', '2026-09-01'));
    await submit(plan, owner, AFTER, close('2026-08-31'));
    expect(await outcome(onMaster({}, reassign('A1', 'B', '2026-08-01')))).toBe('MOVE_CLOSED id');
    expect(await outcome(onMaster({ preview: true }, reassign('A1', 'B', '2026-09-01')))).toBe('accepted');
    await submit(plan, owner, AFTER, close('2026-09-30'));
    expect(await outcome(onMaster({}, { type: 'undo', position: done.position }))).toBe(
      'MOVE_CLOSED position',
    );
  });

  test('when a hold above would keep another number; not for one that keeps all of it or is over', async () => {
    await submit(plan, owner, AFTER, hold({ keeps: 'total' }));
    expect(await outcome(move())).toBe('MOVE_HELD id');
    await submit(plan, owner, AFTER, { type: 'record.remove', kind: 'hold', id: 'kept' });
    await submit(plan, owner, AFTER, hold({ keeps: 'total', time: 'M2026-07' }));
    expect(await outcome(onMaster({ preview: true }, reassign('A2', 'B', '2026-08-01')))).toBe('accepted');
    await submit(plan, owner, AFTER, { type: 'record.remove', kind: 'hold', id: 'kept' });
    await submit(plan, owner, '2026-07-01', hold({ keeps: 'value', expires: '2026-08-01' }));
    expect(await outcome(onMaster({ preview: true }, reassign('A2', 'B', '2026-08-01')))).toBe('accepted');
    await submit(plan, owner, AFTER, { type: 'record.remove', kind: 'hold', id: 'kept' });
    await submit(plan, owner, AFTER, hold({ keeps: 'value', members: ['A2'] }));
    expect(await outcome(move())).toBe('accepted');
  });

  test('[SPR-T51] when the structure of a branch is held: into it, out of it, by a record or by undo; numbers may change', async () => {
    const done = await onMaster({}, reassign('A2', 'B', '2026-09-01'));
    await submit(plan, owner, AFTER, hold({ keeps: 'structure', members: ['B'], time: 'all' }));
    expect(await outcome(onMaster({}, reassign('A1', 'B', '2026-09-01')))).toBe('MOVE_HELD id');
    expect(await outcome(onMaster({}, { type: 'undo', position: done.position }))).toBe('MOVE_HELD position');
    const corrected: CommandRequest = {
      type: 'record.update',
      kind: 'dimensionMember',
      id: 'A1',
      set: { parent: 'B' },
    };
    expect(await outcome(onMaster({}, corrected))).toBe('MOVE_HELD id');
    const number = { at: { members: ['B'], time: 'M2026-07' }, value: 5 };
    await submit(plan, owner, AFTER, { type: 'target.enter', target: 'target', entries: [number] });
    await submit(plan, owner, AFTER, { type: 'record.remove', kind: 'hold', id: 'kept' });
    expect(await outcome(onMaster({ preview: true }, corrected))).toBe('accepted');
  });

  test('when it is the parent in the record of the member that is another one, at all times', async () => {
    const corrected: CommandRequest = {
      type: 'record.update',
      kind: 'dimensionMember',
      id: 'A2',
      set: { parent: 'B' },
    };
    const seen = await onMaster({ preview: true }, corrected);
    expect(seen.notices.map(({ code, params }) => [code, params?.['member'], params?.['after']])).toEqual([
      ['MOVES_TOTAL', 'A', 111],
      ['MOVES_TOTAL', 'B', 222],
      ['KEEPS_WHOLE', undefined, undefined],
    ]);
    await submit(plan, owner, AFTER, hold({ keeps: 'total' }));
    expect(await outcome(onMaster({}, corrected))).toBe('MOVE_HELD id');
    const set = { closedUntil: '2026-07-31' };
    await submit(plan, owner, AFTER, { type: 'record.update', kind: 'target', id: 'target', set });
    expect(await outcome(onMaster({}, corrected))).toBe('MOVE_CLOSED id');
  });

  test('when a number of a total’s own would stand in several places, until it is cleared', async () => {
    const buyers = { name: 'Buyers', key: 'buyers', direction: 'up', unit: 'count', decimals: 0 };
    const fields = { ...buyers, aggregation: 'distinct' };
    await onMaster({}, { type: 'record.add', kind: 'metric', id: 'buyers', fields });
    const target = { ...revenueTarget, id: 'buyers', fields: { ...revenueTarget.fields, metric: 'buyers' } };
    const say = (value: number | null): CommandRequest => ({
      type: 'target.enter',
      target: 'buyers',
      entries: [{ at: { members: ['A2'], time: 'all' }, value }],
    });
    await submit(plan, owner, AFTER, target, say(60));
    const refusal = await move().catch((error: Refused) => error.problems);
    const params = { count: 1, by: 'Plan: Buyers: 60 (all)', members: 'A2' };
    expect(refusal).toMatchObject([{ code: 'MOVE_STATED', path: 'id', params }]);
    await submit(plan, owner, AFTER, say(null));
    expect(await outcome(move())).toBe('accepted');
  });

  test('for who may not shape the master data, or only a part of it', async () => {
    const manager = await world.workspace.member('manager');
    const director = await world.workspace.member('director', [{ dimension: 'region', member: 'A' }]);
    const { workspaceId } = world.workspace;
    const command = reassign('A2', 'B', '2026-08-01');
    expect(await outcome(submit(workspaceId, manager, AFTER, command))).toBe('ROLE');
    expect(await outcome(submit(workspaceId, director, AFTER, command))).toBe('SCOPE');
  });
});

describe('ORG-8 rights follow the organisation of today, and nobody loses their own history', () => {
  let inA: Caller;
  let inB: Caller;
  beforeEach(async () => {
    inA = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
    inB = await world.workspace.member('manager', [{ dimension: 'region', member: 'B' }]);
    await move();
  });

  test('before the day, all of it is with the one who has it still', async () => {
    expect(await read(inA, '2026-07-31')).toEqual({ A1: [100, 10, 1], A2: [100, 10, 1] });
    expect(await read(inB, '2026-07-31')).toEqual({ B: [100, 10, 1] });
    expect(await outcome(submit(plan, inA, '2026-07-31', enter('A2', 'M2026-09', 5)))).toBe('accepted');
    expect(await outcome(submit(plan, inB, '2026-07-31', enter('A2', 'M2026-09', 5)))).toBe('SCOPE');
  });

  test('from the day on, all of it is with the new one; the old one keeps reading the time before', async () => {
    expect(await read(inB, AFTER)).toEqual({ A2: [100, 10, 1], B: [100, 10, 1] });
    expect(await read(inA, AFTER)).toEqual({ A1: [100, 10, 1], A2: [100] });
    expect(await outcome(submit(plan, inB, AFTER, enter('A2', 'M2026-09', 5)))).toBe('accepted');
    for (const time of ['M2026-07', 'M2026-09'])
      expect(await outcome(submit(plan, inA, AFTER, enter('A2', time, 5)))).toBe('SCOPE');
  });

  test('changes are told as far as that goes', async () => {
    const { position } = await submit(
      plan,
      owner,
      AFTER,
      enter('A2', 'M2026-07', 7),
      enter('A2', 'M2026-09', 8),
    );
    const { plans } = servicesOn(AFTER);
    const told = async (caller: Caller) => {
      const { entries } = await plans.changes(caller, plan, position - 1);
      return entries.flatMap(({ changes }) =>
        changes.flatMap((change) => (change.type === 'cells.changed' ? change.after : [])),
      );
    };
    expect(await told(inA)).toEqual([7]);
    expect(await told(inB)).toEqual([7, 8]);
  });

  test('why a number is what it is, whoever had it before may ask for the time in which they had it', async () => {
    const { plans } = servicesOn(AFTER);
    const history = (caller: Caller, member: string, time: string) =>
      plans.cellHistory(caller, plan, { target: 'target', members: [member], time }, { limit: 10 });
    const july = await history(owner, 'A2', 'M2026-07');
    expect(july).toMatchObject([{ after: 100, before: null, asked: { before: 0, after: 100 } }]);
    // Of the three numbers of that entry, each of them may know two.
    for (const caller of [inA, inB])
      expect(await history(caller, 'A2', 'M2026-07')).toEqual([{ ...july[0], cells: 2 }]);
    expect(await history(inA, 'A2~2026-08-01', 'all')).toMatchObject([{ after: 100 }]);
    expect(await history(inB, 'A2', 'M2026-09')).toMatchObject([{ after: 1 }]);
    for (const [member, time] of [
      ['A2', 'M2026-08'],
      ['A2~', 'all'],
      ['A2~2026-08-01', 'M2026-08'],
      ['B', 'M2026-07'],
      ['*', 'M2026-07'],
    ] as const)
      expect(await outcome(history(inA, member, time))).toMatch(/^(SCOPE|NOT_FOUND target)$/);
    expect(await outcome(history(inA, 'A2', 'M2026-08'))).toBe('SCOPE');
    expect(await outcome(history(inA, 'A2~', 'all'))).toBe('SCOPE');
  });

  test('a number typed above what has moved says nothing to whoever may not read all of it', async () => {
    const { plans } = servicesOn(AFTER);
    const { position } = await submit(plan, owner, AFTER, enter('B', 'all', 1_000));
    const asked = async (caller: Caller) =>
      (await plans.history(caller, plan, { before: position + 1, limit: 1 }))[0]?.asked ?? null;
    expect(await asked(inB)).toMatchObject({ at: { members: ['B'], time: 'all' }, after: 1_000 });
    expect(await asked(inA)).toBeNull();
    await submit(plan, owner, AFTER, enter('A2', 'M2026-07', 70));
    const [typed] = await plans.history(inA, plan, { limit: 1 });
    expect(typed?.asked).toMatchObject({ at: { members: ['A2'], time: 'M2026-07' }, before: 100, after: 70 });
  });

  test('where a row belongs is asked once, however many of its numbers changed', async () => {
    const { workspaceId } = world.workspace;
    const { state, master } = await withTransaction(
      world.deps.pool,
      async (tx) => ({
        state: await world.deps.books.current(tx, await openBook(tx, workspaceId, plan)),
        master: await masterState(world.deps, tx, workspaceId),
      }),
      { workspaceId },
    );
    const { cube } = state.cubes.get('target')!;
    const cellsOf = (row: number, months: number) =>
      Array.from({ length: months }, (_, month) => cellAddress(row, cube!.firstSlot + month));
    const askedFor = (months: number) => {
      let asked = 0;
      class Counting extends Map<string, BookState['cubes'] extends Map<string, infer V> ? V : never> {
        override get(id: string) {
          asked += 1;
          return super.get(id);
        }
      }
      const cells = cellsOf(rowIndex(cube!, ['B']), months);
      const none = cells.map(() => null);
      const change = {
        type: 'cells.changed',
        target: 'target',
        part: 0,
        cells,
        before: none,
        after: none,
      } as const;
      const viewer = { master, actor: inA, today: AFTER };
      expect(viewOfChanges([change], { ...state, cubes: new Counting(state.cubes) }, viewer).changes).toEqual(
        [],
      );
      return asked;
    };
    expect(askedFor(3)).toBe(askedFor(1));
  });

  test('what was reached is theirs in the same way, as it was and as it is', async () => {
    const row = (key: string, member: string, date: string, amount: number) => ({
      row: Number(key),
      key,
      date,
      coordinate: { region: member },
      amount,
      weight: null,
    });
    const { tracking } = servicesOn(AFTER);
    await tracking.importActuals(
      owner,
      shopImport([
        row('1', 'A2', '2026-07-10', 60),
        row('2', 'A2', '2026-08-10', 5),
        row('3', 'A1', '2026-07-10', 3),
      ]),
    );
    const reached = async (caller: Caller, organisation: 'asWas' | { asOf: string }) => {
      const query = {
        target: 'target',
        basis: 'natural',
        along: 0,
        asOf: '2026-09-30',
        organisation,
      } as const;
      const { places } = await tracking.attainment(caller, plan, query);
      const whole = places.filter(({ time }) => time === places[0]!.time);
      return Object.fromEntries(whole.map(({ members, actual }) => [members[0], actual?.numerator ?? null]));
    };
    const asIs = { asOf: AFTER };
    expect(await reached(owner, 'asWas')).toMatchObject({ '*': 68, A: 63, B: 5, A2: 5, 'A2~2026-08-01': 60 });
    expect(await reached(owner, asIs)).toMatchObject({ '*': 68, A: 3, B: 65, A2: 65 });
    expect(await reached(inA, 'asWas')).toEqual({ A: 63, A1: 3, 'A2~2026-08-01': 60 });
    expect(await reached(inB, 'asWas')).toMatchObject({ B: 5, A2: 5 });
    expect(await reached(inB, asIs)).toMatchObject({ B: 65, A2: 65 });
  });
});

describe('ORG-6 who has moved stays one member', () => {
  beforeEach(async () => {
    await move();
  });

  test('in a plan made from this one, with all of the numbers', async () => {
    const { plans } = servicesOn(AFTER);
    const id = uuidv7();
    const period = { from: '2027-07-01', to: '2027-09-30' };
    const made = await outcome(plans.create(owner, { from: 'plan', id, name: 'Next', period, plan }));
    expect(made).toBe('accepted');
    const { cubes } = await plans.read(owner, id);
    expect(cubes[0]?.rows).toEqual([['A1'], ['A2'], ['B']]);
  });

  test('in the sales of the example', async () => {
    await servicesOn('2026-10-01').tracking.importExample(owner, plan);
    const { workspaceId } = world.workspace;
    const { rows } = await withTransaction(
      world.deps.pool,
      (tx) =>
        tx.query<{ region: string }>(
          `SELECT DISTINCT coordinate->>'region' AS region FROM actual ORDER BY 1`,
        ),
      { workspaceId },
    );
    expect(rows.map(({ region }) => region)).toEqual(['A1', 'A2', 'B']);
  });
});

test('a hold of a share is brought back by whoever knows its whole on that day', async () => {
  await move();
  const hold: CommandRequest = {
    type: 'record.add',
    kind: 'hold',
    id: 'h',
    fields: {
      target: 'target',
      members: ['A2'],
      time: 'M2026-09',
      keeps: 'share',
      along: 'region',
      owner: owner.member,
      reason: 'signed',
    },
  };
  const release: CommandRequest = { type: 'record.remove', kind: 'hold', id: 'h' };
  const scope = (...members: string[]) => members.map((member) => ({ dimension: 'region', member }));
  const ofA = await world.workspace.member('director', scope('A'));
  const ofB = await world.workspace.member('director', scope('A2', 'B'));
  const undo = (caller: Caller, day: string, position: number) =>
    outcome(submit(plan, caller, day, { type: 'undo', position }));

  const before = '2026-07-15';
  await submit(plan, owner, before, hold);
  const first = await submit(plan, owner, before, release);
  expect(await undo(ofB, before, first.position)).toBe('SCOPE');
  expect(await undo(ofA, before, first.position)).toBe('accepted');
  const second = await submit(plan, owner, AFTER, release);
  expect(await undo(ofA, AFTER, second.position)).toBe('SCOPE');
  expect(await undo(ofB, AFTER, second.position)).toBe('accepted');
});
