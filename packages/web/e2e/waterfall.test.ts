import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { breakdownOf, managerOfA, targetsRoom } from './targets-room.ts';
import { saved, violations } from './visit.ts';

const room = targetsRoom();
const { shows, type } = breakdownOf(() => room().page);

describe('a target that is handed down level by level (SPR-T93)', () => {
  it('is hidden from who works below until it is released to them', async () => {
    const { page, plan, app } = room();
    const context = await managerOfA(room());
    const theirs = await context.newPage();
    await theirs.goto(`${app.url}${plan}/targets`);
    await shows(0, 1, '300', theirs);

    await page.getByRole('button', { name: '逐级下达…' }).click();
    const dialog = page.getByRole('dialog', { name: '逐级下达' });
    await dialog.getByRole('combobox', { name: '按哪个维度逐级下达' }).click();
    await page.getByRole('option', { name: '区域' }).click();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '确定' }).click();
    await dialog.waitFor({ state: 'detached' });
    await saved(page);

    const note = theirs.getByText('这个目标的数字还没有下达给你');
    await note.waitFor();
    await theirs.setViewportSize({ width: 360, height: 800 });
    await theirs.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(theirs)).toEqual([]);
    expect(await theirs.getByTestId('breakdown').getByText('300').count()).toBe(0);
    await theirs.setViewportSize({ width: 1440, height: 900 });
    await proposesUntold(theirs);
    await proposesInCell(theirs);

    await page.getByRole('button', { name: '下达范围…' }).click();
    const releases = page.getByRole('dialog', { name: '逐级下达' });
    await releases.getByRole('checkbox', { name: 'A区' }).click();
    await page.setViewportSize({ width: 360, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await releases.getByRole('button', { name: '确定' }).click();
    await releases.waitFor({ state: 'detached' });
    await note.waitFor({ state: 'detached' });
    await shows(0, 1, '300', theirs);

    await type(1, 2, '77');
    const asked = page.getByRole('dialog').filter({ hasText: /下达随之收回，.*：A区/ });
    await asked.waitFor();
    await asked.getByRole('button', { name: '取消' }).click();
    await asked.waitFor({ state: 'detached' });
    await shows(0, 1, '300', theirs);
    await type(1, 2, '77');
    await asked.getByRole('button', { name: '确认修改' }).click();
    await note.waitFor();
    await context.close();
  });
});

/** The menu of a cell that shows no number offers the part that the row stands for, for the period of the cell. */
async function proposesInCell(page: Page): Promise<void> {
  const breakdown = page.getByTestId('breakdown');
  await breakdown.locator('[data-row="0"][data-column="2"]').click();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: '为A区上报一个数' }).click();
  const dialog = page.getByRole('dialog', { name: /A区/ });
  await dialog.getByRole('combobox', { name: '上报的期间' }).getByText('2026年7月').waitFor();
  await dialog.getByLabel('上报数').fill('80');
  await dialog.getByLabel('上报理由').fill('七月有一周停工');
  await dialog.getByRole('button', { name: '上报', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** What is not released yet is no reason to wait with a number of one's own. */
async function proposesUntold(page: Page): Promise<void> {
  const row = page.getByTestId('proposals').getByRole('row', { name: /^A区/ });
  await row.getByRole('button', { name: '上报' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('上报数').fill('280');
  await dialog.getByLabel('上报理由').fill('两个客户要推迟');
  await dialog.getByRole('button', { name: '上报', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await row.getByText('280').waitFor();
  await row.getByRole('button', { name: '待答复' }).waitFor();
}
