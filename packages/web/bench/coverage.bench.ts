/**
 * What somebody waits for at the coverage of a large target, in a real browser with the real server: 20,000 members by three years
 * of months, carried by 300 initiatives.
 */
import type { Page } from 'playwright-core';
import type { Figure } from '../../../tools/bench.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { type Client, enter, install } from './browser/installation.ts';
import { type Cost, idle, medianCost, watch, watchContext } from './browser/main-thread.ts';

const GROUPS = 200;
const MEMBERS = 20_000;
const INITIATIVES = 300;
const ROUNDS = 3;
const SIZE = '20,000 members × 36 months × 300 initiatives';

export async function run(report: (figure: Figure) => void): Promise<void> {
  const [browser, app] = [await launchBrowser(), await install()];
  try {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
    await watchContext(context);
    const client = await enter(context, app);
    const plan = await makePlan(client);
    const page = await context.newPage();
    await page.goto(`${app.url}/w/${client.workspace}/plans/${plan}/strategy`);
    await page.locator('.cover-missing').waitFor({ timeout: 300_000 });
    const told = (name: string, costs: readonly Cost[], limit: number): void => {
      const { wall: value, cpu } = medianCost(costs);
      const work = `${cpu.toFixed(0)} ms of work`;
      const peer = `${limit} ms`;
      report({ name: `${name} (${work})`, unit: 'ms', value, peer, peerValue: limit, ratio: value / limit });
    };
    const [maps, gaps, slips]: Cost[][] = [[], [], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      maps!.push(await open(page, '.cover-cell'));
      gaps!.push(await open(page, '.cover-missing'));
      slips!.push(await slip(page));
    }
    told(`${SIZE}: to the heat map`, maps!, 1_000);
    told(`${SIZE}: to the uncovered cells by name`, gaps!, 2_000);
    told(`${SIZE}: a week's slip tried, to the map`, slips!, 100);
  } finally {
    await app.close();
    await browser.close();
  }
}

/** To another room and back, with the plan at hand. */
async function open(page: Page, selector: string): Promise<Cost> {
  await page.locator('a[href*="/risks"]').first().dispatchEvent('click');
  await page.locator('.cover-cell').first().waitFor({ state: 'detached' });
  await idle(page);
  const { cost } = await watch(page);
  return cost(() => page.locator('a[href*="/strategy"]').first().dispatchEvent('click'), { selector });
}

/** What a slip of the first initiative changes, and back. */
async function slip(page: Page): Promise<Cost> {
  await idle(page);
  const { cost } = await watch(page);
  const week = page.locator('.cover-trial__slip button').first();
  const spent = await cost(() => week.dispatchEvent('click'), { selector: '.cover-cell[data-changed]' });
  await page.locator('.cover-trial__end button').last().click();
  await page.locator('.cover-cell[data-changed]').first().waitFor({ state: 'detached' });
  return spent;
}

async function makePlan(client: Client): Promise<string> {
  const add = (kind: string, id: string, fields: object) => ({ type: 'record.add', kind, id, fields });
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
  const member = (id: string, parent?: string) =>
    add('dimensionMember', id, { dimension: 'cover', name: id, ...(parent !== undefined && { parent }) });
  const leaves = numbers(MEMBERS).map((i) => [`cover${i}`]);
  await client.submit(client.workspace, [
    add('dimension', 'cover', { name: 'Cover', category: 'custom' }),
    ...numbers(GROUPS).map((i) => member(`group${i}`)),
    ...numbers(MEMBERS).map((i) => member(`cover${i}`, `group${i % GROUPS}`)),
    add('metric', 'cover', {
      name: 'Cover',
      key: 'cover',
      aggregation: 'sum',
      direction: 'up',
      unit: 'money',
      currency: 'CNY',
      decimals: 2,
    }),
  ]);
  const plan = crypto.randomUUID();
  const window = { from: '2026-01-01', to: '2028-12-31' };
  const blank = {
    from: 'scenario',
    id: plan,
    scenario: 'blank',
    name: 'Cover',
    period: window,
    sampleNumbers: false,
  };
  await client.ask('POST', `/workspaces/${client.workspace}/plans`, blank);
  const fields = { metric: 'cover', targetClass: 'core', dimensions: ['cover'], grain: 'month', ...window };
  await client.submit(plan, [
    {
      type: 'target.define',
      id: 'cover',
      fields: { ...fields, order: -1, baseline: 5_000_000_000 },
      rows: leaves,
    },
  ]);
  const entry = { at: { members: ['*'], time: 'all' }, method: 'equalLeaves', value: 7_200_000_000 };
  await client.submit(plan, [{ type: 'target.enter', target: 'cover', entries: [entry] }]);
  const contribution = { low: 1_000, likely: 200_000, high: 300_000 };
  await client.submit(
    plan,
    numbers(INITIATIVES).map((i) =>
      add('initiative', `initiative${i}`, {
        name: `Initiative ${i}`,
        target: 'cover',
        from: `2026-0${1 + (i % 9)}-05`,
        coordinate: { cover: i % 10 === 0 ? `group${i % GROUPS}` : `cover${i * 60}` },
        contribution,
        probability: 70,
        rampDays: i % 40,
      }),
    ),
  );
  return plan;
}
