/** The grid's harness in a browser, and what a person does with it: for the tests of the grid. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { launchBrowser } from '../browser.ts';
import type { HarnessLog } from './grid-harness.tsx';
import { serveHarness } from './serve.ts';

let browser: Browser;
let server: Awaited<ReturnType<typeof serveHarness>>;

/** What a file of tests has to say first: a module that two files import in one process is loaded for the first alone. */
export function onHarness(): void {
  beforeAll(async () => {
    server = await serveHarness();
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
  });
}

/** Run a test on a fresh page with one of the harness grids. */
export async function on(
  grid: string,
  test: (page: Page) => Promise<void>,
  window: BrowserContextOptions = { viewport: { width: 1280, height: 700 } },
): Promise<void> {
  const context = await browser.newContext(window);
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  try {
    await page.goto(`${server.url}?grid=${grid}`);
    await cell(page, 0, 1).waitFor();
    await test(page);
    expect(errors).toEqual([]);
  } finally {
    await context.close();
  }
}

export const cell = (page: Page, row: number, column: number) =>
  page.locator(`[data-row="${row}"][data-column="${column}"]`);
export const textOf = (page: Page, row: number, column: number) =>
  cell(page, row, column).locator('.grid-text').textContent();
export const editor = (page: Page) => page.locator('.grid-field[data-open]');
export const harness = (page: Page): Promise<HarnessLog> => page.evaluate(() => window.harness);
export const selection = async (page: Page) => (await harness(page)).selection;
export const gestures = async (page: Page) => (await harness(page)).edits;
/** Each gesture with the number of cells it changed. */
export const gesturesDone = async (page: Page) =>
  (await gestures(page)).map(({ gesture, edits }) => [gesture, edits.length]);

export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Paste as the browser does it: an event with data on the focused element. */
export function paste(page: Page, text: string, html = ''): Promise<void> {
  return page.evaluate(
    ([plain, rich]) => {
      const data = new DataTransfer();
      data.setData('text/plain', plain);
      if (rich !== '') data.setData('text/html', rich);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    },
    [text, html] as const,
  );
}
