import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { breakdownOf, targetsRoom } from './targets-room.ts';
import { newContext, saved, violations } from './visit.ts';

const room = targetsRoom();
const { cell, line, shows, type } = breakdownOf(() => room().page);
let page: Page;

beforeEach(() => {
  ({ page } = room());
});

const pictures = process.env['METHOD_PICTURES'];

/** Choose a method in the dialog of the whole's cell. */
async function openMethod(name: string): Promise<void> {
  await cell(0, 1).click();
  await page.getByRole('button', { name: '按方法填写…' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: '方法' }).click();
  await page.getByRole('option', { name, exact: true }).click();
}

const sums = (texts: readonly string[]): number[] => texts.map((text) => Number(text.replaceAll(',', '')));

describe('closing periods', () => {
  it('says how many, keeps their numbers, and opens them again', async () => {
    const before = sums(await line(0));
    await page.getByRole('button', { name: '关闭期间…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: '关闭到' }).click();
    await page.getByRole('option', { name: /7\s?月/ }).click();
    await dialog.getByText('将关闭 1 期，其余 2 期仍可改动').waitFor();
    expect(await violations(page)).toEqual([]);
    if (pictures) await page.screenshot({ path: `${pictures}/close-zh-light-1440.png` });
    await dialog.getByRole('button', { name: '关闭', exact: true }).last().click();
    await page.getByRole('button', { name: /已关闭至/ }).waitFor();
    await type(0, 1, `${before[0]! + 35}`);
    await saved(page);
    await expect.poll(async () => sums(await line(0))[1]).toBe(before[1]);
    await page.getByRole('button', { name: /已关闭至/ }).click();
    await dialog.getByRole('button', { name: '全部开放' }).click();
    await dialog.getByRole('button', { name: '重新开放' }).click();
    await page.getByRole('button', { name: '关闭期间…' }).waitFor();
    await saved(page);
  });
});

describe('filling a cell by a method', () => {
  it('shares a total by workdays, says what it will do first, and undoes it as one', async () => {
    const before = await line(0);
    await openMethod('按日历');
    await page.getByText('各期按日历分配，成员之间的比例不变').waitFor();
    await page.getByLabel('合计', { exact: true }).fill('660万');
    await page.getByText(/由 .* 变为 660(\.00)? 万元/).waitFor();
    expect(await violations(page)).toEqual([]);
    if (pictures) await page.screenshot({ path: `${pictures}/zh-light-1440.png` });
    await page.getByRole('button', { name: '填写', exact: true }).click();
    await shows(0, 1, '660');
    await saved(page);
    // July to September 2026 has 23, 21 and 22 workdays.
    const [, july, august, september] = sums(await line(0));
    expect(july! + august! + september!).toBeCloseTo(660, 2);
    expect([july! / 23, september! / 22].map((one) => Math.round((one / august!) * 21 * 1_000))).toEqual([
      1_000, 1_000,
    ]);
    await cell(0, 1).click();
    await page.keyboard.press('Control+Z');
    await shows(0, 1, before[0]!);
    expect(await line(0)).toEqual(before);
  });

  it('keeps what is missing or cannot be done in the dialog, in words', async () => {
    await openMethod('等差');
    await page.getByRole('button', { name: '填写', exact: true }).click();
    await page.getByRole('dialog').locator('[aria-invalid="true"]').first().waitFor();
    await page.getByLabel('第一期').fill('100万');
    await page.getByLabel('最后一期').fill('300万');
    await page.getByText(/变为 600(\.00)? 万元/).waitFor();
    await page.getByRole('dialog').getByRole('combobox', { name: '方法' }).click();
    await page.getByRole('option', { name: '按模式', exact: true }).click();
    await page.getByLabel('合计', { exact: true }).fill('600万');
    await page.getByLabel('权重').fill('1 2');
    await page.getByRole('dialog').locator('.sp-tone--bad').waitFor();
    await page.getByLabel('权重').fill('1 2 3');
    await page.getByRole('button', { name: '填写', exact: true }).click();
    await shows(0, 2, '100');
    await shows(0, 4, '300');
    await saved(page);
  });

  it('hands out in whole steps, and says what becomes of the totals right above', async () => {
    await cell(1, 2).click();
    await page.getByRole('button', { name: '按方法填写…' }).click();
    await page.getByLabel('合计', { exact: true }).fill('123.4万');
    await page.getByRole('button', { name: '更多选项' }).click();
    await page.getByLabel('分摊粒度（万元）').fill('10');
    await page
      .getByRole('dialog')
      .getByText(/→ .* 万元/)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    if (pictures) await page.screenshot({ path: `${pictures}/options-zh-light-1440.png` });
    await page.getByRole('button', { name: '填写', exact: true }).click();
    await shows(1, 2, '123.4');
    await saved(page);
  });

  it('gives what rounding leaves to the one cell that is named', async () => {
    await openMethod('平均');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('合计', { exact: true }).fill('=1000万+0.01');
    await dialog.getByRole('button', { name: '更多选项' }).click();
    await dialog.getByRole('combobox', { name: '凑整余下的归谁' }).click();
    await page.getByRole('option', { name: '指定的一格' }).click();
    await dialog.getByRole('combobox', { name: '指定的一格' }).click();
    await page.getByRole('option', { name: /B区.*9\s?月/ }).click();
    await dialog.getByText(/变为 1,000(\.00)? 万元/).waitFor();
    expect(await violations(page)).toEqual([]);
    if (pictures) await page.screenshot({ path: `${pictures}/rounding-zh-light-1440.png` });
    await dialog.getByRole('button', { name: '填写', exact: true }).click();
    await saved(page);
    await cell(2, 4).click();
    await page.locator('.targets-status').getByText('1,666,666.71 元').waitFor();
  });

  it('offers the proportions that a total had before it was zeroed', async () => {
    const before = sums(await line(0));
    await type(0, 1, '0');
    const confirm = page.getByRole('button', { name: '确认修改' });
    const zero = cell(0, 1).locator('.grid-text', { hasText: /^0(\.0+)?$/ });
    await confirm.or(zero).first().waitFor();
    if (await confirm.isVisible()) await confirm.click();
    await zero.waitFor();
    await saved(page);
    await type(0, 1, `${before[0]! * 2}`);
    await page.getByRole('button', { name: '按清零前的比例' }).click();
    await page.getByText('已按指定的比例').waitFor();
    if (pictures) await page.screenshot({ path: `${pictures}/pattern-zh-light-1440.png` });
    await confirm.click();
    await saved(page);
    await expect.poll(async () => sums(await line(0))[1]).toBeCloseTo(before[1]! * 2, 1);
  });

  it('says what would come of it now when the numbers changed after they were shown', async () => {
    let raced = false;
    await page.route('**/commands', async (route) => {
      const sent = route.request().postDataJSON() as {
        readonly expect?: string;
        readonly commands: readonly { readonly entries: readonly { readonly at: object }[] }[];
      };
      if (sent.expect !== undefined && !raced) {
        raced = true;
        const [command] = sent.commands;
        const entry = { at: command?.entries[0]?.at, value: 111_000_000 };
        const answer = await page.request.post(route.request().url(), {
          data: { id: crypto.randomUUID(), commands: [{ ...command, entries: [entry] }] },
          headers: { origin: new URL(route.request().url()).origin },
        });
        expect(answer.status()).toBe(200);
      }
      await route.continue();
    });
    await openMethod('平均增减');
    const rehearsal = page.waitForRequest((request) => request.postData()?.includes('660000000') === true);
    await page.getByLabel('合计', { exact: true }).fill('660万');
    await page.getByText(/变为 660(\.00)? 万元/).waitFor();
    await rehearsal;
    // The answer to it has come, and says what is agreed to.
    await saved(page);
    await page.getByRole('button', { name: '填写', exact: true }).click();
    await page.getByText('数据刚被别人改动').waitFor();
    await page.getByText(/合计从 111(\.00)? 变为 660/).waitFor();
    expect(await violations(page)).toEqual([]);
    if (pictures) await page.screenshot({ path: `${pictures}/fresh-zh-light-1440.png` });
    await page.getByRole('button', { name: '确认修改' }).click();
    await shows(0, 1, '660');
    await saved(page);
  });

  it('fits a narrow dark screen in English, and closes without doing anything', async () => {
    const { browser, plan, app } = room();
    const context = await newContext(browser, {
      locale: 'en',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
      storageState: await page.context().storageState(),
    });
    const small = await context.newPage();
    await small.goto(`${app.url}${plan}/targets`);
    const whole = small.getByTestId('breakdown').locator('[data-row="0"][data-column="1"]');
    await whole.click();
    const before = await whole.textContent();
    await small.getByRole('button', { name: /按方法填写|Fill by a method/ }).click();
    const dialog = small.getByRole('dialog');
    await dialog.waitFor();
    expect(await violations(small)).toEqual([]);
    if (pictures) await small.screenshot({ path: `${pictures}/dark-360.png` });
    const box = await dialog.boundingBox();
    expect(box!.x).toBeGreaterThanOrEqual(0);
    expect(box!.x + box!.width).toBeLessThanOrEqual(360);
    await dialog.getByRole('textbox').first().fill('620万');
    // From what to what: said in a sentence that wraps, and nothing of it is cut off.
    await dialog.locator('[aria-live="polite"] p').first().waitFor();
    const cut = await dialog
      .locator('p, li')
      .evaluateAll((lines) => lines.filter((line) => line.scrollWidth > line.clientWidth + 1).length);
    expect(cut).toBe(0);
    await small.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await whole.textContent()).toBe(before);
    await context.close();
  });
});
