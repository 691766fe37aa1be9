import {
  type BookStateView,
  type CommandRequest,
  partsOf,
  type Role,
  type Scope,
  toldRefusal,
  unpackBook,
} from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../src/http/caller.ts';
import type { Refused } from '../../src/http/refused.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { todayOf } from '../../src/today.ts';
import { revenuePlan, revenueTarget, testWorld } from '../workspace.ts';
import { sumOf } from './sum-of-target.ts';

/**
 * [SPR-T93] A target that is handed down level by level is read below once it was released, on every road: the book, its
 * log, comparisons, the history of a cell, attainment, references, previews and refusals.
 */
const world = testWorld();
let plans: PlanService;
let plan: string;
let owner: Caller;
/** Works in region A, with A1 and A2 below. */
let manager: Caller;
/** Works in A1. */
let rep: Caller;

const inRegion = (member: string): Scope => [{ dimension: 'region', member }];

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
  plans = createPlanService(world.deps);
  owner = world.workspace.owner;
  manager = await world.workspace.member('manager', inRegion('A'));
  rep = await world.workspace.member('rep', inRegion('A1'));
  await by(owner, enter('A1', 300_17), enter('A2', 300), enter('B', 300));
});

const SECRET = 300_17;

const by = (caller: Caller, ...commands: CommandRequest[]) => world.workspace.submit(caller, plan, commands);
const enter = (member: string, value: number, more: object = {}): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time: 'M2026-07' }, value, ...more }],
});
const waterfall = (dimension: string | null = 'region'): CommandRequest => ({
  type: 'record.update',
  kind: 'target',
  id: 'target',
  set: { waterfall: dimension },
});
const release = (member: string, id = `r-${member}`): CommandRequest => ({
  type: 'record.add',
  kind: 'release',
  id,
  fields: { target: 'target', coordinate: { region: member } },
});
const takeBack = (id: string): CommandRequest => ({ type: 'record.remove', kind: 'release', id });

const outcome = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'accepted',
    (error: Error) => error.message,
  );

const rowsOf = ({ cubes }: BookStateView) => (cubes[0]?.rows ?? []).flatMap((row) => row?.[0] ?? []);
const readBy = async (caller: Caller) => rowsOf(await plans.read(caller, plan));

/** Everything that can be read of the plan's numbers. */
async function told(caller: Caller): Promise<string> {
  const tracking = createTrackingService(world.deps);
  const asked = { target: 'target', asOf: '2026-08-01', basis: 'natural', along: 0 } as const;
  return JSON.stringify([
    await plans.read(caller, plan),
    await plans.changes(caller, plan, 0),
    await plans.history(caller, plan, { limit: 100 }),
    await plans.compare(caller, plan, 0, 1_000),
    await tracking.attainment(caller, plan, asked),
  ]);
}

describe('what is read', () => {
  test.each<[string, () => Caller, string[], string[]]>([
    ['who sees everything, whatever was released', () => owner, [], ['A1', 'A2', 'B']],
    ['the part of a manager, before', () => manager, [], []],
    ['the part of a manager, released below only', () => manager, ['A1', 'A2'], []],
    ['the part of a manager, released', () => manager, ['A'], ['A1', 'A2']],
    ['the part of a rep, released one level above only', () => rep, ['A'], []],
    ['the part of a rep, released', () => rep, ['A', 'A1'], ['A1']],
    ['the part of a rep, released to another one', () => rep, ['A2', 'B'], []],
  ])('%s', async (_, caller, members, rows) => {
    await by(owner, waterfall());
    for (const member of members) await by(owner, release(member));
    expect(await readBy(caller())).toEqual(rows);
    const known = { A1: SECRET, A2: 300, B: 300 };
    const expected = rows.reduce((sum, row) => sum + known[row as keyof typeof known], 0);
    expect(sumOf(unpackBook(await plans.readPacked(caller(), plan)))).toBe(expected);
  });

  test('no road tells a number before its release', async () => {
    const other = await world.workspace.plan();
    await world.workspace.submit(owner, other, [
      { ...revenueTarget, fields: { ...revenueTarget.fields, waterfall: 'region' } },
      enter('A1', SECRET + 1),
    ]);
    plan = other;
    expect(await told(owner)).toContain(String(SECRET + 1));
    for (const reader of [manager, rep]) expect(await told(reader)).not.toContain(String(SECRET + 1));
    await by(owner, release('A'));
    expect(JSON.stringify(await plans.read(manager, plan))).toContain(String(SECRET + 1));
    expect(await told(rep)).not.toContain(String(SECRET + 1));
  });

  test('what was adjusted before its release is told by nothing afterwards', async () => {
    await by(owner, waterfall(), release('A'));
    await by(owner, enter('A1', 777_77));
    await by(owner, enter('A1', 555));
    await by(owner, release('A', 'again'));
    expect(await told(owner)).toContain('77777');
    expect(await told(manager)).not.toContain('77777');
    const cell = { target: 'target', members: ['A1'], time: 'M2026-07' };
    const events = await plans.cellHistory(manager, plan, cell, { limit: 10 });
    expect(JSON.stringify(events)).not.toContain('77777');
    expect(await readBy(manager)).toEqual(['A1', 'A2']);
  });

  test('switching it on, or taking a release back, hides what was known before on every road', async () => {
    const secret = '30017';
    const where = async (): Promise<string[]> => {
      const { position } = await plans.read(owner, plan);
      const roads = {
        read: plans.read(manager, plan),
        at: plans.read(manager, plan, position - 1),
        packed: plans
          .readPacked(manager, plan, position - 1)
          .then((bytes) => sumOf(unpackBook(bytes)) !== 0 && secret),
        changes: plans.changes(manager, plan, position - 2, position - 1),
        log: plans.changes(manager, plan, 0),
        compare: plans.compare(manager, plan, 0, position - 1),
        history: plans.history(manager, plan, { limit: 100 }),
      };
      const told: string[] = [];
      for (const [road, answer] of Object.entries(roads))
        if (JSON.stringify(await answer).includes(secret)) told.push(road);
      return told;
    };
    await by(owner, enter('A1', 300_17));
    expect(await where()).not.toEqual([]);
    await by(owner, waterfall());
    expect(await where()).toEqual([]);
    await by(owner, release('A'));
    expect(await where()).toContain('read');
    await by(owner, takeBack('r-A'));
    expect(await where()).toEqual([]);
  });

  test('of an adjustment that hides a part it is told that it was made, not why', async () => {
    await by(owner, waterfall(), release('A'));
    await world.workspace.submit(owner, plan, [enter('A1', 555)], { reason: 'A1 goes up to 555' });
    const [entry] = await plans.history(manager, plan, { limit: 1 });
    expect(entry).toMatchObject({ actor: owner.member, reason: null, cells: 0, records: 1 });
    expect(await plans.history(owner, plan, { limit: 1 })).toMatchObject([{ reason: 'A1 goes up to 555' }]);
    await world.workspace.submit(owner, plan, [release('A', 'again')], { reason: 'Agreed on Monday' });
    expect(await plans.history(manager, plan, { limit: 1 })).toMatchObject([{ reason: 'Agreed on Monday' }]);
  });

  test('what was proposed without knowing is taken back without knowing, and not agreed to', async () => {
    await by(owner, waterfall());
    const propose: CommandRequest = {
      type: 'target.propose',
      id: 'p',
      target: 'target',
      at: { members: ['A1'], time: 'all' },
      value: 12,
      reason: 'More is possible',
    };
    const answer = (what: 'withdraw' | 'accept'): CommandRequest => ({
      type: 'target.answer',
      proposal: 'p',
      answer: what,
    });
    await by(rep, propose);
    expect(await outcome(by(rep, answer('accept')))).toContain('NOT_RELEASED');
    expect(await outcome(by(rep, answer('withdraw')))).toBe('accepted');
  });

  test('whose sight moves reads the book anew; nobody else need', async () => {
    await by(owner, waterfall());
    const { entry } = await by(owner, release('A'));
    const since = (caller: Caller) => plans.changes(caller, plan, entry.position - 1);
    expect(await since(manager)).toMatchObject({ reload: true });
    expect(await since(rep)).toMatchObject({ reload: false });
    expect(await since(owner)).toMatchObject({ reload: false });
  });

  test('a hold says its limits where the numbers are known, nowhere else', async () => {
    await by(owner, {
      type: 'record.add',
      kind: 'hold',
      id: 'h',
      fields: {
        target: 'target',
        members: ['A1'],
        time: 'M2026-07',
        keeps: 'bound',
        floor: 123_45,
        owner: owner.member,
        reason: 'signed',
      },
    });
    await by(owner, waterfall());
    expect(JSON.stringify(await plans.read(rep, plan))).not.toContain('12345');
    await by(owner, release('A1'));
    expect(JSON.stringify(await plans.read(rep, plan))).toContain('12345');
  });
});

describe('what is asked for', () => {
  beforeEach(async () => {
    await by(owner, waterfall(), release('A'));
  });

  test('typing, holding and explaining wait for the release, and say so', async () => {
    expect(await outcome(by(rep, enter('A1', 5)))).toContain('NOT_RELEASED');
    expect(await outcome(by(rep, enter('B', 5)))).toContain('SCOPE');
    const cell = { target: 'target', members: ['A1'], time: 'M2026-07' };
    expect(await outcome(plans.cellHistory(rep, plan, cell, { limit: 10 }))).toContain('NOT_RELEASED');
    const preview = world.workspace.submit(rep, plan, [enter('A1', 5)], { preview: true });
    expect(await outcome(preview)).toContain('NOT_RELEASED');
    const hold: CommandRequest = {
      type: 'record.add',
      kind: 'hold',
      id: 'h',
      fields: {
        target: 'target',
        members: ['A1'],
        time: 'M2026-07',
        keeps: 'bound',
        floor: 9_999_999,
        owner: manager.member,
        reason: 'a guess',
      },
    };
    const below = await world.workspace.member('manager', inRegion('A1'));
    expect(await outcome(by(below, hold))).toContain('NOT_RELEASED');
    await by(owner, release('A1'));
    expect(await outcome(by(rep, enter('A1', 5)))).toBe('accepted');
  });

  test('a number from below is proposed without knowing the one from above', async () => {
    const propose: CommandRequest = {
      type: 'target.propose',
      id: 'p',
      target: 'target',
      at: { members: ['A1'], time: 'all' },
      value: 12,
      reason: 'two accounts lost',
    };
    expect(await outcome(by(rep, propose))).toBe('accepted');
  });

  test('no other target is a way round', async () => {
    const other = { ...revenueTarget, id: 'other' };
    await by(owner, other);
    const copy: CommandRequest = {
      type: 'target.enter',
      target: 'other',
      entries: [{ at: { members: ['A1'], time: 'M2026-07' }, method: 'copy', reference: 'target' }],
    };
    expect(await outcome(by(rep, copy))).toContain('NOT_RELEASED');
    expect(await outcome(by(manager, copy))).toBe('accepted');
  });

  test('nor is the number that it was at an earlier entry', async () => {
    const drafted = await by(owner, enter('A1', 777_77));
    await by(owner, enter('A1', 555), release('A', 'again'), release('A1'));
    const past = (asOf: number) => enter('A1', 0, { method: 'copy', value: undefined, asOf });
    expect(await outcome(by(rep, past(drafted.entry.position)))).toContain('NOT_RELEASED');
    expect(await outcome(by(manager, past(drafted.entry.position)))).toContain('NOT_RELEASED');
    expect(await outcome(by(rep, past(drafted.entry.position + 1)))).toBe('accepted');
  });
});

describe('who releases', () => {
  test.each<[Role, Scope, string, string]>([
    ['owner', [], 'A', 'accepted'],
    ['director', [], 'A', 'accepted'],
    ['operations', [], 'A', 'accepted'],
    ['manager', [], 'A1', 'accepted'],
    ['manager', inRegion('A'), 'A1', 'accepted'],
    ['director', inRegion('A'), 'A2', 'accepted'],
    ['manager', inRegion('A'), 'A', 'SCOPE'],
    ['director', inRegion('A'), 'A', 'SCOPE'],
    ['manager', inRegion('A'), 'B', 'SCOPE'],
    ['manager', inRegion('A1'), 'A1', 'SCOPE'],
    ['rep', inRegion('A'), 'A1', 'ROLE'],
    ['rep', [], 'A', 'ROLE'],
    ['viewer', [], 'A', 'ROLE'],
  ])('%s in %j, to %s: %s', async (role, scope, member, expected) => {
    await by(owner, waterfall());
    if (scope[0]?.member === 'A') await by(owner, release('A', 'first'));
    const caller = await world.workspace.member(role, scope);
    expect(await outcome(by(caller, release(member)))).toContain(expected);
  });

  test('nobody releases on what was not released to them, or says how a target is handed down', async () => {
    await by(owner, waterfall());
    expect(await outcome(by(manager, release('A1')))).toContain('NOT_RELEASED');
    expect(await outcome(by(manager, waterfall(null)))).toContain('ROLE');
    const director = await world.workspace.member('director', inRegion('A'));
    expect(await outcome(by(director, waterfall(null)))).toContain('SCOPE');
    await by(owner, release('A'));
    expect(await outcome(by(director, takeBack('r-A')))).toContain('SCOPE');
  });

  test('no undo gives back a release that a person could not give', async () => {
    await by(owner, waterfall(), release('A'), release('A1'));
    const taken = await by(owner, takeBack('r-A1'));
    const insider = await world.workspace.member('operations', inRegion('A1'));
    const undo = (caller: Caller): Promise<string> =>
      outcome(by(caller, { type: 'undo', position: taken.entry.position } as CommandRequest));
    expect(await undo(insider)).toContain('SCOPE');
    expect(await undo(owner)).toBe('accepted');
    expect(await readBy(rep)).toEqual(['A1']);
  });

  test('an adjustment from above hides the part again, one from within does not', async () => {
    await by(owner, waterfall(), release('A'), release('A1'));
    const within = await by(manager, enter('A2', 400));
    expect(within.notices.map(({ code }) => code)).not.toContain('RELEASE_TAKEN_BACK');
    expect(await readBy(manager)).toEqual(['A1', 'A2']);
    await by(manager, enter('A1', 200));
    expect(await readBy(manager)).toEqual(['A1', 'A2']);
    expect(await readBy(rep)).toEqual([]);
    await by(manager, release('A1', uuidv7()));
    expect(await readBy(rep)).toEqual(['A1']);
    const above = await by(owner, enter('A2', 100));
    expect(above.notices.map(({ code }) => code)).toContain('RELEASE_TAKEN_BACK');
    expect(await readBy(manager)).toEqual([]);
    expect(await readBy(rep)).toEqual(['A1']);
  });
});

describe('the other roads to a number', () => {
  const freeze = (id: string): CommandRequest => ({
    type: 'version.freeze',
    id,
    name: id,
    purpose: 'baseline',
  });
  const restore = (version: string): CommandRequest => ({ type: 'version.restore', version });
  const promote = (branch: string): CommandRequest => ({ type: 'branch.promote', branch });
  const whatIf = async (): Promise<string> => {
    const id = uuidv7();
    await plans.branch(owner, plan, { id, name: 'what if' });
    return id;
  };
  const inBook = (book: string, ...commands: CommandRequest[]) =>
    world.workspace.submit(owner, book, commands);
  const readIn = async (caller: Caller, book: string) => rowsOf(await plans.read(caller, book));

  test('a plan made from this one is handed down as well, and nothing of it was released yet', async () => {
    await by(owner, waterfall(), release('A'), release('A1'));
    const next = uuidv7();
    const period = { from: '2026-10-01', to: '2026-12-31' };
    await plans.create(owner, { from: 'plan', id: next, name: 'Next', period, plan });
    const { records } = await plans.read(owner, next);
    const target = records.find(({ kind }) => kind === 'target');
    expect(target?.fields['waterfall']).toBe('region');
    expect(records.filter(({ kind }) => kind === 'release')).toEqual([]);
    await inBook(next, {
      type: 'target.enter',
      target: String(target?.id),
      entries: [{ at: { members: ['A1'], time: 'M2026-10' }, value: SECRET }],
    });
    plan = next;
    for (const reader of [manager, rep]) {
      expect(await readIn(reader, next)).toEqual([]);
      expect(JSON.stringify(await plans.read(reader, next))).not.toContain(String(SECRET));
      // The total of the earlier plan became the baseline.
      expect(JSON.stringify(await plans.read(reader, next))).not.toContain('90017');
    }
  });

  test('a what-if tells no more than its plan, and its numbers wait for their release once adopted', async () => {
    await by(owner, waterfall(), release('A'), release('A1'));
    const thought = await whatIf();
    await inBook(thought, enter('A1', 777_77));
    expect(await readIn(rep, thought)).toEqual([]);
    expect(await readIn(rep, plan)).toEqual(['A1']);
    await by(owner, promote(thought));
    expect(await told(owner)).toContain('77777');
    for (const reader of [manager, rep]) {
      expect(await readIn(reader, plan)).toEqual([]);
      expect(await told(reader)).not.toContain('77777');
    }
  });

  test('what was released anew meanwhile is hidden by adopting other numbers', async () => {
    await by(owner, waterfall(), release('A'));
    const thought = await whatIf();
    await inBook(thought, enter('A1', 777_77));
    await by(owner, takeBack('r-A'), release('A', 'anew'));
    await by(owner, promote(thought));
    expect(await readBy(manager)).toEqual([]);
  });

  test('nobody is released to twice, by adopting or by undoing', async () => {
    await by(owner, waterfall());
    const thought = await whatIf();
    await inBook(thought, release('A', 'there'));
    const { entry } = await by(owner, release('A', 'here'));
    expect(await outcome(by(owner, promote(thought)))).toContain('ALREADY_EXISTS');
    const taken = await by(owner, takeBack('here'));
    await by(owner, release('A', 'anew'));
    const undo = (position: number): CommandRequest => ({ type: 'undo', position }) as CommandRequest;
    expect(await outcome(by(owner, undo(taken.entry.position)))).toContain('UNDO_BLOCKED');
    expect(entry.position).toBeLessThan(taken.entry.position);
    await by(owner, takeBack('anew'));
    expect(await readBy(manager)).toEqual([]);
  });

  test('going back to a version brings its numbers and who knew them, and no others', async () => {
    await by(owner, waterfall(), enter('A1', 777_77));
    await by(owner, freeze('draft'));
    await by(owner, enter('A1', 555), release('A'));
    await by(owner, freeze('told'));
    await by(owner, enter('A1', 888_88));
    await by(owner, restore('told'));
    expect(await readBy(manager)).toEqual(['A1', 'A2']);
    expect(await told(manager)).not.toMatch(/77777|88888/);
    await by(owner, restore('draft'));
    expect(await readBy(manager)).toEqual([]);
    expect(await told(manager)).not.toMatch(/77777|88888/);
  });

  test('a comparison that spans a release tells what both sides knew', async () => {
    await by(owner, waterfall(), release('A'));
    const known = (await by(owner, enter('B', 301))).entry.position;
    const drafted = (await by(owner, enter('A1', 777_77))).entry.position;
    await by(owner, enter('A1', 555));
    const again = (await by(owner, release('A', 'again'))).entry.position;
    const compared = async (from: number, to: number) =>
      JSON.stringify((await plans.compare(manager, plan, from, to)).changes);
    expect(await compared(known, again)).toContain('[555]');
    expect(await compared(known, drafted)).not.toContain('77777');
    expect(await compared(drafted, again)).not.toMatch(/77777|555/);
  });

  test('a refusal names a hold of a part that was not released, and no number of it', async () => {
    const hold = (id: string, fields: object): CommandRequest => ({
      type: 'record.add',
      kind: 'hold',
      id,
      fields: {
        target: 'target',
        members: ['A1'],
        time: 'M2026-07',
        owner: owner.member,
        reason: 'signed',
        ...fields,
      },
    });
    await by(owner, hold('cap', { keeps: 'bound', cap: 30_200 }));
    await by(
      owner,
      hold('share', { keeps: 'share', along: 'region', sharePart: SECRET, shareWhole: SECRET + 300 }),
    );
    await by(owner, waterfall(), release('A2'));
    const both = await world.workspace.member('manager', [...inRegion('A1'), ...inRegion('A2')]);
    const refused = await by(both, enter('A2', 600)).catch((error: Refused) => error.problems);
    expect(refused).toMatchObject([{ params: { holds: expect.anything() } }]);
    for (const { params } of refused as Refused['problems'])
      expect(Object.keys(params ?? {})).toEqual(['holds']);
    const { workspace, deps } = world;
    const [state, master] = await Promise.all(
      [plan, workspace.workspaceId].map((book) => plans.readPacked(owner, book).then(unpackBook)),
    );
    if (!state || !master) throw new Error('no book');
    const territory = new Map([['region', new Set(['A1', 'A2'])]]);
    const told = (): unknown =>
      toldRefusal(
        { code: 'BOUNDS', path: 'at', params: { amount: 1, min: 0, max: 30_200, holds: 'cap' } },
        { state, parts: partsOf({ state, master, territory, today: todayOf(deps) }) },
      );
    expect(told()).toEqual({ code: 'HELD_OUTSIDE', path: 'at', params: { holds: 'cap' } });
  });

  test('a rule takes no weights from a target that was not released', async () => {
    await by(owner, { ...revenueTarget, id: 'other' }, waterfall(), release('A1'));
    const rule: CommandRequest = {
      type: 'record.add',
      kind: 'breakdownRule',
      id: 'rule',
      fields: {
        target: 'other',
        coordinate: { region: 'A' },
        dimension: 'region',
        level: 'leaves',
        basis: 'earlier',
        source: 'target',
        keeps: 'shares',
      },
    };
    expect(await outcome(by(manager, rule))).toContain('NOT_RELEASED');
    await by(owner, rule);
    const run: CommandRequest = { type: 'target.runRule', rule: 'rule' };
    expect(await outcome(by(manager, run))).toContain('NOT_RELEASED');
    expect(JSON.stringify(await plans.read(manager, plan))).not.toContain(String(SECRET));
  });

  test('who has moved since: a number of the time before is hidden from those who knew it then', async () => {
    await by(owner, waterfall(), release('A'), release('B'));
    await world.workspace.submit(owner, world.workspace.workspaceId, [
      {
        type: 'record.add',
        kind: 'reassignment',
        id: uuidv7(),
        fields: { member: 'A2', parent: 'B', from: '2026-08-01' },
      },
    ]);
    expect(await readBy(manager)).toContain('A2');
    const moved = await by(owner, enter('A2', 777_77));
    expect(moved.notices).toContainEqual({
      code: 'RELEASE_TAKEN_BACK',
      params: { count: 2, names: 'A, B' },
    });
    expect(await told(manager)).not.toContain('77777');
  });
});
