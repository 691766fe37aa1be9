import type { BrowserContext, Page } from 'playwright-core';
import type { Figure } from '../../../../tools/bench.ts';
import type { Client } from './installation.ts';
import { type Cost, idle, medianCost, watch } from './main-thread.ts';
import { scroll } from './scrolling.ts';

const TASKS = 5_000;
const LINKS = 7_000;
const ROUNDS = 3;
const BAR = '.timeline__bar';

/** A plan of 5,000 tasks below 100 initiatives, each waiting for some of those before it; answers its room. */
export async function makeTasks(client: Client): Promise<string> {
  const id = crypto.randomUUID();
  await client.ask('POST', `/workspaces/${client.workspace}/plans`, {
    from: 'scenario',
    id,
    scenario: 'blank',
    name: 'Tasks',
    period: { from: '2026-01-01', to: '2026-12-31' },
    sampleNumbers: false,
  });
  const add = (kind: string, name: string, fields: object) => ({
    type: 'record.add',
    kind,
    id: name,
    fields,
  });
  const initiatives = Array.from({ length: 100 }, (_, i) =>
    add('initiative', `i${i}`, { name: `Initiative ${i}` }),
  );
  const tasks = Array.from({ length: TASKS }, (_, i) => {
    const start = Math.floor((i * 340) / TASKS);
    const fields = {
      name: `Task ${i}`,
      initiative: `i${i % 100}`,
      from: day(start),
      to: day(start + 2 + (i % 12)),
    };
    return add('task', `t${i}`, fields);
  });
  const links = Array.from({ length: LINKS }, (_, i) => {
    const from = (i * 7919) % (TASKS - 400);
    const fields = {
      from: `t${from}`,
      to: `t${from + 200 + ((i + Math.floor(i / 4_600)) % 200)}`,
      relation: 'FS',
      lag: 0,
    };
    return add('taskLink', `l${i}`, fields);
  });
  await client.submit(id, [...initiatives, ...tasks, ...links]);
  return `plans/${id}/execution`;
}

const day = (offset: number): string => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10);

/** From another room to the first bar of the chart, and the chart scrolled; beside an empty box of the same size. */
export async function measureGantt(
  context: BrowserContext,
  address: string,
  report: (figure: Figure) => void,
): Promise<void> {
  const page = await context.newPage();
  await page.goto(address);
  await page.locator(BAR).first().waitFor({ timeout: 120_000 });
  const spent: Cost[] = [];
  for (let round = 0; round < ROUNDS; round += 1) spent.push(await openChart(page));
  const { wall: value, cpu } = medianCost(spent);
  report({
    name: `5,000 tasks and 7,000 links to the first painted Gantt chart (${cpu.toFixed(0)} ms of work)`,
    unit: 'ms',
    value,
    peer: 'one second',
    peerValue: 1_000,
    ratio: value / 1_000,
  });
  const ours = await scroll(page, '.timeline', 'top');
  await page.evaluate(plainBox);
  const plain = await scroll(page, '#plain', 'top');
  report({
    name: '5,000 tasks scrolled down: frames a second',
    unit: 'fps',
    value: ours.fps,
    peer: 'an empty box of the same size',
    peerValue: plain.fps,
    ratio: ours.fps / plain.fps,
  });
  report({
    name: '5,000 tasks scrolled down: work of a frame',
    unit: 'ms',
    value: ours.cpu,
    peer: 'an empty box of the same size',
    peerValue: plain.cpu,
    ratio: ours.cpu / plain.cpu,
  });
  await page.close();
}

/** To another room and back, with the plan at hand. */
async function openChart(page: Page): Promise<Cost> {
  await page.locator('a[href*="/strategy"]').first().dispatchEvent('click');
  await page.locator(BAR).first().waitFor({ state: 'detached' });
  await idle(page);
  const { cost } = await watch(page);
  const act = () => page.locator('a[href*="/execution"]').first().dispatchEvent('click');
  return cost(act, { selector: BAR });
}

function plainBox(): void {
  const box = document.createElement('div');
  box.id = 'plain';
  box.style.cssText = 'position: fixed; inset: 0; overflow: auto; background: white';
  const content = document.createElement('div');
  content.style.cssText = 'height: 183600px';
  box.append(content);
  document.body.append(box);
}
