import type { CommandRequest, LaterEntries, SubmissionAnswer } from '@shapan/contract';
import type { PlanRecord } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Caller } from '../../src/http/caller.ts';
import { UndoBlocked } from '../../src/http/refused.ts';
import { appendEntry } from '../../src/rooms/plan/append-entry.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/** [SPR-T90] An undo that later entries stand in the way of names them, and there are two ways on. */
const world = testWorld();
let plans: PlanService;
let plan: string;
let owner: Caller;

beforeEach(async () => {
  plans = createPlanService(world.deps);
  plan = await revenuePlan(world.workspace);
  owner = world.workspace.owner;
});

const entering = (numbers: Readonly<Record<string, number>>): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: Object.entries(numbers).map(([member, value]) => ({
    at: { members: [member], time: 'M2026-07' },
    value,
  })),
});
const undo = (position: number): CommandRequest => ({ type: 'undo', position });
const compensate = (position: number): CommandRequest => ({ type: 'compensate', position });

const submit = (
  caller: Caller,
  commands: CommandRequest[],
  more: { preview?: boolean; expect?: string } = {},
) => plans.submit(caller, plan, { id: uuidv7(), commands, ...more });
const done = async (caller: Caller, ...commands: CommandRequest[]): Promise<number> =>
  (await submit(caller, commands)).position;
const outcome = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'done',
    (error: Error) => error.message,
  );

async function laterThan(caller: Caller, position: number): Promise<LaterEntries | undefined> {
  const error: unknown = await submit(caller, [undo(position)]).catch((one: unknown) => one);
  if (!(error instanceof UndoBlocked)) throw new Error(`not blocked: ${String(error)}`);
  return error.later;
}

/** What the plan holds, wherever its log is. */
const content = async () => ({ ...(await plans.read(owner, plan)), position: 0 });

/** Written as the log of an older plan holds it: what no command would bring about any more. */
async function older(record: PlanRecord): Promise<void> {
  const { position } = await plans.read(owner, plan);
  const entry = {
    position: position + 1,
    submissionId: uuidv7(),
    actor: owner.member,
    at: world.deps.clock().toISOString(),
    label: 'record.add',
    reason: null,
    undoes: null,
    records: 1,
    cells: 0,
    changes: [{ type: 'record.added' as const, record }],
  };
  const { workspaceId } = owner;
  await withTransaction(
    world.deps.pool,
    async (tx) => appendEntry(tx, { workspaceId, bookId: plan, entry, commands: [] }),
    { workspaceId },
  );
}

test('[SPR-T90, TSK-1] undo brings back what stood, also where a law that is younger forbids it', async () => {
  const fields = { name: 'Old', from: '2026-07-09', to: '2026-07-01' };
  await older({ kind: 'task', id: 'old', fields });
  const removed = await done(owner, { type: 'record.remove', kind: 'task', id: 'old' });
  await done(owner, undo(removed));
  const tasks = (await plans.read(owner, plan)).records.filter(({ kind }) => kind === 'task');
  expect(tasks).toMatchObject([{ id: 'old', fields }]);
  const mended = await done(owner, {
    type: 'record.update',
    kind: 'task',
    id: 'old',
    set: { to: '2026-07-12' },
  });
  await done(owner, undo(mended));
  const later = await done(owner, {
    type: 'record.update',
    kind: 'task',
    id: 'old',
    set: { to: '2026-07-20' },
  });
  await done(owner, { type: 'record.update', kind: 'task', id: 'old', set: { from: '2026-07-15' } });
  // So it never was: the first day has moved since.
  await expect(done(owner, undo(later))).rejects.toThrow('UNDO_BLOCKED');
});

describe('[SPR-T90] the refusal of an undo', () => {
  test('lists who changed its places since and when, newest first, and those on whose work that stands', async () => {
    const colleague = await world.workspace.member('director');
    const asked = await done(owner, entering({ A1: 10 }));
    await done(owner, entering({ A2: 1 }));
    const same = await done(colleague, entering({ A1: 20, B: 2 }));
    const onTop = await done(owner, entering({ B: 3 }));
    const later = await laterThan(owner, asked);
    expect(later).toMatchObject({ position: asked, others: 0 });
    expect(later?.entries.map(({ position, actor }) => [position, actor])).toEqual([
      [onTop, owner.member],
      [same, colleague.member],
    ]);
  });

  test('leaves out what was undone since, and keeps what was redone', async () => {
    const asked = await done(owner, entering({ A1: 10 }));
    const passing = await done(owner, entering({ A1: 20 }));
    const back = await done(owner, undo(passing));
    const staying = await done(owner, entering({ A1: 30 }));
    expect((await laterThan(owner, asked))?.entries.map(({ position }) => position)).toEqual([staying]);
    await done(owner, undo(staying));
    await done(owner, undo(back));
    expect((await laterThan(owner, asked))?.entries.map(({ position }) => position)).toEqual([passing]);
  });

  test('tells who works in a part only what lies in it, and counts the rest', async () => {
    const manager = await world.workspace.member('director', [{ dimension: 'region', member: 'A' }]);
    const asked = await done(manager, entering({ A1: 10 }));
    const both = await done(owner, entering({ A1: 20, B: 7 }));
    await done(owner, entering({ B: 8 }));
    const later = await laterThan(manager, asked);
    expect(later?.entries.map(({ position, cells }) => [position, cells])).toEqual([[both, 1]]);
    expect(later?.others).toBe(1);
    const [newest] = await plans.history(manager, plan, { limit: 1 });
    const all = [newest?.position ?? 0, both, asked].map(undo);
    const before = await content();
    expect(await outcome(submit(manager, all))).toContain('SCOPE at commands[0]');
    expect(await content()).toEqual(before);
  });

  test('names none where what stands in the way is in no later entry', async () => {
    const asked = await done(owner, entering({ A1: 10 }));
    const undone = await done(owner, undo(asked));
    // The undoing itself is what came later.
    expect((await laterThan(owner, asked))?.entries.map(({ position }) => position)).toEqual([undone]);
  });
});

describe('[SPR-T90] undoing the later entries as well', () => {
  test('is one entry that one undo takes back again, bit for bit', async () => {
    const before = await content();
    const asked = await done(owner, entering({ A1: 10 }));
    await done(owner, entering({ A1: 20, B: 2 }));
    await done(owner, entering({ B: 3 }));
    const after = await content();
    const later = await laterThan(owner, asked);
    const all = [...(later?.entries ?? []).map(({ position }) => position), asked];
    const shown = await submit(owner, all.map(undo), { preview: true });
    const answer = await submit(owner, all.map(undo), { expect: shown.fingerprint });
    expect(answer).toMatchObject({ committed: true, position: asked + 3 });
    expect(await content()).toEqual(before);
    const [entry] = await plans.history(owner, plan, { limit: 1 });
    expect(entry).toMatchObject({ undoes: asked, alsoUndoes: [asked + 2, asked + 1] });
    await done(owner, undo(answer.position));
    expect(await content()).toEqual(after);
  });

  test('is refused as a whole where one of them is not the asker’s to undo', async () => {
    const rep = await world.workspace.member('rep');
    const asked = await done(rep, entering({ A1: 10 }));
    const others = await done(owner, entering({ A1: 20 }));
    const before = await content();
    expect(await outcome(submit(rep, [undo(others), undo(asked)]))).toBe('ROLE at commands[0]');
    expect(await content()).toEqual(before);
  });
});

describe('[SPR-T90] a compensating entry', () => {
  test('is shown before it is made, is an entry like any, and is undone like any', async () => {
    await done(owner, entering({ A1: 60, A2: 40 }));
    const asked = await done(owner, entering({ A1: 70, A2: 30 }));
    await done(owner, entering({ A1: 75 }));
    const before = await content();
    const shown: SubmissionAnswer = await submit(owner, [compensate(asked)], { preview: true });
    expect(shown.notices).toEqual([{ code: 'COMPENSATED', params: { back: 1, opposite: 1, left: 0 } }]);
    expect(await content()).toEqual(before);
    const made = await submit(owner, [compensate(asked)], { expect: shown.fingerprint });
    expect(made.changes).toMatchObject([{ type: 'cells.changed', after: expect.arrayContaining([65, 40]) }]);
    const [entry] = await plans.history(owner, plan, { limit: 1 });
    expect(entry).toMatchObject({ label: 'compensate', undoes: null });
    await done(owner, undo(made.position));
    expect(await content()).toEqual(before);
  });

  test('that was sent twice takes effect once', async () => {
    const asked = await done(owner, entering({ A1: 70 }));
    await done(owner, entering({ A1: 75 }));
    const id = uuidv7();
    const first = await plans.submit(owner, plan, { id, commands: [compensate(asked)] });
    const again = await plans.submit(owner, plan, { id, commands: [compensate(asked)] });
    expect([first.committed, again.committed, again.position]).toEqual([true, false, first.position]);
  });

  test('is for whoever may undo the entry: not others’ without the right, and none outside the part', async () => {
    const rep = await world.workspace.member('rep');
    const manager = await world.workspace.member('director', [{ dimension: 'region', member: 'A' }]);
    const asked = await done(owner, entering({ A1: 70, B: 1 }));
    await done(owner, entering({ A1: 75 }));
    expect(await outcome(submit(rep, [compensate(asked)]))).toContain('ROLE');
    expect(await outcome(submit(manager, [compensate(asked)]))).toContain('SCOPE');
    expect(await outcome(submit(owner, [compensate(99)]))).toContain('NOT_FOUND');
  });
});

describe('[SPR-T90, NEED-1] undo and the currency of a plan', () => {
  const inCurrency = (currency: string): CommandRequest => ({
    type: 'record.update',
    kind: 'brief',
    id: 'brief',
    set: { currency },
  });
  const budget: CommandRequest = {
    type: 'record.add',
    kind: 'resource',
    id: 'budget',
    fields: { name: 'Budget', category: 'budget', amount: 500 },
  };
  beforeEach(() => done(owner, inCurrency('CNY')));

  test('the currency does not go back while money is said in another one', async () => {
    const turned = await done(owner, inCurrency('JPY'));
    await done(owner, budget);
    expect(await outcome(done(owner, undo(turned)))).toContain('UNDO_BLOCKED');
    expect(await outcome(done(owner, compensate(turned)))).toContain('UNDO_BLOCKED');
  });

  test('money does not come back into another currency, but into its own', async () => {
    await done(owner, budget);
    const removed = await done(owner, { type: 'record.remove', kind: 'resource', id: 'budget' });
    const turned = await done(owner, inCurrency('JPY'));
    expect(await outcome(done(owner, undo(removed)))).toContain('UNDO_BLOCKED');
    await done(owner, undo(turned));
    await done(owner, undo(removed));
    const { records } = await plans.read(owner, plan);
    expect(records.find(({ id }) => id === 'budget')?.fields).toMatchObject({ amount: 500 });
  });
});
