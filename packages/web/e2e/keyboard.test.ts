import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { byKeyboard } from './by-keyboard.ts';
import { breakdownOf, targetsRoom } from './targets-room.ts';
import { saved } from './visit.ts';

const room = targetsRoom();
const { cell, shown, shows } = breakdownOf(() => room().page);
let page: Page;

beforeEach(() => {
  ({ page } = room());
});

const { grid, dialog, press, isAt, goTo, enterGrid, openMenu } = byKeyboard(() => room().page);

describe('with the keyboard alone', () => {
  it('comes back to the cell from every menu and question, which begin at what they ask', async () => {
    await enterGrid();
    await press('ArrowDown', 'ArrowRight', 'ArrowRight');
    await cell(1, 2).and(page.locator('[data-mark~="active"]')).waitFor();
    for (const key of ['Tab', 'Shift+Tab', 'Escape']) {
      await press('Shift+F10');
      await page.getByRole('menu').waitFor();
      await press('ArrowDown', key);
      await page.getByRole('menu').waitFor({ state: 'detached' });
      await isAt(grid());
    }
    const asking = (role: 'combobox' | 'textbox', name: string) => dialog().getByRole(role, { name });
    for (const [item, first] of [
      ['按方法填写…', asking('combobox', '方法')],
      ['调拨', asking('textbox', '调拨多少（万元）')],
    ] as const) {
      await openMenu(item);
      await isAt(first);
      await press('Escape');
      await dialog().waitFor({ state: 'detached' });
      await isAt(grid());
    }

    // A stray space is no number, least of all one that empties everything below a total.
    const before = await shown(1, 2);
    await press('Space', 'Enter');
    await cell(2, 2).and(page.locator('[data-mark~="active"]')).waitFor();
    expect(await shown(1, 2)).toBe(before);
  });

  it('leaves the table on either side, and takes a way out of a refusal there', async () => {
    await enterGrid();
    await press('ArrowDown', 'ArrowRight', 'Control+Shift+L');
    await isAt(dialog().getByRole('textbox', { name: '为什么锁定' }));
    await page.keyboard.type('已签约');
    await goTo(dialog().getByRole('button', { name: '锁定', exact: true }));
    await press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await isAt(grid());
    await press('ArrowUp');
    await page.keyboard.type('100万');
    await press('Enter');
    const refusal = page.getByRole('alert').filter({ hasText: '没有改动' });
    await refusal.waitFor();
    await isAt(grid());
    // What was refused is not told as done beside it; what is done instead, is.
    const told = page.getByRole('status').filter({ hasText: '现为' });
    expect(await told.count()).toBe(0);
    await press('Escape');
    await goTo(refusal.getByRole('button', { name: /^改填/ }), 'Shift+Tab');
    await press('Enter');
    await shows(0, 1, '300');
    await told.getByText('合计 合计 现为 300').waitFor();
    // What was pressed went with the refusal.
    await isAt(grid());
    await press('Escape', 'Tab');
    await isAt(page.getByRole('button', { name: '添加规则' }));
    await saved(page);
  });

  it('goes with a dimension that is moved, and from one question straight to the next', async () => {
    await enterGrid();
    await press('Escape');
    const time = page.getByRole('button', { name: '时间', exact: true });
    await goTo(time, 'Shift+Tab');
    for (const [item, zone] of [
      ['放到行', '行'],
      ['放到列', '列'],
    ] as const) {
      await press('Enter');
      await goTo(page.getByRole('menuitemcheckbox', { name: item }), 'ArrowDown');
      await press('Enter');
      await isAt(page.getByRole('group', { name: zone, exact: true }).getByRole('button', { name: '时间' }));
    }
    await goTo(grid());
    await press('Escape', 'Tab');
    const add = page.getByRole('button', { name: '添加规则' });
    await isAt(add);
    await press('Enter');
    await goTo(dialog().getByLabel('A区', { exact: true }));
    await page.keyboard.type('3');
    await goTo(dialog().getByRole('button', { name: '保存并预览' }));
    await press('Enter');
    await isAt(dialog().getByRole('button', { name: '按规则拆' }));
    await press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await shows(1, 1, '500');
    await isAt(add);

    // A line that is deleted leaves the keyboard in its part of the page.
    await goTo(page.getByRole('button', { name: '删除规则' }));
    await press('Enter');
    await isAt(page.getByRole('region', { name: '拆解规则' }));
    await press('Tab');
    await isAt(add);
    await saved(page);
  });
});

describe('magnified twice', () => {
  it('keeps the cell one is in in the window, whatever the address follows it with', async () => {
    await page.setViewportSize({ width: 720, height: 450 });
    await enterGrid();
    // Behind the top bar or below the window nobody sees what is typed.
    const seen = (row: number, column: number): Promise<boolean> =>
      cell(row, column).evaluate((element) => {
        const { top, bottom, left, right } = element.getBoundingClientRect();
        const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const bar = document.querySelector('.bar')!.getBoundingClientRect();
        return over !== null && element.contains(over) && top >= bar.bottom && bottom <= innerHeight;
      });
    await press('ArrowRight');
    for (const [key, row, column] of [
      ['ArrowDown', 1, 1],
      ['ArrowDown', 2, 1],
      ['ArrowRight', 2, 2],
    ] as const) {
      const place = () => new URL(page.url()).searchParams.get('place');
      const before = place();
      await press(key);
      await expect.poll(place).not.toBe(before);
      await expect.poll(() => seen(row, column)).toBe(true);
    }
    await page.keyboard.type('70万');
    await press('Enter');
    await shows(2, 2, '70');
    await saved(page);
    expect(await seen(2, 2)).toBe(true);
  });
});
