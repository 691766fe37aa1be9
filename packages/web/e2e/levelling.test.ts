import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoJourney } from './journey.ts';
import { saved, violations } from './visit.ts';

const journey = demoJourney({ endsSaved: true });

/** An initiative with two whole weeks of one person in the same week, and what waits for the less important one. */
async function overload(page: Page, book: string): Promise<void> {
  const status = await page.evaluate(async (address) => {
    const { records } = await (await fetch(address)).json();
    const of = (kind: string) => records.filter((one: { kind: string }) => one.kind === kind);
    const accountable = of('task').find(({ fields }: never) => fields['accountable']).fields.accountable;
    const id = () => crypto.randomUUID();
    const [initiative, fair, tender, report] = [id(), id(), id(), id()];
    const week = { initiative, accountable, from: '2026-12-07', to: '2026-12-11', effort: 5 };
    const add = (kind: string, one: string, fields: object) => ({
      type: 'record.add',
      kind,
      id: one,
      fields,
    });
    const commands = [
      { type: 'record.update', kind: 'brief', id: of('brief')[0].id, set: { workTo: '2027-03-31' } },
      add('initiative', initiative, { name: '年末冲刺' }),
      add('task', tender, { name: '投标', priority: 'high', ...week }),
      add('task', fair, { name: '布展', priority: 'low', ...week }),
      add('task', report, { name: '总结', initiative, from: '2026-12-14', to: '2026-12-15' }),
      add('taskLink', id(), { from: fair, to: report, relation: 'FS' }),
    ];
    const answer = await fetch(`${address}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: id(), commands }),
    });
    return answer.status;
  }, book);
  expect(status).toBe(200);
}

describe('levelling of tasks', () => {
  it('shows what would move and why, moves nothing before it is applied, and is one step of undo', async () => {
    const { page, app, workspace, plan } = journey;
    await page.goto(`${app.url}/w/${workspace}/plans/${plan}/execution`);
    await overload(page, `/api/v1/workspaces/${workspace}/books/${plan}`);
    const bar = (name: string, days: string) =>
      page.locator(`.timeline__bar[aria-label^="${name}：${days}"]`);
    await bar('布展', '12月7日–12月11日').waitFor();
    await page.getByRole('button', { name: '资源平衡' }).click();
    const panel = page.getByRole('region', { name: '资源平衡' });
    await panel.getByRole('combobox', { name: '可移动的任务' }).click();
    await page.getByRole('option', { name: '只动“年末冲刺”的任务' }).click();
    const fair = panel.getByRole('row', { name: /^布展 / });
    const report = panel.getByRole('row', { name: /^总结 / });
    // Whether there is slack before the end of the plan or not: with a later end there is room.
    await panel.getByRole('switch', { name: '只用浮动时间，不推迟完成日' }).click();
    await fair.getByText('12月14日–12月18日').waitFor();
    await fair.getByText('先做 投标').waitFor();
    await report.getByText('前置任务“布展”').waitFor();
    await panel.getByRole('row', { name: /5 个工作日超出，最多 1 人，从 12月7日 起 够用$/ }).waitFor();
    // The bar stands where it would be, and the plan where it was.
    await bar('布展', '12月14日–12月18日').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });

    await panel.getByRole('button', { name: '放弃' }).click();
    await bar('布展', '12月7日–12月11日').waitFor();
    await page.getByRole('button', { name: '资源平衡' }).click();
    await panel.getByRole('switch', { name: '只用浮动时间，不推迟完成日' }).click();
    await panel.getByRole('combobox', { name: '可移动的任务' }).click();
    await page.getByRole('option', { name: '只动“年末冲刺”的任务' }).click();
    await panel.getByRole('button', { name: '应用：移动 2 项' }).click();
    await saved(page);
    await bar('布展', '12月14日–12月18日').waitFor();
    await bar('总结', '12月21日–12月22日').waitFor();
    await page.getByRole('button', { name: '撤销', exact: true }).last().click();
    await bar('布展', '12月7日–12月11日').waitFor();
    await bar('总结', '12月14日–12月15日').waitFor();
  });
});
