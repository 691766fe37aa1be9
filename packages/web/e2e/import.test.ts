import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { button, choose, pick } from './import-page.ts';
import { demoJourney } from './journey.ts';
import { cellOn } from './targets-room.ts';
import { overflow, saved, violations } from './visit.ts';

const journey = demoJourney({ height: 1000 });
let page: Page;
let workspace: string;
let plan: string;

beforeEach(() => {
  ({ page, workspace, plan } = journey);
});

const row = (text: string) => page.getByRole('row').filter({ hasText: text });

/** Target and actual (万元) as the tracking page shows them, line by line of the breakdown. */
async function standing(): Promise<Readonly<Record<string, readonly [target: string, actual: string]>>> {
  await page.goto(`${journey.app.url}/w/${workspace}/plans/${plan}/tracking`);
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
    await page.goto(`${journey.app.url}/w/${workspace}/data/import?plan=${plan}`);
    await choose(page, {
      name: 'targets.csv',
      text: '2026年第三季度目标,,,\n区域,7月,8月,9月\nA区,100万,110万,\nB区,50万,60万,70万\n',
    });
    await page.getByText('第 2 行').waitFor();
    await page.getByLabel('8月', { exact: true }).waitFor();
    await pick(page, '目标', '销售额');
    await button(page, '试运行').click();
    await page.getByText('全部可以导入').waitFor();
    expect(await violations(page)).toEqual([]);
    await button(page, '导入 5 行').click();
    await page.getByText('已导入 5 行').waitFor();
    await button(page, '撤销导入').waitFor();
    expect(await violations(page)).toEqual([]);
    await button(page, '撤销导入').click();
    await page.getByText('已撤销导入').waitFor();
    await button(page, '恢复导入').click();
    await button(page, '撤销导入').waitFor();
    // Every number says where it came from, brought back as well.
    const other = await page.context().newPage();
    await other.goto(`${journey.app.url}/w/${workspace}/plans/${plan}/targets`);
    await cellOn(other, 1, 2).click();
    await other.getByRole('button', { name: '解释这个数' }).click();
    await other.getByText('从文件导入：targets.csv，第 3 行').first().waitFor();
    await other.close();
    await button(page, '撤销导入').click();
    await page.getByText('已撤销导入').waitFor();
    await saved(page);
    expect(await standing()).toEqual(before);
  });
});

describe('a target that was downloaded', () => {
  it.each([
    ['CSV 文件（.csv）', 6],
    ['Excel 工作簿，含合计（.xlsx）', 12],
  ] as const)('as %s is taken back as a whole, and all of it is there already', async (kind, numbers) => {
    const before = await standing();
    await page.goto(`${journey.app.url}/w/${workspace}/plans/${plan}/targets`);
    await cellOn(page, 0, 1).waitFor();
    await button(page, '下载').focus();
    await page.keyboard.press('Enter');
    const arriving = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: kind }).press('Enter');
    const file = await arriving;
    const path = join(tmpdir(), `shapan-${randomUUID()}-${file.suggestedFilename()}`);
    await file.saveAs(path);
    await page.goto(`${journey.app.url}/w/${workspace}/data/import?plan=${plan}`);
    await choose(page, path);
    await rm(path);
    await pick(page, '目标', '销售额');
    await button(page, '试运行').click();
    await page.getByText('导入不会改变任何内容').waitFor();
    expect(await button(page, /^导入 .* 行$/).count()).toBe(0);
    await page.getByText('5,000,000').waitFor();
    const known = page.getByText('已存在', { exact: true }).locator('..');
    await expect.poll(() => known.textContent()).toBe(`已存在${numbers}`);
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
    await page.goto(`${journey.app.url}/w/${workspace}/data/import`);
    await choose(page, { name: 'ERP.csv', text: file });
    await pick(page, '指标', '销售额');
    await button(page, '试运行').click();
    await page.getByText('2 处错误').first().waitFor();
    await page.getByRole('combobox', { name: '甲区' }).fill('B');
    await page.getByRole('option', { name: 'B区' }).click();
    await page.getByText('跳过有错误的行').click();
    await button(page, '试运行').click();
    await page.getByText('有错误的 1 行会被跳过').waitFor();
    expect(await violations(page)).toEqual([]);
    await button(page, '导入 2 行').click();
    await page.getByText('已导入 2 行').waitFor();
    const now = await standing();
    expect([now['合计']?.[1], now['A区']?.[1], now['B区']?.[1]]).toEqual([
      more('合计', 21),
      more('A区', 12),
      more('B区', 9),
    ]);
    expect(await violations(page)).toEqual([]);

    // The next file needs no questions, and what differs is shown with both sides.
    await page.goto(`${journey.app.url}/w/${workspace}/data/import`);
    const corrected = file.replace('9万', '8万').replace('soon,B区,1,', '2026-08-02,B区,3万,');
    await choose(page, { name: '八月.csv', text: corrected });
    await page.getByText('沿用上次的对应关系').waitFor();
    const source = page.getByLabel('数据来源', { exact: true });
    await expect.poll(() => source.inputValue()).toBe('ERP');
    await source.fill('八月');
    await page.getByText('换了来源，同样的行会再计一次').waitFor();
    expect(await violations(page)).toEqual([]);
    await button(page, '仍用“ERP”').click();
    await expect.poll(() => source.inputValue()).toBe('ERP');
    await button(page, '试运行').click();
    await row('S2').getByText('90,000').waitFor();
    await row('S2').getByText('80,000').waitFor();
    await button(page, '导入 1 行').click();
    await page.getByText('已导入 1 行').waitFor();
    await button(page, '撤销导入').click();
    await page.getByText('已撤销导入').waitFor();
    await button(page, '恢复导入').click();
    await button(page, '撤销导入').waitFor();
    await saved(page);
    expect(await standing()).not.toEqual(now);
    // Taken back once more from the list of imports.
    await page.goto(`${journey.app.url}/w/${workspace}/data?tab=imports`);
    const takeBack = async (): Promise<void> => {
      await button(page, '撤销导入 八月.csv').click();
      await page.getByRole('dialog').getByRole('button', { name: '撤销导入' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      // The message of the time before may still be there.
      await button(page, '恢复导入').last().waitFor();
      await saved(page);
    };
    await takeBack();
    await button(page, '恢复导入').click();
    await takeBack();
    expect(await standing()).toEqual(now);
  });

  it('fits a narrow screen', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto(`${journey.app.url}/w/${workspace}/data/import`);
    await choose(page, { name: 'ERP.csv', text: file });
    await pick(page, '指标', '销售额');
    await button(page, '试运行').click();
    await page.getByText('2 处错误').first().waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
  });
});
