import { describe, expect, it } from 'vitest';
import { demoJourney } from './journey.ts';
import { violations } from './visit.ts';

const journey = demoJourney({ height: 1200, endsSaved: false });

describe('a formula metric', () => {
  it('is defined with help, looked at while it is typed, and kept by what it names', async () => {
    const { page, workspace, app } = journey;
    const look = async (name: string): Promise<void> => {
      const folder = process.env['SHAPAN_SHOTS'];
      if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
    };
    await page.goto(`${app.url}/w/${workspace}/data?tab=metrics`);
    await page.getByRole('button', { name: '新增指标' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('指标名称').fill('两倍销售额');
    await dialog.getByLabel('标识').fill('twice');
    await dialog.getByRole('combobox', { name: '汇总方式' }).click();
    await page.getByRole('option', { name: '派生' }).click();
    await dialog.getByRole('combobox', { name: '单位', exact: true }).click();
    await page.getByRole('option', { name: '金额' }).click();
    const formula = dialog.getByLabel('公式', { exact: true });
    await formula.fill('2 × 销售');
    await dialog.getByText('没有叫“销售”的指标。').waitFor();
    await look('formula-wrong');
    await formula.fill('2 ×');
    await dialog.getByText('公式第 4 个字符处读不懂').waitFor();
    await formula.fill('2 × 销售额');
    await dialog.getByText('公式成立').waitFor();
    await look('formula-good');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '新增', exact: true }).click();
    await dialog.getByRole('heading', { name: '两倍销售额' }).waitFor();
    await look('formula-record');
    expect(await page.getByLabel('公式', { exact: true }).inputValue()).toBe('2 × 销售额');
  }, 120_000);
});
