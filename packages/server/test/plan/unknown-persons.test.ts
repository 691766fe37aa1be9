import type { CommandRequest } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, test } from 'vitest';
import type { Refused } from '../../src/http/refused.ts';
import { testMaster, testWorld } from '../workspace.ts';

/** Who answers for a record is somebody of the workspace. */
const world = testWorld();
let plan: string;

beforeEach(async () => {
  await testMaster(world.workspace);
  plan = await world.workspace.plan();
});

const task = (fields: object): CommandRequest => ({
  type: 'record.add',
  kind: 'task',
  id: uuidv7(),
  fields: { name: 'Sign the agents', ...fields },
});

const refusalOf = (...commands: CommandRequest[]) =>
  world.workspace.submit(world.workspace.owner, plan, commands).then(
    () => [],
    (refusal: Refused) => refusal.problems,
  );

test('an owner whom nobody knows is refused, and the field and the command named', async () => {
  const { owner } = world.workspace;
  const stranger = uuidv7();
  expect(await refusalOf(task({ accountable: owner.member }), task({ accountable: stranger }))).toMatchObject(
    [{ code: 'UNKNOWN_REFERENCE', path: 'commands[1].fields.accountable', params: { id: stranger } }],
  );
  expect(await refusalOf(task({ consulted: [owner.member, 'somebody'] }))).toMatchObject([
    { code: 'UNKNOWN_REFERENCE', params: { id: 'somebody' } },
  ]);
});

test('a member is taken, also in a change, and a stranger in none', async () => {
  const { owner } = world.workspace;
  const add = task({ accountable: owner.member }) as CommandRequest & { id: string };
  expect(await refusalOf(add)).toEqual([]);
  const set = (fields: object): CommandRequest =>
    ({ type: 'record.update', kind: 'task', id: add.id, set: fields }) as CommandRequest;
  expect(await refusalOf(set({ responsible: [owner.member] }))).toEqual([]);
  expect((await refusalOf(set({ accountable: uuidv7() }))).map(({ path }) => path)).toEqual([
    'set.accountable',
  ]);
});
