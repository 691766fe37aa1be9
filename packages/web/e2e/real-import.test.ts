import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { plainCsv, sharedData } from '@shapan/testkit';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { button, choose, pick } from './import-page.ts';
import { demoJourney } from './journey.ts';

/** The two walks of the import guide, with published data sets that may lie beside the project; they are no part of it. */
const works = sharedData('adventureworks_dw');
const superstore = sharedData('superstore_zh');

const journey = demoJourney({ height: 1000 });
let page: Page;
let workspace: string;
let plan: string;

beforeEach(() => {
  ({ page, workspace } = journey);
  plan = randomUUID();
});

/** What a script of the signed-in person would ask the server. */
async function api<T>(path: string, data?: unknown): Promise<T> {
  const url = `${journey.app.url}/api/v1/workspaces/${workspace}${path}`;
  const { request } = page.context();
  const response = await (data === undefined ? request.get(url) : request.post(url, { data }));
  if (!response.ok()) throw new Error(`${url}: ${await response.text()}`);
  return response.json() as Promise<T>;
}

interface BookRecord {
  readonly kind: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const recordsOf = async (book: string): Promise<readonly BookRecord[]> =>
  (await api<{ readonly records: readonly BookRecord[] }>(`/books/${book}`)).records;

/** A blank plan over master data of its own. */
async function ground(period: { from: string; to: string }, master: readonly BookRecord[]): Promise<void> {
  const commands = master.map((record) => ({ type: 'record.add', ...record }));
  await api(`/books/${workspace}/commands`, { id: randomUUID(), commands });
  const blank = { from: 'scenario', scenario: 'blank', name: '真实数据', sampleNumbers: false };
  await api('/plans', { ...blank, id: plan, period });
}

const metric = (id: string, name: string, decimals: number): BookRecord => ({
  kind: 'metric',
  id,
  fields: { name, key: id, aggregation: 'sum', direction: 'up', unit: 'money', decimals },
});

/** A target over one dimension, through the dialog; its id. */
async function define(name: string, dimension: string, periods: string): Promise<string> {
  await page.goto(`${journey.app.url}/w/${workspace}/plans/${plan}/targets`);
  await button(page, '新增目标').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('已有指标').click();
  await dialog.getByRole('combobox', { name: '核心指标' }).click();
  await page.getByRole('option', { name }).click();
  await dialog.getByText(dimension).click();
  await pick(page, '时间粒度', periods);
  await dialog.getByRole('button', { name: '建立目标' }).click();
  await page.getByRole('heading', { name: `拆解：${name}` }).waitFor();
  const metricOf = (await recordsOf(workspace)).find(
    ({ kind, fields }) => kind === 'metric' && fields['name'] === name,
  );
  const targets = (await recordsOf(plan)).filter(({ kind }) => kind === 'target');
  return targets.find(({ fields }) => fields['metric'] === metricOf?.id)?.id ?? '';
}

/** Chooses the file; of its columns only one is a place here. */
async function open(path: string, file: string, place: string): Promise<void> {
  await page.goto(`${journey.app.url}/w/${workspace}/data/import?plan=${plan}`);
  await choose(page, join(path, file));
  const dimensions = (await recordsOf(workspace)).filter(({ kind }) => kind === 'dimension');
  for (const { fields } of dimensions.filter((one) => one.fields['name'] !== place)) {
    const field = page.getByLabel(String(fields['name']), { exact: true });
    if ((await field.textContent()) !== '不对应') await pick(page, String(fields['name']), '不对应');
  }
}

async function importAll(rows: number): Promise<void> {
  await button(page, '试运行').click();
  await page.getByText('全部可以导入').waitFor({ timeout: 120_000 });
  const count = `(?:${rows}|${rows.toLocaleString('en')})`;
  await button(page, new RegExp(`^导入 ${count} 行$`)).click();
  await page.getByText(new RegExp(`已导入 ${count} 行`)).waitFor({ timeout: 120_000 });
}

/** How a target stands, by the field of its member that names it and the period. */
async function standing(target: string, asOf: string, by: 'code' | 'name') {
  const names = new Map((await recordsOf(workspace)).map(({ id, fields }) => [id, fields[by]]));
  const path = `/books/${plan}/attainment?target=${target}&basis=natural&asOf=${asOf}`;
  const { places } = await api<Attainment>(path);
  return new Map(places.map((place) => [`${names.get(place.members[0] ?? '')} ${place.time}`, place]));
}

describe.skipIf(!works)('AdventureWorks (shared data)', () => {
  const folder = works ?? '';
  it('quotas and reseller lines through the page give the published attainment, row by row', async () => {
    const starts = plainCsv(join(folder, 'FactSalesQuota.csv')).map((quota) => quota['Date'] ?? '');
    // The last interval has no end: it takes everything up to a day after all orders.
    const boundaries = [...new Set([...starts, '2014-12-31'])].sort();
    const [from = '', to = ''] = [boundaries[0], boundaries.at(-1)];
    await ground({ from, to }, [
      { kind: 'dimension', id: 'seller', fields: { name: '经销业务员', category: 'owner' } },
      { kind: 'dimensionMember', id: 'all', fields: { dimension: 'seller', name: '全部', code: 'all' } },
      metric('reseller', '经销额', 4),
      { kind: 'periodSet', id: 'intervals', fields: { name: '定额期', boundaries } },
    ]);
    const target = await define('经销额', '经销业务员', '定额期');
    await open(folder, 'FactSalesQuota.csv', '经销业务员');
    await page.getByText('自动新增文件里的未知成员').click();
    await pick(page, '目标', '经销额');
    const expected = plainCsv(join(folder, 'expected_attainment_by_interval.csv'));
    await importAll(expected.length);
    await open(folder, 'FactResellerSales.csv', '经销业务员');
    await page.getByText('自动新增文件里的未知成员').click();
    await page.getByText('实际数据', { exact: true }).click();
    await pick(page, '指标', '经销额');
    const key = page.getByRole('group', { name: '行编号' });
    await expect
      .poll(() => key.getByLabel('行编号', { exact: true }).textContent())
      .toContain('SalesOrderNumber');
    await expect
      .poll(() => key.getByLabel('行编号（第 2 列）').textContent())
      .toContain('SalesOrderLineNumber');
    await expect.poll(() => page.getByLabel('数值', { exact: true }).textContent()).toContain('SalesAmount');
    await importAll(plainCsv(join(folder, 'FactResellerSales.csv')).length);

    const places = await standing(target, to, 'code');
    const found = expected.map(({ EmployeeKey, from_incl = '' }) => {
      const place = places.get(`${EmployeeKey} P${boundaries.indexOf(from_incl) + 1}`);
      return [place?.target?.numerator, place?.actual?.numerator, place?.attainment?.toFixed(4)];
    });
    const units = (decimal = ''): number => Number(decimal.replace('.', ''));
    expect(found).toHaveLength(55);
    expect(found).toEqual(
      expected.map(({ quota, actual, attainment }) => [
        units(quota),
        units(actual),
        Number(attainment).toFixed(4),
      ]),
    );
  });
});

describe.skipIf(!superstore)('Superstore, Chinese (shared data)', () => {
  const folder = superstore ?? '';
  it('orders through the page give the published sales by region and quarter, and count once', async () => {
    await ground({ from: '2014-01-01', to: '2017-12-31' }, [
      { kind: 'dimension', id: 'area', fields: { name: '地区', category: 'region' } },
      metric('sales', '销售金额', 3),
    ]);
    await open(folder, '订单_东北西北_gb18030.csv', '地区');
    await page.getByText('实际数据', { exact: true }).click();
    await pick(page, '指标', '销售金额');
    await page.getByLabel('数据来源').fill('orders');
    await page.getByText('自动新增文件里的未知成员').click();
    await page.getByText('小数位过多时四舍五入').click();
    await button(page, '试运行').click();
    await page.getByText('全部可以导入').waitFor({ timeout: 120_000 });
    const all = button(page, /^导入 [\d,]+ 行$/);
    const rows = (await all.textContent())?.replace(/[^\d,]/g, '') ?? '';
    await all.click();
    await page.getByText(/已导入 [\d,]+ 行/).waitFor({ timeout: 120_000 });

    const target = await define('销售金额', '地区', '季度');
    const places = await standing(target, '2017-12-31', 'name');
    const expected = plainCsv(join(folder, 'expected_sales_region_quarter.csv'));
    const rowsFound = expected.map(({ 地区: region, ...quarters }) => [
      Object.keys(quarters).map((quarter) => {
        const actual = places.get(`${region} Q${quarter.replace('Q', '-')}`)?.actual;
        return actual && actual.numerator / 1000;
      }),
      Object.values(quarters).map(Number),
    ]);
    expect(rowsFound).toHaveLength(2);
    for (const [found, published] of rowsFound) expect(found).toEqual(published);

    // The same orders as a workbook, from the same source: every row is known already.
    await open(folder, '订单_东北西北.xlsx', '地区');
    await page.getByText('沿用上次的对应关系').first().waitFor();
    await page.getByText('实际数据', { exact: true }).click();
    await button(page, '试运行').click();
    const known = page.getByText('已存在', { exact: true }).locator('..');
    await expect.poll(() => known.textContent(), { timeout: 60_000 }).toBe(`已存在${rows}`);
  });
});

interface Part {
  readonly numerator: number;
}

interface Attainment {
  readonly places: readonly {
    readonly members: readonly string[];
    readonly time: string;
    readonly target: Part | null;
    readonly actual: Part | null;
    readonly attainment: number | null;
  }[];
}
