import { describe, expect, it } from 'vitest';
import { demoJourney } from './journey.ts';
import { saved, violations } from './visit.ts';

const journey = demoJourney({ endsSaved: true });

describe('the coverage of a target by its initiatives', () => {
  it('names what is missing, shows the way to the target, and what a slip or a cut would take before it is applied', async () => {
    const { page, app, workspace, plan } = journey;
    await page.goto(`${app.url}/w/${workspace}/plans/${plan}/strategy`);
    const panel = page.locator('#coverage');
    const detail = (place: string) => panel.getByRole('region', { name: `${place} 的覆盖`, exact: true });
    await panel.getByRole('region', { name: /^未覆盖的格子：5 个/ }).waitFor();
    await detail('合计').getByText('100.9%').waitFor();
    expect(await violations(page)).toEqual([]);

    // What is missing leads to its cell, and arrow keys from there to the next.
    await panel.getByRole('button', { name: 'A区 · 7月 缺 4.92 万元' }).click();
    await detail('A区 · 7月').getByText('94.5%').waitFor();
    await panel.getByRole('button', { name: /^A区 · 7月：有缺口/ }).focus();
    await page.keyboard.press('ArrowDown');
    await detail('B区 · 7月')
      .getByRole('row', { name: /^新增代理商3家 / })
      .waitFor();
    // Enter goes into what the cell is made of, Esc back, End to the last period.
    await page.keyboard.press('Enter');
    await expect.poll(() => detail('B区 · 7月').evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await detail('B区 · 9月').waitFor();
    await page.keyboard.press('Home');
    await detail('B区 · 合计').waitFor();
    await page.keyboard.press('ArrowRight');
    await detail('B区 · 7月').waitFor();

    const trial = panel.getByRole('region', { name: '试算：推迟或砍掉举措' });
    const slip = trial.getByRole('textbox', { name: '推迟 新增代理商3家' });
    await slip.fill('下周');
    await slip.press('Enter');
    await trial.getByRole('alert').getByText('14、14天、2周').waitFor();
    await slip.fill('30天');
    await slip.press('Enter');
    await detail('B区 · 7月').getByText('试算前 94.2%').waitFor();
    await trial.getByRole('switch', { name: '砍掉 推出基础版套餐（低价）+增值服务（按需购买）' }).click();
    await trial.getByText('覆盖从 100.9% 变为 95.4%').waitFor();
    await page.setViewportSize({ width: 360, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });

    await trial.getByRole('button', { name: '应用到计划' }).click();
    await saved(page);
    await trial.getByText('已取消，不计入').waitFor();
    await panel.getByRole('button', { name: /^合计：有缺口/ }).click();
    await detail('合计').getByText('95.4%').waitFor();
    expect(await detail('合计').getByText('试算前').count()).toBe(0);
    await page.getByRole('button', { name: '撤销', exact: true }).last().click();
    await detail('合计').getByText('100.9%').waitFor();
  });

  it('tells what may be counted twice, leads to the record and back, and to the cell among the targets', async () => {
    const { page, app, workspace, plan } = journey;
    await page.goto(`${app.url}/w/${workspace}/plans/${plan}/strategy`);
    const panel = page.locator('#coverage');
    await panel.getByRole('combobox', { name: '看哪个目标' }).click();
    await page.getByRole('option', { name: '新增客户数' }).click();
    await panel.getByText('可能重复计算：1 对').waitFor();
    await panel.getByRole('button', { name: '新增客户数 · B区' }).click();
    const drawer = page.getByRole('dialog', { name: '培训销售人员客户开发技巧 → 新增客户数' });
    await drawer.getByRole('button', { name: '看它的目标覆盖' }).click();
    const detail = panel.getByRole('region', { name: 'B区 · 合计 的覆盖' });
    await detail.waitFor();
    await panel.getByRole('radio', { name: '明细表' }).click();
    await panel.getByRole('row', { name: /^B区 · 合计 18 – 5 8/ }).waitFor();
    expect(await violations(page)).toEqual([]);

    await detail.getByRole('link', { name: '在目标表中查看' }).click();
    await page
      .getByTestId('breakdown')
      .locator('[data-row="2"][data-column="1"][aria-selected="true"]')
      .waitFor();
  });
});
