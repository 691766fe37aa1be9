import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { breakdownOf, targetsRoom } from './targets-room.ts';
import { saved, violations } from './visit.ts';

const room = targetsRoom();
const { shows, type } = breakdownOf(() => room().page);
let page: Page;
let plan: string;

beforeEach(() => {
  ({ page, plan } = room());
});

const open = (path: string, on: Page = page) => on.goto(`${room().app.url}${plan}/${path}`);

async function look(on: Page, name: string): Promise<void> {
  const folder = process.env['SHAPAN_SHOTS'];
  if (folder) await on.screenshot({ path: `${folder}/${name}.png` });
}

describe('versions', () => {
  it('freeze, compare, and come back', async () => {
    await open('versions?tab=versions');
    await page.getByRole('button', { name: '冻结版本' }).click();
    await page.getByRole('dialog').getByLabel('版本名称').fill('基准版');
    await page.getByRole('dialog').getByRole('button', { name: '冻结版本' }).click();
    await page.getByRole('rowheader', { name: '基准版' }).waitFor();
    await open('targets');
    await type(0, 1, '650万');
    await shows(0, 1, '650');
    await saved(page);

    await open('versions?tab=versions');
    await page.getByRole('button', { name: '与现在比较' }).click();
    const comparison = page.getByTestId('comparison');
    await comparison.getByText('+150').waitFor();
    await comparison.getByText('+30%').waitFor();
    expect(await violations(page)).toEqual([]);

    // Two that are both past: what has come since is in neither.
    await page.getByRole('button', { name: '冻结版本' }).click();
    await page.getByRole('dialog').getByLabel('版本名称').fill('修订版');
    await page.getByRole('dialog').getByRole('button', { name: '冻结版本' }).click();
    await page.getByRole('rowheader', { name: '修订版' }).waitFor();
    await open('targets');
    await type(0, 1, '900万');
    await shows(0, 1, '900');
    await saved(page);
    await open('versions?tab=versions');
    const baseline = page.getByRole('row', { name: /基准版/ });
    await baseline.getByRole('button', { name: '与现在比较' }).click();
    await comparison.getByText('+400').waitFor();
    await page.getByRole('combobox', { name: '到', exact: true }).click();
    await page.getByRole('option', { name: '修订版' }).click();
    await comparison.getByText('+150').waitFor();
    await comparison.getByText('+30%').waitFor();
    expect(await comparison.getByText('+400').count()).toBe(0);

    await baseline.getByRole('button', { name: '恢复', exact: true }).click();
    await page.getByRole('button', { name: '恢复到此版本' }).click();
    await page.getByText('已恢复到“基准版”').waitFor();
    await open('targets');
    await shows(0, 1, '500');
    await open('versions');
    await page.getByRole('button', { name: '撤销此步' }).first().click();
    await page.getByText('已撤销').first().waitFor();
    await open('targets');
    await shows(0, 1, '900');
  });
});

describe('a step that was built upon since', () => {
  const dialog = () => page.getByRole('dialog');
  const button = (name: string) => dialog().getByRole('button', { name, exact: true });
  /** Undo a step of the history, the newest being 0. */
  const undoStep = (step: number) => page.getByRole('button', { name: '撤销此步' }).nth(step).click();

  it('[SPR-T90] is made good beside what came later, or undone together with it', async () => {
    for (const typed of ['650', '700']) {
      await type(0, 1, `${typed}万`);
      await shows(0, 1, typed);
      await saved(page);
    }
    await open('versions');
    await undoStep(1);
    await dialog().getByRole('heading', { name: '之后另有修改' }).waitFor();
    await dialog().getByRole('table', { name: '之后的修改，从新到旧' }).getByText('访客').waitFor();
    expect(await dialog().locator('tbody tr').count()).toBe(1);
    await look(page, 'undo-later');
    expect(await violations(page)).toEqual([]);

    await button('预览补正').click();
    await dialog()
      .getByTestId('comparison')
      .getByText('-150')
      .or(dialog().getByText('−150'))
      .first()
      .waitFor();
    await look(page, 'undo-compensation');
    expect(await violations(page)).toEqual([]);
    await button('返回').click();
    await button('预览补正').click();
    await button('确认补正').click();
    await page.getByText('已补正').waitFor();
    await open('targets');
    await shows(0, 1, '550');

    await open('versions');
    await undoStep(2);
    await dialog().getByRole('heading', { name: '之后另有修改' }).waitFor();
    expect(await dialog().locator('tbody tr').count()).toBe(2);
    await button('连同这些一起撤销').click();
    await page.getByText('已一起撤销 3 步').waitFor();
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(() => page.getByText('已撤销', { exact: true }).count()).toBe(3);
    await open('targets');
    await shows(0, 1, '500');
  });
});

describe('what-ifs', () => {
  it('leave the plan untouched until they are adopted', async () => {
    await open('versions?tab=whatIfs');
    await page.getByRole('button', { name: '新建推演' }).click();
    await page.getByRole('dialog').getByLabel('推演名称').fill('多签代理商');
    await page.getByRole('button', { name: '建立并打开' }).click();
    await shows(0, 1, '500');
    await type(2, 1, '250万');
    await shows(0, 1, '550');
    await saved(page);

    await open('targets');
    await shows(0, 1, '500');
    await open('versions?tab=whatIfs');
    await page.getByRole('button', { name: '看差异' }).click();
    await page.getByTestId('comparison').getByText('+50').first().waitFor();
    await page.getByRole('button', { name: '采用' }).click();
    await page.getByRole('dialog').getByTestId('comparison').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '写入正式策划案' }).click();
    await page.getByText('已采用“多签代理商”').waitFor();
    await page.getByText(/已采用 访客，/).waitFor();
    await expect.poll(() => page.getByRole('button', { name: '采用' }).count()).toBe(0);
    await open('targets');
    await shows(0, 1, '550');
  });

  it('say where the plan has moved on, and write nothing before it is chosen whose number stands', async () => {
    await open('versions?tab=whatIfs');
    await page.getByRole('button', { name: '新建推演' }).click();
    await page.getByRole('dialog').getByLabel('推演名称').fill('冲突');
    await page.getByRole('button', { name: '建立并打开' }).click();
    await shows(0, 1, '500');
    await type(2, 2, '70万');
    await saved(page);
    await open('targets');
    await shows(0, 1, '500');
    await type(2, 2, '80万');
    await saved(page);
    await open('versions?tab=whatIfs');
    await page.getByRole('button', { name: '采用' }).click();
    const conflicts = page.getByTestId('conflicts');
    await conflicts.getByText('800,000.00 元').waitFor();
    await conflicts.getByText('700,000.00 元').waitFor();
    expect(await page.getByRole('button', { name: '写入正式策划案' }).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await open('targets');
    await shows(2, 2, '80');
    await open('versions?tab=whatIfs');
    await page.getByRole('button', { name: '采用' }).click();
    await conflicts.getByRole('button', { name: '全部用推演的' }).click();
    await page.getByRole('button', { name: '写入正式策划案' }).click();
    await page.getByText('已采用“冲突”').waitFor();
    await open('targets');
    await shows(2, 2, '70');
  });
});
