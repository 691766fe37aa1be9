import type { CommandRequest, HistoryEntry } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../src/http/caller.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/** [T14] The log tells a member of one region nothing of another but that something happened, and when. */
const world = testWorld();
let plans: PlanService;
let plan: string;
/** Works in region A. */
let manager: Caller;
/** May do everything, in region A. */
let director: Caller;

beforeEach(async () => {
  const { workspace, deps } = world;
  plans = createPlanService(deps);
  plan = await revenuePlan(workspace);
  manager = await workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
  director = await workspace.member('director', [{ dimension: 'region', member: 'A' }]);
});

const SECRET = 'only region B may know';

const enter = (member: string, value: number): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time: 'M2026-07' }, value }],
});

const risk = (id: string, region: string, name = SECRET): CommandRequest => ({
  type: 'record.add',
  kind: 'risk',
  id,
  fields: { name, coordinate: { region } },
});

const move = (id: string, from: string, region: string): CommandRequest => ({
  type: 'record.update',
  kind: 'risk',
  id,
  expect: { coordinate: { region: from } },
  set: { coordinate: { region } },
});

/** By the owner, who sees everything; answers the entry's position. */
async function done(commands: CommandRequest[], reason = SECRET, book = plan): Promise<number> {
  return (await world.workspace.submit(world.workspace.owner, book, commands, { reason })).entry.position;
}

async function entryAt(caller: Caller, position: number): Promise<HistoryEntry | undefined> {
  const [found] = await plans.history(caller, plan, { before: position + 1, limit: 1 });
  return found;
}

/** Everything the log tells a caller of a book. */
async function told(caller: Caller, book = plan): Promise<string> {
  return JSON.stringify([
    await plans.history(caller, book, { limit: 100 }),
    await plans.changes(caller, book, 0),
    await plans.compare(caller, book, 0, 1_000),
    await plans.read(caller, book),
  ]);
}

const withheld = { actor: null, label: '', reason: null, undoes: null, records: 0, cells: 0 };

describe('an entry outside the scope', () => {
  test.each<[string, () => CommandRequest[]]>([
    ['a number', () => [enter('B', 700)]],
    ['a record', () => [risk(uuidv7(), 'B')]],
    ['both', () => [risk(uuidv7(), 'B'), enter('B', 12)]],
  ])('is there, with its moment, and nothing else: %s', async (_, commands) => {
    const position = await done(commands());
    const seen = await entryAt(manager, position);
    const all = await entryAt(world.workspace.owner, position);
    const summary = { position, submission: all?.submission, at: all?.at, ...withheld };
    expect(seen).toEqual({ ...summary, asked: null, about: null, alsoUndoes: [] });
    expect(all?.reason).toBe(SECRET);
    const { entries } = await plans.changes(manager, plan, position - 1);
    expect(entries).toEqual([{ ...summary, changes: [] }]);
    expect(await told(world.workspace.owner)).toContain(SECRET);
    expect(await told(manager)).not.toContain(SECRET);
  });

  test('[SPR-T89] names the cell that was typed, from what to what, to whoever may know it', async () => {
    const typed = async (caller: Caller, position: number) => (await entryAt(caller, position))?.asked;
    await done([enter('B', 700)]);
    const position = await done([enter('B', 900), enter('A1', 5)]);
    const [at, time] = [
      { members: ['B'], time: 'M2026-07' },
      { target: 'target', entries: 2 },
    ];
    expect(await typed(world.workspace.owner, position)).toMatchObject({
      at,
      ...time,
      before: 700,
      after: 900,
    });
    expect(await typed(manager, position)).toBeNull();
    const own = await done([enter('A1', 8)]);
    expect(await typed(manager, own)).toMatchObject({ before: 5, after: 8, entries: 1 });
  });

  test('[SPR-T89] tells from what to what only of a number that alone was about its cell', async () => {
    await done([enter('A1', 20), enter('B', 30)]);
    const typed = async (...commands: CommandRequest[]) => {
      const asked = (await entryAt(world.workspace.owner, await done(commands)))?.asked;
      return asked && [asked.at.members[0], asked.before, asked.after];
    };
    expect(await typed(enter('*', 100), enter('*', 200))).toEqual(['*', null, null]);
    expect(await typed(enter('A', 10), enter('A1', 4))).toEqual(['A', null, null]);
    expect(await typed(enter('A1', 7), enter('*', 300))).toEqual(['A1', null, null]);
    expect(await typed(enter('*', 100))).toEqual(['*', 300, 100]);
    const apart = await typed(enter('B', 50), risk(uuidv7(), 'B'), enter('A', 60));
    expect(apart).toEqual(['B', expect.any(Number), 50]);
  });

  test('tells the record that it was about, with what it says, to whoever may know it', async () => {
    const about = async (caller: Caller, position: number) => (await entryAt(caller, position))?.about;
    const [id, other] = [uuidv7(), uuidv7()];
    const position = await done([risk(id, 'B'), risk(other, 'A')]);
    const fields = { name: SECRET, coordinate: { region: 'B' } };
    const { owner } = world.workspace;
    expect(await about(owner, position)).toMatchObject({ did: 'added', kind: 'risk', id, fields, count: 2 });
    expect(await about(manager, position)).toMatchObject({ did: 'added', id: other, count: 1 });
    const removed = await done([{ type: 'record.remove', kind: 'risk', id }]);
    expect(await about(owner, removed)).toMatchObject({ did: 'removed', kind: 'risk', id, fields, count: 1 });
    expect(await about(manager, removed)).toBeNull();
    const undone = await done([{ type: 'undo', position: removed }]);
    expect(await about(owner, undone)).toBeNull();
  });

  test('[SPR-T89] tells the number that was typed only where it is asked for', async () => {
    const position = await done([enter('A1', 700)]);
    const [bare] = await plans.history(world.workspace.owner, plan, { limit: 1, asked: false });
    expect(bare).toMatchObject({ position, reason: SECRET, asked: null });
  });

  test('leaves everybody their own entries to undo, and names no others', async () => {
    const own = await plans.submit(manager, plan, { id: uuidv7(), commands: [enter('A1', 1)] as never });
    await done([enter('B', 700)]);
    const commands = [{ type: 'undo' as const, position: own.position }];
    const undone = await plans.submit(manager, plan, { id: uuidv7(), commands });
    expect(await plans.ownEntries(manager, plan, { among: 200 })).toEqual([
      { position: undone.position, undoes: own.position },
      { position: own.position, undoes: null },
    ]);
    expect(await plans.ownEntries(manager, plan, { among: 2 })).toEqual([
      { position: undone.position, undoes: own.position },
    ]);
    expect(await plans.ownEntries(director, plan, { among: 200 })).toEqual([]);
  });

  test('is no step of whoever made the plan where it is the making of the plan itself', async () => {
    const { owner } = world.workspace;
    const own = async (book: string) =>
      (await plans.ownEntries(owner, book, { among: 200 })).map(({ position }) => position);
    const demo = await plans.createDemo(owner);
    expect(await own(demo)).toEqual([]);
    const { position } = await plans.submit(owner, demo, {
      id: uuidv7(),
      commands: [{ type: 'record.add', kind: 'risk', id: uuidv7(), fields: { name: 'R' } }],
    });
    expect([position, await own(demo)]).toEqual([2, [2]]);
    // A what-if begins with what somebody does in it.
    const branch = uuidv7();
    await plans.branch(owner, demo, { id: branch, name: 'What if' });
    const fields = { name: 'R' };
    await plans.submit(owner, branch, {
      id: uuidv7(),
      commands: [{ type: 'record.add', kind: 'risk', id: uuidv7(), fields }],
    });
    expect(await own(branch)).toEqual([1]);
  });

  test('is not told by its undo either', async () => {
    const id = uuidv7();
    const position = await done([risk(id, 'B')]);
    await done([{ type: 'undo', position }]);
    expect(await told(manager)).not.toContain(SECRET);
    expect(await told(manager)).not.toContain(id);
  });

  test('is not told by history page after page', async () => {
    for (let i = 1; i <= 60; i += 1) await done([enter(i % 2 ? 'B' : 'A1', i)], i % 2 ? SECRET : 'seen');
    const page = await plans.history(manager, plan, { limit: 60 });
    expect(page.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 60 }, (_, i) => (i % 2 ? null : 'seen')),
    );
    const middle = await plans.history(manager, plan, { before: page[9]?.position, limit: 20 });
    expect(middle).toEqual(page.slice(10, 30));
  });

  test('cannot be undone, also by who may undo everything, and the refusal says nothing of it', async () => {
    const position = await done([enter('B', 700)]);
    const body = { id: uuidv7(), commands: [{ type: 'undo' as const, position }] };
    await expect(plans.submit(director, plan, body)).rejects.toThrow(/^SCOPE$/);
  });
});

test('an entry across the border tells the part inside, and counts only that', async () => {
  const position = await done([enter('A1', 100), enter('B', 700), risk(uuidv7(), 'B')], 'for everybody');
  expect(await entryAt(manager, position)).toMatchObject({
    actor: world.workspace.owner.member,
    reason: 'for everybody',
    cells: 1,
    records: 0,
  });
  const place = { target: 'target', members: ['A'], time: 'M2026-07' };
  const [event] = await plans.cellHistory(manager, plan, place, { limit: 10 });
  expect(event).toMatchObject({ after: 100, before: null, leaves: 1, cells: 1, records: 0 });
  expect(await told(manager)).not.toContain(SECRET);
});

describe('the history of a number', () => {
  const place = { target: 'target', members: ['A'], time: 'M2026-07' };

  test('judges each entry by the state after it, not by where its records are today', async () => {
    const id = uuidv7();
    await done([risk(id, 'B')]);
    const rename: CommandRequest = { type: 'record.update', kind: 'risk', id, set: { name: 'still there' } };
    await done([enter('A1', 100), rename]);
    await done([move(id, 'B', 'A')]);
    const [event] = await plans.cellHistory(manager, plan, place, { limit: 10 });
    expect(event).toMatchObject({ after: 100, cells: 1, records: 0 });
  });

  test('comes in pages, the same for everybody who sees the whole of it', async () => {
    for (let i = 1; i <= 60; i += 1) await done([enter(i % 2 ? 'A1' : 'B', i)], 'seen');
    const after = (events: readonly { readonly after: number | null }[]) => events.map((one) => one.after);
    for (const caller of [world.workspace.owner, manager]) {
      const first = await plans.cellHistory(caller, plan, place, { limit: 20 });
      const before = first.at(-1)?.position;
      const rest = await plans.cellHistory(caller, plan, place, { before, limit: 20 });
      const odd = Array.from({ length: 30 }, (_, i) => 59 - 2 * i);
      expect(after([...first, ...rest])).toEqual(odd);
    }
  });
});

describe('what a target says of the whole plan', () => {
  const BASELINE = 987_654_321;
  const set = (fields: Record<string, number | string>) =>
    done([{ type: 'record.update', kind: 'target', id: 'target', expect: {}, set: fields }], 'seen');

  test('is told to nobody who works in a part of it: not now, not in the log, not in what changed', async () => {
    const first = await set({ baseline: BASELINE, givenGrowth: 34.5, path: 'open' });
    const second = await set({ baseline: BASELINE + 1 });
    expect(await told(world.workspace.owner)).toContain(String(BASELINE));
    for (const caller of [manager, director]) {
      expect(await told(caller)).not.toContain(String(BASELINE));
      expect(await told(caller)).not.toContain('givenGrowth');
    }
    const { entries } = await plans.changes(manager, plan, first - 1);
    expect(entries.map(({ changes }) => changes)).toEqual([
      [
        {
          type: 'record.changed',
          kind: 'target',
          id: 'target',
          before: { path: null },
          after: { path: 'open' },
        },
      ],
      [],
    ]);
    expect(await entryAt(manager, second)).toMatchObject(withheld);
  });

  test('is not to be asked for either, also by who answers for the target', async () => {
    await set({ baseline: BASELINE, accountable: manager.member });
    const body = (fields: Record<string, number | string>) => ({
      id: uuidv7(),
      commands: [
        { type: 'record.update' as const, kind: 'target', id: 'target', expect: { ...fields }, set: fields },
      ],
    });
    expect(await told(manager)).not.toContain(String(BASELINE));
    await expect(plans.submit(manager, plan, body({ baseline: 1 }))).rejects.toThrow(/^SCOPE$/);
  });
});

describe('a record that crosses the border', () => {
  test('comes into being for who sees it arrive, without its past', async () => {
    const id = uuidv7();
    const born = await done([risk(id, 'B')]);
    await done([
      { type: 'record.update', kind: 'risk', id, expect: { name: SECRET }, set: { name: 'open' } },
    ]);
    const arrived = await done([move(id, 'B', 'A1')], 'handed over');
    const { entries } = await plans.changes(manager, plan, born - 1);
    expect(entries.map(({ changes }) => changes)).toEqual([
      [],
      [],
      [
        {
          type: 'record.added',
          record: { kind: 'risk', id, fields: { name: 'open', coordinate: { region: 'A1' } } },
        },
      ],
    ]);
    expect((await entryAt(manager, arrived))?.reason).toBe('handed over');
    expect(await told(manager)).not.toContain(SECRET);
  });

  test('ceases to be for who sees it leave', async () => {
    const id = uuidv7();
    await done([risk(id, 'A2', 'seen')], 'seen');
    const left = await done([move(id, 'A2', 'B')]);
    const { entries } = await plans.changes(manager, plan, left - 1);
    expect(entries[0]?.changes).toMatchObject([
      { type: 'record.removed', record: { id, fields: { coordinate: { region: 'A2' } } } },
    ]);
    await done([
      { type: 'record.update', kind: 'risk', id, expect: { name: 'seen' }, set: { name: 'told to none' } },
    ]);
    expect(await told(manager)).not.toContain('told to none');
  });
});

describe('who works in a part of the organisation brings nothing about outside it', () => {
  const submit = (commands: CommandRequest[]) =>
    plans.submit(director, plan, { id: uuidv7(), commands: commands as never });

  test('by restoring a version', async () => {
    const version = uuidv7();
    await done([{ type: 'version.freeze', id: version, name: 'V', purpose: 'snapshot' }]);
    await done([enter('B', 700)]);
    await expect(submit([{ type: 'version.restore', version }])).rejects.toThrow(/^SCOPE$/);
    const own = uuidv7();
    await done([{ type: 'version.freeze', id: own, name: 'W', purpose: 'snapshot' }]);
    await done([enter('A1', 5)]);
    expect(await submit([{ type: 'version.restore', version: own }])).toMatchObject({ committed: true });
  });

  test('by promoting a what-if, which is not told either', async () => {
    const branch = uuidv7();
    await plans.branch(world.workspace.owner, plan, { id: branch, name: 'What if' });
    await done([enter('B', 900), risk(uuidv7(), 'B')], SECRET, branch);
    expect(await told(world.workspace.owner, branch)).toContain(SECRET);
    expect(await told(director, branch)).not.toContain(SECRET);
    expect((await plans.compare(director, branch, 0, 1)).changes).toEqual([]);
    await expect(submit([{ type: 'branch.promote', branch }])).rejects.toThrow(/^SCOPE$/);
  });
});

test('a preview and its repetition tell the submitter the part inside', async () => {
  const inside = await plans.submit(manager, plan, {
    id: uuidv7(),
    commands: [enter('A1', 9)] as never,
    preview: true,
  });
  expect(inside).toMatchObject({ committed: false, changes: [{ type: 'cells.changed', after: [9] }] });
  const submission = { id: uuidv7(), commands: [enter('A1', 9)] as never };
  const first = await plans.submit(manager, plan, submission);
  const again = await plans.submit(manager, plan, submission);
  expect(again).toEqual({ ...first, committed: false });
});

test('a reader of everything is told of an entry with many numbers what records it was about', async () => {
  const id = uuidv7();
  const position = await done([enter('A', 700), enter('B', 12), risk(id, 'B')]);
  const entry = await entryAt(world.workspace.owner, position);
  expect(entry).toMatchObject({ cells: 3, about: { did: 'added', kind: 'risk', id, count: 1 } });
});
