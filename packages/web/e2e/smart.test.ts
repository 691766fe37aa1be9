import { describe, expect, it } from 'vitest';
import { targetsRoom } from './targets-room.ts';
import { violations } from './visit.ts';

const room = targetsRoom();

describe('SMART of a target', () => {
  it('is told by five letters, opens its evidence by keyboard, follows an edit and leads to the cell that is missing', async () => {
    const { page } = room();
    const part = page.getByRole('region', { name: /SMART 检查/ });
    const strip = part.getByRole('button', { name: /^SMART 检查/ });
    await strip.getByText('M 可衡量 · 符合').waitFor();
    await strip.press('Enter');
    await part.getByText('4,166,666.67 元', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);

    // Column 7 of the list is the baseline.
    await page.getByTestId('target-list').locator('[data-row="0"][data-column="7"]').click();
    await page.keyboard.press('Delete');
    await strip.getByText('M 可衡量 · 不符合').waitFor();
    await part.getByRole('button', { name: '去填写 基期值' }).click();
    await page.keyboard.type('400万');
    await page.keyboard.press('Enter');
    await part.getByText('4,000,000.00 元', { exact: true }).waitFor();
    await strip.getByText('M 可衡量 · 符合').waitFor();
  });
});
