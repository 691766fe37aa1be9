import { recordsOf } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import { masterState } from '../../src/rooms/plan/open-book.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { testWorld } from '../workspace.ts';

const world = testWorld();

test('a plan from a scenario counts in the currency of its workspace', async () => {
  const { deps, workspace } = world;
  const { workspaceId, owner } = workspace;
  await withTransaction(
    deps.pool,
    (tx) => tx.query(`UPDATE workspace SET currency = 'USD' WHERE workspace_id = $1`, [workspaceId]),
    { workspaceId },
  );
  await createPlanService(deps).create(owner, {
    from: 'scenario',
    id: uuidv7(),
    name: 'Q3',
    scenario: 'sprint',
    period: { from: '2026-07-01', to: '2026-09-30' },
    sampleNumbers: true,
  });
  const master = await withTransaction(deps.pool, (tx) => masterState(deps, tx, workspaceId), {
    workspaceId,
  });
  const money = recordsOf(master, 'metric').filter(({ fields }) => fields['unit'] === 'money');
  expect(money.length).toBeGreaterThan(0);
  expect(new Set(money.map(({ fields }) => fields['currency']))).toEqual(new Set(['USD']));
});
