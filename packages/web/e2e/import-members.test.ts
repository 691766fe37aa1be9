import { describe, expect, it } from 'vitest';
import { button, choose, pick } from './import-page.ts';
import { demoJourney } from './journey.ts';
import { violations } from './visit.ts';

const journey = demoJourney({ height: 1400 });

async function look(name: string): Promise<void> {
  const directory = process.env['SHAPAN_SHOTS'];
  if (directory) await journey.page.screenshot({ path: `${directory}/${name}.png`, fullPage: true });
}

describe('a list of members', () => {
  it('with a column of days is tried, shows what moves in the plans, and is taken back in one step', async () => {
    const { page, app, workspace } = journey;
    await page.goto(`${app.url}/w/${workspace}/data/import`);
    const text = '名称,上级,生效日期\nA区,B区,2026-08-01\n新区,B区,\n不存在的,哪里,2026-08-01\n';
    await choose(page, { name: 'members.csv', text });
    await page.getByRole('radio', { name: '成员', exact: true }).click();
    await pick(page, '维度', '区域');
    await page.getByRole('checkbox', { name: '自动新增文件里的未知成员' }).click();
    await button(page, '试运行').click();
    await page.getByText('1 处错误').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await look('members-errors-zh-light');
    await page.getByRole('checkbox', { name: /跳过有错误的行/ }).click();
    await button(page, '试运行').click();
    await page.getByText('总合计不变').first().waitFor();
    await look('members-checked-zh-light');
    await button(page, '导入 2 行').click();
    await page.getByText('已导入 2 行').waitFor();
    expect(await violations(page)).toEqual([]);
    await button(page, '撤销导入').click();
    await page.getByText('已撤销导入').waitFor();
    await page.setViewportSize({ width: 360, height: 900 });
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
    await look('members-undone-dark-360');
  });
});

describe('the days off of a year', () => {
  it('are pasted as they were announced: what cannot be read is named by its line, the rest counts at once', async () => {
    const { page, app, workspace } = journey;
    await page.goto(`${app.url}/w/${workspace}/data?tab=calendar`);
    await button(page, '设置日历').click();
    await button(page, '粘贴一年的安排').click();
    const dialog = page.getByRole('dialog', { name: '粘贴一年的安排' });
    const text = dialog.getByLabel('放假与调休');
    await text.fill('2027-02-05 至 2027-02-11 放假\n2027-02-14 开门\n2027-02-20 上班');
    await dialog.getByText('读不懂第 2 行').waitFor();
    expect(await dialog.getByRole('button', { name: '加入 8 天' }).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await text.fill('2027-02-05 至 2027-02-11 放假\n2027-02-14 半天\n2027-02-20 上班');
    await dialog.getByRole('button', { name: '加入 9 天' }).click();
    await dialog.waitFor({ state: 'detached' });
    const listed = page
      .getByRole('region', { name: '放假与调休' })
      .getByRole('listitem')
      .filter({ hasText: '2027' });
    await expect.poll(() => listed.count()).toBe(9);
    expect((await listed.allTextContents()).map((one) => one.trim().slice(-2))).toEqual([
      ...Array.from({ length: 7 }, () => '放假'),
      '半天',
      '上班',
    ]);
    await page.reload();
    await expect.poll(() => listed.count()).toBe(9);
  });
});
