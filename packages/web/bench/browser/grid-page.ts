import type { BrowserContext, Page } from 'playwright-core';
import { idle, median, type Watched, watch } from './main-thread.ts';

/** Everything open. */
export const openView = '&levels=9.9/9.9';

export const cellSelector = (row: number, column: number): string =>
  `[data-testid=breakdown] [data-row="${row}"][data-column="${column}"] .grid-text`;

export async function openGrid(context: BrowserContext, address: string): Promise<Watched> {
  const page = await context.newPage();
  await page.goto(address, { timeout: 120_000 });
  await page.locator(cellSelector(0, 1)).waitFor({ timeout: 120_000 });
  await settled(page);
  return watch(page);
}

export const savedBadge = '.save[data-state=saved]';

/** Everything is saved, and the page has nothing left to do. */
export async function settled(page: Page): Promise<void> {
  await page.locator(savedBadge).first().waitFor({ timeout: 120_000 });
  await idle(page);
}

/** Other texts in the cells in sight, by hand and nothing else: what no program can be faster than. */
export async function measureByHand(context: BrowserContext, address: string): Promise<number> {
  const { page, cost } = await openGrid(context, address);
  const spent: number[] = [];
  for (let round = 0; round < 9; round++) {
    const act = () =>
      page.evaluate((n) => {
        const cells = document.querySelectorAll('[data-testid=breakdown] .grid-text');
        for (const { firstChild } of cells) if (firstChild) firstChild.nodeValue = `1,234,56${n}`;
      }, round);
    const { cpu } = await cost(act, { selector: cellSelector(0, 1), text: `1,234,56${round}` });
    spent.push(cpu);
  }
  await page.close();
  return median(spent);
}
