import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandRequest } from '@shapan/contract';
import { sharedData } from '@shapan/testkit';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type MemberPerson, type TestApp, testApp } from '../../server/test/http/app.ts';
import { run } from '../src/main.ts';
import { terminal } from './terminal.ts';

/** The walks of the import guide through the command: the same files, the same figures as by page and API. */
const works = sharedData('adventureworks_dw');
const superstore = sharedData('superstore_zh');

let world: TestApp;
let owner: MemberPerson & { readonly workspace: string };
let folder: string;
let url: string;
const said = terminal();

beforeAll(async () => {
  world = await testApp();
  url = await world.app.listen({ port: 0, host: '127.0.0.1' });
  folder = await mkdtemp(join(tmpdir(), 'shapan-import-'));
  owner = await world.setUp();
  const { key } = await world.apiKey(owner, owner.workspace);
  vi.stubEnv('SHAPAN_KEY', key ?? '');
}, 120_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
  await rm(folder, { recursive: true });
});

const pathOf = (rest: string): string => `/api/v1/workspaces/${owner.workspace}${rest}`;

async function submit(book: string, commands: readonly object[]): Promise<void> {
  const body = { id: uuidv7(), commands };
  const answer = await world.ask(owner, 'POST', pathOf(`/books/${book}/commands`), { body });
  expect(answer.statusCode, answer.body).toBe(200);
}

const master = (kind: string, id: string, fields: object) => ({ type: 'record.add', kind, id, fields });

const metric = (id: string, decimals: number) =>
  master('metric', id, { name: id, key: id, aggregation: 'sum', direction: 'up', unit: 'money', decimals });

const target = (id: string, dimension: string, fields: object, rows: string[][]): CommandRequest => ({
  type: 'target.define',
  id: `${id}-target`,
  fields: { metric: id, targetClass: 'core', dimensions: [dimension], ...fields },
  rows,
});

/** What the command says of a file when nothing is asked of it: the position of each heading. */
async function columnsOf(
  file: string,
): Promise<{ sheet: string; headerRow: number; at: (name: string) => number }> {
  said.out = '';
  expect(await shapanImport(file)).toBe(0);
  const { sheets } = JSON.parse(said.out) as {
    sheets: { name: string; header: string[]; headerRow: number }[];
  };
  const [first] = sheets;
  if (!first) throw new Error(`${file} has no sheet`);
  return { sheet: first.name, headerRow: first.headerRow, at: (name) => first.header.indexOf(name) };
}

const shapanImport = (path: string, ...more: string[]): Promise<number> =>
  run(['import', path, '--workspace', owner.workspace, '--url', url, ...more]);

/** Imports a file by a request, and answers what the command said. */
async function importWith(file: string, request: object): Promise<string> {
  const path = join(folder, 'request.json');
  await writeFile(path, JSON.stringify(request));
  said.out = '';
  expect(await shapanImport(file, '--request', path), said.out + said.err).toBe(0);
  return said.out;
}

interface Part {
  readonly numerator: number;
}
interface PlaceView {
  readonly members: readonly string[];
  readonly time: string;
  readonly target: Part | null;
  readonly actual: Part | null;
  readonly attainment: number | null;
}

/** How a target stands, by what the file calls the member, and the period. */
async function standing(plan: string, id: string, asOf: string, by: 'code' | 'name') {
  const book = await world.ask(owner, 'GET', pathOf(`/books/${owner.workspace}`));
  const { records } = book.json<{ records: { id: string; fields: Record<string, unknown> }[] }>();
  const names = new Map(records.map((record) => [record.id, record.fields[by]]));
  const path = pathOf(`/books/${plan}/attainment?target=${id}&basis=natural&asOf=${asOf}`);
  const { places } = (await world.ask(owner, 'GET', path)).json<{ places: PlaceView[] }>();
  return new Map(places.map((place) => [`${names.get(place.members[0] ?? '')} ${place.time}`, place]));
}

/** The lines of a CSV file without quotes in it. */
function csv(path: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').replace('\uFEFF', '').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i] ?? '', value])));
}

describe.skipIf(!works)('AdventureWorks through the command (shared data)', () => {
  it('quotas and reseller lines give the published attainment, row by row', async () => {
    const at = (name: string): string => join(works ?? '', name);
    const starts = csv(at('FactSalesQuota.csv')).map((quota) => quota['Date'] ?? '');
    const boundaries = [...new Set([...starts, '2014-12-31'])].sort();
    const [from = '', to = ''] = [boundaries[0], boundaries.at(-1)];
    const plan = await world.plan(owner, owner.workspace);
    await submit(owner.workspace, [
      master('dimension', 'seller', { name: 'Sellers', category: 'owner' }),
      master('dimensionMember', 'all', { dimension: 'seller', name: 'Everyone', code: 'all' }),
      metric('reseller', 4),
      master('periodSet', 'intervals', { name: 'Intervals', boundaries }),
    ]);
    await submit(plan, [
      target('reseller', 'seller', { grain: 'custom', periodSet: 'intervals', from, to }, [['all']]),
    ]);

    const quota = await columnsOf(at('FactSalesQuota.csv'));
    const common = { createMembers: true };
    const columns = (file: typeof quota, when: string, amount: string, key: readonly string[]) => ({
      sheet: file.sheet,
      headerRow: file.headerRow,
      when: file.at(when),
      amount: file.at(amount),
      key: key.map(file.at),
      dimensions: [{ dimension: 'seller', column: file.at('EmployeeKey'), by: 'code' }],
      filters: [],
      rounding: 'exact',
    });
    const targets = {
      ...common,
      purpose: 'targets',
      plan,
      target: 'reseller-target',
      onDuplicate: 'refuse',
      mapping: columns(quota, 'Date', 'SalesAmountQuota', []),
    };
    expect(await importWith(at('FactSalesQuota.csv'), targets)).toMatch(/errors 0\nimported\n$/);
    const lines = await columnsOf(at('FactResellerSales.csv'));
    const actuals = {
      ...common,
      purpose: 'actuals',
      metric: 'reseller',
      source: 'reseller',
      onConflict: 'report',
      mapping: columns(lines, 'OrderDate', 'SalesAmount', ['SalesOrderNumber', 'SalesOrderLineNumber']),
    };
    expect(await importWith(at('FactResellerSales.csv'), actuals)).toMatch(
      /fresh 18843, .*errors 0\nimported\n$/,
    );
    expect(await importWith(at('FactResellerSales.csv'), actuals)).toMatch(
      /unchanged 18843, .*\nnothing new/,
    );

    const places = await standing(plan, 'reseller-target', to, 'code');
    const expected = csv(at('expected_attainment_by_interval.csv'));
    const units = (decimal = ''): number => Number(decimal.replace('.', ''));
    const found = expected.map(({ EmployeeKey, from_incl = '' }) => {
      const place = places.get(`${EmployeeKey} P${boundaries.indexOf(from_incl) + 1}`);
      return [place?.target?.numerator, place?.actual?.numerator, place?.attainment?.toFixed(4)];
    });
    expect(found).toHaveLength(55);
    expect(found).toEqual(
      expected.map((row) => [
        units(row['quota']),
        units(row['actual']),
        Number(row['attainment']).toFixed(4),
      ]),
    );
  });
});

describe.skipIf(!superstore)('Superstore, Chinese, through the command (shared data)', () => {
  it('the CSV and the workbook give the published sales, and count once', async () => {
    const at = (name: string): string => join(superstore ?? '', name);
    await submit(owner.workspace, [
      master('dimension', 'area', { name: '地区', category: 'region' }),
      metric('sales', 3),
    ]);
    const request = async (file: string) => {
      const columns = await columnsOf(file);
      return {
        purpose: 'actuals',
        metric: 'sales',
        source: 'orders',
        onConflict: 'report',
        createMembers: true,
        mapping: {
          sheet: columns.sheet,
          headerRow: columns.headerRow,
          when: columns.at('订单日期'),
          amount: columns.at('销售额'),
          key: [columns.at('行 ID')],
          dimensions: [{ dimension: 'area', column: columns.at('地区'), by: 'name' }],
          filters: [],
          rounding: 'round',
        },
      };
    };
    const [text, workbook] = [at('订单_东北西北_gb18030.csv'), at('订单_东北西北.xlsx')];
    expect(await importWith(text, await request(text))).toMatch(/newMembers 2, .*errors 0\nimported\n$/);
    expect(await importWith(workbook, await request(workbook))).toMatch(/fresh 0, .*\nnothing new/);

    const plan = await world.plan(owner, owner.workspace);
    const book = await world.ask(owner, 'GET', pathOf(`/books/${owner.workspace}`));
    const { records } = book.json<{
      records: { kind: string; id: string; fields: Record<string, unknown> }[];
    }>();
    const areas = records.filter(({ fields }) => fields['dimension'] === 'area').map(({ id }) => [id]);
    await submit(plan, [
      target('sales', 'area', { grain: 'quarter', from: '2014-01-01', to: '2017-12-31' }, areas),
    ]);
    const places = await standing(plan, 'sales-target', '2017-12-31', 'name');
    const expected = csv(at('expected_sales_region_quarter.csv'));
    expect(expected).toHaveLength(2);
    for (const { 地区: area, ...quarters } of expected) {
      const found = Object.keys(quarters).map(
        (quarter) => places.get(`${area} Q${quarter.replace('Q', '-')}`)?.actual?.numerator,
      );
      expect(found).toEqual(Object.values(quarters).map((sales) => Math.round(Number(sales) * 1000)));
    }
  });
});
