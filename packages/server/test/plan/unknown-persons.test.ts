import type { CommandRequest } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Refused } from '../../src/http/refused.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { unknownPersons } from '../../src/rooms/plan/unknown-persons.ts';
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

test('a plan that names somebody who is nobody of the workspace any more is continued without that name', async () => {
  const { owner, workspaceId } = world.workspace;
  const gone = await world.workspace.member('manager');
  const people = { accountable: gone.member, responsible: [gone.member, owner.member] };
  expect(await refusalOf(task(people), task({ name: 'Mine', accountable: owner.member }))).toEqual([]);
  const away = 'DELETE FROM member WHERE workspace_id = $1 AND member_id = $2';
  const left = await withTransaction(world.deps.pool, (tx) => tx.query(away, [workspaceId, gone.member]), {
    workspaceId,
  });
  expect(left.rowCount).toBe(1);
  const plans = createPlanService(world.deps);
  const id = uuidv7();
  const period = { from: '2026-10-01', to: '2026-12-31' };
  await plans.create(owner, { from: 'plan', id, name: 'Next', period, plan });
  const { records } = await plans.read(owner, id);
  const tasks = records.filter(({ kind }) => kind === 'task').map(({ fields }) => fields);
  expect(tasks.map(({ name, accountable, responsible }) => [name, accountable, responsible])).toEqual([
    ['Sign the agents', undefined, [owner.member]],
    ['Mine', owner.member, undefined],
  ]);
});

test('the workspace is asked once for all commands, and not at all where nobody is named', async () => {
  const { owner, workspaceId } = world.workspace;
  const asked = (commands: CommandRequest[]) =>
    withTransaction(
      world.deps.pool,
      async (tx) => {
        let times = 0;
        const counting: typeof tx = Object.assign(Object.create(tx) as typeof tx, {
          query: (...query: Parameters<typeof tx.query>) => {
            times += 1;
            return tx.query(...query);
          },
        });
        await unknownPersons(counting, workspaceId, commands);
        return times;
      },
      { workspaceId },
    );
  const named = Array.from({ length: 50 }, () => task({ accountable: owner.member }));
  expect([await asked(named), await asked([task({})])]).toEqual([1, 0]);
});
