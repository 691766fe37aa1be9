import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { run } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { launchBrowser } from './browser.ts';
import { moveToDay, shiftMs } from './day.ts';
import type { App } from './server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Somebody who has never been here, and what they see going wrong. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses of other hosts that were asked. */
  readonly foreign: readonly string[];
  /** Uncaught errors and error lines of the console, those about failed requests aside. */
  readonly complaints: readonly string[];
  /** Requests that the browser reported as failed, such as `401 /api/auth/sign-in`. */
  readonly failed: readonly string[];
}

export interface DemoPlan {
  readonly workspace: string;
  readonly plan: string;
}

/** One browser for all journeys of a file; call it at the top, and the result inside of hooks and tests. */
export function oneBrowser(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
  });
  return () => {
    if (!browser) throw new Error('The browser has not started yet.');
    return browser;
  };
}

/** What a slow machine may take for something that comes at all. */
const patienceMs = 60_000;

/** What each page has asked the server to do and not yet been answered. */
const underWay = new WeakMap<Page, ReadonlySet<Request>>();

/** A browser of somebody's own, on the day of the journeys. */
export async function newContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    // The checker of accessibility is put into the page from outside, which the content policy rightly forbids.
    bypassCSP: true,
    ...options,
  });
  context.setDefaultTimeout(patienceMs);
  await context.addInitScript(moveToDay, shiftMs);
  context.on('page', (page) => {
    const asked = new Set<Request>();
    underWay.set(page, asked);
    page.on('request', (request) => request.method() !== 'GET' && asked.add(request));
    // Of an answer that nobody reads to its end it is never said that it has come.
    page.on('response', (response) => asked.delete(response.request()));
    page.on('requestfailed', (request) => asked.delete(request));
  });
  return context;
}

let visitors = 0;

export async function visit(browser: Browser, app: App, locale = 'zh-CN', height = 900): Promise<Visit> {
  const foreign: string[] = [];
  const complaints: string[] = [];
  const failed: string[] = [];
  const context = await newContext(browser, { locale, viewport: { width: 1440, height } });
  visitors += 1;
  // From elsewhere than everybody before: many visits within a minute are not one that presses in.
  const address = `10.0.${Math.floor(visitors / 250)}.${(visitors % 250) + 1}`;
  await context.setExtraHTTPHeaders({ 'x-forwarded-for': address });
  const page = await context.newPage();
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== app.url) foreign.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const status = /^Failed to load resource: .*?(\d{3}|net::\w+)/.exec(message.text())?.[1];
    if (status === undefined) complaints.push(message.text());
    else failed.push(`${status} ${new URL(message.location().url).pathname}`);
  });
  return { context, page, foreign, complaints, failed };
}

/** Enter as a guest of the demo company, whose plan lies in the third quarter of 2026 whenever that is. */
export async function openDemo(page: Page, app: App, locale = 'zh-CN'): Promise<DemoPlan> {
  const workspace = crypto.randomUUID();
  const data = { id: workspace, locale, on: '2026-08-15' };
  const response = await page.context().request.post(`${app.url}/api/v1/demo`, { data });
  if (!response.ok()) throw new Error(`There is no demo company: ${await response.text()}`);
  const { plan } = (await response.json()) as { plan: string };
  return { workspace, plan };
}

/**
 * All that was typed is with the server, and the page says so. Looked at twice: what a key began may have asked the
 * server something first and go on from the answer.
 */
export async function saved(page: Page): Promise<void> {
  const badge = page.locator('.save[data-state="saved"]').first();
  const asked = underWay.get(page);
  if (!asked) throw new Error('A page of the journeys is one of a `newContext`.');
  for (let quiet = 0; quiet < 2; quiet += 1) {
    await badge.waitFor();
    await drawn(page);
    if (asked.size > 0 || !(await badge.isVisible())) quiet = -1;
  }
}

/** Where something is, once it stays there. */
export async function standing(
  what: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
  await what.scrollIntoViewIfNeeded();
  await atRest(what.page());
  for (let before = await what.boundingBox(); ; ) {
    await drawn(what.page());
    const now = await what.boundingBox();
    if (now && before && JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
  }
}

/** The keyboard writes into a field of this place. */
export async function typesInto(place: Locator): Promise<void> {
  await expect
    .poll(() =>
      place.evaluate((element) => {
        const { activeElement } = document;
        return element.contains(activeElement) && activeElement?.matches('input, textarea');
      }),
    )
    .toBe(true);
}

/** By how much the page is wider than the screen, in pixels. */
export async function overflow(page: Page): Promise<number> {
  await atRest(page);
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** Two pictures later: what was set is drawn, and what it set off has begun. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const picture = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    await picture();
    await picture();
  });

/**
 * The page has come to rest: what fades or moves into place has done so. Half-way through a change of theme a text has
 * the contrast of neither.
 */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const drawn = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const ending = (): Animation[] =>
      document
        .getAnimations()
        .filter(
          ({ effect, playState }) =>
            playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
        );
    do {
      // What is set is drawn first, and only then does it begin to move.
      await drawn();
      await drawn();
      await Promise.allSettled(ending().map(({ finished }) => finished));
    } while (ending().length > 0);
  });
}

/** What keeps somebody from using the page: the rule and the places, one line each; of all rules, or of those named. */
export async function violations(page: Page, only?: readonly string[]): Promise<string[]> {
  await atRest(page);
  // Once for a document: read anew, it would be slow anew.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async (rules) => {
    const { axe: checker } = window as unknown as { axe: { run: typeof run } };
    const found = await checker.run({
      ...(rules !== undefined && { runOnly: [...rules] }),
      // Of what is right, no more than is needed is put together.
      resultTypes: ['violations'],
    });
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  }, only);
}

/** The rules about colours: all that a page in the other theme can break that it did not break in the first. */
export const colourRules = ['color-contrast', 'link-in-text-block'] as const;

/** What the browser does when the user pastes a text copied from a spreadsheet. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => {
    const data = new DataTransfer();
    data.setData('text/plain', copied);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}
