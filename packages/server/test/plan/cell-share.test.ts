import type { CommandRequest } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { revenuePlan, revenueTarget, testWorld } from '../workspace.ts';

/** SPR-T89: a cell names the numbers that were typed for it, and how they came to it. */
const world = testWorld();
let plans: PlanService;
let plan: string;

beforeEach(async () => {
  plans = createPlanService(world.deps);
  plan = await revenuePlan(world.workspace);
});

const at = (member: string, time = 'M2026-07') => ({ members: [member], time });
const cell = (member: string, time = 'M2026-07') => ({ target: 'target', ...at(member, time) });

async function done(...commands: CommandRequest[]): Promise<number> {
  return (await world.workspace.submit(world.workspace.owner, plan, commands)).entry.position;
}

const enter = (...numbers: readonly (readonly [string, number, string?])[]): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: numbers.map(([member, value, time]) => ({ at: at(member, time), value })),
});

const choose = (
  entry: Extract<CommandRequest, { type: 'target.enter' }>['entries'][number],
): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [entry],
});

const history = (member: string, time?: string, caller = world.workspace.owner) =>
  plans.cellHistory(caller, plan, cell(member, time), { limit: 50 });
const share = (position: number, member: string, caller = world.workspace.owner) =>
  plans.cellShare(caller, plan, cell(member), position);

describe('[SPR-T89] the history of a cell', () => {
  test('names the cell that was typed, from what to what, and the method', async () => {
    await done(enter(['A1', 100], ['A2', 300]));
    const spread = await done(enter(['*', 800]));
    const [event] = await history('A1');
    expect(event).toMatchObject({ position: spread, before: 100, after: 200 });
    expect(event?.asked).toEqual({
      at: { members: ['*'], time: 'M2026-07' },
      method: 'proportional',
      reference: null,
      before: 400,
      after: 800,
      entries: 1,
    });
  });

  test('takes the innermost number of a gesture, and none where all were typed elsewhere', async () => {
    await done(enter(['A1', 100], ['A2', 300], ['B', 100]));
    await done(enter(['*', 1_000], ['A', 600]));
    expect((await history('A1'))[0]?.asked).toMatchObject({ at: { members: ['A'] }, after: 600, entries: 2 });
    await done(enter(['A2', 7]));
    expect((await history('A'))[0]).toMatchObject({ leaves: 1, asked: null });
  });

  test('takes the last command of a gesture that was about the cell', async () => {
    await done(enter(['A1', 100], ['A2', 300]));
    await done(enter(['A', 800]), enter(['A1', 50], ['A2', 150]), enter(['*', 600]), enter(['B', 1]));
    expect((await history('A1'))[0]?.asked).toMatchObject({ at: { members: ['*'] }, after: 600, entries: 5 });
  });

  test('names nothing of a gesture of which the log keeps only a part', async () => {
    const fields = { ...revenueTarget.fields, grain: 'day', targetClass: 'supporting' };
    await done({ ...revenueTarget, id: 'daily', fields });
    const days = Array.from({ length: 92 }, (_, i) => new Date(Date.UTC(2026, 6, 1 + i)));
    const cells = ['A1', 'A2', 'B'].flatMap((member) =>
      days.map((day) => at(member, `D${day.toISOString().slice(0, 10)}`)),
    );
    const daily = (...entries: { at: (typeof cells)[number]; value: number }[]): CommandRequest => ({
      type: 'target.enter',
      target: 'daily',
      entries,
    });
    const last = cells.at(-1)!;
    const everyDay = cells.map((one) => ({ at: one, value: 7 }));
    const position = await done(daily({ at: last, value: 500 }), daily(...everyDay));
    const place = { target: 'daily', ...last };
    const [event] = await plans.cellHistory(world.workspace.owner, plan, place, { limit: 1 });
    expect(event).toMatchObject({ position, after: 7, asked: null });
    expect(await plans.cellShare(world.workspace.owner, plan, place, position)).toBeNull();
  });

  test('of undo tells who and how much, with nothing typed', async () => {
    await done(enter(['A1', 100]));
    const typed = await done(enter(['A1', 200]));
    await done({ type: 'undo', position: typed });
    expect((await history('A1'))[0]).toMatchObject({ undoes: typed, before: 200, after: 100, asked: null });
  });

  test('tells a member of one region nothing that was typed above it', async () => {
    await done(enter(['A1', 100], ['A2', 300], ['B', 400]));
    const above = await done(enter(['*', 1_600]));
    const inside = await done(enter(['A', 900]));
    const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
    const events = await history('A1', undefined, manager);
    expect(events.map(({ position, asked }) => [position, asked?.after ?? null]).slice(0, 2)).toEqual([
      [inside, 900],
      [above, null],
    ]);
    expect(await share(above, 'A1', manager)).toBeNull();
    expect(await share(inside, 'A1', manager)).toMatchObject({ got: 225 });
  });

  test('names the rule that was run and the proposal that was accepted, to whoever may know of them', async () => {
    await done(enter(['A1', 100], ['A2', 300], ['B', 400]));
    const { owner } = world.workspace;
    const id = uuidv7();
    const by = { dimension: 'region', level: 'leaves', basis: 'equal', keeps: 'shares' };
    const add = {
      type: 'record.add',
      kind: 'breakdownRule',
      id,
      fields: { target: 'target', ...by },
    } as const;
    await world.workspace.submit(owner, plan, [add, { type: 'target.runRule', rule: id }]);
    const rep = await world.workspace.member('rep', [{ dimension: 'region', member: 'A1' }]);
    const place = at('A1', 'all');
    const propose = { type: 'target.propose', id: uuidv7(), target: 'target', at: place } as const;
    await world.workspace.submit(rep, plan, [{ ...propose, value: 900, reason: 'a new customer' }]);
    await done({ type: 'target.answer', proposal: propose.id, answer: 'accept' });

    const causes = async (caller = owner) =>
      (await history('A1', undefined, caller)).map((one) => one.by && [one.by.kind, one.by.id]);
    expect(await causes()).toEqual([['proposal', propose.id], ['breakdownRule', id], null]);
    expect(await causes(rep)).toEqual([['proposal', propose.id], null, null]);
    expect((await history('B')).map((one) => one.by?.kind)).toEqual(['breakdownRule', undefined]);
  });

  test('names no total where the number was for several cells or for each leaf', async () => {
    await done(enter(['A1', 100], ['A2', 300], ['B', 400]));
    await done(choose({ at: at('A1'), selection: [at('B')], value: 1_000 }));
    expect((await history('A1'))[0]).toMatchObject({ after: 200, asked: { before: null, after: null } });
    const each = { method: 'like', mode: 'each', reference: 'target' } as const;
    await done(choose({ at: at('A'), ...each, value: 7 }));
    expect((await history('A'))[0]).toMatchObject({ after: 14, asked: { before: null, after: null } });
  });

  test('tells a member of one region nothing of a number that is for cells outside it too', async () => {
    await done(enter(['A1', 100], ['A2', 300], ['B', 400]));
    const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
    const across = await done(choose({ at: at('A1'), selection: [at('B')], value: 1_000 }));
    expect((await history('A1', undefined, manager))[0]).toMatchObject({ position: across, asked: null });
    expect(await share(across, 'A1', manager)).toBeNull();
    await done(choose({ at: at('A1'), selection: [at('A2')], value: 900 }));
    expect((await history('A1', undefined, manager))[0]?.asked).toMatchObject({ at: at('A1'), after: null });
  });
});

describe('[SPR-T89] the share of an entry', () => {
  test('is basis, weight, what could not change, and the units of rounding', async () => {
    await done(enter(['A1', 100], ['A2', 200], ['B', 400]));
    const fields = {
      target: 'target',
      ...at('B'),
      keeps: 'value',
      owner: world.workspace.owner.member,
      reason: 'signed',
    };
    const hold = uuidv7();
    await done({ type: 'record.add', kind: 'hold', id: hold, fields });
    const position = await done(enter(['*', 500]));
    await done({ type: 'record.remove', kind: 'hold', id: hold });
    expect(await share(position, 'A2')).toEqual({
      basis: 'self',
      source: null,
      weight: 200,
      of: 300,
      amount: 100,
      fixed: 400,
      due: 66,
      got: 67,
      holds: [{ reason: 'signed', owner: fields.owner, keeps: 'value' }],
    });
  });

  test('is not told where the method gives none', async () => {
    await done(enter(['A1', 100]));
    const entries = [{ at: at('*'), value: 5, method: 'repeatLeaves' as const }];
    const position = await done({ type: 'target.enter', target: 'target', entries });
    expect(await share(position, 'A1')).toBeNull();
  });

  test('needs an entry that changed the cell', async () => {
    const position = await done(enter(['A1', 100]));
    await expect(share(position, 'A2')).rejects.toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
    await expect(share(position + 7, 'A1')).rejects.toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
  });

  test('[SPR-T82] is of what earlier commands of the same gesture have left, by them and to them alone', async () => {
    await done(enter(['A1', 100], ['A2', 100], ['B', 100]));
    // A1 and A2 stand at 300 and 100 when their total is typed.
    const position = await done(enter(['A1', 300]), enter(['A', 800]), enter(['B', 5]));
    expect(await share(position, 'A1')).toMatchObject({
      weight: 300,
      of: 400,
      amount: 800,
      due: 600,
      got: 600,
    });
    expect(await share(position, 'A2')).toMatchObject({ weight: 100, of: 400, due: 200, got: 200 });
  });

  test('[SPR-T82] counts the holds that an earlier command of the same gesture made', async () => {
    await done(enter(['A1', 100], ['A2', 200], ['B', 400]));
    const { member } = await world.workspace.member('director');
    const fields = { target: 'target', ...at('B'), keeps: 'value', owner: member, reason: 'signed' };
    const hold: CommandRequest = { type: 'record.add', kind: 'hold', id: uuidv7(), fields };
    const position = await done(hold, enter(['*', 500]));
    expect(await share(position, 'A2')).toMatchObject({
      amount: 100,
      fixed: 400,
      got: 67,
      holds: [{ reason: 'signed' }],
    });
  });

  test('is refused, and says why, where too much has changed since', async () => {
    const position = await done(enter(['A', 100]));
    const later = await done(enter(['B', 1]));
    expect(await share(position, 'A1')).not.toBeNull();
    await world.database.ownerPool.query(
      'UPDATE change SET cell_count = 20000001 WHERE book_id = $1 AND position = $2',
      [plan, later],
    );
    const far = { entries: 1, leaves: 20_000_001, mostEntries: 10_000, mostLeaves: 20_000_000 };
    await expect(share(position, 'A1')).rejects.toMatchObject({
      problems: [{ code: 'TOO_FAR_BACK', params: far }],
    });
    expect(await share(later, 'B')).not.toBeNull();
  });

  test('is not told of a gesture that cannot be decided once more', async () => {
    const typed = await done(enter(['A1', 100], ['A2', 200]));
    const position = await done({ type: 'undo', position: typed }, enter(['A', 500]));
    expect((await history('A1'))[0]).toMatchObject({ position, asked: { after: 500 } });
    expect(await share(position, 'A1')).toBeNull();
  });
});
