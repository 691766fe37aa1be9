import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../src/http/caller.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/** Whoever works in one region neither takes from another nor writes into it, whatever field names the place. */
const world = testWorld();
let plans: PlanService;
let plan: string;
/** Works in region A. */
let manager: Caller;

beforeEach(async () => {
  plans = createPlanService(world.deps);
  plan = await revenuePlan(world.workspace);
  manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
});

const at = (member: string) => ({ members: [member], time: 'M2026-07' });
const own = { at: at('A') };

const submit = (entry: object) =>
  plans.submit(manager, plan, {
    id: uuidv7(),
    preview: true,
    commands: [{ type: 'target.enter', target: 'target', entries: [{ ...own, ...entry }] }],
  });

test.each([
  ['a transfer out of it', { method: 'transfer', value: 1, source: at('B'), target: at('A') }],
  ['a transfer into it', { method: 'transfer', value: 1, source: at('A'), target: at('B') }],
  ['an assignment to it', { method: 'assign', value: 1, target: at('B') }],
  ['a trend read from it', { method: 'predict', source: at('B') }],
  ['a selection with it', { method: 'equal', value: 4, selection: [at('B')] }],
  ['a residue for it', { method: 'equal', value: 4, residue: 'location', location: at('B') }],
  ['a parking on it', { value: 4, zeroBasis: 'unassigned', target: at('B') }],
])('[SPR-T5] refuses %s', async (_, entry) => {
  await expect(submit(entry)).rejects.toThrow(/^SCOPE$/);
});

test('[SPR-T16] a field that its method has no use for is refused by its name', async () => {
  await expect(submit({ method: 'equal', value: 4, percent: 3 })).rejects.toMatchObject({
    problems: [
      expect.objectContaining({ code: 'INVALID', path: expect.stringContaining('entries[0].percent') }),
    ],
  });
});
