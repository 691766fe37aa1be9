import { beforeEach, describe, expect, test } from 'vitest';
import type { NewActual } from '../../src/rooms/tracking/ledger.ts';
import { createTrackingService, type TrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, revenueTarget, shopImport, testWorkspace, testWorld } from '../workspace.ts';

/** [COV-1] What would come without any initiative, as far as history knows. */
const world = testWorld();
let tracking: TrackingService;
let plan: string;

const row = (key: number, date: string, region: string, amount: number): NewActual => ({
  row: key,
  key: String(key),
  date,
  coordinate: { region },
  amount,
  weight: null,
});

beforeEach(async () => {
  tracking = createTrackingService(world.deps);
  plan = await revenuePlan(world.workspace);
  await tracking.importActuals(
    world.workspace.owner,
    shopImport([
      row(1, '2025-06-30', 'A1', 7),
      row(2, '2025-07-01', 'A1', 100),
      row(3, '2025-08-03', 'A2', 200),
      row(4, '2025-09-30', 'B', 600),
      row(5, '2025-10-01', 'B', 9),
      row(6, '2026-07-03', 'A1', 5_000),
    ]),
  );
});

type Asked = Partial<Parameters<TrackingService['baseline']>[2]>;

async function baseline(who = world.workspace.owner, asked: Asked = {}) {
  const { from, to, source, times, rows } = await tracking.baseline(who, plan, {
    target: 'target',
    along: 0,
    ...asked,
  });
  const numbers = rows.flatMap(({ members, numerators }) =>
    numerators.flatMap((one, i) =>
      one === null ? [] : [[`${members.join(',')} ${times[i]}`, one] as const],
    ),
  );
  return { from, to, source, numbers: Object.fromEntries(numbers) };
}

describe('the baseline of a target', () => {
  test('is what came in the same days of the year before, in each of its places and periods', async () => {
    const { from, to, numbers } = await baseline();
    expect([from, to]).toEqual(['2025-07-01', '2025-09-30']);
    expect(numbers).toMatchObject({ '* all': 900, 'A all': 300, 'A1 M2026-07': 100, 'B M2026-09': 600 });
    // Nothing came there: it is left out, not 0.
    expect(numbers).not.toHaveProperty('B M2026-07');
  });

  test('is told as far as the part of whoever asks reaches', async () => {
    const { numbers } = await baseline(
      await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]),
    );
    expect(numbers).toMatchObject({ 'A all': 300, 'A2 M2026-08': 200 });
    expect(Object.keys(numbers).filter((place) => /^(\*|B) /.test(place))).toEqual([]);
  });

  test('is told as far down in time as somebody asks', async () => {
    const { numbers } = await baseline(world.workspace.owner, { depth: 0 });
    expect(Object.keys(numbers).every((place) => place.endsWith(' all'))).toBe(true);
    expect(numbers).toMatchObject({ '* all': 900, 'B all': 600 });
  });

  test('of a target, a dimension or a member that is not there is refused', async () => {
    await expect(
      tracking.baseline(world.workspace.owner, plan, { target: 'gone', along: 0 }),
    ).rejects.toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
    for (const at of [{ colour: 'A' }, { region: 'gone' }])
      await expect(baseline(world.workspace.owner, { at } as Asked)).rejects.toMatchObject({
        problems: [{ code: 'NOT_FOUND', path: 'at' }],
      });
  });

  test("is nobody else's: another workspace finds no such plan", async () => {
    const stranger = (await testWorkspace(world.deps)).owner;
    await expect(baseline(stranger)).rejects.toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
  });
});

describe('a baseline that the target states, where history knows nothing', () => {
  beforeEach(async () => {
    const { workspace } = world;
    plan = await workspace.plan('another');
    const fields = { ...revenueTarget.fields, from: '2027-01-01', to: '2027-03-31', baseline: 1000 };
    await workspace.submit(workspace.owner, plan, [{ ...revenueTarget, fields }]);
    const enter = (member: string, value: number) => ({ at: { members: [member], time: 'M2027-01' }, value });
    const entries = [enter('A1', 600), enter('A2', 200), enter('B', 1_200)];
    await workspace.submit(workspace.owner, plan, [{ type: 'target.enter', target: 'target', entries }]);
  });

  test('is shared out by whoever is told it', async () => {
    expect(await baseline()).toMatchObject({ source: 'stated', numbers: {} });
  });

  test.each(['manager', 'rep', 'viewer'] as const)(
    "[COV-7] tells a %s of a part their own places' share, and of no other",
    async (role) => {
      const { workspace } = world;
      const part = await baseline(await workspace.member(role, [{ dimension: 'region', member: 'A' }]));
      expect(part.source).toBe('stated');
      expect(part.numbers).toMatchObject({ 'A all': 400, 'A1 all': 300, 'A2 M2027-01': 100 });
      expect(Object.keys(part.numbers).filter((place) => /^(\*|B)[ ,]/.test(place))).toEqual([]);
      const leaf = await baseline(await workspace.member(role, [{ dimension: 'region', member: 'B' }]));
      expect(leaf.numbers).toMatchObject({ 'B all': 600 });
      expect(Object.keys(leaf.numbers).filter((place) => /^(\*|A)/.test(place))).toEqual([]);
    },
  );

  test("[COV-7] is not what a part goes by whose own days are unknown, where others' are known", async () => {
    await tracking.importActuals(world.workspace.owner, shopImport([row(9, '2026-02-03', 'A1', 70)]));
    const part = await baseline(
      await world.workspace.member('manager', [{ dimension: 'region', member: 'B' }]),
    );
    expect(part).toMatchObject({ source: 'history', numbers: {} });
  });

  test('says so where nobody states any', async () => {
    const { workspace } = world;
    await workspace.submit(workspace.owner, plan, [
      { type: 'record.update', kind: 'target', id: 'target', set: { baseline: null } },
    ]);
    for (const scope of [[], [{ dimension: 'region', member: 'A' }]])
      expect(await baseline(await workspace.member('manager', scope))).toMatchObject({
        source: 'none',
        numbers: {},
      });
  });
});

describe('a baseline of a target over two dimensions', () => {
  const sale = (key: number, region: string, product: string, amount: number): NewActual => ({
    ...row(key, '2025-07-05', region, amount),
    coordinate: { region, product },
  });

  beforeEach(async () => {
    const { workspace } = world;
    const add = (kind: string, id: string, fields: Record<string, string>) =>
      ({ type: 'record.add', kind, id, fields }) as const;
    await workspace.submit(workspace.owner, workspace.workspaceId, [
      add('dimension', 'product', { name: 'Product', category: 'product' }),
      add('dimensionMember', 'X', { dimension: 'product', name: 'X', code: 'X' }),
      add('dimensionMember', 'Y', { dimension: 'product', name: 'Y', code: 'Y' }),
    ]);
    plan = await workspace.plan('two ways');
    const rows = [
      ['A1', 'X'],
      ['A1', 'Y'],
      ['B', 'X'],
    ];
    const fields = { ...revenueTarget.fields, dimensions: ['region', 'product'] };
    await workspace.submit(workspace.owner, plan, [{ ...revenueTarget, fields, rows }]);
    await tracking.importActuals(
      workspace.owner,
      shopImport([sale(21, 'A1', 'X', 3), sale(22, 'A1', 'Y', 40), sale(23, 'B', 'X', 500)]),
    );
  });

  test('is told along either, with the other where somebody asks', async () => {
    const { owner } = world.workspace;
    const regions = await baseline(owner, { along: 0, at: { product: 'X' } });
    expect(regions.numbers).toMatchObject({ '*,X all': 503, 'A,X all': 3, 'B,X all': 500 });
    const products = await baseline(owner, { along: 1, at: { region: 'A' } });
    expect(products.numbers).toMatchObject({ 'A,X all': 3, 'A,Y all': 40 });
  });

  test('is told to whoever knows a part in both of them as far as both go', async () => {
    const part = await world.workspace.member('manager', [
      { dimension: 'region', member: 'A' },
      { dimension: 'product', member: 'X' },
    ]);
    expect((await baseline(part, { along: 0 })).numbers).toEqual({});
    const inside = await baseline(part, { along: 0, at: { product: 'X' } });
    expect(inside.numbers).toMatchObject({ 'A,X all': 3, 'A1,X M2026-07': 3 });
    expect(Object.keys(inside.numbers).filter((place) => /^(\*|B)/.test(place))).toEqual([]);
    expect((await baseline(part, { along: 0, at: { product: 'Y' } })).numbers).toEqual({});
  });
});
