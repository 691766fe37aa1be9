import type { CommandRequest } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../src/http/caller.ts';
import type { Refused } from '../../src/http/refused.ts';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/**
 * What a refusal offers instead – the largest number that is possible, what is held and by how much – is reckoned from
 * numbers too. Two plans are the same to who works in region A and differ in region B alone: whatever is asked, the answers
 * must be the same in both, but for whether it can be done at all.
 */
const world = testWorld();
let plans: PlanService;
let owner: Caller;
let manager: Caller;
let books: readonly string[];

const TIME = 'M2026-07';

beforeEach(async () => {
  const { workspace, deps } = world;
  plans = createPlanService(deps);
  owner = workspace.owner;
  const first = await revenuePlan(workspace);
  const second = await workspace.plan();
  const define = {
    type: 'target.define',
    id: 'target',
    fields: {
      metric: 'revenue',
      targetClass: 'core',
      dimensions: ['region'],
      grain: 'month',
      from: '2026-07-01',
      to: '2026-09-30',
    },
    rows: [['A1'], ['A2'], ['B']],
  } as const;
  await workspace.submit(owner, second, [define as unknown as CommandRequest]);
  manager = await workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
  books = [first, second];
  const outside = [1_000_003, 1_700_021];
  for (const [i, book] of books.entries())
    await workspace.submit(owner, book, [
      enter('A1', 300),
      enter('A2', 700),
      enter('B', outside[i] as number),
    ]);
});

const enter = (member: string, value: number, more: object = {}): CommandRequest =>
  ({
    type: 'target.enter',
    target: 'target',
    entries: [{ at: { members: [member], time: TIME }, value, ...more }],
  }) as CommandRequest;

const hold = (id: string, fields: object): CommandRequest => ({
  type: 'record.add',
  kind: 'hold',
  id,
  fields: { target: 'target', members: ['*'], time: TIME, owner: owner.member, reason: 'agreed', ...fields },
});

/** All that a preview tells, refused or not. */
async function told(book: string, command: CommandRequest): Promise<unknown> {
  return plans.submit(manager, book, { id: uuidv7(), commands: [command], preview: true }).then(
    ({ notices, changes }) => ({ notices, changes }),
    (error: Refused) => error.problems,
  );
}

const holds: Readonly<Record<string, object>> = {
  'the whole held as a total': { keeps: 'total' },
  'the whole held as a total that gives way': { keeps: 'total', strength: 'soft' },
  'a cap on the whole': { keeps: 'bound', cap: 1_800_000 },
  'a floor under the whole': { keeps: 'bound', floor: 1_000_500 },
  'a share of region B': { keeps: 'share', along: 'region', members: ['B'] },
  'region B held': { keeps: 'value', members: ['B'] },
  'region A held as a share of the whole': { keeps: 'share', along: 'region', members: ['A'] },
};

const asked: Readonly<Record<string, CommandRequest>> = {
  'more than there is room for': enter('A1', 5_000_000),
  less: enter('A', 10),
  nothing: enter('A', 0),
  'a percentage': enter('A', 1_000, { method: 'percent', value: 900 }),
  'a transfer within the part': enter('A', 100, {
    method: 'transfer',
    source: { members: ['A1'], time: TIME },
    target: { members: ['A2'], time: TIME },
  }),
  'more than is there, transferred': enter('A', 9_000, {
    method: 'transfer',
    source: { members: ['A1'], time: TIME },
    target: { members: ['A2'], time: TIME },
  }),
};

test('[SPR-T53] a limit inside the part is told with all its numbers, and no range that one beyond it ends', async () => {
  const [book] = books as readonly [string];
  const own = hold('own', { keeps: 'bound', cap: 500, members: ['A1'] });
  await world.workspace.submit(owner, book, [own]);
  expect(await told(book, enter('A1', 600))).toMatchObject([
    { code: 'BOUNDS', params: { amount: 100, max: 500, holds: 'own' } },
  ]);
  // The whole has room for 100 more: that is a number of region B, whoever is named.
  await world.workspace.submit(owner, book, [hold('tight', { keeps: 'bound', cap: 1_001_103 })]);
  const [refusal] = (await told(book, enter('A1', 600))) as [{ params: object }];
  expect(refusal).toMatchObject({ code: 'BOUNDS', params: { amount: 100, holds: 'own' } });
  expect(Object.keys(refusal.params)).not.toContain('max');
  await world.workspace.submit(owner, book, [{ type: 'record.remove', kind: 'hold', id: 'tight' }]);
  await world.workspace.submit(owner, book, [hold('all', { keeps: 'bound', cap: 1_001_500 })]);
  expect(await told(book, enter('A2', 5_000_000))).toEqual([
    { code: 'HELD_OUTSIDE', path: 'at', params: { holds: 'all' } },
  ]);
});

describe.each(Object.keys(holds))('with %s', (name) => {
  test('who works in region A learns nothing of region B', async () => {
    for (const book of books) await world.workspace.submit(owner, book, [hold('h', holds[name] ?? {})]);
    const differing: Record<string, unknown> = {};
    for (const [what, command] of Object.entries(asked)) {
      const [one, other] = [await told(books[0] as string, command), await told(books[1] as string, command)];
      // That it can be done here and not there is all that may differ.
      if (Array.isArray(one) !== Array.isArray(other)) continue;
      if (JSON.stringify(one) !== JSON.stringify(other)) differing[what] = [one, other];
    }
    expect(differing).toEqual({});
  });
});
