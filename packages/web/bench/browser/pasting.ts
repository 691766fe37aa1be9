import type { BrowserContext, Page } from 'playwright-core';
import type { Figure } from '../../../../tools/bench.ts';
import { cellSelector, measureByHand, openGrid, openView, savedBadge, settled } from './grid-page.ts';
import { type Cost, medianCost, type Watched } from './main-thread.ts';
import { PASTED_ROWS } from './plans.ts';

const ROUNDS = 3;

/** In the plan of 5,000 rows × 12 months: one month, all of them, and the year of each row. */
const blocks = [
  { name: 'a month', column: 3, columns: 1 },
  { name: 'a quarter', column: 3, columns: 3 },
  { name: 'the year, a total of 12 leaves', column: 1, columns: 1 },
] as const;

const steps = {
  asked: 'paste to the question painted',
  painted: 'confirmed to painted',
  answered: 'the answer of the server',
  undone: 'undo',
} as const;

export async function measurePaste(
  context: BrowserContext,
  address: string,
  report: (figure: Figure) => void,
): Promise<void> {
  const hand = await measureByHand(context, `${address}${openView}`);
  for (const block of blocks) {
    const watched = await openGrid(context, `${address}${openView}`);
    const rounds: Readonly<Record<keyof typeof steps, Cost>>[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const costs = await pasteOnce(watched, block, 7_000_000 + round * 1_001);
      if (round > 0) rounds.push(costs);
    }
    for (const step of Object.keys(steps) as (keyof typeof steps)[]) {
      const { cpu, wall } = medianCost(rounds.map((costs) => costs[step]));
      report({
        name: `5,000 rows pasted, ${block.name}: ${steps[step]} (${wall.toFixed(0)} ms on the clock)`,
        unit: 'ms',
        value: cpu,
        peer: 'texts of the cells in sight by hand',
        peerValue: hand,
        ratio: cpu / hand,
      });
    }
    await watched.page.close();
  }
}

async function pasteOnce(
  { page, cost, hold, release }: Watched,
  { column, columns }: (typeof blocks)[number],
  value: number,
): Promise<Readonly<Record<keyof typeof steps, Cost>>> {
  const selector = cellSelector(1, column);
  await page.locator(selector).click();
  await page.waitForTimeout(400);
  await settled(page);
  const before = await page.locator(selector).textContent();
  const lines = Array.from({ length: PASTED_ROWS }, (_, row) =>
    Array.from({ length: columns }, (_, at) => value + row + at).join('\t'),
  );
  await hold();
  const dialog = '[role=dialog] button:last-of-type';
  const asked = await cost(() => paste(page, lines.join('\r\n')), { selector: dialog });
  // The button that confirms has the focus.
  const painted = await cost(() => page.keyboard.press('Enter'), {
    selector,
    text: value.toLocaleString('en'),
  });
  const answered = await cost(() => release(), { selector: savedBadge });
  await settled(page);
  const undone = await cost(() => page.keyboard.press('Control+z'), { selector, text: before ?? '' });
  await settled(page);
  return { asked, painted, answered, undone };
}

function paste(page: Page, text: string): Promise<void> {
  return page.evaluate((copied) => {
    const data = new DataTransfer();
    data.setData('text/plain', copied);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}
