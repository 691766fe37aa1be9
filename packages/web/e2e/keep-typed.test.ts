import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { breakdownOf, targetsRoom } from './targets-room.ts';
import { saved, violations } from './visit.ts';

const room = targetsRoom();
const { hold, shown, shows, type } = breakdownOf(() => room().page);
let page: Page;

beforeEach(() => {
  ({ page } = room());
});

const pictures = process.env['KEEP_PICTURES'];
const picture = async (name: string): Promise<void> => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
};

describe('numbers typed by hand', () => {
  it('[SPR-T82] stay where a total is typed, are named, and the choice is remembered', async () => {
    await type(1, 2, '111万');
    await saved(page);
    await page.getByRole('switch', { name: '保留手工数' }).click();
    await type(0, 1, '700万');
    await shows(0, 1, '700');
    await page
      .getByText(/手工填写的数已保留：A区 · 2026年7月/)
      .first()
      .waitFor();
    await shows(1, 2, '111');
    expect(await violations(page)).toEqual([]);
    await picture('kept-zh-light-1440');
    await saved(page);
    await page.reload();
    await shows(1, 2, '111');
    await expect.poll(() => page.getByRole('switch', { name: '保留手工数' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: '按方法填写…' }).waitFor();
    await page.setViewportSize({ width: 360, height: 780 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('toolbar-zh-dark-360');
    expect(await violations(page)).toEqual([]);
  });
});

describe('a percentage at a total in which something stays', () => {
  it('[SPR-T23] is shown first, and read the other way at a button, and back', async () => {
    await hold(1, 1, '锁定其下每个数', '已签约');
    const before = [await shown(1, 1), await shown(2, 1)].map((text) => Number(text.replaceAll(',', '')));
    const [held, free] = before as [number, number];
    await type(0, 1, '+10%');
    const dialog = page.getByRole('dialog');
    const each = dialog.getByRole('button', { name: '改为逐格 +10%' });
    await each.waitFor();
    expect(await violations(page)).toEqual([]);
    await picture('other-zh-light-1440');
    await each.click();
    await dialog.getByRole('button', { name: '改为合计 +10%' }).click();
    await each.click();
    await dialog.getByRole('button', { name: '改为合计 +10%' }).waitFor();
    await dialog.getByRole('button', { name: '确认修改' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => Number((await shown(2, 1)).replaceAll(',', ''))).toBeCloseTo(free * 1.1, 2);
    expect(Number((await shown(1, 1)).replaceAll(',', ''))).toBe(held);
    await saved(page);
  });
});
