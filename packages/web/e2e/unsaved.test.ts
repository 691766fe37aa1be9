import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { demoJourney } from './journey.ts';
import { saved } from './visit.ts';

const journey = demoJourney({ height: 1000, endsSaved: true });
let page: Page;

beforeEach(() => {
  ({ page } = journey);
});

const room = (name: string) =>
  page.goto(`${journey.app.url}/w/${journey.workspace}/plans/${journey.plan}/${name}`);
const shows = (cell: Locator, text: string) => cell.locator('.grid-text', { hasText: text }).waitFor();
const isWrong = (cell: Locator) => cell.and(page.locator('[aria-invalid="true"]')).waitFor();

describe('what was typed and is not saved', () => {
  it('stays in the table of targets: unreadable, half typed, and while the server is away', async () => {
    await room('targets');
    const list = page.getByTestId('target-list');
    const path = list.locator('[data-row="0"][data-column="4"]');
    const value = list.locator('[data-row="0"][data-column="2"]');
    await value.click();
    await page.keyboard.type('很多');
    await page.keyboard.press('Enter');
    await isWrong(value);
    await path.click();
    await page.keyboard.type('找老客户');
    await page.reload();
    await shows(path, '找老客户');
    await expect.poll(() => path.getAttribute('title')).toContain('还没有保存');
    await path.dblclick();
    await page.keyboard.press('Enter');
    await expect.poll(() => path.getAttribute('aria-invalid')).toBeNull();
    await shows(path, '找老客户');

    await page.route('**/api/v1/**', (route) => route.abort());
    await path.click();
    await page.keyboard.type('找新客户');
    await page.keyboard.press('Enter');
    await isWrong(path);
    await page.unroute('**/api/v1/**');
    await saved(page);
    await path.dblclick();
    await page.keyboard.press('Enter');
    await expect.poll(() => path.getAttribute('aria-invalid')).toBeNull();
  });

  it('stays in a table of records: in a new row, in a cell, and while the server is away', async () => {
    await room('risks');
    const grid = page.locator('.records__grid');
    const risk = grid.getByRole('row').filter({ hasText: '竞品降价' });
    const fresh = grid.getByRole('row').last();
    await fresh.locator('.grid-cell').nth(2).click();
    await page.keyboard.type('高');
    await page.keyboard.press('Enter');
    await shows(fresh.locator('.grid-cell').nth(2), '高');
    const text = risk.locator('.grid-cell').nth(5);
    await text.click();
    await page.keyboard.type('每周看一次');
    await page.reload();
    await shows(fresh.locator('.grid-cell').nth(2), '高');
    await shows(text, '每周看一次');
    await text.dblclick();
    await page.keyboard.press('Enter');
    await expect.poll(() => text.getAttribute('aria-invalid')).toBeNull();
    await saved(page);

    await page.route('**/api/v1/**', (route) => route.abort());
    await text.click();
    await page.keyboard.type('每天看一次');
    await page.keyboard.press('Enter');
    await isWrong(text);
    await page.unroute('**/api/v1/**');
    await saved(page);
    await text.dblclick();
    await page.keyboard.press('Enter');
    await expect.poll(() => text.getAttribute('aria-invalid')).toBeNull();
    await shows(text, '每天看一次');
  });
});
