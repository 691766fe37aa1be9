import type { CommandRequest } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import type { NewActual } from '../../src/rooms/tracking/ledger.ts';
import { createTrackingService, type TrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, revenueTarget, shopImport, testWorld } from '../workspace.ts';

const world = testWorld();
let tracking: TrackingService;
let plan: string;

beforeEach(async () => {
  tracking = createTrackingService(world.deps);
  plan = await revenuePlan(world.workspace);
});

const row = (key: string, date: string, region: string, amount: number): NewActual => ({
  row: Number(key),
  key,
  date,
  coordinate: { region },
  amount,
  weight: null,
});

async function actual(member: string, time: string, asOf = '2026-09-30'): Promise<number | null> {
  const answer = await tracking.attainment(world.workspace.owner, plan, {
    target: 'target',
    basis: 'natural',
    along: 0,
    asOf,
  });
  return (
    answer.places.find(({ members, time: at }) => members[0] === member && at === time)?.actual?.numerator ??
    null
  );
}

async function undoLast(): Promise<number> {
  const master = world.workspace.workspaceId;
  const position =
    (
      await world.workspace.submit(world.workspace.owner, master, [
        { type: 'record.add', kind: 'dimension', id: uuidv7(), fields: { name: 'x', category: 'custom' } },
      ])
    ).entry.position - 1;
  return (await world.workspace.submit(world.workspace.owner, master, [{ type: 'undo', position }])).entry
    .position;
}

const undo = (position: number): CommandRequest => ({ type: 'undo', position });

describe('an import of actuals', () => {
  test('is rolled up the tree and over time; no data is not zero', async () => {
    await tracking.importActuals(
      world.workspace.owner,
      shopImport([
        row('1', '2026-07-03', 'A1', 100),
        row('2', '2026-08-03', 'A2', 30),
        row('3', '2026-08-31', 'A', 5),
      ]),
    );
    expect(await actual('A1', 'M2026-07')).toBe(100);
    expect(await actual('A', 'all')).toBe(135);
    expect(await actual('B', 'all')).toBe(null);
    expect(await actual('*', 'Q2026-3', '2026-07-31')).toBe(100);
  });

  test('counts what fits no row of the breakdown at the smallest place that contains it', async () => {
    await tracking.importActuals(
      world.workspace.owner,
      shopImport([row('1', '2026-07-03', 'A', 5), { ...row('2', '2026-07-04', 'A1', 7), coordinate: {} }]),
    );
    const answer = await tracking.attainment(world.workspace.owner, plan, {
      target: 'target',
      basis: 'natural',
      along: 0,
      asOf: '2026-09-30',
    });
    expect(answer.unassigned).toEqual({ amount: 12, cells: 2 });
    const at = (member: string, time: string) => {
      const place = answer.places.find(({ members, time: when }) => members[0] === member && when === time);
      return [place?.actual?.numerator ?? null, place?.unplaced?.numerator ?? null];
    };
    expect([at('A1', 'M2026-07'), at('A', 'M2026-07'), at('*', 'all')]).toEqual([
      [null, null],
      [5, 5],
      [12, 12],
    ]);
  });

  test('of a quarter counts at the quarter, of a running month until today, and again is known', async () => {
    const quarter = { ...row('1', '2026-09-30', 'A1', 90), days: 92 };
    const running = { ...row('2', '2026-08-12', 'B', 7), days: 12 };
    await tracking.importActuals(world.workspace.owner, shopImport([quarter, running]));
    expect([await actual('A1', 'Q2026-3'), await actual('A1', 'M2026-09')]).toEqual([90, null]);
    expect([await actual('B', 'M2026-08', '2026-08-12'), await actual('*', 'all')]).toEqual([7, 97]);
    const over = { ...row('2', '2026-08-31', 'B', 7), days: 31 };
    const again = await tracking.importActuals(world.workspace.owner, shopImport([quarter, over]));
    expect([again.fresh, again.unchanged].map((list) => list.length)).toEqual([0, 2]);
    const seen = await tracking.rows(world.workspace.owner, {
      metric: 'revenue',
      from: '2026-01-01',
      to: '2026-12-31',
      limit: 9,
      offset: 0,
      members: { region: 'A1' },
    });
    expect(seen).toMatchObject([{ from: '2026-07-01', date: '2026-09-30', amount: 90 }]);
  });

  test('repeated changes nothing', async () => {
    const rows = [row('1', '2026-07-03', 'A1', 100)];
    await tracking.importActuals(world.workspace.owner, shopImport(rows));
    const again = await tracking.importActuals(world.workspace.owner, shopImport(rows));
    expect([again.fresh, again.unchanged, again.conflicts].map((list) => list.length)).toEqual([0, 1, 0]);
    expect(await actual('A1', 'all')).toBe(100);
  });

  test('with other content under a known key is reported, and corrects only when asked to', async () => {
    await tracking.importActuals(world.workspace.owner, shopImport([row('1', '2026-07-03', 'A1', 100)]));
    const changed = [row('1', '2026-07-03', 'A1', 70)];
    const reported = await tracking.importActuals(world.workspace.owner, shopImport(changed));
    expect(reported.conflicts).toMatchObject([{ row: { amount: 70 }, there: { amount: 100 } }]);
    expect(await actual('A1', 'all')).toBe(100);
    await tracking.importActuals(world.workspace.owner, shopImport(changed, { onConflict: 'correct' }));
    expect(await actual('A1', 'all')).toBe(70);
  });

  test('undone counts no more, redone counts again; what it had corrected follows', async () => {
    await tracking.importActuals(world.workspace.owner, shopImport([row('1', '2026-07-03', 'A1', 100)]));
    await tracking.importActuals(
      world.workspace.owner,
      shopImport([row('1', '2026-07-03', 'A1', 70), row('2', '2026-07-04', 'B', 9)], {
        onConflict: 'correct',
      }),
    );
    const undone = await undoLast();
    expect([await actual('A1', 'all'), await actual('B', 'all')]).toEqual([100, null]);
    await world.workspace.submit(world.workspace.owner, world.workspace.workspaceId, [undo(undone)]);
    expect([await actual('A1', 'all'), await actual('B', 'all')]).toEqual([70, 9]);
  });

  test('is refused to who may not import', async () => {
    const rep = await world.workspace.member('rep');
    await expect(
      tracking.importActuals(rep, shopImport([row('1', '2026-07-03', 'A1', 100)])),
    ).rejects.toThrow('ROLE');
  });
});

test('a member sees rows and places of the own part only', async () => {
  await tracking.importActuals(
    world.workspace.owner,
    shopImport([row('1', '2026-07-03', 'A1', 100), row('2', '2026-07-04', 'B', 9)]),
  );
  const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
  const query = { metric: 'revenue', from: '2026-01-01', to: '2026-12-31', limit: 100, offset: 0 };
  expect((await tracking.rows(manager, { ...query, members: {} })).map(({ sourceKey }) => sourceKey)).toEqual(
    ['1'],
  );
  expect(await tracking.rows(manager, { ...query, members: { region: 'B' } })).toEqual([]);
  const seen = await tracking.attainment(manager, plan, {
    target: 'target',
    basis: 'natural',
    along: 0,
    asOf: '2026-09-30',
  });
  expect([...new Set(seen.places.map(({ members }) => members[0]))]).toEqual(['A', 'A1', 'A2']);
});

test('one place where several dimensions cross is answered in every period, to whom it belongs', async () => {
  const { owner, workspaceId } = world.workspace;
  const add = (kind: string, id: string, fields: Record<string, string>): CommandRequest => ({
    type: 'record.add',
    kind,
    id,
    fields,
  });
  await world.workspace.submit(owner, workspaceId, [
    add('dimension', 'product', { name: 'Product', category: 'product' }),
    ...['P', 'Q'].map((id) => add('dimensionMember', id, { dimension: 'product', name: id, code: id })),
  ]);
  await world.workspace.submit(owner, plan, [
    {
      ...revenueTarget,
      id: 'crossed',
      fields: { ...revenueTarget.fields, dimensions: ['region', 'product'] },
      rows: ['A1', 'A2', 'B'].flatMap((region) => ['P', 'Q'].map((product) => [region, product])),
    },
  ]);
  const sold = (key: string, date: string, region: string, product: string, amount: number) => ({
    ...row(key, date, region, amount),
    coordinate: { region, product },
  });
  await tracking.importActuals(
    owner,
    shopImport([
      sold('1', '2026-07-03', 'A1', 'P', 100),
      sold('2', '2026-07-04', 'A2', 'P', 20),
      sold('3', '2026-07-05', 'A1', 'Q', 3),
      sold('4', '2026-08-05', 'B', 'P', 1),
    ]),
  );
  const at = async (members: Record<string, string>, who = owner) => {
    const query = { target: 'crossed', basis: 'natural', along: 0, asOf: '2026-09-30', members } as const;
    const { places } = await tracking.attainment(who, plan, query);
    return places.map((place) => [place.members.join(), place.time, place.actual?.numerator ?? null]);
  };
  expect(await at({ region: 'A', product: 'P' })).toEqual([
    ['A,P', 'all', 120],
    ['A,P', 'Y2026', 120],
    ['A,P', 'Q2026-3', 120],
    ['A,P', 'M2026-07', 120],
    ['A,P', 'M2026-08', null],
    ['A,P', 'M2026-09', null],
  ]);
  expect((await at({ product: 'P' }))[0]).toEqual(['*,P', 'all', 121]);
  const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
  expect((await at({ region: 'A1', product: 'P' }, manager))[0]).toEqual(['A1,P', 'all', 100]);
  expect(await at({ region: 'B', product: 'P' }, manager)).toEqual([]);
  await expect(at({ shop: 'P' })).rejects.toThrow('NOT_FOUND');
  await expect(at({ region: 'C' })).rejects.toThrow('NOT_FOUND');
});

test('attainment, pace and required run rate follow from target, actual and time', async () => {
  await world.workspace.submit(world.workspace.owner, plan, [
    {
      type: 'target.enter',
      target: 'target',
      entries: [{ at: { members: ['*'], time: 'all' }, value: 9_200 }],
    },
  ]);
  await tracking.importActuals(world.workspace.owner, shopImport([row('1', '2026-07-03', 'A1', 2_300)]));
  const answer = await tracking.attainment(world.workspace.owner, plan, {
    target: 'target',
    basis: 'natural',
    along: 0,
    asOf: '2026-08-15',
  });
  const whole = answer.places.find(({ members, time }) => members[0] === '*' && time === 'all');
  expect(whole).toMatchObject({
    attainment: 0.25,
    timeElapsed: 0.5,
    pacedAttainment: 0.5,
    gap: 6_900,
    runRate: 50,
    requiredRunRate: 150,
    status: 'red',
  });
});
