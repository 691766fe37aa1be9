import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { demoJourney } from './journey.ts';
import { breakdownOf } from './targets-room.ts';
import { openDemo, standing, violations, visit } from './visit.ts';

const journey = demoJourney({ height: 1_400 });
const { cell, shown } = breakdownOf(() => page);
let page: Page;

beforeEach(async () => {
  ({ page } = journey);
  await openTargets(journey.workspace, journey.plan);
}, 120_000);

async function openTargets(workspace: string, plan: string): Promise<void> {
  await page.goto(`${journey.app.url}/w/${workspace}/plans/${plan}/targets`);
  await cell(0, 1).waitFor();
}

const dialog = () => page.getByRole('dialog');
const button = (name: string) => dialog().getByRole('button', { name, exact: true });

async function look(name: string): Promise<void> {
  if (process.env['SHAPAN_SHOTS'])
    await page.screenshot({ path: `${process.env['SHAPAN_SHOTS']}/${name}.png` });
}

describe('the cascade of a target', () => {
  it('divides by a rule that is said once, previewed, run and undone', async () => {
    const before = await Promise.all([1, 2].map((row) => shown(row, 1)));
    await page.getByRole('button', { name: '添加规则' }).click();
    await dialog().getByLabel('A区', { exact: true }).fill('3');
    await look('rule-dialog-zh');
    await button('保存并预览').click();
    await dialog().getByText('其他').or(dialog().getByText('将变动')).first().waitFor();
    await look('run-dialog-zh');
    expect(await violations(page)).toEqual([]);
    await button('按规则拆').click();
    await dialog().waitFor({ state: 'detached' });
    await cell(1, 1).locator('.grid-text', { hasText: /^500$/ }).waitFor();
    expect(await shown(2, 1)).toBe('0');
    await page.getByTestId('rules').getByText('与规则一致').waitFor();
    await look('rules-zh');
    await page.getByRole('button', { name: '撤销' }).first().click();
    await cell(1, 1)
      .locator('.grid-text', { hasText: new RegExp(`^${before[0]}$`) })
      .waitFor();
    expect(await shown(2, 1)).toBe(before[1]);
    await page.getByTestId('rules').getByText('尚未执行').waitFor();
  });

  it('has nothing to run of a rule that leaves the numbers to people', async () => {
    await page.getByRole('button', { name: '添加规则' }).click();
    await dialog().getByRole('combobox', { name: '拆解依据' }).click();
    await page.getByRole('option', { name: '手工', exact: true }).click();
    await button('保存并预览').waitFor({ state: 'detached' });
    await button('保存').click();
    await page.getByTestId('rules').getByText('手工填写', { exact: true }).waitFor();
    await dialog().waitFor({ state: 'detached' });
  });

  it('stays with the target that is broken down when Enter leads down a column of the list', async () => {
    const list = page.getByTestId('target-list');
    await list.locator('[data-row="0"][data-column="7"]').click();
    await page.keyboard.type('400万');
    await page.keyboard.press('Enter');
    await list.locator('[data-row="1"][data-mark~="active"]').waitFor();
    await page.getByRole('heading', { name: '拆解：销售额' }).waitFor();
    expect(await page.getByRole('heading', { name: /^拆解：/ }).textContent()).toBe('拆解：销售额');
    await list.locator('[data-row="1"][data-column="1"]').click();
    await page.getByRole('heading', { name: '拆解：新增客户数' }).waitFor();
  });

  it('moves an amount to another member, and sets a number aside by hand, from the menu of the cell', async () => {
    // The whole has nothing beside it.
    await cell(0, 1).click({ button: 'right' });
    const offered = page.getByRole('menuitem', { name: '调拨' });
    await offered.waitFor();
    await expect.poll(() => offered.getAttribute('aria-disabled')).toBe('true');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await cell(1, 2).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '调拨' }).click();
    expect(await dialog().getByRole('combobox', { name: '调给：区域' }).inputValue()).toBe('');
    const [from, to] = await Promise.all([1, 2].map(async (row) => Number(await shown(row, 2))));
    await dialog()
      .getByLabel('调拨多少')
      .fill(`${from! + 10}万`);
    await dialog().getByRole('combobox', { name: '调给：区域' }).fill('B区');
    await page.getByRole('option', { name: 'B区' }).click();
    await dialog().getByText('会变成负数').waitFor();
    await dialog().getByLabel('调拨多少').fill('20万');
    await dialog()
      .getByText(`${from} → ${from! - 20} 万元`)
      .waitFor();
    await dialog()
      .getByText(`${to} → ${to! + 20} 万元`)
      .waitFor();
    await dialog().getByText('会变成负数').waitFor({ state: 'detached' });
    await look('transfer-zh');
    expect(await violations(page)).toEqual([]);
    await button('调拨').click();
    await dialog().waitFor({ state: 'detached' });
    await cell(1, 2)
      .locator('.grid-text', { hasText: `${from! - 20}` })
      .waitFor();
    expect(await shown(2, 2)).toBe(`${to! + 20}`);
    await cell(2, 3).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '手工调整' }).click();
    await dialog().getByLabel('调整原因').fill('大客户签约');
    await dialog().getByLabel('调整为').fill('80万');
    await button('调整').click();
    await dialog().waitFor({ state: 'detached' });
    await cell(2, 3).locator('.grid-text', { hasText: /^80$/ }).waitFor();
    await page.getByText('大客户签约').waitFor();
    await cell(2, 1).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '结转差额' }).click();
    await look('carry-zh');
    // All months of the example have ended: there is nowhere to carry what they fell short of.
    await dialog().getByText('没有未结束的期间，无处结转。').waitFor();
    await expect.poll(() => dialog().getByLabel('结转多少').inputValue()).not.toBe('');
    await expect.poll(() => button('结转').isDisabled()).toBe(true);
    await button('取消').click();
    await look('overrides-zh');
    expect(await violations(page)).toEqual([]);
  });

  it('shows what comes from below beside what is asked, in English too', async () => {
    const visitor = await visit(journey.browser, journey.app, 'en', 1_400);
    await visitor.context.addCookies(await journey.visitor.context.cookies());
    ({ page } = visitor);
    const demo = await openDemo(page, journey.app, 'en');
    await openTargets(demo.workspace, demo.plan);
    const proposals = page.getByTestId('proposals');
    await proposals.getByRole('row').nth(2).getByRole('button', { name: 'Propose' }).click();
    await dialog().getByLabel('Proposed number').fill('280万');
    await dialog().getByLabel('Reason for the proposal').fill('two accounts lost');
    await look('propose-en');
    expect(await violations(page)).toEqual([]);
    await button('Propose').click();
    await dialog().waitFor({ state: 'detached' });
    await proposals.getByRole('row').nth(2).getByText('Open', { exact: true }).click();
    await look('answer-en');
    await dialog()
      .getByText(/, target today: [\d.,]+ /)
      .waitFor();
    await button('Withdraw').waitFor();
    await button('Close').last().click();
    await look('proposals-en');
    await page.setViewportSize({ width: 768, height: 1_400 });
    await look('proposals-en-768');
    const widthOf = async () => (await page.locator('.targets-pivot').boundingBox())?.width;
    await expect.poll(widthOf).toBeGreaterThan(400);
    const propose = await standing(proposals.getByRole('button', { name: 'Propose' }).last());
    expect(propose.x + propose.width).toBeLessThanOrEqual(768);
    await page.setViewportSize({ width: 360, height: 1_400 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await proposals.scrollIntoViewIfNeeded();
    await look('proposals-en-360');
    expect(await violations(page)).toEqual([]);
    // Scrolled to its end or not, what can be done with a node covers no number.
    const table = proposals.getByRole('group').first();
    for (const end of [false, true]) {
      await table.evaluate((element, far) => {
        element.scrollLeft = far ? element.scrollWidth : 0;
      }, end);
      expect(await covered(table)).toEqual([]);
      await proposals.getByRole('button', { name: 'Propose' }).last().click({ trial: true });
    }
    await visitor.context.close();
    expect(visitor.complaints).toEqual([]);
  });
});

/** Numbers of a table of which only a part shows, because something else of the table that is no name lies above them. */
function covered(table: Locator): Promise<readonly string[]> {
  return table.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return [...element.querySelectorAll('tbody td')].flatMap((cell) => {
      const { left, right, top, height } = cell.getBoundingClientRect();
      const [from, to] = [Math.max(left, box.left) + 1, Math.min(right, box.right) - 1];
      if (from >= to) return [];
      const above = [from, (from + to) / 2, to].flatMap((x) => {
        const hit = document.elementFromPoint(x, top + height / 2)?.closest('td, th');
        return hit && hit !== cell && hit.tagName === 'TD' ? [hit] : [];
      });
      return above.length > 0 ? [cell.textContent ?? ''] : [];
    });
  });
}
