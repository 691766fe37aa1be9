import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoJourney } from './journey.ts';
import { breakdownOf } from './targets-room.ts';
import { violations } from './visit.ts';

const journey = demoJourney();
const { cell, line, shows, type } = breakdownOf(() => journey.page);

async function look(page: Page, name: string): Promise<void> {
  if (process.env['SHAPAN_SHOTS'])
    await page.screenshot({ path: `${process.env['SHAPAN_SHOTS']}/${name}.png` });
}

/** How often the server has been asked since what something would do. */
function previews(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.postData()?.includes('"preview":true')) count += 1;
  });
  return () => count;
}

const labels = (page: Page): Promise<string[]> =>
  page.getByTestId('breakdown').locator('[data-column="0"] .grid-text').allTextContents();

describe('a region that goes to another one from a day on', () => {
  it('is moved after its effect was seen; past periods stay, and both organisations can be looked at', async () => {
    const { page, app, workspace, plan } = journey;
    const targets = `${app.url}/w/${workspace}/plans/${plan}/targets`;
    await page.goto(`${app.url}/w/${workspace}/data?tab=dimensions`);
    await page.getByText('A区', { exact: true }).first().click();
    await page.getByRole('button', { name: '移动', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByPlaceholder('最上级').fill('B区');
    await page.getByRole('option', { name: 'B区' }).click();
    await dialog.getByLabel('从哪天起').fill('2026-08-01');
    await dialog.getByText('总合计不变').first().waitFor();
    const effect = dialog.getByRole('row', { name: /销售额/ });
    expect(await effect.getByRole('cell').allTextContents()).toEqual(
      expect.arrayContaining(['B区', '2,000,000.00 元', '4,100,000.00 元']),
    );
    await look(page, 'move-zh-light');
    // The reason moves nothing, and is asked about once, with the move itself.
    const asked = previews(page);
    await dialog.getByLabel('原因').pressSequentially('区域重新划分');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '移动', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(asked()).toBe(1);

    await page.goto(targets);
    await cell(0, 1).waitFor();
    const [, ...rows] = await labels(page);
    expect(rows).toEqual(['合计', 'A区（至7月31日）', 'B区', 'B区（本级）', 'A区（8月1日起）']);
    expect(await line(1)).toEqual(['90', '90', '', '']);
    expect(await line(2)).toEqual(['410', '60', '165', '185']);
    expect(await line(4)).toEqual(['210', '', '99', '111']);
    expect(await violations(page)).toEqual([]);
    await look(page, 'as-was-zh-light');

    // A number typed where the region stands now moves what is above it there, and not where it stood before.
    await type(4, 1, '310');
    await shows(2, 1, '510');
    await shows(1, 1, '90');
    await page.getByRole('button', { name: '撤销' }).first().click();
    await shows(2, 1, '410');

    await page.getByRole('radio', { name: '按今天' }).click();
    await shows(0, 1, '500');
    expect(await line(2)).toEqual(['300', '90', '99', '111']);
    await type(2, 1, '1');
    await page.getByText('按今天的组织只用于比较').waitFor();
    await look(page, 'as-is-zh-light');

    await page.setViewportSize({ width: 360, height: 780 });
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
    await look(page, 'as-is-dark-360');
    await page.goto(`${app.url}/w/${workspace}/data?tab=dimensions`);
    await page.getByText('A区', { exact: true }).first().click();
    await page.getByRole('button', { name: '移动', exact: true }).click();
    await dialog.getByText('最初').waitFor();
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
    await look(page, 'move-dark-360');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: /取消.*B区/ }).click();
    await dialog.getByText('最初').waitFor({ state: 'detached' });
  });
});
