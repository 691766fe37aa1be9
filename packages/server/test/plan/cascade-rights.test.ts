import type { CommandRequest, Role } from '@shapan/contract';
import { findRecord } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Caller } from '../../src/http/caller.ts';
import type { Refused } from '../../src/http/refused.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, shopImport, testWorld } from '../workspace.ts';

/** Who may propose, answer, and run rules: role × scope, on the server (SPR-T93, SPR-T98). */
const world = testWorld();
let plans: PlanService;
let tracking: ReturnType<typeof createTrackingService>;
let plan: string;

const inA = [{ dimension: 'region', member: 'A' }];
const inA1 = [{ dimension: 'region', member: 'A1' }];

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
  plans = createPlanService(world.deps);
  tracking = createTrackingService(world.deps);
  await submit(world.workspace.owner, {
    type: 'target.enter',
    target: 'target',
    entries: [{ at: { members: ['*'], time: 'all' }, value: 900 }],
  });
});

const submit = (caller: Caller, ...commands: CommandRequest[]) =>
  world.workspace.submit(caller, plan, commands);

const propose = (id: string, member: string, value = 120): CommandRequest => ({
  type: 'target.propose',
  id,
  target: 'target',
  at: { members: [member], time: 'all' },
  value,
  reason: 'two accounts lost',
});
const accept = (proposal: string): CommandRequest => ({ type: 'target.answer', proposal, answer: 'accept' });
const rule = (id: string, fields: object): CommandRequest => ({
  type: 'record.add',
  kind: 'breakdownRule',
  id,
  fields: {
    target: 'target',
    dimension: 'region',
    level: 'leaves',
    basis: 'equal',
    keeps: 'shares',
    ...fields,
  },
});

async function answerOf(id: string): Promise<unknown> {
  const { deps, workspace } = world;
  const { workspaceId } = workspace;
  const state = await withTransaction(
    deps.pool,
    async (tx) => deps.books.current(tx, await openBook(tx, workspaceId, plan)),
    { workspaceId },
  );
  return findRecord(state, 'proposal', id)?.fields['answer'];
}

const outcome = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'accepted',
    (error: Error) => error.message,
  );

describe('a proposal', () => {
  test('is made inside the scope, by everyone who enters numbers', async () => {
    const rep = await world.workspace.member('rep', inA1);
    expect(await outcome(submit(rep, propose('p', 'A1')))).toBe('accepted');
    expect(await outcome(submit(rep, propose('q', 'A')))).toContain('SCOPE');
    expect(await outcome(submit(rep, propose('r', '*')))).toContain('SCOPE');
    const viewer = await world.workspace.member('viewer');
    expect(await outcome(submit(viewer, propose('s', 'A1')))).toContain('ROLE');
  });

  test.each([
    ['owner', [], 'accepted'],
    ['director', [], 'accepted'],
    ['manager', [], 'accepted'],
    ['manager', inA, 'accepted'],
    ['manager', inA1, 'SCOPE'],
    ['manager', [{ dimension: 'region', member: 'B' }], 'SCOPE'],
    ['operations', [], 'ROLE'],
    ['rep', [], 'ROLE'],
    ['viewer', [], 'ROLE'],
  ] as const)('is accepted by who stands above: %s in %j: %s', async (role, scope, expected) => {
    await submit(await world.workspace.member('rep', inA1), propose('p', 'A1'));
    const other = await world.workspace.member(role as Role, [...scope]);
    expect(await outcome(submit(other, accept('p')))).toContain(expected);
    expect(await answerOf('p')).toBe(expected === 'accepted' ? 'accepted' : 'open');
  });

  test('of a manager for the whole of the own part goes to somebody further up', async () => {
    const first = await world.workspace.member('manager', inA);
    const second = await world.workspace.member('manager', inA);
    await submit(first, propose('p', 'A', 500));
    expect(await outcome(submit(second, accept('p')))).toContain('SCOPE');
    expect(await outcome(submit(first, accept('p')))).toContain('FORBIDDEN');
    expect(await outcome(submit(world.workspace.owner, accept('p')))).toBe('accepted');
  });

  test('is taken on at the counter-proposal by its proposer', async () => {
    const rep = await world.workspace.member('rep', inA1);
    await submit(rep, propose('p', 'A1'));
    await submit(world.workspace.owner, {
      type: 'target.answer',
      proposal: 'p',
      answer: 'counter',
      value: 150,
      reason: 'half of it',
    });
    expect(await outcome(submit(rep, accept('p')))).toBe('accepted');
    const { cubes } = await plans.read(rep, plan);
    expect(cubes[0]?.parts[0]?.values.reduce((sum: number, value) => sum + (value ?? 0), 0)).toBe(150);
  });

  test('[SPR-T55] a share softly held in another part is told by its hold, and gives way when that is confirmed', async () => {
    const { owner } = world.workspace;
    const kept = { target: 'target', members: ['B'], time: 'all', keeps: 'share', along: 'region' };
    const share = { ...kept, sharePart: 1, shareWhole: 3, strength: 'soft', reason: 'a third' };
    const fields = { ...share, owner: owner.member };
    await submit(owner, { type: 'record.add', kind: 'hold', id: 'third', fields });
    const rep = await world.workspace.member('rep', inA1);
    const above = await world.workspace.member('manager', inA);
    await submit(rep, propose('p', 'A1'));
    const counter = { answer: 'counter', value: 150, reason: 'half of it' } as const;
    await submit(above, { type: 'target.answer', proposal: 'p', ...counter });
    const refused = await submit(rep, accept('p')).catch((error: Refused) => error.problems);
    expect(refused).toEqual([
      { code: 'HELD_OUTSIDE', path: 'at', params: { holds: 'third', soft: 'third' } },
    ]);
    expect(await answerOf('p')).toBe('countered');
    const { notices } = await submit(rep, { ...accept('p'), overSoft: true } as CommandRequest);
    expect(notices).toMatchObject([{ code: 'YIELDED', params: { holds: 'third' } }]);
    expect(await answerOf('p')).toBe('accepted');
    const { records } = await plans.read(owner, plan);
    expect(records.some(({ kind }) => kind === 'hold')).toBe(false);
  });

  test('is not answered past its own command', async () => {
    const rep = await world.workspace.member('rep', inA1);
    await submit(rep, propose('p', 'A1'));
    const set: CommandRequest = {
      type: 'record.update',
      kind: 'proposal',
      id: 'p',
      set: { answer: 'accepted' },
    };
    expect(await outcome(submit(rep, set))).toContain('INVALID');
    expect(await outcome(submit(world.workspace.owner, set))).toContain('INVALID');
  });

  test('is not deleted instead of answered, but goes with its target', async () => {
    const rep = await world.workspace.member('rep', inA1);
    const manager = await world.workspace.member('manager', inA);
    await submit(rep, propose('p', 'A1'));
    const remove: CommandRequest = { type: 'record.remove', kind: 'proposal', id: 'p' };
    expect(await outcome(submit(rep, remove))).toContain('ROLE');
    expect(await outcome(submit(manager, remove))).toContain('ROLE');
    const target: CommandRequest = { type: 'target.remove', target: 'target' };
    expect(await outcome(submit(world.workspace.owner, remove, target))).toBe('accepted');
  });

  test('is read only where all of its place may be read', async () => {
    const rep = await world.workspace.member('rep', inA1);
    await submit(world.workspace.owner, propose('b', 'B', 4_711), propose('all', '*', 4_712));
    await submit(rep, propose('p', 'A1', 4_713));
    const seen = JSON.stringify((await plans.read(rep, plan)).records);
    expect(seen).toContain('4713');
    expect(seen).not.toMatch(/4711|4712/);
    const news = JSON.stringify(await plans.changes(rep, plan, 0));
    expect(news).not.toMatch(/4711|4712/);
  });
});

describe('a number set aside by hand', () => {
  test('is noted inside the scope only, and in one’s own name', async () => {
    const rep = await world.workspace.member('rep', inA1);
    const manager = await world.workspace.member('manager');
    const override = (id: string, author: Caller, coordinate: object): CommandRequest => ({
      type: 'record.add',
      kind: 'override',
      id,
      fields: { target: 'target', coordinate, author: author.member, reason: 'signed' },
    });
    expect(await outcome(submit(rep, override('o', rep, {})))).toContain('SCOPE');
    expect(await outcome(submit(rep, override('o', rep, { region: 'B' })))).toContain('SCOPE');
    expect(await outcome(submit(manager, override('o', rep, { region: 'A1' })))).toContain('INVALID');
    expect(await outcome(submit(rep, override('o', rep, { region: 'A1' })))).toBe('accepted');
  });
});

describe('a comment on a number', () => {
  const comment = (id: string, author: Caller, coordinate: object): CommandRequest => ({
    type: 'record.add',
    kind: 'cellComment',
    id,
    fields: { target: 'target', coordinate, time: 'all', author: author.member, text: `was 4711 (${id})` },
  });

  test('is written and read where its number is, and in one’s own name', async () => {
    const { owner } = world.workspace;
    const rep = await world.workspace.member('rep', inA1);
    const manager = await world.workspace.member('manager', inA);
    expect(await outcome(submit(rep, comment('c', rep, {})))).toContain('SCOPE');
    expect(await outcome(submit(rep, comment('c', rep, { region: 'B' })))).toContain('SCOPE');
    expect(await outcome(submit(manager, comment('c', rep, { region: 'A1' })))).toContain('INVALID');
    expect(await outcome(submit(rep, comment('ofA1', rep, { region: 'A1' })))).toBe('accepted');
    await submit(owner, comment('ofTotal', owner, {}), comment('ofA', owner, { region: 'A' }));
    const seenBy = async (caller: Caller): Promise<string[]> =>
      (await plans.read(caller, plan)).records
        .filter(({ kind }) => kind === 'cellComment')
        .map(({ id }) => id)
        .sort();
    expect(await seenBy(owner)).toEqual(['ofA', 'ofA1', 'ofTotal']);
    expect(await seenBy(manager)).toEqual(['ofA', 'ofA1']);
    expect(await seenBy(rep)).toEqual(['ofA1']);
    // Others may settle it, not say something else in that name.
    const say = (set: Record<string, string | boolean>): CommandRequest => ({
      type: 'record.update',
      kind: 'cellComment',
      id: 'ofA1',
      set,
    });
    expect(await outcome(submit(owner, say({ text: 'else' })))).toContain('ROLE');
    expect(await outcome(submit(owner, say({ resolved: true })))).toBe('accepted');
  });

  test('outlives the restoring of a version, and goes with its target', async () => {
    const { owner } = world.workspace;
    await submit(owner, {
      type: 'version.freeze',
      id: 'v',
      name: 'V',
      purpose: 'snapshot',
    } as CommandRequest);
    const fields = {
      metric: 'revenue',
      targetClass: 'supporting',
      dimensions: [],
      grain: 'month',
      from: '2026-07-01',
      to: '2026-09-30',
    };
    await submit(
      owner,
      { type: 'target.define', id: 'later', fields, rows: [[]] },
      comment('stays', owner, { region: 'A' }),
    );
    const onLater = comment('goes', owner, {});
    Object.assign((onLater as { fields: object }).fields, { target: 'later' });
    await submit(owner, onLater);
    expect(await outcome(submit(owner, { type: 'version.restore', version: 'v' }))).toBe('accepted');
    const left = (await plans.read(owner, plan)).records.filter(({ kind }) => kind === 'cellComment');
    expect(left.map(({ id }) => id)).toEqual(['stays']);
  });
});

describe('a breakdown rule', () => {
  test('of the own part is made and run there, and nowhere else', async () => {
    const manager = await world.workspace.member('manager', inA);
    await submit(world.workspace.owner, rule('whole', {}));
    expect(await outcome(submit(manager, rule('mine', { coordinate: { region: 'A' } })))).toBe('accepted');
    expect(await outcome(submit(manager, { type: 'target.runRule', rule: 'mine' }))).toBe('accepted');
    expect(await outcome(submit(manager, { type: 'target.runRule', rule: 'whole' }))).toContain('SCOPE');
    expect(await outcome(submit(manager, rule('top', {})))).toContain('SCOPE');
    const rep = await world.workspace.member('rep', inA);
    expect(await outcome(submit(rep, rule('rep', { coordinate: { region: 'A' } })))).toContain('ROLE');
    const seen = JSON.stringify((await plans.read(manager, plan)).records);
    expect(seen).toContain('mine');
    expect(seen).not.toContain('whole');
  });

  test('tells nobody numbers of a source outside the own part', async () => {
    const { owner } = world.workspace;
    const fields = {
      metric: 'revenue',
      targetClass: 'supporting',
      dimensions: [],
      grain: 'month',
      from: '2026-07-01',
      to: '2026-09-30',
    };
    await submit(owner, { type: 'target.define', id: 'whole', fields, rows: [[]] });
    const value = { at: { members: [], time: 'all' }, value: 4_711 };
    await submit(owner, { type: 'target.enter', target: 'whole', entries: [value] });
    const manager = await world.workspace.member('manager', inA);
    const season = { dimension: null, basis: 'earlier', source: 'whole', coordinate: { region: 'A' } };
    await submit(manager, rule('r', { ...season, keeps: 'totals' }));
    expect(await outcome(submit(manager, { type: 'target.runRule', rule: 'r' }))).toContain('FORBIDDEN');
  });

  test('runs as one entry that undo takes back', async () => {
    const { owner } = world.workspace;
    await submit(owner, rule('r', { basis: 'weights', weights: { A1: 1, A2: 2, B: 6 } }));
    const read = async () => (await plans.read(owner, plan)).cubes[0]?.parts[0]?.values;
    const before = await read();
    await submit(owner, { type: 'target.runRule', rule: 'r' });
    const { position } = await plans.read(owner, plan);
    expect(await read()).not.toEqual(before);
    await plans.submit(owner, plan, { id: uuidv7(), commands: [{ type: 'undo', position }] });
    expect(await read()).toEqual(before);
  });
});

describe('weights from the ledger', () => {
  const row = (key: string, date: string, region: string, amount: number) => ({
    row: Number(key),
    key,
    date,
    coordinate: { region },
    amount,
    weight: null,
  });
  const ask = { target: 'target', dimension: 'region', level: 'leaves', members: {}, years: 3 } as const;

  beforeEach(async () => {
    await tracking.importActuals(
      world.workspace.owner,
      shopImport([
        row('1', '2025-07-01', 'A1', 30),
        row('2', '2025-08-31', 'A2', 10),
        row('3', '2024-09-30', 'B', 4_711),
        row('4', '2025-10-01', 'B', 99_999),
      ]),
    );
  });

  test('[SPR-T94] are what was reached in the same days of earlier years', async () => {
    const { owner } = world.workspace;
    expect(await tracking.ruleHistory(owner, plan, ask)).toEqual({
      weights: { A1: 30, A2: 10, B: 4_711 },
      years: 2,
    });
    const months = await tracking.ruleHistory(owner, plan, { ...ask, dimension: undefined, years: 1 });
    expect(months.weights).toEqual({ 'M2026-07': 750_000, 'M2026-08': 250_000, 'M2026-09': 0 });
  });

  test('speak of nothing outside the own part', async () => {
    const manager = await world.workspace.member('manager', inA);
    expect(await outcome(tracking.ruleHistory(manager, plan, ask))).toContain('SCOPE');
    const own = await tracking.ruleHistory(manager, plan, { ...ask, members: { region: 'A' } });
    expect(own.weights).toEqual({ A1: 30, A2: 10 });
  });
});
