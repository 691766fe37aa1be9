import type { CommandRequest } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Refused } from '../../src/http/refused.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { type ActualsImport, importActualsIn } from '../../src/rooms/tracking/ledger.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

const world = testWorld();
let plan: string;

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
});

const submit = async (book: string, ...commands: CommandRequest[]) =>
  (await world.workspace.submit(world.workspace.owner, book, commands)).entry.position;
const onMaster = (...commands: CommandRequest[]) => submit(world.workspace.workspaceId, ...commands);

const problemsOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: Refused) => error.problems,
  );

const newMember = (id: string) =>
  ({ type: 'record.add', kind: 'dimensionMember', id, fields: { dimension: 'region', name: id } }) as const;
const rows = (change: { add?: string[][]; remove?: string[][] }) =>
  ({ type: 'target.rows', target: 'target', ...change }) as const;
const remove = (kind: string, id: string) => ({ type: 'record.remove', kind, id }) as const;
const undo = (position: number) => ({ type: 'undo', position }) as const;

describe('master data that plans stand on', () => {
  test('does not go by undo: rows and numbers of the plan are named', async () => {
    const made = await onMaster(newMember('C'));
    await submit(plan, rows({ add: [['C']] }), {
      type: 'target.enter',
      target: 'target',
      entries: [{ at: { members: ['C'], time: 'M2026-07' }, value: 77 }],
    });
    expect(await problemsOf(onMaster(undo(made)))).toEqual([
      { code: 'UNDO_BLOCKED', path: 'position', params: { count: 1, by: 'Plan: Revenue' } },
    ]);
    await submit(plan, rows({ remove: [['C']] }));
    expect(await problemsOf(onMaster(undo(made)))).toBe('accepted');
  });

  test('does not go by removal: coordinates, what-ifs and plans in the trash count', async () => {
    await onMaster(newMember('C'));
    await submit(plan, {
      type: 'record.add',
      kind: 'risk',
      id: 'r',
      fields: { name: 'Late', coordinate: { region: 'C' } },
    });
    expect(await problemsOf(onMaster(remove('dimensionMember', 'C')))).toEqual([
      { code: 'IN_USE', path: 'id', params: { count: 1, by: 'Plan: Late' } },
    ]);
    const plans = createPlanService(world.deps);
    await plans.branch(world.workspace.owner, plan, { id: uuidv7(), name: 'What if' });
    await submit(plan, remove('risk', 'r'));
    await plans.remove(world.workspace.owner, plan);
    expect(await problemsOf(onMaster(remove('dimensionMember', 'C')))).toMatchObject([
      { code: 'IN_USE', params: { by: 'What if: Late' } },
    ]);
  });

  test('a metric stays while a target is about it, a member while somebody works there', async () => {
    expect(await problemsOf(onMaster(remove('metric', 'revenue')))).toMatchObject([
      { code: 'IN_USE', params: { by: 'Plan: Revenue' } },
    ]);
    await onMaster(newMember('C'));
    await world.workspace.member('manager', [{ dimension: 'region', member: 'C' }]);
    expect(await problemsOf(onMaster(remove('dimensionMember', 'C')))).toMatchObject([
      { code: 'IN_USE', params: { count: 1 } },
    ]);
  });

  test('a member stays while rows of the ledger are about it; it goes with the import that brought it', async () => {
    const row = {
      row: 1,
      key: 'k',
      date: '2026-07-03',
      coordinate: { region: 'C' },
      amount: 5,
      weight: null,
    };
    const request = { fileName: 'sales.csv', source: 'shop', metric: 'revenue', contentHash: 'h' };
    const imported: ActualsImport = { ...request, id: uuidv7(), onConflict: 'report', rows: [row] };
    const { deps, workspace } = world;
    const { submitted } = await withTransaction(
      deps.pool,
      (tx) => importActualsIn(deps, tx, workspace.owner, imported, [newMember('C')]),
      { workspaceId: workspace.workspaceId },
    );
    const removed = await problemsOf(onMaster(remove('dimensionMember', 'C')));
    expect(removed).toMatchObject([{ code: 'IN_USE', params: { count: 1, by: 'sales.csv' } }]);
    expect(await problemsOf(onMaster(undo(submitted!.entry.position)))).toBe('accepted');
  });

  test('what goes while somebody begins to stand on it is refused on one side', async () => {
    await onMaster(newMember('C'));
    const both = await Promise.all([
      problemsOf(onMaster(remove('dimensionMember', 'C'))),
      problemsOf(submit(plan, rows({ add: [['C']] }))),
    ]);
    expect(both.filter((one) => one === 'accepted')).toHaveLength(1);
  });
});

describe('an earlier version', () => {
  test('does not come back onto members that are gone', async () => {
    await submit(plan, { type: 'version.freeze', id: 'v', name: 'First', purpose: 'snapshot' });
    await submit(plan, rows({ remove: [['B']] }));
    await onMaster(remove('dimensionMember', 'B'));
    expect(await problemsOf(submit(plan, { type: 'version.restore', version: 'v' }))).toMatchObject([
      { code: 'UNKNOWN_REFERENCE', path: 'version', params: { rows: 1, by: 'Revenue' } },
    ]);
  });
});
