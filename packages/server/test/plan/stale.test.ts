import type { CommandRequest, Submission } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Deps } from '../../src/deps.ts';
import type { Caller } from '../../src/http/caller.ts';
import { StalePreview } from '../../src/http/refused.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { revenueTarget, type TestWorkspace, testDeps, testMaster, testWorkspace } from '../workspace.ts';

/** What was shown is what is done (SPR-T84, T85, T88). */

let database: TestDatabase;
let deps: Deps;
let workspace: TestWorkspace;
let plans: PlanService;
let plan: string;

beforeAll(async () => {
  database = await testDatabase();
  deps = testDeps(database);
});

afterAll(async () => {
  await deps.live.close();
  await database.close();
});

beforeEach(async () => {
  workspace = await testWorkspace(deps);
  await testMaster(workspace);
  plans = createPlanService(deps);
  plan = await workspace.plan();
  await workspace.submit(workspace.owner, plan, [revenueTarget]);
  await commit(enter('*', 'all', 900_000));
});

const enter = (region: string, time: string, value: number, more: object = {}): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [region], time }, value, ...more }],
});

const send = (command: CommandRequest, more: Partial<Submission> = {}) =>
  plans.submit(workspace.owner, plan, { id: uuidv7(), commands: [command], ...more });
const commit = (command: CommandRequest, expect?: string) =>
  send(command, expect === undefined ? {} : { expect });
const preview = (command: CommandRequest) => send(command, { preview: true });

test('[SPR-T88] a commit that does what its preview showed goes through', async () => {
  const shown = await preview(enter('A', 'all', 300_000));
  const done = await commit(enter('A', 'all', 300_000), shown.fingerprint);
  expect(done).toMatchObject({ committed: true, changes: shown.changes, fingerprint: shown.fingerprint });
});

test('[SPR-T85] another number in the scope meanwhile: refused with the new preview, nothing done', async () => {
  const shown = await preview(enter('A', 'all', 300_000));
  await commit(enter('A1', 'M2026-07', 7));
  const refused = await commit(enter('A', 'all', 300_000), shown.fingerprint).catch(
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(StalePreview);
  const fresh = (refused as StalePreview).preview;
  expect(fresh).toMatchObject({ committed: false });
  expect(fresh.fingerprint).not.toBe(shown.fingerprint);
  // Nothing was done, and the new preview is what a commit does now.
  expect((await preview(enter('A', 'all', 300_000))).fingerprint).toBe(fresh.fingerprint);
  expect(await commit(enter('A', 'all', 300_000), fresh.fingerprint)).toMatchObject({ committed: true });
});

test('[SPR-T85] scopes that share no leaf do not disturb each other', async () => {
  const shown = await preview(enter('A', 'all', 300_000));
  await commit(enter('B', 'all', 5_000));
  expect(await commit(enter('A', 'all', 300_000), shown.fingerprint)).toMatchObject({ committed: true });
});

test('[SPR-T87] a preview tells every changed leaf with both sides, what stays and why, and leaves no trace', async () => {
  await commit({
    type: 'record.add',
    kind: 'hold',
    id: 'h',
    fields: {
      target: 'target',
      members: ['A1'],
      time: 'M2026-07',
      keeps: 'value',
      owner: workspace.owner.member,
      reason: 'signed',
    },
  });
  const before = await plans.read(workspace.owner, plan);
  const shown = await preview(enter('A', 'M2026-07', 400_000));
  expect(shown.committed).toBe(false);
  expect(shown.changes).toMatchObject([{ type: 'cells.changed', before: [100_000], after: [300_000] }]);
  const byWhom = { held: 1, holds: 'h' };
  expect(shown.notices).toContainEqual({ code: 'SKIPPED', params: expect.objectContaining(byWhom) });
  expect(await plans.read(workspace.owner, plan)).toEqual(before);
});

test('[SPR-T87] a preview names whose numbers move and who is to agree, and a commit does not', async () => {
  const [anna, ben] = [await workspace.member('manager'), await workspace.member('manager')];
  const named = (id: string, person: string): CommandRequest => ({
    type: 'record.update',
    kind: 'dimensionMember',
    id,
    set: { person },
  });
  await workspace.submit(workspace.owner, workspace.workspaceId, [
    named('A', anna.member),
    named('A1', ben.member),
  ]);
  const shown = await preview(enter('A1', 'M2026-07', 400_000));
  expect(shown.effects).toEqual([
    {
      target: 'target',
      owners: [{ person: ben.member, leaves: 1, difference: 300_000 }],
      net: 300_000,
      isNetChange: true,
      approver: anna.member,
    },
  ]);
  expect(await commit(enter('A1', 'M2026-07', 400_000))).not.toHaveProperty('effects');
});

test('[SPR-T84] each preview starts from what is committed, never from the preview before', async () => {
  const more = { method: 'percent', percent: 10, action: 'add', value: undefined };
  const slide = () => preview(enter('A', 'all', 0, more));
  const first = await slide();
  await preview(enter('A', 'all', 1));
  expect(await slide()).toEqual(first);
});

describe('who works in region A', () => {
  let manager: Caller;
  beforeEach(async () => {
    manager = await workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
  });
  const asManager = (command: CommandRequest, more: Partial<Submission> = {}) =>
    plans.submit(manager, plan, { id: uuidv7(), commands: [command], ...more });

  test('[SPR-T88] commits what the preview showed, and is told when it would be something else', async () => {
    const shown = await asManager(enter('A', 'all', 300_000), { preview: true });
    await commit(enter('B', 'all', 5_000));
    await commit(enter('A1', 'M2026-07', 7));
    const stale = asManager(enter('A', 'all', 300_000), { expect: shown.fingerprint });
    const refused = await stale.catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StalePreview);
    const { preview: fresh } = refused as StalePreview;
    const done = await asManager(enter('A', 'all', 300_000), { expect: fresh.fingerprint });
    expect(done).toMatchObject({ committed: true, changes: fresh.changes, fingerprint: fresh.fingerprint });
  });

  test('[SPR-T88] is shown a fingerprint of what may be known only: no number elsewhere can be guessed from it', async () => {
    const cap = (value: number): CommandRequest => ({
      type: 'record.add',
      kind: 'hold',
      id: 'cap',
      fields: {
        target: 'target',
        members: ['*'],
        time: 'all',
        keeps: 'bound',
        cap: value,
        strength: 'soft',
        owner: workspace.owner.member,
        reason: 'a budget',
      },
    });
    const over = enter('A', 'all', 800_000, { overSoft: true });
    const found = [];
    for (const value of [900_001, 900_002]) {
      await commit(cap(value));
      const id = uuidv7();
      const shown = await asManager(over, { preview: true });
      expect((shown.changes ?? []).map(({ type }) => type)).toContain('record.removed');
      expect(JSON.stringify(shown)).not.toContain(String(value));
      const done = await asManager(over, { id, expect: shown.fingerprint });
      const again = await asManager(over, { id });
      expect([done.fingerprint, again.committed]).toEqual([shown.fingerprint, false]);
      found.push([shown.fingerprint, again.fingerprint]);
      await send({ type: 'undo', position: done.position });
      await commit({ type: 'record.remove', kind: 'hold', id: 'cap' });
    }
    expect(found[1]).toEqual(found[0]);
  });

  test('[SPR-T91] sees that a version is frozen, not the fingerprint of the whole plan', async () => {
    const frozen = await commit({ type: 'version.freeze', id: 'v', name: 'V', purpose: 'baseline' });
    const of = async (caller: Caller) => {
      const { records } = await plans.read(caller, plan);
      const news = await plans.changes(caller, plan, frozen.position - 1);
      const record = records.find(({ kind }) => kind === 'version');
      return [
        record?.fields['name'],
        'fingerprint' in (record?.fields ?? {}),
        JSON.stringify(news).includes('fingerprint'),
      ];
    };
    expect(await of(workspace.owner)).toEqual(['V', true, true]);
    expect(await of(manager)).toEqual(['V', false, false]);
  });
});
