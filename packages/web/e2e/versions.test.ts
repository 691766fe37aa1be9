import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { breakdownOf, saved, targetsRoom } from './targets-room.ts';
import { violations } from './visit.ts';

const room = targetsRoom();
const { shows, type } = breakdownOf(() => room().page);
let page: Page;
let plan: string;

beforeEach(() => {
  ({ page, plan } = room());
});

const open = (path: string, on: Page = page) => on.goto(`${room().app.url}${plan}/${path}`);

describe('versions', () => {
  it('freeze, compare, and come back', async () => {
    await open('versions?tab=versions');
    await page.getByRole('button', { name: '冻结版本' }).click();
    await page.getByRole('dialog').getByLabel('版本名称').fill('基准版');
    await page.getByRole('dialog').getByRole('button', { name: '冻结版本' }).click();
    await page.getByRole('rowheader', { name: '基准版' }).waitFor();
    await open('targets');
    await type(0, 1, '650万');
    await shows(0, 1, '650');
    await saved(page);

    await open('versions?tab=versions');
    await page.getByRole('button', { name: '与现在比较' }).click();
    const comparison = page.getByTestId('comparison');
    await comparison.getByText('+150').waitFor();
    await comparison.getByText('+30%').waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: '恢复', exact: true }).click();
    await page.getByRole('button', { name: '恢复到此版本' }).click();
    await page.getByText('已恢复到“基准版”').waitFor();
    await open('targets');
    await shows(0, 1, '500');
    await open('versions');
    await page.getByRole('button', { name: '撤销此步' }).first().click();
    await page.getByText('已撤销').first().waitFor();
    await open('targets');
    await shows(0, 1, '650');
  });
});

describe('what-ifs', () => {
  it('leave the plan untouched until they are adopted', async () => {
    await open('versions?tab=whatIfs');
    await page.getByRole('button', { name: '新建推演' }).click();
    await page.getByRole('dialog').getByLabel('推演名称').fill('多签代理商');
    await page.getByRole('button', { name: '建立并打开' }).click();
    await shows(0, 1, '500');
    await type(2, 1, '250万');
    await shows(0, 1, '550');
    await saved(page);

    await open('targets');
    await shows(0, 1, '500');
    await open('versions?tab=whatIfs');
    await page.getByRole('button', { name: '看差异' }).click();
    await page.getByTestId('comparison').getByText('+50').first().waitFor();
    await page.getByRole('button', { name: '采用' }).click();
    await page.getByRole('dialog').getByTestId('comparison').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '写入正式策划案' }).click();
    await page.getByText('已采用“多签代理商”').waitFor();
    await page.getByText(/已采用 访客，/).waitFor();
    expect(await page.getByRole('button', { name: '采用' }).count()).toBe(0);
    await open('targets');
    await shows(0, 1, '550');
  });

  it('say where the plan has moved on, and write nothing', async () => {
    await open('versions?tab=whatIfs');
    await page.getByRole('button', { name: '新建推演' }).click();
    await page.getByRole('dialog').getByLabel('推演名称').fill('冲突');
    await page.getByRole('button', { name: '建立并打开' }).click();
    await shows(0, 1, '500');
    await type(2, 2, '70万');
    await saved(page);
    await open('targets');
    await shows(0, 1, '500');
    await type(2, 2, '80万');
    await saved(page);
    await open('versions?tab=whatIfs');
    await page.getByRole('button', { name: '采用' }).click();
    await page.getByRole('button', { name: '写入正式策划案' }).click();
    await page.getByRole('alert').getByText('800,000.00 元').waitFor();
    await open('targets');
    await shows(2, 2, '80');
  });
});
