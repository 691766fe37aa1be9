import type { Browser, Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, expect } from 'vitest';
import { type App, startApp } from './server.ts';
import { oneBrowser, openDemo, type Visit, visit } from './visit.ts';

/** The room of targets of a fresh demo plan, before every journey of a file. */
export interface TargetsRoom {
  readonly browser: Browser;
  readonly app: App;
  readonly visitor: Visit;
  readonly page: Page;
  /** Path of the plan. */
  readonly plan: string;
}

/** Call it once at the top of a file; the result inside of tests. */
export function targetsRoom(): () => TargetsRoom {
  const browser = oneBrowser();
  let room: TargetsRoom | undefined;

  beforeEach(async () => {
    const app = await startApp();
    const visitor = await visit(browser(), app);
    const demo = await openDemo(visitor.page, app);
    const plan = `/w/${demo.workspace}/plans/${demo.plan}`;
    room = { browser: browser(), app, visitor, page: visitor.page, plan };
    await visitor.page.goto(`${app.url}${plan}/targets`);
    await cellOn(visitor.page, 0, 1).waitFor();
  }, 120_000);

  afterEach(async () => {
    if (!room) return;
    expect(room.visitor.complaints).toEqual([]);
    await saved(room.page);
    await room.visitor.context.close();
    await room.app.close();
  });

  return () => {
    if (!room) throw new Error('The room has not been opened yet.');
    return room;
  };
}

/** The demo's revenue: rows 合计, A区, B区; columns 区域, 合计, 7月, 8月, 9月; in 万元. */
export const cellOn = (page: Page, row: number, column: number): Locator =>
  page.getByTestId('breakdown').locator(`[data-row="${row}"][data-column="${column}"]`);

/** What everything about one page's breakdown is said with. */
export function breakdownOf(page: () => Page) {
  const cell = (row: number, column: number, on = page()) => cellOn(on, row, column);
  const shown = async (row: number, column: number): Promise<string> =>
    (await cell(row, column).locator('.grid-text').textContent()) ?? '';
  return {
    cell,
    shown,
    line: (row: number): Promise<string[]> => Promise.all([1, 2, 3, 4].map((column) => shown(row, column))),
    async shows(row: number, column: number, text: string, on = page()): Promise<void> {
      await cell(row, column, on)
        .locator('.grid-text', { hasText: new RegExp(`^${text}$`) })
        .waitFor();
    },
    async type(row: number, column: number, text: string): Promise<void> {
      await cell(row, column).click();
      await page().keyboard.type(text);
      await page().keyboard.press('Enter');
    },
    /** Hold the selected cell from the keyboard; a single number has nothing to choose. */
    async hold(row: number, column: number, keeps: string, reason: string): Promise<void> {
      await cell(row, column).click();
      await page().keyboard.press('Control+Shift+L');
      const dialog = page().getByRole('dialog');
      if (keeps !== '') await page().getByRole('radio', { name: keeps }).click();
      await page().getByLabel('为什么锁定').fill(reason);
      await dialog.getByRole('button', { name: '锁定', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    },
  };
}

export async function saved(page: Page): Promise<void> {
  await page.getByText('已保存').first().waitFor();
}
