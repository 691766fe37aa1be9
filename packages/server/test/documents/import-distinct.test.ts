import type { ImportMapping, ImportRequest } from '@shapan/contract';
import { recordsOf } from '@shapan/engine';
import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Caller } from '../../src/http/caller.ts';
import { createImportService, type ImportService } from '../../src/rooms/documents/import/service.ts';
import { writeXlsx } from '../../src/rooms/documents/write-table.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { testMaster, testWorld } from '../workspace.ts';

/** Totals of metrics that nobody can add up come in from a file like any other number (SPR-T78). */
const world = testWorld();
let imports: ImportService;
let owner: Caller;
let plan: string;

beforeEach(async () => {
  const { workspace } = world;
  imports = createImportService(world.deps);
  owner = workspace.owner;
  await testMaster(workspace);
  const metric = (id: string, aggregation: string) =>
    ({
      type: 'record.add',
      kind: 'metric',
      id,
      fields: { name: id, key: id, direction: 'up', unit: 'count', decimals: 0, aggregation },
    }) as const;
  await workspace.submit(owner, workspace.workspaceId, [
    metric('buyers', 'distinct'),
    metric('leads', 'sum'),
  ]);
  plan = await workspace.plan();
  await workspace.submit(
    owner,
    plan,
    ['buyers', 'leads'].map((id) => ({
      type: 'target.define' as const,
      id,
      fields: {
        metric: id,
        targetClass: 'core',
        dimensions: ['region'],
        grain: 'month',
        from: '2026-07-01',
        to: '2026-09-30',
      },
      rows: [['A1'], ['A2'], ['B']],
    })),
  );
});

const mapping: ImportMapping = {
  sheet: 'buyers',
  headerRow: 1,
  when: 0,
  amount: 2,
  key: [],
  dimensions: [{ dimension: 'region', column: 1, by: 'name' }],
  filters: [],
  rounding: 'exact',
};
const request = (more: Partial<Extract<ImportRequest, { purpose: 'targets' }>> = {}): ImportRequest => ({
  purpose: 'targets',
  mapping,
  plan,
  target: 'buyers',
  onDuplicate: 'refuse',
  createMembers: false,
  ...more,
});

async function commit(content: string | Uint8Array, more = request(), name = 'buyers.csv', caller = owner) {
  const { upload } = await imports.preview(caller, { name, content: Buffer.from(content) }, {});
  return imports.commit(caller, upload, more);
}

const csv = (...lines: string[]): string => `${['期间,地区,客户数', ...lines].join('\n')}\n`;

/** The own numbers of totals, as they are kept. */
async function stated(): Promise<readonly unknown[]> {
  const { workspaceId } = world.workspace;
  const state = await withTransaction(
    world.deps.pool,
    async (tx) => world.deps.books.current(tx, await openBook(tx, workspaceId, plan)),
    { workspaceId },
  );
  return recordsOf(state, 'statedNumber').map(({ fields }) => [
    (fields['coordinate'] as Record<string, string>)['region'] ?? '*',
    fields['time'],
    fields['value'],
  ]);
}

describe('the import of distinct counts', () => {
  const lines = [
    '2026-07,A1,40',
    '2026-07,A2,30',
    '2026-07,A,60',
    '2026-07,合计,80',
    '2026Q3,A1,50',
    '2026年第三季度,,120',
  ];

  test('takes leaves as leaves and totals, of members and of periods, as what they say', async () => {
    expect(await commit(csv(...lines))).toMatchObject({
      committed: true,
      fresh: 6,
      newRows: 0,
      errorCount: 0,
    });
    expect(await stated()).toEqual(
      expect.arrayContaining([
        ['A', 'M2026-07', 60],
        ['*', 'M2026-07', 80],
        ['A1', 'Q2026-3', 50],
        ['*', 'Q2026-3', 120],
      ]),
    );
    expect(await stated()).toHaveLength(4);
  });

  test('each total knows the row of the file that it came from, also when it is brought back', async () => {
    await commit(csv(...lines));
    const plans = createPlanService(world.deps);
    const rowsOf = async (member: string, time: string) => {
      const cell = { target: 'buyers', members: [member], time };
      const [event] = await plans.cellHistory(owner, plan, cell, { limit: 1 });
      return event?.imported && [event.imported.file, event.imported.rows];
    };
    const all = () =>
      Promise.all([
        rowsOf('A1', 'M2026-07'),
        rowsOf('A', 'M2026-07'),
        rowsOf('*', 'M2026-07'),
        rowsOf('A1', 'Q2026-3'),
        rowsOf('*', 'Q2026-3'),
      ]);
    const named = [2, 4, 5, 6, 7].map((row) => ['buyers.csv', [row]]);
    expect(await all()).toEqual(named);
    const { position } = await plans.read(owner, plan);
    const undo = (at: number) => world.workspace.submit(owner, plan, [{ type: 'undo', position: at }]);
    const { entry } = await undo(position);
    await undo(entry.position);
    expect(await all()).toEqual(named);
  });

  test('from a workbook with a column for each period', async () => {
    const row = (name: string, ...numbers: string[]) => [
      { type: 'text' as const, text: name },
      ...numbers.map((text) => ({ type: 'number' as const, text })),
    ];
    const book = await writeXlsx([
      {
        name: 'buyers',
        columns: ['地区', '2026-07', '2026Q3'].map((header) => ({ header })),
        rows: [row('A1', '40', '55'), row('A', '45', '70'), row('总计', '80', '120')],
      },
    ]);
    const { when: _, amount: __, ...common } = mapping;
    const wide: ImportMapping = {
      ...common,
      dimensions: [{ dimension: 'region', column: 0, by: 'name' }],
      periods: [
        { column: 1, period: '2026-07' },
        { column: 2, period: '2026Q3' },
      ],
    };
    expect(await commit(book, request({ mapping: wide }), 'buyers.xlsx')).toMatchObject({
      committed: true,
      fresh: 6,
    });
    expect(await stated()).toEqual(
      expect.arrayContaining([
        ['A', 'Q2026-3', 70],
        ['*', 'M2026-07', 80],
      ]),
    );
  });

  test('is one entry, taken back in one step', async () => {
    await commit(csv(...lines));
    const { workspace, deps } = world;
    const { position } = await withTransaction(deps.pool, (tx) => openBook(tx, workspace.workspaceId, plan), {
      workspaceId: workspace.workspaceId,
    });
    await workspace.submit(owner, plan, [{ type: 'undo', position }]);
    expect(await stated()).toEqual([]);
  });

  test('says which row breaks the law of distinct counts, and does nothing', async () => {
    const text = csv('2026-07,A1,40', '2026-07,A,39', '2026-07,B,1');
    const { upload } = await imports.preview(owner, { name: 'buyers.csv', content: Buffer.from(text) }, {});
    const report = await imports.check(owner, upload, request());
    expect(report.errors).toMatchObject([
      { row: 2, code: 'DISTINCT_RANGE', value: '40' },
      { row: 3, code: 'DISTINCT_RANGE', value: '39' },
    ]);
    await expect(imports.commit(owner, upload, request())).rejects.toThrow('DISTINCT_RANGE');
    expect(await stated()).toEqual([]);
  });

  test('compares a total with its parts where totals follow from the leaves', async () => {
    const report = await commit(csv('2026-07,A1,40', '2026-07,A,60'), request({ target: 'leads' }));
    expect(report.errors).toMatchObject([{ row: 3, code: 'CONTRADICTION' }]);
    const all = await commit(csv('2026-07,,60'), request({ target: 'leads' }));
    expect(all.errors).toMatchObject([{ row: 2, code: 'REQUIRED' }]);
    const quarter = await commit(csv('2026Q3,A1,60'), request({ target: 'leads' }));
    expect(quarter.errors).toMatchObject([{ row: 2, code: 'CONTRADICTION' }]);
    const none = await commit(csv('2026Q1,A1,60'), request({ target: 'leads' }));
    expect(none.errors).toMatchObject([{ row: 2, code: 'OUT_OF_RANGE' }]);
  });

  test('takes from who works in a part only what lies in it, and tells them no limit from outside', async () => {
    const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
    await commit(csv('2026-07,合计,77777'));
    const text = csv('2026-07,A,60', '2026-07,合计,90', '2026-07,B,5');
    const { upload } = await imports.preview(manager, { name: 'buyers.csv', content: Buffer.from(text) }, {});
    const report = await imports.check(manager, upload, request());
    expect(report.errors.map(({ row, code }) => [row, code])).toEqual([
      [3, 'FORBIDDEN'],
      [4, 'FORBIDDEN'],
    ]);
    const over = await imports.preview(
      manager,
      { name: 'buyers.csv', content: Buffer.from(csv('2026-07,A,88888')) },
      {},
    );
    const told = await imports.check(manager, over.upload, request());
    expect(told.errors).toMatchObject([{ row: 2, code: 'DISTINCT_RANGE' }]);
    expect(JSON.stringify(told)).not.toContain('77777');
    const inside = await commit(csv('2026-07,A,60'), request(), 'buyers.csv', manager);
    expect(inside).toMatchObject({ committed: true });
    expect(await stated()).toContainEqual(['A', 'M2026-07', 60]);
  });
});
