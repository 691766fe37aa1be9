import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, startApp } from './server.ts';
import { oneBrowser, openDemo, type Visit, violations, visit } from './visit.ts';

const browser = oneBrowser();
let app: App;
let visitor: Visit;
let page: Page;
let workspace: string;
let plan: string;

beforeEach(async () => {
  app = await startApp();
  visitor = await visit(browser(), app, 'zh-CN', 1000);
  ({ page } = visitor);
  ({ workspace, plan } = await openDemo(page, app));
}, 120_000);

afterEach(async () => {
  await visitor?.context.close();
  await app?.close();
  expect(visitor.complaints).toEqual([]);
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const row = (text: string) => page.getByRole('row').filter({ hasText: text });

async function choose(file: string, text: string): Promise<void> {
  const content = { name: file, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.locator('input[type="file"]').setInputFiles(content);
  await page.getByText(file, { exact: true }).waitFor();
}

async function pick(label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}

/** Target and actual (万元) as the tracking page shows them, line by line of the breakdown. */
async function standing(): Promise<Readonly<Record<string, readonly [target: string, actual: string]>>> {
  await page.goto(`${app.url}/w/${workspace}/plans/${plan}/tracking`);
  const table = page.getByRole('group', { name: '分项达成' });
  await table.getByText('合计').waitFor();
  const lines = await table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
    );
  return Object.fromEntries(lines.map(([name = '', target = '', actual = '']) => [name, [target, actual]]));
}

describe('a file of targets', () => {
  it('with a title and a column per month is tried, imported and taken back whole', async () => {
    const before = await standing();
    await page.goto(`${app.url}/w/${workspace}/data/import?plan=${plan}`);
    await choose(
      'targets.csv',
      '2026年第三季度目标,,,\n区域,7月,8月,9月\nA区,100万,110万,\nB区,50万,60万,70万\n',
    );
    await page.getByText('第 2 行').waitFor();
    await page.getByLabel('8月', { exact: true }).waitFor();
    await pick('目标', '销售额');
    await button('试运行').click();
    await page.getByText('全部可以导入').waitFor();
    expect(await violations(page)).toEqual([]);
    await button('导入 5 行').click();
    await page.getByText('已导入 5 行').waitFor();
    await button('撤销导入').waitFor();
    expect(await violations(page)).toEqual([]);
    await button('撤销导入').click();
    await page.getByText('已撤销导入').waitFor();
    await button('恢复导入').click();
    await button('撤销导入').click();
    await page.getByText('已撤销导入').waitFor();
    expect(await standing()).toEqual(before);
  });
});

describe('a file of actuals', () => {
  const file =
    '日期,区域,金额,单号\n2026-08-01,A区,12万,S1\n2026年第三季度,甲区,9万,S2\nsoon,B区,1,S3\n2026-08-03,B区,,S4\n';

  it('gets names explained, leaves out what is wrong on request, and counts a quarter as a quarter', async () => {
    const before = await standing();
    const more = (line: string, amount: number) =>
      ((Number(before[line]?.[1]) * 100 + amount * 100) / 100).toFixed(2);
    await page.goto(`${app.url}/w/${workspace}/data/import`);
    await choose('ERP.csv', file);
    await pick('指标', '销售额');
    await button('试运行').click();
    await page.getByText('2 处错误').first().waitFor();
    await page.getByRole('combobox', { name: '甲区' }).fill('B');
    await page.getByRole('option', { name: 'B区' }).click();
    await page.getByText('跳过有错误的行').click();
    await button('试运行').click();
    await page.getByText('有错误的 1 行会被跳过').waitFor();
    expect(await violations(page)).toEqual([]);
    await button('导入 2 行').click();
    await page.getByText('已导入 2 行').waitFor();
    const now = await standing();
    expect([now['合计']?.[1], now['A区']?.[1], now['B区']?.[1]]).toEqual([
      more('合计', 21),
      more('A区', 12),
      more('B区', 9),
    ]);
    expect(await violations(page)).toEqual([]);

    // The next file needs no questions, and what differs is shown with both sides.
    await page.goto(`${app.url}/w/${workspace}/data/import`);
    await choose('八月.csv', file.replace('9万', '8万').replace('soon,B区,1,', '2026-08-02,B区,3万,'));
    await page.getByText('沿用上次的对应关系').waitFor();
    const source = page.getByLabel('数据来源', { exact: true });
    expect(await source.inputValue()).toBe('ERP');
    await source.fill('八月');
    await page.getByText('换了来源，同样的行会再计一次').waitFor();
    expect(await violations(page)).toEqual([]);
    await button('仍用“ERP”').click();
    expect(await source.inputValue()).toBe('ERP');
    await button('试运行').click();
    await row('S2').getByText('90,000').waitFor();
    await row('S2').getByText('80,000').waitFor();
    await button('导入 1 行').click();
    await page.getByText('已导入 1 行').waitFor();
    await button('撤销导入').click();
    await page.getByText('已撤销导入').waitFor();
    await button('恢复导入').click();
    await button('撤销导入').waitFor();
    expect(await standing()).not.toEqual(now);
    // Taken back once more from the list of imports.
    await page.goto(`${app.url}/w/${workspace}/data?tab=imports`);
    await button('撤销导入 八月.csv').click();
    await page.getByRole('dialog').getByRole('button', { name: '撤销导入' }).click();
    await page.getByText('已撤销导入').waitFor();
    expect(await standing()).toEqual(now);
  });

  it('fits a narrow screen', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto(`${app.url}/w/${workspace}/data/import`);
    await choose('ERP.csv', file);
    await pick('指标', '销售额');
    await button('试运行').click();
    await page.getByText('2 处错误').first().waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
  });
});

/** A published data set that may lie beside the project; it is never part of it. */
const realData = fileURLToPath(new URL('../../../../shared/data/adventureworks_dw/', import.meta.url));
const isThere = existsSync(realData);
if (!isThere) process.stdout.write('skipped: ../shared/data/adventureworks_dw is not there\n');

const rowsOf = (name: string): Record<string, string>[] => {
  const [head = '', ...lines] = readFileSync(join(realData, name), 'utf8')
    .replace('\uFEFF', '')
    .trim()
    .split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i] ?? '', value])));
};

/** What a script of the signed-in person would ask the server. */
const api = <T>(path: string, body?: unknown): Promise<T> =>
  page.evaluate(
    async ({ url, json }) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, json === undefined ? {} : { method: 'POST', headers, body: json });
      if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
      return response.json();
    },
    {
      url: `/api/v1/workspaces/${workspace}${path}`,
      json: body === undefined ? undefined : JSON.stringify(body),
    },
  );

interface BookRecord {
  readonly kind: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const master = async (): Promise<readonly BookRecord[]> =>
  (await api<{ readonly records: readonly BookRecord[] }>(`/books/${workspace}`)).records;

describe.skipIf(!isThere)('AdventureWorks (shared data)', () => {
  const starts = isThere ? rowsOf('FactSalesQuota.csv').map((quota) => quota['Date'] ?? '') : [];
  // The last interval has no end: it takes everything up to a day after all orders.
  const boundaries = [...new Set([...starts, '2014-12-31'])].sort();
  const [from = '', to = ''] = [boundaries[0], boundaries.at(-1)];

  async function ground(): Promise<void> {
    const metric = {
      name: '经销额',
      key: 'reseller',
      aggregation: 'sum',
      direction: 'up',
      unit: 'money',
      decimals: 4,
    };
    const command = (book: string, commands: readonly unknown[]) =>
      api(`/books/${book}/commands`, { id: randomUUID(), commands });
    await command(workspace, [
      {
        type: 'record.add',
        kind: 'dimension',
        id: 'seller',
        fields: { name: '经销业务员', category: 'owner' },
      },
      {
        type: 'record.add',
        kind: 'dimensionMember',
        id: 'all',
        fields: { dimension: 'seller', name: '全部', code: 'all' },
      },
      { type: 'record.add', kind: 'metric', id: 'reseller', fields: metric },
      { type: 'record.add', kind: 'periodSet', id: 'intervals', fields: { name: '定额期', boundaries } },
    ]);
    plan = randomUUID();
    const blank = {
      from: 'scenario',
      id: plan,
      scenario: 'blank',
      name: '经销',
      period: { from, to },
      sampleNumbers: false,
    };
    await api('/plans', blank);
  }

  /** The target over sellers and the periods of the quotas; its id. */
  async function define(): Promise<string> {
    await page.goto(`${app.url}/w/${workspace}/plans/${plan}/targets`);
    await button('新增目标').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('已有指标').click();
    await dialog.getByRole('combobox', { name: '核心指标' }).click();
    await page.getByRole('option', { name: '经销额' }).click();
    await dialog.getByText('经销业务员').click();
    await pick('时间粒度', '定额期');
    await dialog.getByRole('button', { name: '建立目标' }).click();
    await page.getByRole('heading', { name: '拆解：经销额' }).waitFor();
    const { records } = await api<{ records: readonly BookRecord[] }>(`/books/${plan}`);
    return records.find(({ fields }) => fields['periodSet'] === 'intervals')?.id ?? '';
  }

  /** Chooses the file; of its columns only the seller's is a place here. */
  async function open(file: string): Promise<void> {
    await page.goto(`${app.url}/w/${workspace}/data/import?plan=${plan}`);
    await page.locator('input[type="file"]').setInputFiles(join(realData, file));
    await page.getByText(file, { exact: true }).waitFor();
    const names = (await master())
      .filter(({ kind }) => kind === 'dimension')
      .map(({ fields }) => String(fields['name']));
    for (const name of names.filter((one) => one !== '经销业务员')) {
      const field = page.getByLabel(name, { exact: true });
      if ((await field.textContent()) !== '不对应') await pick(name, '不对应');
    }
    await page.getByText('自动新增文件里的未知成员').click();
  }

  async function importAll(rows: number): Promise<void> {
    await button('试运行').click();
    await page.getByText('全部可以导入').waitFor({ timeout: 120_000 });
    const count = `(?:${rows}|${rows.toLocaleString('en')})`;
    await button(new RegExp(`^导入 ${count} 行$`)).click();
    await page.getByText(new RegExp(`已导入 ${count} 行`)).waitFor({ timeout: 120_000 });
  }

  it('quotas and reseller lines through the page give the published attainment, row by row', async () => {
    await ground();
    const target = await define();
    await open('FactSalesQuota.csv');
    await pick('目标', '经销额');
    const expected = rowsOf('expected_attainment_by_interval.csv');
    await importAll(expected.length);
    await open('FactResellerSales.csv');
    await page.getByText('实际数据', { exact: true }).click();
    await pick('指标', '经销额');
    const key = page.getByRole('group', { name: '行编号' });
    expect(await key.getByLabel('行编号', { exact: true }).textContent()).toContain('SalesOrderNumber');
    expect(await key.getByLabel('行编号（第 2 列）').textContent()).toContain('SalesOrderLineNumber');
    expect(await page.getByLabel('数值', { exact: true }).textContent()).toContain('SalesAmount');
    await importAll(rowsOf('FactResellerSales.csv').length);

    const codes = new Map((await master()).map(({ id, fields }) => [id, fields['code']]));
    const path = `/books/${plan}/attainment?target=${target}&basis=natural&asOf=${to}`;
    const places = new Map(
      (await api<Attainment>(path)).places.map((place) => [
        `${codes.get(place.members[0] ?? '')} ${place.time}`,
        place,
      ]),
    );
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
