import type { ImportMapping, ImportRequest } from '@shapan/contract';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../src/http/caller.ts';
import { createImportService, type ImportService } from '../../src/rooms/documents/import/service.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

const world = testWorld();
let imports: ImportService;
let plan: string;

beforeEach(async () => {
  imports = createImportService(world.deps);
  plan = await revenuePlan(world.workspace);
});

const preview = (text: string, name = 'sales.csv') =>
  imports.preview(world.workspace.owner, { name, content: Buffer.from(text) }, {});

const mapping = (more: Partial<ImportMapping> = {}): ImportMapping => ({
  sheet: 'sales',
  headerRow: 1,
  when: 0,
  amount: 2,
  key: [],
  dimensions: [{ dimension: 'region', column: 1, by: 'code' }],
  filters: [],
  rounding: 'exact',
  ...more,
});

const targets = (more: Partial<Extract<ImportRequest, { purpose: 'targets' }>> = {}): ImportRequest => ({
  purpose: 'targets',
  mapping: mapping(),
  plan,
  target: 'target',
  onDuplicate: 'refuse',
  createMembers: false,
  ...more,
});

const actuals = (more: Partial<Extract<ImportRequest, { purpose: 'actuals' }>> = {}): ImportRequest => ({
  purpose: 'actuals',
  mapping: mapping({ key: [3] }),
  metric: 'revenue',
  source: 'shop',
  onConflict: 'report',
  createMembers: false,
  ...more,
});

async function actual(member: string): Promise<number | null> {
  const tracking = createTrackingService(world.deps);
  const answer = await tracking.attainment(world.workspace.owner, plan, {
    target: 'target',
    basis: 'natural',
    along: 0,
    asOf: '2026-12-31',
  });
  return (
    answer.places.find(({ members, time }) => members[0] === member && time === 'all')?.actual?.numerator ??
    null
  );
}

async function target(member: string): Promise<number | null> {
  const tracking = createTrackingService(world.deps);
  const answer = await tracking.attainment(world.workspace.owner, plan, {
    target: 'target',
    basis: 'natural',
    along: 0,
  });
  return (
    answer.places.find(({ members, time }) => members[0] === member && time === 'all')?.target?.numerator ??
    null
  );
}

describe('the preview', () => {
  test('says what is in the file and proposes what the columns mean', async () => {
    const view = await preview('日期,地区,销售额,订单 ID\n2026/7/3,A1,"1,234.50",S1\n');
    expect(view).toMatchObject({
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ',',
      sheets: [{ header: ['日期', '地区', '销售额', '订单 ID'], headerRow: 1, remembered: false }],
    });
    expect(view.sheets[0]?.mapping).toMatchObject({
      when: 0,
      dimensions: [{ dimension: 'region', column: 1, by: 'code' }],
      key: [3],
    });
  });

  test('takes amounts for the value, never what numbers or names a row, and all that names it for its key', async () => {
    const headings =
      'SalesOrderNumber,SalesOrderLineNumber,OrderDate,SalesTerritoryKey,UnitPrice,DiscountAmount';
    const view = await preview(
      `${headings},SalesAmount,TotalProductCost\nSO1,1,2026-07-03,3,5,0,50,40\nSO1,2,2026-07-03,3,6,0,60,40\n`,
    );
    expect(view.sheets[0]?.mapping).toMatchObject({
      when: 2,
      amount: 6,
      key: [0, 1],
      dimensions: [{ dimension: 'region', column: 3, by: 'code' }],
    });
  });

  test('takes the region for a place before the city, and one row number for the key where it is enough', async () => {
    const view = await preview(
      '行 ID,订单 ID,发货日期,城市,省/自治区,地区,产品 ID,单价,销售额,数量\n1,CN-1,2026-07-03,宁波,浙江,华东,8,9,5,2\n2,CN-1,2026-07-03,温州,浙江,华东,8,9,6,1\n',
    );
    expect(view.sheets[0]?.mapping).toMatchObject({
      when: 2,
      amount: 8,
      key: [0],
      dimensions: [{ dimension: 'region', column: 5, by: 'name' }],
    });
  });

  test('leaves a column that bears the name of a dimension to that dimension', async () => {
    const { owner } = world.workspace;
    const fields = { name: 'Sales district', category: 'region', order: 2 };
    const add = { type: 'record.add', kind: 'dimension', id: 'district', fields } as const;
    await world.workspace.submit(owner, world.workspace.workspaceId, [add]);
    const named = await preview('Date,Region,SalesAmount\n2026-07-03,A1,5\n');
    expect(named.sheets[0]?.mapping.dimensions).toEqual([{ dimension: 'region', column: 1, by: 'code' }]);
    const unnamed = await preview('Date,Territory,SalesAmount\n2026-07-03,A1,5\n');
    expect(unnamed.sheets[0]?.mapping.dimensions?.map(({ dimension }) => dimension)).toEqual([
      'region',
      'district',
    ]);
  });

  test('takes days for the time, not the number of a quarter or a key', async () => {
    const view = await preview(
      'SalesQuotaKey,EmployeeKey,DateKey,CalendarYear,CalendarQuarter,SalesAmountQuota,Date\n1,281,20261229,2026,4,367000.0000,2026-12-29\n',
    );
    expect(view.sheets[0]?.mapping).toMatchObject({ when: 6, amount: 5 });
  });

  test('remembers the mapping of a file with the same headings', async () => {
    const text = 'when,where,how much,id\n2026-07-03,A1,5,S1\n';
    const first = await preview(text);
    expect(first.sheets[0]?.remembered).toBe(false);
    const used = mapping({ key: [3], rounding: 'round' });
    await imports.commit(world.workspace.owner, first.upload, actuals({ mapping: used }));
    const second = await preview(`${text}2026-07-04,A1,6,S2\n`, 'sales.csv');
    expect(second.sheets[0]).toMatchObject({ remembered: true, mapping: used });
  });

  test('remembers source, metric and whether members are created, whatever the next file is called', async () => {
    const text = 'when,where,how much,id\n2026-07-03,A1,5,S1\n';
    const first = await preview(text);
    expect(first.sheets[0]?.before).toBeNull();
    const request = actuals({ createMembers: true });
    await imports.commit(world.workspace.owner, first.upload, request);
    const before = { source: 'shop', metric: 'revenue', createMembers: true };
    expect((await preview(text, 'sales-2026-08.csv')).sheets[0]).toMatchObject({ remembered: true, before });
    const again = await preview(text);
    const moved = { ...request, source: 'erp', createMembers: false } as ImportRequest;
    await imports.commit(world.workspace.owner, again.upload, moved);
    expect((await preview(text)).sheets[0]?.before).toEqual({
      ...before,
      source: 'erp',
      createMembers: false,
    });
  });

  test('refuses what is no table', async () => {
    await expect(preview('\u0000\u0001\u0002binary', 'x.bin')).rejects.toThrow(/FILE_/);
  });
});

describe('targets from a file', () => {
  test('are entered at the leaves as one undoable entry', async () => {
    const { upload } = await preview(
      'month,region,value\n2026-07,A1,500万\n2026年8月,B,12.34\nM2026-09,A2,7\n',
    );
    const checked = await imports.check(world.workspace.owner, upload, targets());
    expect(checked).toMatchObject({
      committed: false,
      rows: 3,
      errorCount: 0,
      total: 500_000_000 + 1_234 + 700,
    });
    expect(await target('*')).toBe(null);
    expect((await imports.commit(world.workspace.owner, upload, targets())).committed).toBe(true);
    expect(await target('A')).toBe(500_000_700);
    const plans = createPlanService(world.deps);
    const [last] = await plans.history(world.workspace.owner, plan, { limit: 1 });
    await world.workspace.submit(world.workspace.owner, plan, [
      { type: 'undo', position: last?.position ?? 0 },
    ]);
    expect(await target('*')).toBe(null);
  });

  test('[SPR-T89] tell every cell the file and the rows they came from, and do so again after undo and redo', async () => {
    const plans = createPlanService(world.deps);
    const { owner } = world.workspace;
    const place = (members: string, time: string) => ({ target: 'target', members: [members], time });
    const imported = async (members: string, time: string) => {
      const [event] = await plans.cellHistory(owner, plan, place(members, time), { limit: 1 });
      return event?.imported;
    };
    const { upload } = await preview('month,region,value\n2026-07,A1,5\n2026-08,B,12.34\n2026-09,A2,7\n');
    await imports.commit(owner, upload, targets());
    const from = (...rows: number[]) => ({ file: 'sales.csv', sheet: 'sales', rows, count: rows.length });
    expect(await imported('A1', 'M2026-07')).toEqual(from(2));
    expect(await imported('B', 'M2026-08')).toEqual(from(3));
    expect(await imported('A', 'all')).toEqual(from(2, 4));
    expect(await imported('*', 'all')).toEqual(from(2, 3, 4));

    const position = async () => (await plans.history(owner, plan, { limit: 1 }))[0]?.position ?? 0;
    const undo = async () =>
      world.workspace.submit(owner, plan, [{ type: 'undo', position: await position() }]);
    await undo();
    expect(await imported('B', 'M2026-08')).toBeNull();
    await undo();
    expect(await target('A')).toBe(1_200);
    expect(await imported('B', 'M2026-08')).toEqual(from(3));
    await world.workspace.submit(owner, plan, [
      { type: 'target.enter', target: 'target', entries: [{ at: place('B', 'M2026-08'), value: 5 }] },
    ]);
    expect(await imported('B', 'M2026-08')).toBeNull();
  });

  test('[SPR-T89] a cell keeps its rows, and no other gets them, when a region has moved', async () => {
    const { owner, workspaceId } = world.workspace;
    const { upload } = await preview('month,region,value\n2026-07,A2,5\n2026-09,A2,7\n2026-09,B,1\n');
    await imports.commit(owner, upload, targets());
    const fields = { member: 'A2', parent: 'B', from: '2026-08-01' };
    await world.workspace.submit(owner, workspaceId, [
      { type: 'record.add', kind: 'reassignment', id: 'moved', fields },
    ]);
    const rowsBelow = async (caller: Caller, member: string) => {
      const place = { target: 'target', members: [member], time: 'all' };
      const [event] = await createPlanService(world.deps).cellHistory(caller, plan, place, { limit: 1 });
      return event?.imported?.rows;
    };
    expect(await rowsBelow(owner, 'A')).toEqual([2]);
    expect(await rowsBelow(owner, 'B')).toEqual([3, 4]);
    expect(await rowsBelow(owner, '*')).toEqual([2, 3, 4]);
    const inA = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
    expect(await rowsBelow(inA, 'A')).toEqual([2]);
  });

  test('with new regions bring them into the master data and the breakdown when asked to', async () => {
    const { upload } = await preview('month,region,value\n2026-07,北区,5\n');
    const refused = await imports.check(world.workspace.owner, upload, targets());
    expect(refused.errors).toMatchObject([
      { row: 2, column: 'region', code: 'UNKNOWN_REFERENCE', value: '北区' },
    ]);
    expect(refused.errors[0]?.message).toMatch(/no “北区”.*created.*which member/);
    const done = await imports.commit(
      world.workspace.owner,
      upload,
      targets({
        createMembers: true,
        mapping: mapping({ dimensions: [{ dimension: 'region', column: 1, by: 'name' }] }),
      }),
    );
    expect(done).toMatchObject({ committed: true, newMembers: 1, newRows: 1 });
    expect(await target('*')).toBe(500);
    const place = { target: 'target', members: ['*'], time: 'all' };
    const [event] = await createPlanService(world.deps).cellHistory(world.workspace.owner, plan, place, {
      limit: 1,
    });
    expect(event?.imported?.rows).toEqual([2]);
  });

  test('name every bad row with its place, and write nothing', async () => {
    const { upload } = await preview(
      'month,region,value\n2026-07,A1,5\nsoon,A1,5\n2026-07,X,5\n2026-07,B,five\n2027-01,B,1\n2026-08,B,1.234\n',
    );
    const report = await imports.commit(world.workspace.owner, upload, targets());
    expect(report.committed).toBe(false);
    expect(report.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'month', 'INVALID'],
      [4, 'region', 'UNKNOWN_REFERENCE'],
      [5, 'value', 'NUMBER_UNREADABLE'],
      [6, 'month', 'OUT_OF_RANGE'],
      [7, 'value', 'NUMBER_TOO_PRECISE'],
    ]);
    expect(report.errors.every(({ message }) => message.length > 5)).toBe(true);
    expect(await target('*')).toBe(null);
  });

  test('with two rows for one cell show both, and are added up only when asked to', async () => {
    const { upload } = await preview('month,region,value\n2026-07,A1,5\n2026-07,A1,6\n');
    const shown = await imports.commit(world.workspace.owner, upload, targets());
    expect(shown).toMatchObject({
      committed: false,
      errors: [{ row: 3, code: 'DUPLICATE', value: '2026-07 / A1', params: { row: 2 } }],
    });
    expect(shown.errors[0]?.message).toMatch(/^Row 2 has the same key/);
    await imports.commit(world.workspace.owner, upload, targets({ onDuplicate: 'sum' }));
    expect(await target('A1')).toBe(1_100);
  });

  test('need the rights of whoever imports', async () => {
    const { upload } = await preview('month,region,value\n2026-07,B,5\n');
    const manager = await world.workspace.member('manager', [{ dimension: 'region', member: 'A' }]);
    await expect(imports.commit(manager, upload, targets())).rejects.toThrow('NOT_FOUND');
    const own = await imports.preview(
      manager,
      { name: 'sales.csv', content: Buffer.from('month,region,value\n2026-07,B,5\n') },
      {},
    );
    await expect(imports.commit(manager, own.upload, targets())).rejects.toThrow('SCOPE');
  });
});

describe('actuals from a file', () => {
  const file = 'date,region,amount,id\n2026-07-03,A1,100,S1\n2026-07-04,B,2.5,S2\n';

  test('count once, however often the file comes', async () => {
    const { upload } = await preview(file);
    expect(await imports.commit(world.workspace.owner, upload, actuals())).toMatchObject({
      committed: true,
      fresh: 2,
      unchanged: 0,
      total: 10_250,
    });
    const again = await imports.commit(world.workspace.owner, (await preview(file)).upload, actuals());
    expect(again).toMatchObject({ fresh: 0, unchanged: 2, importId: null });
    expect(await actual('*')).toBe(10_250);
  });

  test('that differ from what is there are reported, then corrected on request', async () => {
    await imports.commit(world.workspace.owner, (await preview(file)).upload, actuals());
    const { upload } = await preview(file.replace('100', '90'));
    expect(await imports.check(world.workspace.owner, upload, actuals())).toMatchObject({
      conflicts: 1,
      unchanged: 1,
    });
    await imports.commit(world.workspace.owner, upload, actuals({ onConflict: 'correct' }));
    expect(await actual('A1')).toBe(9_000);
  });

  test('are taken back with the record of their import, and come back when that is undone', async () => {
    const { upload } = await preview(file);
    const done = await imports.commit(world.workspace.owner, upload, actuals());
    const before = await actual('A1');
    const { owner, workspaceId } = world.workspace;
    const remove = { type: 'record.remove', kind: 'import', id: done.importId ?? '' } as const;
    const removed = await world.workspace.submit(owner, workspaceId, [remove]);
    expect(await actual('A1')).toBe(null);
    await world.workspace.submit(owner, workspaceId, [{ type: 'undo', position: removed.entry.position }]);
    expect(await actual('A1')).toBe(before);
    expect(before).not.toBe(null);
  });

  test('with one key twice in the file are refused with both rows', async () => {
    const { upload } = await preview(`${file}2026-07-05,B,3,S2\n`);
    expect(await imports.commit(world.workspace.owner, upload, actuals())).toMatchObject({
      committed: false,
      errors: [{ row: 4, code: 'DUPLICATE', value: 'S2', params: { row: 3 } }],
    });
  });

  test('may be filtered and rounded', async () => {
    const { upload } = await preview(
      'date,region,amount,id,state\n2026-07-03,A1,2368.7999999999997,S1,won\n2026-07-04,A1,5,S2,lost\n',
    );
    const request = actuals({
      mapping: mapping({ key: [3], rounding: 'round', filters: [{ column: 4, equals: 'won' }] }),
    });
    expect(await imports.commit(world.workspace.owner, upload, request)).toMatchObject({
      committed: true,
      filtered: 1,
      total: 236_880,
    });
  });
});
