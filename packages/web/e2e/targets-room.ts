import type { BrowserContext, Locator, Page } from 'playwright-core';
import { beforeEach, expect } from 'vitest';
import { demoJourney, type Journey } from './journey.ts';
import { newContext } from './visit.ts';

/** The room of targets of a demo plan of its own, before every journey of a file. */
export interface TargetsRoom extends Omit<Journey, 'plan'> {
  /** Path of the plan. */
  readonly plan: string;
}

/** Call it once at the top of a file; the result inside of tests. */
export function targetsRoom(): () => TargetsRoom {
  const journey = demoJourney({ endsSaved: true });
  let room: TargetsRoom | undefined;

  beforeEach(async () => {
    room = { ...journey, plan: `/w/${journey.workspace}/plans/${journey.plan}` };
    await room.page.goto(`${room.app.url}${room.plan}/targets`);
    await cellOn(room.page, 0, 1).waitFor();
  }, 120_000);

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
    /** The number, with as many zeros behind it as others of its column need. */
    async shows(row: number, column: number, text: string, on = page()): Promise<void> {
      const zeros = text.includes('.') ? '0*' : '(\\.0+)?';
      await cell(row, column, on)
        .locator('.grid-text', { hasText: new RegExp(`^${text}${zeros}$`) })
        .waitFor();
    },
    /** The mark that something keeps the number, or that nothing does. */
    async isHeld(row: number, column: number, isIt = true): Promise<void> {
      const held = '[data-state~="held"]';
      await cell(row, column)
        .and(page().locator(isIt ? held : `:not(${held})`))
        .waitFor();
    },
    /** What the pointer is told at the cell. */
    async says(row: number, column: number, text: string): Promise<void> {
      await expect.poll(() => cell(row, column).getAttribute('title')).toContain(text);
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

let managers = 0;

/** The browser of somebody who joins the company and works in region A alone; the test closes it. */
export async function managerOfA({ page, plan, app, browser }: TargetsRoom): Promise<BrowserContext> {
  managers += 1;
  const [email, password] = [`region-a-${managers}@example.com`, 'a password of region A'];
  const invite = await page.evaluate(
    async ({ path, address }) => {
      const [, , workspace] = path.split('/');
      const root = `/api/v1/workspaces/${workspace}`;
      const master = (await (await fetch(`${root}/books/${workspace}`)).json()) as {
        records: { kind: string; id: string; fields: Record<string, unknown> }[];
      };
      const region = master.records.find(
        ({ kind, fields }) => kind === 'dimensionMember' && fields['name'] === 'A区',
      );
      const answer = await fetch(`${root}/members`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          email: address,
          displayName: 'A区经理',
          role: 'manager',
          scope: [{ dimension: region?.fields['dimension'], member: region?.id }],
        }),
      });
      return ((await answer.json()) as { invite: string }).invite;
    },
    { path: plan, address: email },
  );
  const context = await newContext(browser);
  const joined = await context.request.post(`${app.url}/api/v1/invites/accept`, {
    data: { invite, password },
  });
  expect(joined.status()).toBeLessThan(300);
  await context.request.post(`${app.url}/api/auth/sign-in/email`, { data: { email, password } });
  return context;
}
