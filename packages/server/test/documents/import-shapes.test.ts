import type { ImportMapping, ImportReport, ImportRequest } from '@shapan/contract';
import { beforeEach, describe, expect, test } from 'vitest';
import { createImportService, type ImportService } from '../../src/rooms/documents/import/service.ts';
import { createPlanService } from '../../src/rooms/plan/service.ts';
import { createTrackingService } from '../../src/rooms/tracking/service.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

/** Files as people have them: titles, periods as columns, gaps, other names, rows that are wrong. */
const world = testWorld();
let imports: ImportService;
let plan: string;

beforeEach(async () => {
  imports = createImportService(world.deps);
  plan = await revenuePlan(world.workspace);
});

const preview = (text: string, headerRow?: number) =>
  imports.preview(world.workspace.owner, { name: 's.csv', content: Buffer.from(text) }, { headerRow });

const byCode: ImportMapping['dimensions'] = [{ dimension: 'region', column: 1, by: 'code' }];
const columns: ImportMapping = {
  sheet: 's',
  headerRow: 1,
  when: 0,
  amount: 2,
  key: [],
  dimensions: byCode,
  filters: [],
  rounding: 'exact',
};

type Targets = Partial<Extract<ImportRequest, { purpose: 'targets' }>>;
type Actuals = Partial<Extract<ImportRequest, { purpose: 'actuals' }>>;

const targets = (more: Targets = {}): ImportRequest => ({
  purpose: 'targets',
  mapping: columns,
  plan,
  target: 'target',
  onDuplicate: 'refuse',
  createMembers: false,
  ...more,
});

const actuals = (more: Actuals = {}): ImportRequest => ({
  purpose: 'actuals',
  mapping: columns,
  metric: 'revenue',
  source: 'shop',
  onConflict: 'report',
  createMembers: false,
  ...more,
});

async function run(step: 'check' | 'commit', text: string, request: ImportRequest): Promise<ImportReport> {
  return imports[step](world.workspace.owner, (await preview(text)).upload, request);
}

async function standing(member: string, time: string): Promise<readonly [number | null, number | null]> {
  const query = { target: 'target', basis: 'natural', along: 0, asOf: '2030-12-31' } as const;
  const { places } = await createTrackingService(world.deps).attainment(world.workspace.owner, plan, query);
  const place = places.find(({ members, time: at }) => members[0] === member && at === time);
  return [place?.target?.numerator ?? null, place?.actual?.numerator ?? null];
}

describe('the headings', () => {
  const file = '华东销售明细\n制表：财务部\n日期,地区,销售额\n2026-07-03,A1,5\n';

  test('are found below titles', async () => {
    const { sheets } = await preview(file);
    expect(sheets[0]).toMatchObject({
      headerRow: 3,
      header: ['日期', '地区', '销售额'],
      sampleRows: [1, 2, 3, 4],
      mapping: { headerRow: 3, when: 0, amount: 2 },
    });
  });

  test('are where the person says', async () => {
    const { sheets } = await preview(file, 2);
    expect(sheets[0]).toMatchObject({ headerRow: 2, header: ['制表：财务部'], mapping: { headerRow: 2 } });
  });

  test('that were imported before are found again in another row', async () => {
    await run('commit', file, actuals({ mapping: { ...columns, headerRow: 3, rounding: 'round' } }));
    const { sheets } = await preview('另一个标题\n日期,地区,销售额\n2026-07-04,B,5\n');
    expect(sheets[0]).toMatchObject({
      remembered: true,
      headerRow: 2,
      mapping: { rounding: 'round', headerRow: 2 },
    });
  });
});

describe('time', () => {
  test('above the columns: every column is a period, and an empty cell is no value', async () => {
    const file = '地区,2026年7月,8月,2026-09\nA1,1,,3\nB,4,5,6\n';
    const { sheets } = await preview(file);
    const { mapping } = sheets[0] ?? {};
    expect((await preview('地区,7月,8月\nA1,1万,2万\n')).sheets[0]?.mapping.dimensions).toEqual([
      { dimension: 'region', column: 0, by: 'code' },
    ]);
    expect(mapping?.periods).toEqual([
      { column: 1, period: '2026年7月' },
      { column: 2, period: '8月' },
      { column: 3, period: '2026-09' },
    ]);
    const wide: ImportMapping = {
      ...(mapping as ImportMapping),
      dimensions: [{ dimension: 'region', column: 0, by: 'code' }],
    };
    const done = await run('commit', file, targets({ mapping: wide }));
    expect(done).toMatchObject({ committed: true, rows: 5, fresh: 5, empty: 1, total: 1_900 });
    expect([await standing('A1', 'M2026-08'), await standing('B', 'Q2026-3')]).toEqual([
      [null, null],
      [1_500, null],
    ]);
    // A month alone says nothing of the year of an actual.
    const refused = await run('check', file, actuals({ mapping: wide }));
    expect(refused.errors.map(({ row, column, value }) => [row, column, value])).toEqual([[3, '8月', '8月']]);
    const dated = {
      ...wide,
      periods: wide.periods?.map((one) => (one.column === 2 ? { ...one, period: '2026-08' } : one)),
    };
    expect(await run('commit', file, actuals({ mapping: dated }))).toMatchObject({
      committed: true,
      fresh: 5,
    });
    expect(await run('commit', file, actuals({ mapping: dated }))).toMatchObject({ fresh: 0, unchanged: 5 });
    expect(await standing('*', 'Q2026-3')).toEqual([1_900, 1_900]);
  });

  test('in two columns: the year, and its quarter or month', async () => {
    const file = 'year,region,amount,quarter\n2026,A1,90,3\n2026,B,5,Q3\n';
    const { sheets } = await preview(file);
    expect(sheets[0]?.mapping).toMatchObject({ when: 0, part: { column: 3, grain: 'quarter' } });
    const mapping: ImportMapping = { ...columns, part: { column: 3, grain: 'quarter' } };
    expect(await run('commit', file, actuals({ mapping }))).toMatchObject({ committed: true, fresh: 2 });
    expect([await standing('A1', 'Q2026-3'), await standing('A1', 'M2026-09')]).toEqual([
      [null, 9_000],
      [null, null],
    ]);
    const months = 'year,region,amount,month\n2026,A1,90,7\n2026年,B,5,8月\n2026,B,5,13\n';
    const report = await run(
      'check',
      months,
      targets({ mapping: { ...mapping, part: { column: 3, grain: 'month' } } }),
    );
    expect(report.errors).toMatchObject([{ row: 4, code: 'INVALID' }]);
  });
});

describe('several rows for one name', () => {
  const file = 'date,region,amount,id\n2026-07-03,A1,0.335,S1\n2026-07-03,A1,0.335,S1\n2026-07-03,A1,1,S1\n';
  const mapping: ImportMapping = { ...columns, key: [3], rounding: 'round' };

  test.each([
    ['sum', 167],
    ['first', 34],
    ['last', 100],
  ] as const)('%s: %i', async (onDuplicate, amount) => {
    const done = await run('commit', file, actuals({ mapping, onDuplicate }));
    expect(done).toMatchObject({ committed: true, fresh: 1, merged: 2, total: amount });
    expect(await standing('A1', 'M2026-07')).toEqual([null, amount]);
    const target = await run('commit', file, targets({ mapping, onDuplicate }));
    expect(target).toMatchObject({ committed: true, fresh: 1, merged: 2, total: amount });
  });

  test('are never summed across places or days', async () => {
    const other = 'date,region,amount,id\n2026-07-03,A1,1,S1\n2026-07-03,B,2,S1\n';
    const report = await run('check', other, actuals({ mapping, onDuplicate: 'sum' }));
    expect(report.errors).toMatchObject([{ row: 3, code: 'DUPLICATE', value: 'S1', params: { row: 2 } }]);
  });
});

test('rows that differ from the ledger are listed with both sides', async () => {
  const mapping: ImportMapping = { ...columns, key: [3] };
  await run('commit', 'd,r,a,k\n2026-07-03,A1,100,S1\n2026-07-03,B,1,S2', actuals({ mapping }));
  const report = await run('check', 'd,r,a,k\n2026-07-03,B,1,S2\n2026-07-04,A1,90,S1', actuals({ mapping }));
  const side = { coordinate: { region: 'A1' }, weight: null };
  expect(report.differences).toEqual([
    {
      key: 'S1',
      here: { ...side, row: 3, from: '2026-07-04', date: '2026-07-04', amount: 9_000 },
      there: { ...side, row: 2, from: '2026-07-03', date: '2026-07-03', amount: 10_000 },
    },
  ]);
});

describe('wrong rows', () => {
  const file = 'date,region,amount\n2026-07-03,A1,1\nsoon,A1,5\n2026-07-04,Q,"a ""b"", c"\n2026-07-05,B,2\n';

  test('keep everything out, and stay out alone when that was asked for', async () => {
    const refused = await run('commit', file, actuals());
    expect(refused).toMatchObject({ committed: false, errorCount: 3, skipped: 0 });
    expect(await standing('*', 'all')).toEqual([null, null]);
    const done = await run('commit', file, actuals({ onError: 'skip' }));
    expect(done).toMatchObject({ committed: true, fresh: 2, errorCount: 3, skipped: 2, total: 300 });
    expect(await standing('*', 'all')).toEqual([null, 300]);
  });

  test('bring no members with them', async () => {
    const more = 'date,region,amount\nsoon,北区,5\n2026-07-04,南区,2\n';
    const done = await run('commit', more, actuals({ onError: 'skip', createMembers: true }));
    expect(done).toMatchObject({ committed: true, newMembers: 1, skipped: 1 });
  });

  test('[SPR-T86] in another currency without a plan rate; with one they are converted, and actuals are not', async () => {
    const { owner, workspaceId } = world.workspace;
    const file = 'd,r,a\n2026-07,A1,$500\n2026-07,B,¥50';
    const refused = await run('check', file, targets());
    expect(refused.errors.map(({ row, code }) => [row, code])).toEqual([[2, 'NUMBER_CURRENCY']]);
    const fields = { currency: 'USD', rate: 7.1234, into: 'CNY' };
    await world.workspace.submit(owner, workspaceId, [
      { type: 'record.add', kind: 'fxRate', id: 'usd', fields },
    ]);
    expect(await run('commit', file, targets())).toMatchObject({ committed: true, total: 361_170 });
    expect(await standing('A1', 'M2026-07')).toEqual([356_170, null]);
    const dated = file.replaceAll('2026-07,', '2026-07-03,');
    const actual = await run('check', dated, actuals());
    expect(actual.errors.map(({ row, code }) => [row, code])).toEqual([[2, 'NUMBER_CURRENCY']]);
  });

  test('of a target may be those under a hold, or totals', async () => {
    const director = await world.workspace.member('director');
    await run('commit', 'd,r,a\n2026-07,A1,100\n2026-07,B,50', targets());
    const fields = {
      target: 'target',
      members: ['A1'],
      time: 'M2026-07',
      keeps: 'value',
      owner: director.member,
      reason: 'x',
    };
    await world.workspace.submit(director, plan, [{ type: 'record.add', kind: 'hold', id: 'h', fields }]);
    const next = 'd,r,a\n2026-07,A1,999\n2026-07,B,70\n2026-07,A,5';
    const done = await run('commit', next, targets({ onError: 'skip' }));
    expect(done).toMatchObject({ committed: true, fresh: 1, skipped: 2, total: 7_000 });
    expect(done.errors.map(({ row, code }) => [row, code])).toEqual([
      [2, 'NO_FREE_CELL'],
      [4, 'CONTRADICTION'],
    ]);
    expect([await standing('A1', 'M2026-07'), await standing('B', 'M2026-07')]).toEqual([
      [10_000, null],
      [7_000, null],
    ]);
  });

  test('come as a sheet that opens in Excel, in the reader’s language, and runs nothing', async () => {
    const owner = { ...world.workspace.owner, locale: 'zh-CN' } as const;
    const text = `${file}2026-07-05,=1+1,3\n`;
    const { upload } = await imports.preview(owner, { name: 's.csv', content: Buffer.from(text) }, {});
    const sheet = Buffer.from(await imports.errors(owner, upload, actuals())).toString('utf8');
    const lines = sheet.split('\r\n');
    expect(lines[0]).toBe('\uFEFF行,列,内容,原因');
    const starts = ['3,date,soon,', '4,region,Q,', '4,amount,"a ""b"", c",', "6,region,'=1+1,"];
    expect(lines.slice(1, 5)).toEqual(starts.map((start) => expect.stringMatching(startOf(start))));
    expect(lines[1]).toContain('格式不对');
  });
});

describe('members that are not known', () => {
  const file =
    'date,region,amount,above\n2026-07-03,华东一区,5,A\n2026-07-04,华东一区,6,A\n2026-07-05,新区,1,大区\n';

  test('are listed, and may be said to be known ones; that is remembered', async () => {
    const report = await run('check', file, actuals());
    expect(report.unknown).toEqual([
      { dimension: 'region', text: '华东一区', rows: 2, created: false },
      { dimension: 'region', text: '新区', rows: 1, created: false },
    ]);
    const labels = [
      { dimension: 'region', text: '华东一区', member: 'A1' },
      { dimension: 'region', text: '新区', member: 'B' },
    ];
    const done = await run('commit', file, actuals({ mapping: { ...columns, labels } }));
    expect(done).toMatchObject({ committed: true, newMembers: 0, unknown: [] });
    expect(await standing('A1', 'M2026-07')).toEqual([null, 1_100]);
    expect((await preview(file)).sheets[0]?.mapping.labels).toEqual(labels);
  });

  test('are created below the member of their parent column, which is created too', async () => {
    const mapping: ImportMapping = {
      ...columns,
      dimensions: [{ dimension: 'region', column: 1, by: 'code', parent: 3 }],
    };
    const done = await run('commit', file, actuals({ mapping, createMembers: true }));
    expect(done).toMatchObject({ committed: true, newMembers: 3 });
    expect(await standing('A', 'M2026-07')).toEqual([null, 1_100]);
    expect(await standing('*', 'M2026-07')).toEqual([null, 1_200]);
  });
});

const startOf = (text: string): RegExp => new RegExp(`^${text.replaceAll('+', '\\+')}`);

test('an import, its members and its mapping are one entry in the history', async () => {
  const plans = createPlanService(world.deps);
  const { owner, workspaceId } = world.workspace;
  const before = await plans.history(owner, workspaceId, { limit: 50 });
  const file = 'date,region,amount\n2026-07-03,北区,5\n';
  await run('commit', file, actuals({ createMembers: true }));
  const after = await plans.history(owner, workspaceId, { limit: 50 });
  expect(after.length - before.length).toBe(1);
  expect((await preview(file)).sheets[0]?.remembered).toBe(true);
  await world.workspace.submit(owner, workspaceId, [{ type: 'undo', position: after[0]?.position ?? 0 }]);
  expect((await preview(file)).sheets[0]?.remembered).toBe(false);
  expect(await standing('*', 'all')).toEqual([null, null]);
});
