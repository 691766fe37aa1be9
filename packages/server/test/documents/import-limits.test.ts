import type { ImportMapping, ImportReport, ImportRequest } from '@shapan/contract';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../src/http/caller.ts';
import { createImportService, type ImportService } from '../../src/rooms/documents/import/service.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/** What an import must not do, whoever asks for it. */
const world = testWorld();
let imports: ImportService;
let plan: string;

beforeEach(async () => {
  imports = createImportService(world.deps);
  plan = await revenuePlan(world.workspace);
});

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

const actuals = (more: Partial<Extract<ImportRequest, { purpose: 'actuals' }>> = {}): ImportRequest => ({
  purpose: 'actuals',
  mapping: { ...mapping, key: [3] },
  metric: 'revenue',
  source: 'shop',
  onConflict: 'report',
  createMembers: false,
  ...more,
});

const targets = (): ImportRequest => ({
  purpose: 'targets',
  mapping,
  plan,
  target: 'target',
  onDuplicate: 'refuse',
  createMembers: false,
});

async function run(
  step: 'check' | 'commit',
  who: Caller,
  text: string,
  request: ImportRequest,
): Promise<ImportReport> {
  const { upload } = await imports.preview(who, { name: 's.csv', content: Buffer.from(text) }, {});
  return imports[step](who, upload, request);
}

async function july(member: string): Promise<readonly [number | null, number | null]> {
  const query = { target: 'target', basis: 'natural', along: 0, asOf: '2026-12-31' } as const;
  const { places } = await createTrackingService(world.deps).attainment(world.workspace.owner, plan, query);
  const place = places.find(({ members, time }) => members[0] === member && time === 'M2026-07');
  return [place?.target?.numerator ?? null, place?.actual?.numerator ?? null];
}

describe('actuals', () => {
  test('of other parts of the organisation are not brought in by who works in one part', async () => {
    const scoped = await world.workspace.member('operations', [{ dimension: 'region', member: 'A' }]);
    const request = actuals({ createMembers: true });
    await expect(run('check', scoped, 'd,r,a,k\n2026-07-03,B,5,1', request)).rejects.toThrow('SCOPE');
    await expect(run('commit', scoped, 'd,r,a,k\n2026-07-03,B,5,1', request)).rejects.toThrow('SCOPE');
  });

  test('of one row of the source may speak of two metrics, and correcting one leaves the other', async () => {
    const fields = {
      name: 'Units',
      key: 'units',
      aggregation: 'sum',
      direction: 'up',
      unit: 'count',
      decimals: 0,
    };
    await world.workspace.submit(world.workspace.owner, world.workspace.workspaceId, [
      { type: 'record.add', kind: 'metric', id: 'units', fields },
    ]);
    await run('commit', world.workspace.owner, 'd,r,a,k\n2026-07-03,B,5,1', actuals());
    const units = (a: number) => `d,r,a,k\n2026-07-03,B,${a},1`;
    expect(await run('commit', world.workspace.owner, units(3), actuals({ metric: 'units' }))).toMatchObject({
      fresh: 1,
      conflicts: 0,
    });
    await run('commit', world.workspace.owner, units(4), actuals({ metric: 'units', onConflict: 'correct' }));
    expect(await july('B')).toEqual([null, 500]);
  });

  test('that would make a cell inexact are refused whole', async () => {
    const rows = 'd,r,a,k\n2026-07-03,B,80000000000000,1\n2026-07-03,B,80000000000000,2';
    await expect(run('commit', world.workspace.owner, rows, actuals())).rejects.toThrow(
      'OUT_OF_RANGE at amount',
    );
    expect(await july('B')).toEqual([null, null]);
  });
});

describe('targets', () => {
  test('for a total that its parts contradict are errors: typing one would change what is below', async () => {
    await run('commit', world.workspace.owner, 'd,r,a\n2026-07,A1,100\n2026-07,A2,200', targets());
    const report = await run('commit', world.workspace.owner, 'd,r,a\n2026-07,A,900\n2026-07,B,1', targets());
    expect(report).toMatchObject({ committed: false, errors: [{ row: 2, code: 'CONTRADICTION' }] });
    expect([await july('A1'), await july('A2'), await july('B')]).toEqual([
      [10_000, null],
      [20_000, null],
      [null, null],
    ]);
  });

  test('without a column for one of the target’s dimensions name it', async () => {
    const request = { ...targets(), mapping: { ...mapping, dimensions: [] } } as ImportRequest;
    const report = await run('check', world.workspace.owner, 'd,r,a\n2026-07,A1,1', request);
    expect(report.errors).toMatchObject([{ row: 2, code: 'REQUIRED', params: { dimension: 'Region' } }]);
  });

  test('outside the scope are errors of their rows in the dry run already', async () => {
    const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
    const report = await run('check', manager, 'd,r,a\n2026-07,A1,1\n2026-07,B,5', targets());
    expect(report.errors).toMatchObject([{ row: 3, code: 'FORBIDDEN' }]);
    expect(await run('commit', manager, 'd,r,a\n2026-07,A1,1', targets())).toMatchObject({ committed: true });
  });

  test('where they were not released are told apart from those outside the scope', async () => {
    const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
    const along = {
      type: 'record.update',
      kind: 'target',
      id: 'target',
      set: { waterfall: 'region' },
    } as const;
    await world.workspace.submit(world.workspace.owner, plan, [along]);
    const report = await run('check', manager, 'd,r,a\n2026-07,A1,1\n2026-07,B,5', targets());
    expect(report.errors).toMatchObject([
      { row: 2, code: 'NOT_RELEASED' },
      { row: 3, code: 'FORBIDDEN' },
    ]);
  });

  test('under somebody’s hold are errors of their rows in the dry run already', async () => {
    const director = await world.workspace.member('director');
    await run('commit', world.workspace.owner, 'd,r,a\n2026-07,A1,100\n2026-07,B,50', targets());
    const fields = {
      target: 'target',
      members: ['A1'],
      time: 'M2026-07',
      keeps: 'value',
      owner: director.member,
      reason: 'signed',
    };
    await world.workspace.submit(director, plan, [{ type: 'record.add', kind: 'hold', id: 'h', fields }]);
    const report = await run(
      'check',
      world.workspace.owner,
      'd,r,a\n2026-07,B,50\n2026-07,A1,999',
      targets(),
    );
    expect(report.errors).toMatchObject([{ row: 3, code: 'NO_FREE_CELL' }]);
    expect(await july('A1')).toEqual([10_000, null]);
  });
});

test('a spreadsheet’s day number is a day', async () => {
  const report = await run('commit', world.workspace.owner, 'd,r,a,k\n46206,B,5,1', actuals());
  expect(report).toMatchObject({ committed: true, errorCount: 0 });
  expect(await july('B')).toEqual([null, 500]);
});
