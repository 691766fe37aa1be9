import { packedBookType } from '@shapan/contract';
import type { BrowserContext, Page } from 'playwright-core';
import type { Figure } from '../../../../tools/bench.ts';
import { cellSelector, settled } from './grid-page.ts';
import { type Cost, idle, median, medianCost, watch } from './main-thread.ts';

const ROUNDS = 3;

/** From the address to the first picture of the grid, in a browser that has never been here and in one that has. */
export async function measureOpening(
  newContext: () => Promise<BrowserContext>,
  address: string,
  report: (figure: Figure) => void,
): Promise<void> {
  const cold: Cost[] = [];
  const warm: Cost[] = [];
  const back: Cost[] = [];
  const bare: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const context = await newContext();
    const page = await context.newPage();
    const first = await openingOf(page, () => page.goto(address, { waitUntil: 'commit' }));
    // Only the second time a browser keeps the programs as it compiled them, and that costs it more than it saves.
    await reopen(page);
    const second = await reopen(page);
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
    ['programs and plan kept by the browser', warm],
    ['back from another room', back],
  ] as const) {
    const { wall: value, cpu } = medianCost(spent);
    report({
      name: `720,000 leaves to the first painted grid: ${name} (${cpu.toFixed(0)} ms of work)`,
      unit: 'ms',
      value,
      peer: 'the bytes of the plan fetched',
      peerValue,
      ratio: value / peerValue,
    });
  }
}

/** What the page still does after its first picture is not what the next one waits for. */
async function reopen(page: Page): Promise<Cost> {
  await settled(page);
  return openingOf(page, () => page.reload({ waitUntil: 'commit' }));
}

/** On the clock since the navigation began; the picture is there a frame after the cell is. */
async function openingOf(page: Page, go: () => Promise<unknown>): Promise<Cost> {
  const { processor } = await watch(page);
  const before = await processor();
  await go();
  await page.locator(cellSelector(0, 1)).waitFor({ timeout: 120_000 });
  const wall = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => resolve(performance.now()));
      }),
  );
  const after = await processor();
  // A new page may have got a process of its own, whose time begins anew.
  return { wall, cpu: after < before ? after : after - before };
}

/** To another room and back, without a new page. */
async function returnTo(page: Page): Promise<Cost> {
  await page.locator('a[href*="/strategy"]').first().click();
  await page.getByTestId('breakdown').waitFor({ state: 'detached' });
  await idle(page);
  const { cost } = await watch(page);
  const act = () => page.locator('a[href*="/targets"]').first().dispatchEvent('click');
  return cost(act, { selector: cellSelector(0, 1) });
}

/** What the browser cannot do without: the bytes of the plan. */
async function readState(page: Page, address: string): Promise<number> {
  const [, workspace, plan] = /\/w\/([^/]+)\/plans\/([^/?]+)/.exec(address) ?? [];
  return page.evaluate(
    async ({ path, accept }) => {
      const begin = performance.now();
      const response = await fetch(path, { cache: 'no-store', headers: { accept } });
      await response.arrayBuffer();
      return performance.now() - begin;
    },
    { path: `/api/v1/workspaces/${workspace}/books/${plan}`, accept: packedBookType },
  );
}
