import type { BrowserContext, Page } from 'playwright-core';
import type { Figure } from '../../../../tools/bench.ts';
import { cellSelector } from './grid-page.ts';
import { idle, median } from './main-thread.ts';

const ROUNDS = 3;

/** From the address to the first picture of the grid, in a browser that has never been here and in one that has. */
export async function measureOpening(
  newContext: () => Promise<BrowserContext>,
  address: string,
  report: (figure: Figure) => void,
): Promise<void> {
  const cold: number[] = [];
  const warm: number[] = [];
  const back: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const context = await newContext();
    const page = await context.newPage();
    const first = await openingOf(page, () => page.goto(address, { waitUntil: 'commit' }));
    const second = await openingOf(page, () => page.reload({ waitUntil: 'commit' }));
    const again = await returnTo(page);
    const state = await readState(page, address);
    await context.close();
    // The first round brings the plan into the memory of the server.
    if (round === 0) continue;
    cold.push(first);
    warm.push(second);
    back.push(again);
    bare.push(state);
  }
  const peerValue = median(bare);
  for (const [name, spent] of [
    ['never here before', cold],
    ['the programs kept by the browser', warm],
    ['back from another room', back],
  ] as const) {
    const value = median(spent);
    report({
      name: `720,000 leaves to the first painted grid: ${name}`,
      unit: 'ms',
      value,
      peer: 'the state of the plan fetched and parsed',
      peerValue,
      ratio: value / peerValue,
    });
  }
}

async function openingOf(page: Page, go: () => Promise<unknown>): Promise<number> {
  await go();
  await page.locator(cellSelector(0, 1)).waitFor({ timeout: 120_000 });
  // Since the navigation began; the picture was there a frame after the cell was.
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => resolve(performance.now()));
      }),
  );
}

/** To another room and back, without a new page. */
async function returnTo(page: Page): Promise<number> {
  await page.locator('a[href*="/strategy"]').first().click();
  await page.getByTestId('breakdown').waitFor({ state: 'detached' });
  await idle(page);
  return page.evaluate(
    (selector) =>
      new Promise<number>((resolve) => {
        const begin = performance.now();
        document.querySelector<HTMLElement>('a[href*="/targets"]')?.click();
        const look = (): void => {
          if (document.querySelector(selector))
            requestAnimationFrame(() => resolve(performance.now() - begin));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    cellSelector(0, 1),
  );
}

/** What the browser cannot do without: the bytes and their meaning. */
async function readState(page: Page, address: string): Promise<number> {
  const [, workspace, plan] = /\/w\/([^/]+)\/plans\/([^/?]+)/.exec(address) ?? [];
  return page.evaluate(async (path) => {
    const begin = performance.now();
    const response = await fetch(path);
    JSON.parse(await response.text());
    return performance.now() - begin;
  }, `/api/v1/workspaces/${workspace}/books/${plan}`);
}
