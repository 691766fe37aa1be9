import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { breakdownOf, targetsRoom } from './targets-room.ts';
import { saved } from './visit.ts';

const room = targetsRoom();
const { cell, hold, isHeld, line, says, shown, shows, type } = breakdownOf(() => room().page);
let page: Page;

beforeEach(() => {
  ({ page } = room());
});

const refusedAt = (row: number, column: number, text: string) =>
  cell(row, column).and(page.locator('[data-state~="invalid"]')).filter({ hasText: text }).waitFor();

describe('codes typed into the breakdown', () => {
  it('share an amount out to the right, as far as the table goes, in one step', async () => {
    await cell(1, 2).click();
    await page.keyboard.type('S>300万');
    await page.getByText('平均分到各格').waitFor();
    await page.keyboard.press('Enter');
    await shows(1, 2, '100');
    expect((await line(1)).slice(1)).toEqual(['100', '100', '100']);
    await saved(page);
    await page.keyboard.press('Control+Z');
    await cell(1, 2).filter({ hasNotText: '100' }).waitFor();
  });

  it('hold and release with the reason behind them, over a whole selection, from the keyboard', async () => {
    await cell(1, 2).click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.type('H 已签约');
    await page.getByText('锁定这一格及其下每个数').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('已锁定 2 处').waitFor();
    await isHeld(1, 2);
    await isHeld(1, 3);
    await isHeld(1, 4, false);
    await type(1, 2, 'RH');
    await isHeld(1, 2, false);
    await type(1, 1, 'HC');
    const dialog = page.getByRole('dialog', { name: '锁定这个数' });
    await page.getByLabel('为什么锁定').fill('预算已定');
    await dialog.getByRole('button', { name: '锁定', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await isHeld(1, 1);
    await type(2, 1, 'ra');
    await page.getByText('已解除锁定 2 处').waitFor();
    await isHeld(1, 3, false);
  });

  it('a share of the total above keeps that total, and is held as a share from the dialog', async () => {
    const total = await shown(0, 2);
    await cell(1, 2).click();
    await page.keyboard.type('25%');
    await page.getByText('的这个比例，合计不变').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (Number(await shown(1, 2)) * 4).toFixed(2)).toBe(Number(total).toFixed(2));
    // Behind a number there are as many zeros as others of its column need.
    expect(Number(await shown(0, 2))).toBe(Number(total));
    await saved(page);
    await type(0, 1, '50%');
    await refusedAt(0, 1, '上一级还没有数');
    await page.keyboard.press('Escape');

    await cell(2, 3).click();
    await page.keyboard.press('Control+Shift+L');
    const dialog = page.getByRole('dialog', { name: '锁定这个数' });
    await dialog.getByRole('radio', { name: '占比' }).click();
    await dialog.getByLabel('改为占比').fill('30');
    await dialog.getByLabel('为什么锁定').fill('各占三成');
    await dialog.getByRole('button', { name: '锁定', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await says(2, 3, '占上级 30%');
  });

  it('that can do nothing stay in their cell with a sentence that says what would', async () => {
    await type(1, 2, 'HC');
    await refusedAt(1, 2, '要锁定这个数请填 H');
    await page.keyboard.press('Escape');
    await type(2, 2, 'RH');
    await refusedAt(2, 2, '这一格没有锁定');
    await type(2, 3, 'RA');
    await refusedAt(2, 3, '这张表里没有锁定');
  });

  it('are all listed in the menu of a cell', async () => {
    await cell(1, 2).click();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: '代码说明' }).click();
    const dialog = page.getByRole('dialog', { name: '可以写进单元格的代码' });
    await expect.poll(() => dialog.locator('dt').count()).toBe(21);
  });
});

describe('a number that is held from above', () => {
  it('shows a mark of its own, takes no number, and leads to where it is held', async () => {
    await hold(1, 1, '锁定其下每个数', '已签约');
    await cell(1, 2).locator('.lucide-corner-right-down').waitFor();
    await says(1, 2, '上级锁定');
    const before = await shown(1, 2);

    await cell(1, 2).click();
    await page.keyboard.press('Control+Shift+L');
    const note = page.getByRole('alert').filter({ hasText: '没有改动' });
    await note.getByText('这一格随“A区 · 合计”一起由访客锁定：“已签约”').waitFor();
    // Asked for one cell, it does not release all of them.
    await isHeld(1, 1);
    await note.getByRole('button', { name: '转到 A区 · 合计' }).click();
    await cell(1, 1).and(page.locator('[data-mark~="active"]')).waitFor();
    await page.keyboard.press('Control+Shift+L');
    await page.getByText('已解除锁定').waitFor();
    await type(1, 2, '91万');
    await shows(1, 2, '91');
    expect(before).not.toBe('91');
  });

  it('takes no digit, and of letters only what releases', async () => {
    await hold(1, 1, '锁定其下每个数', '已签约');
    await cell(1, 2).click();
    await page.keyboard.type('RH');
    await page.keyboard.press('Enter');
    await refusedAt(1, 2, '请在那里填 RH');
    await page.keyboard.press('Escape');
    const before = await shown(1, 3);
    await cell(1, 3).click();
    await page.keyboard.type('7');
    await page.getByText('要改这一格，请先在那里解除').waitFor();
    expect(await shown(1, 3)).toBe(before);
  });
});
