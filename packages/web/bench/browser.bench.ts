/**
 * What somebody waits for at the grid, in a real browser with the real server: a number typed, a block pasted, a large
 * plan opened, a long table scrolled. Beside each stands what the browser alone needs for the same.
 */
import type { Browser, BrowserContext } from 'playwright-core';
import type { Figure } from '../../../tools/bench.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { enter, type Installation, install } from './browser/installation.ts';
import { watchContext } from './browser/main-thread.ts';
import { measureOpening } from './browser/opening.ts';
import { measurePaste } from './browser/pasting.ts';
import { makePlans } from './browser/plans.ts';
import { measureScroll } from './browser/scrolling.ts';
import { makeTasks, measureGantt } from './browser/tasks.ts';
import { measureTyping } from './browser/typing.ts';

export async function run(report: (figure: Figure) => void): Promise<void> {
  const browser = await launchBrowser();
  try {
    const app = await install();
    try {
      await inApp(browser, app, report);
    } finally {
      await app.close();
    }
    await measureScroll(browser, report);
  } finally {
    await browser.close();
  }
}

async function inApp(browser: Browser, app: Installation, report: (figure: Figure) => void): Promise<void> {
  const context = await newContext(browser);
  const client = await enter(context, app);
  const room = (path: string): string => `${app.url}/w/${client.workspace}/${path}`;
  await measureGantt(context, room(await makeTasks(client)), report);
  const plans = await makePlans(client);
  await measureTyping(context, room(plans.typed), report);
  await measurePaste(context, room(plans.pasted), report);
  const signedIn = await context.storageState();
  await context.close();
  await measureOpening(() => newContext(browser, signedIn), room(plans.large), report);
}

async function newContext(
  browser: Browser,
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
    ...(storageState && { storageState }),
  });
  await watchContext(context);
  return context;
}
