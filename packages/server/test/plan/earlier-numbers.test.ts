import type { CommandRequest } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { createPlanService, type PlanService } from '../../src/rooms/plan/service.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, shopImport, testWorld } from '../workspace.ts';

/** Numbers that are not there any more: what a total was before it was typed away, and what earlier years were. */
const world = testWorld();
let plans: PlanService;
let plan: string;

beforeEach(async () => {
  plans = createPlanService(world.deps);
  plan = await revenuePlan(world.workspace);
});

const enter = (time: string, value: number, more: object = {}, region = '*'): CommandRequest => ({
  type: 'target.enter',
  target: 'target',
  entries: [{ at: { members: [region], time }, value, ...more }],
});

const send = (command: CommandRequest, preview = false) =>
  plans.submit(world.workspace.owner, plan, { id: uuidv7(), commands: [command], preview });

async function july(): Promise<readonly (number | null)[]> {
  const query = { target: 'target', basis: 'natural', along: 0 } as const;
  const { places } = await createTrackingService(world.deps).attainment(world.workspace.owner, plan, query);
  const at = (member: string) =>
    places.find(({ members, time }) => members[0] === member && time === 'M2026-07');
  return ['A1', 'A2', 'B'].map((member) => at(member)?.target?.numerator ?? null);
}

describe('an entry by what was there before', () => {
  test('[SPR-T58] takes up the pattern that typing 0 erased, and says so beforehand', async () => {
    await send(enter('M2026-07', 100, {}, 'A1'));
    await send(enter('M2026-07', 300, {}, 'B'));
    const { position } = await send(enter('M2026-07', 600, {}, 'A2'));
    await send(enter('M2026-07', 0));
    const wish = enter('M2026-07', 2_000, { asOf: position });
    const shown = await send(wish, true);
    expect(shown).toMatchObject({
      committed: false,
      notices: [{ code: 'NEARER_BASIS', params: { leaves: 3 } }],
    });
    const done = await send(wish);
    expect(done.changes).toEqual(shown.changes);
    expect(await july()).toEqual([200, 1_200, 600]);
    await send({ type: 'undo', position: done.position });
    expect(await july()).toEqual([0, 0, 0]);
  });

  test('[SPR-T16] of a time that the book has not reached is refused', async () => {
    await expect(send(enter('M2026-07', 5, { asOf: 99 }))).rejects.toThrow('NOT_FOUND at entries[0].asOf');
  });
});

describe('[SPR-T42] what was reached before the window of a target', () => {
  beforeEach(async () => {
    const tracking = createTrackingService(world.deps);
    const row = (key: string, date: string, member: string, amount: number) => ({
      row: Number(key),
      key,
      date,
      coordinate: { region: member },
      amount,
      weight: null,
    });
    await tracking.importActuals(
      world.workspace.owner,
      shopImport([
        row('1', '2025-07-03', 'A1', 100),
        row('2', '2025-07-30', 'A2', 200),
        row('3', '2025-08-02', 'B', 500),
        row('4', '2025-09-02', 'A1', -5),
        row('5', '2026-07-02', 'A1', 999),
      ]),
    );
  });

  const past = (more: object = {}) =>
    createTrackingService(world.deps).pastActuals(world.workspace.owner, plan, {
      target: 'target',
      members: {},
      years: 1,
      by: 'month',
      ...more,
    });

  test('is told by month or day, for the place that is asked about, and never negative', async () => {
    expect(await past()).toEqual({ past: { '2025-07': 300, '2025-08': 500 }, years: 1 });
    expect(await past({ members: { region: 'A' } })).toEqual({ past: { '2025-07': 300 }, years: 1 });
    expect((await past({ by: 'day' })).past).toEqual({
      '2025-07-03': 100,
      '2025-07-30': 200,
      '2025-08-02': 500,
    });
    // To add up, not to weigh by: what was taken back counts.
    expect((await past({ signed: true })).past).toEqual({ '2025-07': 300, '2025-08': 500, '2025-09': -5 });
  });

  test('shares a number out as earlier years did', async () => {
    const { past: shares } = await past();
    await send(enter('all', 800, { method: 'calendar', kind: 'history', past: shares, years: 1 }, 'A1'));
    expect((await july())[0]).toBe(300);
  });

  test('is not for who works in another part', async () => {
    const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'B' }]);
    const ask = (region: string) =>
      createTrackingService(world.deps).pastActuals(manager, plan, {
        target: 'target',
        members: { region },
        years: 1,
        by: 'month',
      });
    await expect(ask('A')).rejects.toThrow('SCOPE');
    expect((await ask('B')).past).toEqual({ '2025-08': 500 });
  });
});
