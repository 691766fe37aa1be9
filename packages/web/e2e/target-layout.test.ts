import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { breakdownOf, targetsRoom } from './targets-room.ts';
import { saved, standing, violations } from './visit.ts';

const room = targetsRoom();
const { cell, hold, isHeld, line, shown, shows, type } = breakdownOf(() => room().page);
let page: Page;

beforeEach(() => {
  ({ page } = room());
});

const titles = (): Promise<string[]> =>
  page.getByTestId('breakdown').locator('.grid-titles .grid-text').allTextContents();
const title = (name: string): Locator =>
  page.getByTestId('breakdown').getByRole('columnheader', { name, exact: true });
const press = async (...names: readonly string[]): Promise<void> => {
  for (const name of names) await page.getByRole('menuitem', { name, exact: true }).click();
};

describe('columns', () => {
  it('are hidden, moved and frozen from their menu, and the address keeps it', async () => {
    await title('8月').click({ button: 'right' });
    await press('隐藏这一列');
    await expect.poll(titles).toEqual(['区域（万元）', '合计', '7月', '9月']);
    expect(await shown(0, 1)).toBe('500');
    await title('9月').click({ button: 'right' });
    await press('左移一位');
    await expect.poll(titles).toEqual(['区域（万元）', '合计', '9月', '7月']);
    await title('9月').click({ button: 'right' });
    await press('冻结到这一列');
    await page.waitForURL(/freeze=M2026-09/);
    await page.reload();
    await expect.poll(titles).toEqual(['区域（万元）', '合计', '9月', '7月']);
    await expect.poll(() => title('9月').getAttribute('data-sticky')).toBe('edge');

    await page.getByRole('button', { name: '列（隐藏 1）' }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('checkbox', { name: '8月' }).click();
    await page.getByRole('button', { name: '恢复列的原样' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(titles).toEqual(['区域（万元）', '合计', '7月', '8月', '9月']);
  });

  it('are moved by dragging the title of a selected one, and made wider for good', async () => {
    await title('7月').click();
    const from = await standing(title('7月'));
    const to = await standing(title('9月'));
    await page.mouse.move(from.x + from.width / 2, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width - 20, to.y + 12, { steps: 5 });
    await page.mouse.up();
    await expect.poll(titles).toEqual(['区域（万元）', '合计', '8月', '9月', '7月']);
    await cell(1, 2).click();
    const before = await standing(title('8月'));
    await page.keyboard.press('Alt+Equal');
    await page.waitForURL(/widths=/);
    await expect.poll(async () => (await title('8月').boundingBox())?.width).toBeGreaterThan(before.width);
    const { width } = await standing(title('8月'));
    await page.reload();
    await title('8月').waitFor();
    await expect.poll(async () => (await title('8月').boundingBox())?.width).toBe(width);
  });

  it('are hidden and moved by keyboard alone', async () => {
    await cell(1, 3).click();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: '隐藏这一列' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(titles).toEqual(['区域（万元）', '合计', '7月', '9月']);
    await page.getByRole('button', { name: '列（隐藏 1）' }).press('Enter');
    await page.getByRole('button', { name: '7月右移' }).press('Enter');
    await page.getByText('7月已右移').waitFor({ state: 'attached' });
    await expect.poll(titles).toEqual(['区域（万元）', '合计', '9月', '7月']);
  });

  it('stand in rows with more room when asked', async () => {
    const height = async () => (await cell(1, 1).boundingBox())!.height;
    const dense = await height();
    await page.getByRole('button', { name: '列', exact: true }).click();
    await page.getByRole('radio', { name: '宽松' }).click();
    await expect.poll(height).toBeGreaterThan(dense);
    await page.waitForURL(/density=normal/);
  });
});

describe('rows', () => {
  it('are filtered by members and by numbers together, in words, and totals stay', async () => {
    const before = await line(0);
    await page.getByRole('button', { name: '排序与筛选' }).click();
    await page.getByLabel('查找名称或拼音首字母').fill('bq');
    await page.getByRole('checkbox', { name: 'B区' }).click();
    await page.getByRole('button', { name: '添加筛选条件' }).click();
    await page.getByRole('button', { name: '区域只看B区', exact: true }).waitFor();
    await page.getByRole('radio', { name: '按数值' }).click();
    await page.getByLabel('数值（万元）').fill('100');
    await page.getByRole('button', { name: '添加筛选条件' }).click();
    await page.getByRole('button', { name: '合计 不小于 100 万元', exact: true }).waitFor();
    await page.getByRole('button', { name: '已筛选（2）' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await cell(1, 0).getByText('B区').waitFor();
    expect(await cell(2, 0).count()).toBe(0);
    await page.getByText('已筛选：1 行未显示，合计仍为全部').waitFor();
    expect(await line(0)).toEqual(before);

    // What the selection comes to, as it stands below the table.
    await cell(1, 2).click();
    await cell(1, 4).click({ modifiers: ['Shift'] });
    const status = (name: string) =>
      page
        .locator('.targets-status dl > div')
        .filter({ has: page.getByText(name, { exact: true }) })
        .locator('dd');
    await status('计数').getByText('3', { exact: true }).waitFor();
    const [whole, ...months] = (await line(1)).map(Number);
    expect(months.reduce((sum, one) => sum + one)).toBe(whole);
    const told = async (name: string) => Number.parseFloat((await status(name).textContent()) ?? '');
    expect(await told('求和')).toBe(whole);
    expect(await told('平均')).toBeCloseTo((whole ?? 0) / 3, 1);

    // A cell is held where it stands among the rows that are shown, and stays held where it stands among all of them.
    await hold(1, 2, '', '已签约');
    await isHeld(1, 2);

    await page.reload();
    await cell(1, 0).getByText('B区').waitFor();
    await page.getByRole('button', { name: '已筛选（2）' }).click();
    await page.getByRole('button', { name: '去掉“区域只看B区”' }).click();
    await page.getByRole('button', { name: '已筛选（1）' }).waitFor();
    await page.getByRole('button', { name: '恢复全部行与原有顺序' }).click();
    await cell(2, 0).getByText('B区').waitFor();
    await isHeld(2, 2);
    await isHeld(1, 2, false);
  });

  it('are sorted by one column, and by a further one among equals', async () => {
    await type(1, 2, '70万');
    await type(2, 2, '70万');
    await title('7月').click({ button: 'right' });
    await page.getByRole('menuitemcheckbox', { name: '从大到小' }).click();
    await expect.poll(() => title('7月').getAttribute('aria-sort')).toBe('descending');
    await page.getByRole('button', { name: '已排序' }).click();
    await page.getByRole('combobox', { name: '再加一个排序列' }).click();
    await page.getByRole('option', { name: '名称' }).click();
    await page.getByRole('button', { name: '从小到大' }).click();
    await cell(1, 0).getByText('B区').waitFor();
    await page.waitForURL((url) => url.searchParams.get('sort') === 'M2026-07:desc|~name:desc');
  });
});

describe('rows', () => {
  it('are frozen from the menu of a cell, in the address, and let go again', async () => {
    await cell(1, 1).click();
    await page.keyboard.press('Shift+F10');
    await press('冻结到这一行');
    await expect
      .poll(() => page.getByTestId('breakdown').locator('.grid-head [data-row="1"]').count())
      .toBeGreaterThan(0);
    expect(await page.getByTestId('breakdown').locator('.grid-head [data-row="2"]').count()).toBe(0);
    await expect.poll(() => new URL(page.url()).searchParams.get('freezeRow')).not.toBeNull();
    await page.reload();
    await cell(1, 1).and(page.getByTestId('breakdown').locator('.grid-head [data-row="1"]')).waitFor();
    // The total stays whatever is frozen.
    await cell(0, 1).and(page.getByTestId('breakdown').locator('.grid-head [data-row="0"]')).waitFor();
    await cell(1, 1).click();
    await page.keyboard.press('Shift+F10');
    await press('取消冻结行');
    await expect
      .poll(() => page.getByTestId('breakdown').locator('.grid-head [data-row="1"]').count())
      .toBe(0);
  });
});

describe('filling a series', () => {
  it('grows along the months by keyboard, seen before it is done, one step of undo', async () => {
    await cell(1, 2).click();
    await page.keyboard.type('100万');
    await page.keyboard.press('Enter');
    await shows(1, 2, '100');
    await cell(1, 2).click();
    await page.keyboard.press('Control+Shift+F');
    const dialog = page.getByRole('dialog', { name: '填充序列' });
    await dialog.getByLabel('每格增长（%）').fill('+5%');
    await dialog.getByText('110.25').waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '填充 2 格' }).click();
    await shows(1, 3, '105');
    await shows(1, 4, '110.25');
    await cell(1, 4).click();
    await page.keyboard.press('Control+z');
    await expect.poll(() => shown(1, 4)).not.toBe('110.25');
    expect(await shown(1, 2)).toBe('100');
    await saved(page);
  });

  it('asks which series with Alt on the fill handle', async () => {
    await cell(1, 2).click();
    const handle = await standing(page.getByTestId('breakdown').locator('[data-fill]'));
    const to = await standing(cell(2, 2));
    await page.mouse.move(handle.x + 3, handle.y + 3);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
    await page.keyboard.down('Alt');
    await page.mouse.up();
    await page.keyboard.up('Alt');
    const dialog = page.getByRole('dialog', { name: '填充序列' });
    await dialog.getByRole('radio', { name: '填相同的数' }).click();
    await dialog.getByRole('button', { name: '填充 1 格' }).click();
    await expect.poll(async () => (await shown(2, 2)) === (await shown(1, 2))).toBe(true);
  });

  it('fills over totals and their parts without writing anything twice, and shows it before', async () => {
    const parts = (await line(2)).slice(1);
    await cell(0, 2).click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+r');
    const dialog = page.getByRole('dialog', { name: '填充所选单元格' });
    await dialog.getByText('另有 1 格是合计').waitFor();
    expect(await dialog.locator('tbody tr').count()).toBe(2);
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '取消' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await line(2)).slice(1)).toEqual(parts);
    await page.keyboard.press('Control+r');
    await dialog.getByRole('button', { name: '填充 2 格' }).click();
    await shows(2, 3, parts[0]!);
    await shows(0, 3, await shown(0, 2));
    await saved(page);
    // One gesture, one undo; the keyboard stands where it stood.
    await page.keyboard.press('Control+z');
    await shows(2, 3, parts[1]!);
  });
});

describe('replacing', () => {
  it('shows every change first, makes them as one step, and takes them back', async () => {
    await type(1, 2, '70万');
    await type(2, 3, '70万');
    await cell(1, 1).click();
    await page.keyboard.press('Control+h');
    await page.getByLabel('在表中查找').fill('70');
    await page.getByLabel('替换为').fill('75');
    await page.getByLabel('整格相同').check();
    await page.getByRole('button', { name: '预览全部替换' }).click();
    await page.getByText('A区 · 7月').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '替换 2 格' }).click();
    await shows(1, 2, '75');
    await shows(2, 3, '75');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await shows(1, 2, '70');
    await shows(2, 3, '70');
  });
});
