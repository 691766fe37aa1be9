import type { CommandRequest, ImportMapping, ImportRequest } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { createImportService } from '../../src/rooms/documents/import/service.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { revenueTarget, shopImport } from '../workspace.ts';
import {
  enter,
  inRegion,
  outcome,
  release,
  setTarget,
  waterfall,
  waterfallWorld,
} from './waterfall-world.ts';

/** [SPR-T93] By whatever road a number moves that is not typed at its place, the release above it is taken back. */
const { here, by, readBy, told } = waterfallWorld();

const july = { time: 'M2026-07' };

describe('numbers from files', () => {
  const mapping: ImportMapping = {
    sheet: 's',
    headerRow: 1,
    when: 0,
    amount: 2,
    key: [],
    dimensions: [{ dimension: 'region', column: 1, by: 'code' }],
    filters: [],
    rounding: 'exact',
  };
  const importTargets = async (caller: typeof here.owner, text: string) => {
    const imports = createImportService(here.world.deps);
    const request: ImportRequest = {
      purpose: 'targets',
      mapping,
      plan: here.plan,
      target: 'target',
      onDuplicate: 'refuse',
      createMembers: false,
    };
    const file = { name: 's.csv', content: Buffer.from(text) };
    const { upload } = await imports.preview(caller, file, {});
    return imports.commit(caller, upload, request);
  };

  test('imported from above hide the part that they are in, and tell nothing of themselves', async () => {
    await by(here.owner, waterfall(), release('A'), release('A1'), release('B'));
    await importTargets(here.owner, 'd,r,a\n2026-07,A1,777.77');
    expect(await readBy(here.rep)).toEqual([]);
    expect(await readBy(here.manager)).toEqual([]);
    for (const reader of [here.manager, here.rep]) expect(await told(reader)).not.toContain('77777');
    const other = await here.workspace.member('manager', inRegion('B'));
    expect(await readBy(other)).toEqual(['B']);
  });

  test('imported from within hide what is further below, and need a release of their own', async () => {
    await by(here.owner, waterfall());
    const bring = () => importTargets(here.manager, 'd,r,a\n2026-07,A1,777.77');
    expect(await outcome(bring())).toContain('NOT_RELEASED');
    await by(here.owner, release('A'), release('A1'));
    expect(await bring()).toMatchObject({ committed: true });
    expect(await readBy(here.manager)).toEqual(['A1', 'A2']);
    expect(await readBy(here.rep)).toEqual([]);
  });

  test('of what was reached move a target by a rule that follows them, and hide it again', async () => {
    const rule: CommandRequest = {
      type: 'record.add',
      kind: 'breakdownRule',
      id: 'r',
      fields: {
        target: 'target',
        dimension: 'region',
        level: 'leaves',
        basis: 'earlier',
        keeps: 'shares',
        weights: { A1: 1, A2: 1, B: 1 },
        fromLedger: 'years',
        historyYears: 1,
        auto: true,
      },
    };
    await by(here.owner, rule, waterfall(), release('A'), release('A1'));
    const reached = ['A1', 'A2', 'B'].map((region, i) => ({
      row: i,
      key: String(i),
      date: '2025-07-03',
      coordinate: { region },
      amount: 100 + i,
      weight: null,
    }));
    await createTrackingService(here.world.deps).importActuals(here.owner, shopImport(reached));
    expect(await readBy(here.manager)).toEqual([]);
    expect(await readBy(here.rep)).toEqual([]);
    const { records } = await here.plans.read(here.owner, here.plan);
    expect(records.filter(({ kind }) => kind === 'release')).toEqual([]);
  });
});

describe('a formula and its drivers', () => {
  const metric = (key: string, more: object): CommandRequest => ({
    type: 'record.add',
    kind: 'metric',
    id: key,
    fields: { name: key, key, direction: 'up', unit: 'count', decimals: 0, ...more },
  });
  const target = (id: string): CommandRequest => ({
    ...revenueTarget,
    id,
    fields: { ...revenueTarget.fields, metric: id },
  });
  const type = (of: string, member: string, entry: object): CommandRequest =>
    ({
      type: 'target.enter',
      target: of,
      entries: [{ at: { members: [member], ...july }, ...entry }],
    }) as CommandRequest;

  beforeEach(async () => {
    const { workspace } = here;
    await workspace.submit(here.owner, workspace.workspaceId, [
      metric('leads', { aggregation: 'sum' }),
      metric('price', { aggregation: 'wavg' }),
      metric('sales', { aggregation: 'formula', formula: 'leads * price' }),
    ]);
    here.plan = await workspace.plan();
    await by(
      here.owner,
      ...['leads', 'price', 'sales'].map(target),
      type('leads', 'A1', { value: 31_337 }),
      type('leads', 'A2', { value: 30 }),
      type('price', 'A1', { numerator: 50, denominator: 10 }),
      type('price', 'A2', { numerator: 50, denominator: 10 }),
    );
  });

  test('the formula is known where all its drivers are', async () => {
    await by(here.owner, waterfall('region', 'leads'), waterfall('region', 'price'));
    const reads = async (of: string): Promise<boolean> => {
      const { cubes } = await here.plans.read(here.manager, here.plan);
      return (cubes.find(({ target: id }) => id === of)?.rows ?? []).some((row) => row !== null);
    };
    await by(here.owner, release('A', 'one', 'leads'));
    expect([await reads('leads'), await reads('price'), await reads('sales')]).toEqual([true, false, false]);
    await by(here.owner, release('A', 'two', 'price'));
    expect([await reads('leads'), await reads('price'), await reads('sales')]).toEqual([true, true, true]);
  });

  test('what is typed on the formula hides the driver that gives way, and no other', async () => {
    await by(
      here.owner,
      waterfall('region', 'leads'),
      waterfall('region', 'price'),
      release('A', 'one', 'leads'),
      release('A', 'two', 'price'),
    );
    const within = await by(here.manager, type('sales', 'A', { value: 200_000 }));
    expect(within.notices.map(({ code }) => code)).not.toContain('RELEASE_TAKEN_BACK');
    const above = await by(here.owner, type('sales', 'A', { value: 400_000 }));
    expect(above.notices).toContainEqual({ code: 'RELEASE_TAKEN_BACK', params: { count: 1, names: 'A' } });
    const { records, cubes } = await here.plans.read(here.manager, here.plan);
    expect(records.filter(({ kind }) => kind === 'release').map(({ id }) => id)).toEqual(['two']);
    for (const { target: id, rows } of cubes)
      expect([id, rows.some((row) => row !== null)]).toEqual([id, id === 'price']);
  });

  test('typing on the formula waits for its drivers, and no words of it are told before', async () => {
    await by(here.owner, waterfall('region', 'leads'), setTarget({ path: '31337 leads' }, 'sales'));
    expect(await outcome(by(here.manager, type('sales', 'A', { value: 1 })))).toContain('NOT_RELEASED');
    expect(JSON.stringify(await here.plans.read(here.manager, here.plan))).not.toContain('31337');
    await by(here.owner, release('A', 'one', 'leads'));
    expect(await outcome(by(here.manager, type('sales', 'A', { value: 1_000 })))).toBe('accepted');
  });
});

describe('a member that has moved', () => {
  beforeEach(async () => {
    await by(here.owner, waterfall(), release('A'), release('B'));
    await here.workspace.submit(here.owner, here.workspace.workspaceId, [
      {
        type: 'record.add',
        kind: 'reassignment',
        id: uuidv7(),
        fields: { member: 'A2', parent: 'B', from: '2026-08-01' },
      },
    ]);
  });

  test('is worked on from beside by the part that it belongs to today: neither part is hidden', async () => {
    const other = await here.workspace.member('manager', inRegion('B'));
    const beside = await by(other, enter('A2', 444));
    expect(beside.notices.map(({ code }) => code)).not.toContain('RELEASE_TAKEN_BACK');
    expect(await readBy(here.manager)).toEqual(['A1', 'A2']);
    expect(await told(here.manager)).toContain('444');
  });

  test('is hidden from its own people when the part above it today moves its numbers', async () => {
    await by(here.owner, release('A2'));
    const insider = await here.workspace.member('rep', inRegion('A2'));
    expect(await readBy(insider)).toEqual(['A2']);
    const other = await here.workspace.member('manager', inRegion('B'));
    const above = await by(other, enter('A2', 444));
    expect(above.notices).toContainEqual({ code: 'RELEASE_TAKEN_BACK', params: { count: 1, names: 'A2' } });
    expect(await readBy(insider)).toEqual([]);
  });
});
