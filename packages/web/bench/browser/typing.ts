import type { BrowserContext } from 'playwright-core';
import type { Figure } from '../../../../tools/bench.ts';
import { cellSelector, measureByHand, openGrid, openView, savedBadge, settled } from './grid-page.ts';
import { type Cost, medianCost, type Watched } from './main-thread.ts';

const ROUNDS = 11;

/** Cells of the plan of 295 rows × 17 periods. */
const places = [
  { name: 'a leaf', row: 3, column: 5 },
  { name: 'a year of 12 leaves', row: 4, column: 1 },
] as const;

const steps = {
  opened: 'first keystroke to the open editor',
  painted: 'Enter to all totals in sight painted',
  rest: 'what follows the picture',
  answered: 'the answer of the server',
} as const;

/** From Enter until the number and all totals in sight are painted, the answer of the server still on its way. */
export async function measureTyping(
  context: BrowserContext,
  address: string,
  report: (figure: Figure) => void,
): Promise<void> {
  const hand = await measureByHand(context, `${address}${openView}`);
  const watched = await openGrid(context, `${address}${openView}`);
  for (const { name, row, column } of places) {
    const rounds: Readonly<Record<keyof typeof steps, Cost>>[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const costs = await typeOnce(watched, { row, column }, 60_000_000 + round * 1_001);
      // The first time the browser compiles what it will use from then on.
      if (round > 0) rounds.push(costs);
    }
    for (const step of Object.keys(steps) as (keyof typeof steps)[]) {
      const { cpu, wall } = medianCost(rounds.map((costs) => costs[step]));
      report({
        name: `${name} of 5,015 cells: ${steps[step]} (${wall.toFixed(0)} ms on the clock)`,
        unit: 'ms',
        value: cpu,
        peer: 'texts of the cells in sight by hand',
        peerValue: hand,
        ratio: cpu / hand,
      });
    }
  }
  await watched.page.close();
}

async function typeOnce(
  watched: Watched,
  { row, column }: { readonly row: number; readonly column: number },
  value: number,
): Promise<Readonly<Record<keyof typeof steps, Cost>>> {
  const { page, cost } = watched;
  const selector = cellSelector(row, column);
  await page.locator(selector).click();
  await settled(page);
  const typed = String(value);
  const opened = await cost(() => page.keyboard.press(typed[0] ?? ''), {
    selector: '.grid-field[data-open]',
  });
  await page.keyboard.type(typed.slice(1));
  // The address follows the selection a little later.
  await page.waitForTimeout(400);
  await settled(page);
  await watched.hold();
  // Other numbers of the column have a fraction, so every one is written with it.
  const shown = value.toLocaleString('en', { minimumFractionDigits: 2 });
  const painted = await cost(() => page.keyboard.press('Enter'), { selector, text: shown });
  const rest = await cost(() => page.waitForTimeout(400));
  const answered = await cost(() => watched.release(), { selector: savedBadge });
  await settled(page);
  return { opened, painted, rest, answered };
}
