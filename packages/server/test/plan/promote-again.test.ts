import type { CommandRequest } from '@shapan/contract';
import { createTotals, findRecord, layoutOf, placeOf, readTotal } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Refused } from '../../src/http/refused.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/** A what-if is promoted more than once: each time what was done in it since the last time. */
const world = testWorld();
let plan: string;
let mine: string;

beforeEach(async () => {
  plan = await revenuePlan(world.workspace);
  await here(plan, enter(100));
  mine = uuidv7();
  await createPlanService(world.deps).branch(world.workspace.owner, plan, { id: mine, name: 'what if' });
});

const enter = (value: number, member = 'B'): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [member], time: 'M2026-07' }, value }],
});
const add: CommandRequest = { type: 'record.add', kind: 'initiative', id: 'i', fields: { name: 'one' } };
const rename = (name: string): CommandRequest => ({
  type: 'record.update',
  kind: 'initiative',
  id: 'i',
  set: { name },
});

async function here(book: string, ...commands: CommandRequest[]): Promise<number> {
  const { entry } = await world.workspace.submit(world.workspace.owner, book, commands);
  return entry.position;
}
const promote = (): Promise<number> => here(plan, { type: 'branch.promote', branch: mine });

async function live() {
  const { deps, workspace } = world;
  const { workspaceId } = workspace;
  const [state, master] = await withTransaction(
    deps.pool,
    async (tx) =>
      [
        await deps.books.current(tx, await openBook(tx, workspaceId, plan)),
        await deps.books.current(tx, await openBook(tx, workspaceId, workspaceId)),
      ] as const,
    { workspaceId },
  );
  const layout = layoutOf(state, master, 'target');
  if (!layout) throw new Error('the plan has its target');
  const value = (member: string): number | null => {
    const place = placeOf(layout.frame, { members: [member], time: 'M2026-07' });
    return place ? readTotal(createTotals(layout.cube, layout.frame), place) : null;
  };
  return { B: value('B'), A1: value('A1'), name: findRecord(state, 'initiative', 'i')?.fields['name'] };
}

describe('promoted again', () => {
  test('what was taken back in the what-if is taken back in the plan', async () => {
    const taken = await here(mine, enter(300));
    await promote();
    expect((await live()).B).toBe(300);
    await here(mine, { type: 'undo', position: taken });
    await promote();
    expect((await live()).B).toBe(100);
  });

  test('what was added and edited since is edited', async () => {
    await here(mine, add, enter(300));
    await promote();
    await here(mine, rename('two'), enter(400));
    await promote();
    expect(await live()).toMatchObject({ B: 400, name: 'two' });
  });

  test('what the plan has changed meanwhile stays, unless the what-if changed it again, too', async () => {
    await here(mine, enter(300));
    await promote();
    await here(plan, enter(350));
    await here(mine, enter(7, 'A1'));
    await promote();
    expect(await live()).toMatchObject({ B: 350, A1: 7 });
    await here(mine, enter(400));
    await expect(promote()).rejects.toThrow('STALE');
  });

  test('after the promotion was undone everything comes again; after it was redone, only the rest', async () => {
    await here(mine, add, enter(300));
    const undone = await here(plan, { type: 'undo', position: await promote() });
    await promote();
    expect(await live()).toMatchObject({ B: 300, name: 'one' });
    await here(plan, { type: 'undo', position: undone + 1 });
    await here(plan, { type: 'undo', position: undone + 2 });
    await here(mine, enter(100), rename('two'));
    await promote();
    expect(await live()).toMatchObject({ B: 100, name: 'two' });
  });

  test('after the plan was brought back to a version from before, everything comes again', async () => {
    await here(plan, { type: 'version.freeze', id: 'v', name: 'v', purpose: 'baseline' });
    await here(mine, add, enter(300));
    await promote();
    await here(plan, { type: 'version.restore', version: 'v' });
    expect(await live()).toMatchObject({ B: 100, name: undefined });
    await promote();
    expect(await live()).toMatchObject({ B: 300, name: 'one' });
  });
});

describe('[SPR-T92] what the plan has done meanwhile', () => {
  test('stays when a promotion that did the same is undone', async () => {
    await here(plan, add);
    await here(mine, enter(300), enter(7, 'A1'), add);
    await here(plan, enter(300));
    await here(plan, { type: 'undo', position: await promote() });
    expect(await live()).toMatchObject({ B: 300, A1: null, name: 'one' });
  });
});

describe('[SPR-T92] numbers that both have moved', () => {
  const command = (more: object = {}): CommandRequest => ({
    type: 'branch.promote',
    branch: mine,
    ...more,
  });
  const B = { members: ['B'], time: 'M2026-07' };
  const stand = async () => {
    const { B, A1 } = await live();
    return { B, A1 };
  };

  beforeEach(async () => {
    await here(mine, enter(300), enter(7, 'A1'), enter(9, 'A2'));
    await here(plan, enter(350), enter(8, 'A1'));
  });

  test('are each named with both of them, and nothing is written', async () => {
    const problems = await here(plan, command()).catch((error: Refused) => error.problems);
    const at = { code: 'STALE', path: 'branch' };
    const told = { kind: 'target', id: 'target', time: 'M2026-07', conflicts: 2 };
    expect(problems).toMatchObject([
      { ...at, params: { ...told, members: 'B', base: '100', theirs: '350', yours: '300' } },
      { ...at, params: { ...told, members: 'A1', base: null, theirs: '8', yours: '7' } },
    ]);
    expect(await stand()).toEqual({ B: 350, A1: 8 });
  });

  test('stand as is said of all of them', async () => {
    await here(plan, command({ take: 'theirs' }));
    expect(await stand()).toEqual({ B: 350, A1: 8 });
  });

  test('stand as is said of each, and undo brings back those of the plan', async () => {
    const some = command({ cells: [{ target: 'target', at: B, take: 'mine' }] });
    await expect(here(plan, some)).rejects.toMatchObject({
      problems: [{ params: { members: 'A1', conflicts: 1 } }],
    });
    const cells = [{ target: 'target', at: B, take: 'theirs' as const }];
    const position = await here(plan, command({ take: 'mine', cells }));
    expect(await stand()).toEqual({ B: 350, A1: 7 });
    await here(plan, { type: 'undo', position });
    expect(await stand()).toEqual({ B: 350, A1: 8 });
  });

  test('are no way into a part of another one', async () => {
    const director = await world.workspace.member('director', [{ dimension: 'region', member: 'A' }]);
    const asked = world.workspace.submit(director, plan, [command({ take: 'mine' })]);
    await expect(asked).rejects.toThrow('SCOPE');
    expect(await stand()).toEqual({ B: 350, A1: 8 });
  });
});

describe('[SPR-T92] records that both have changed', () => {
  const command = (more: object = {}): CommandRequest => ({ type: 'branch.promote', branch: mine, ...more });
  const kind = 'initiative';
  const adding = (id: string, name: string): CommandRequest => ({
    type: 'record.add',
    kind,
    id,
    fields: { name },
  });
  const setting = (id: string, set: Record<string, string | number>): CommandRequest => ({
    type: 'record.update',
    kind,
    id,
    set,
  });
  const removing = (id: string): CommandRequest => ({ type: 'record.remove', kind, id });

  async function stand() {
    const { deps, workspace } = world;
    const { workspaceId } = workspace;
    const state = await withTransaction(
      deps.pool,
      async (tx) => deps.books.current(tx, await openBook(tx, workspaceId, plan)),
      { workspaceId },
    );
    const of = (id: string) => findRecord(state, 'initiative', id)?.fields;
    return {
      i: of('i'),
      gone: of('gone')?.['name'],
      kept: of('kept')?.['name'],
      twice: of('twice')?.['name'],
    };
  }

  /** One field on both sides and one of the what-if alone; gone in the plan; gone in the what-if; added twice; a number. */
  beforeEach(async () => {
    for (const id of ['i', 'gone', 'kept']) await here(plan, adding(id, 'then'));
    mine = uuidv7();
    await createPlanService(world.deps).branch(world.workspace.owner, plan, { id: mine, name: 'what if' });
    await here(mine, setting('i', { name: 'mine', probability: 40 }), setting('gone', { name: 'mine' }));
    await here(mine, removing('kept'), adding('twice', 'mine'), enter(300));
    await here(plan, setting('i', { name: 'theirs' }), removing('gone'), setting('kept', { name: 'theirs' }));
    await here(plan, adding('twice', 'theirs'), enter(350));
  });
  const untouched = { i: { name: 'theirs' }, gone: undefined, kept: 'theirs', twice: 'theirs' };

  test('are all told at once with what was, is and would be, beside the numbers, and nothing is written', async () => {
    const problems = await here(plan, command()).then(
      () => [],
      (error: Refused) => error.problems,
    );
    const told = problems.map(({ code, params }) => [
      code,
      params?.['id'],
      params?.['field'],
      params?.['conflicts'],
    ]);
    expect(told).toHaveLength(5);
    expect(told).toEqual(
      expect.arrayContaining([
        ['STALE', 'i', 'name', 5],
        ['STALE', 'gone', undefined, 5],
        ['STALE', 'kept', undefined, 5],
        ['STALE', 'twice', undefined, 5],
        ['STALE', 'target', undefined, 5],
      ]),
    );
    const sides = (id: string) => {
      const { base, theirs, yours } = problems.find(({ params }) => params?.['id'] === id)?.params ?? {};
      return [base, theirs, yours];
    };
    expect(sides('i')).toEqual(['then', 'theirs', 'mine']);
    expect(sides('twice')[0]).toBeNull();
    expect(sides('kept')[2]).toBeNull();
    expect(sides('gone')[1]).toBeNull();
    expect(await stand()).toMatchObject(untouched);
  });

  test('stand as is said of all of them, in one entry with one undo', async () => {
    const position = await here(plan, command({ take: 'mine' }));
    expect(await stand()).toMatchObject({
      i: { name: 'mine', probability: 40 },
      gone: 'mine',
      kept: undefined,
      twice: 'mine',
    });
    expect((await live()).B).toBe(300);
    await here(plan, { type: 'undo', position });
    expect(await stand()).toMatchObject(untouched);
    expect((await live()).B).toBe(350);
  });

  test('stand as is said of each; of one that keeps the plan’s, the rest is adopted', async () => {
    const kind = 'initiative';
    const records = [
      { kind, id: 'i', field: 'name', take: 'theirs' },
      { kind, id: 'gone', take: 'mine' },
      { kind, id: 'kept', take: 'theirs' },
    ];
    await expect(here(plan, command({ records }))).rejects.toMatchObject({
      problems: [{ params: { id: 'twice', conflicts: 2 } }, { params: { id: 'target', conflicts: 2 } }],
    });
    await here(plan, command({ records, take: 'mine' }));
    expect(await stand()).toMatchObject({
      i: { name: 'theirs', probability: 40 },
      gone: 'mine',
      kept: 'theirs',
      twice: 'mine',
    });
  });

  test('are no way to a record of a part that is another one’s', async () => {
    const director = await world.workspace.member('director', [{ dimension: 'region', member: 'A' }]);
    await expect(world.workspace.submit(director, plan, [command({ take: 'mine' })])).rejects.toThrow(
      'SCOPE',
    );
    expect(await stand()).toMatchObject(untouched);
  });
});

describe('[SPR-T92] a target that one side has removed and the other changed', () => {
  const remove: CommandRequest = { type: 'target.remove', target: 'target' };
  const weigh: CommandRequest = { type: 'record.update', kind: 'target', id: 'target', set: { weight: 7 } };
  const choose = (take: 'mine' | 'theirs') =>
    here(plan, { type: 'branch.promote', branch: mine, take }).then(
      () => null,
      (error: Refused) => error.problems.map(({ code, params }) => [code, params?.['id']]),
    );

  test('keeps its numbers where the plan’s stands', async () => {
    await here(mine, remove);
    await here(plan, weigh);
    expect(await choose('theirs')).toBeNull();
    expect((await live()).B).toBe(100);
  });

  test('goes with its numbers where the what-if’s stands', async () => {
    await here(mine, remove);
    await here(plan, weigh);
    expect(await choose('mine')).toBeNull();
    await expect(live()).rejects.toThrow('the plan has its target');
  });

  test('does not come back without its table', async () => {
    await here(mine, weigh);
    await here(plan, remove);
    expect(await choose('mine')).toEqual([['STALE', 'target']]);
    expect(await choose('theirs')).toBeNull();
  });
});

/** Two rules that divide different months, and the standing of each. */
describe('[SPR-T92, SPR-T12] rules that were run on both sides', () => {
  const months = ['M2026-07', 'M2026-08'] as const;
  const weights = { A1: 1, A2: 2, B: 3 };
  const rule = (time: string, more: object = {}) => ({
    target: 'target',
    time,
    dimension: 'region',
    level: 'leaves',
    basis: 'weights',
    weights,
    keeps: 'shares',
    ...more,
  });
  const addRule = (id: string, fields: object) =>
    ({ type: 'record.add', kind: 'breakdownRule', id, fields }) as CommandRequest;
  const run = (id: string): CommandRequest => ({ type: 'target.runRule', rule: id });
  const reweigh = (id: string, to: object) =>
    ({ type: 'record.update', kind: 'breakdownRule', id, set: { weights: to } }) as CommandRequest;

  async function begin(): Promise<void> {
    await here(plan, addRule('r7', rule(months[0])), addRule('r8', rule(months[1])));
    const total = (time: string, value: number): CommandRequest => ({
      type: 'target.enter',
      target: 'target',
      entries: [{ at: { members: ['*'], time }, value }],
    });
    await here(plan, total(months[0], 600), total(months[1], 900));
    mine = uuidv7();
    await createPlanService(world.deps).branch(world.workspace.owner, plan, { id: mine, name: 'what if' });
  }

  async function runs() {
    const { deps, workspace } = world;
    const { workspaceId } = workspace;
    const state = await withTransaction(
      deps.pool,
      async (tx) => deps.books.current(tx, await openBook(tx, workspaceId, plan)),
      { workspaceId },
    );
    const ran = (id: string) => findRecord(state, 'breakdownRule', id)?.fields['ranOrder'];
    return { r7: ran('r7'), r8: ran('r8'), r9: ran('r9') };
  }

  test('different rules merge, and those of the what-if have run last', async () => {
    await begin();
    await here(plan, run('r7'));
    await here(
      mine,
      addRule('r9', rule(months[1], { weights: { A1: 1, A2: 1, B: 1 } })),
      run('r8'),
      run('r9'),
    );
    const position = await promote();
    expect(await runs()).toEqual({ r7: 1, r8: 2, r9: 3 });
    expect(await live()).toMatchObject({ B: 300, A1: 100 });
    await here(plan, { type: 'undo', position });
    expect(await runs()).toEqual({ r7: 1, r8: undefined, r9: undefined });
  });

  test('the same rule with the same weights is run once, whatever ran before it there', async () => {
    await begin();
    await here(mine, run('r8'), run('r7'));
    await here(plan, run('r7'));
    await promote();
    expect(await runs()).toMatchObject({ r7: 1, r8: 2 });
    expect(await live()).toMatchObject({ B: 300, A1: 100 });
  });

  test('the same rule with other weights is a conflict that names the rule and what it ran with', async () => {
    await begin();
    await here(mine, reweigh('r7', { A1: 2, A2: 4, B: 6 }), run('r7'));
    await here(plan, run('r7'));
    const { owner } = world.workspace;
    const asked = createPlanService(world.deps).submit(owner, plan, {
      id: uuidv7(),
      commands: [{ type: 'branch.promote', branch: mine }],
    });
    await expect(asked).rejects.toMatchObject({
      problems: [
        {
          code: 'STALE',
          path: 'branch',
          params: { kind: 'breakdownRule', id: 'r7', field: 'ranWith', theirs: JSON.stringify(weights) },
        },
      ],
    });
  });
});
