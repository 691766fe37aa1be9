import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { breakdownOf, targetsRoom } from './targets-room.ts';
import { saved } from './visit.ts';

const room = targetsRoom();
const { cell, hold, isHeld, line, says, shown, shows, type } = breakdownOf(() => room().page);
let page: Page;
let plan: string;

beforeEach(() => {
  ({ page, plan } = room());
});

describe('holds in the breakdown', () => {
  it('lets only what is free move, and says why nothing can', async () => {
    // Behind a number there are as many zeros as others of its column need.
    const numbers = async (): Promise<number[]> => (await line(1)).map(Number);
    const before = await numbers();
    await hold(1, 1, '锁定其下每个数', '已签约');
    await isHeld(1, 2);
    await type(0, 1, '560万');
    await shows(0, 1, '560');
    await shows(2, 1, '260');
    expect(await numbers()).toEqual(before);

    await type(0, 1, '250万');
    await page.getByText('这里最少填 300 万元').waitFor();
    expect(await shown(0, 1)).toBe('560');

    await cell(1, 2).click();
    await page.keyboard.type('1');
    await page.getByText('一起由访客锁定').waitFor();
    await hold(2, 1, '锁定其下每个数', '预算已定');
    await type(0, 1, '700万');
    const refusal = page.getByRole('alert').filter({ hasText: '没有改动' });
    await refusal.getByText('140 万元').waitFor();
    expect(await shown(0, 1)).toBe('560');
    // Offered in one step with the number; released by itself it has a message of its own.
    await refusal.getByRole('button', { name: /解除/ }).waitFor();
    await page.keyboard.press('Escape');
    await cell(2, 1).click();
    await page.keyboard.press('Control+Shift+L');
    await type(0, 1, '700万');
    await shows(0, 1, '700');

    // The message takes back what it speaks of, not what was typed since; and it does not follow into another log.
    const message = page.locator('.sp-toast').filter({ hasText: '已解除锁定' });
    await message.getByRole('button', { name: '撤销' }).click();
    await isHeld(2, 1);
    await message.waitFor({ state: 'detached' });
    expect(await shown(0, 1)).toBe('700');
    await cell(2, 1).click();
    await page.keyboard.press('Control+Shift+L');
    // Under the pointer it would stay for good.
    await message.hover();
    await page.getByRole('link', { name: '策划案', exact: true }).first().dispatchEvent('click');
    await message.waitFor({ state: 'detached' });
    await page.goBack();
    await shows(0, 1, '700');
  });

  it('asks its owner before a held number is typed over, and holds the new one or none', async () => {
    await hold(1, 2, '', '已签约');
    const before = await shown(1, 2);
    const dialog = page.getByRole('dialog', { name: '这个数已被你锁定' });
    await type(1, 2, '95万');
    await dialog.getByText('“已签约”').waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();
    expect(await shown(1, 2)).toBe(before);
    await type(1, 2, '95万');
    await dialog.getByRole('button', { name: '改数并继续锁定' }).click();
    await shows(1, 2, '95');
    await isHeld(1, 2);
    await type(1, 2, '96万');
    await dialog.getByRole('button', { name: '改数并解除锁定' }).click();
    await shows(1, 2, '96');
    await isHeld(1, 2, false);
    await type(1, 2, '97万');
    await shows(1, 2, '97');
  });

  it('says who holds a number, why and until when: to the pointer, the keyboard and the ear', async () => {
    await cell(1, 2).click();
    await page.keyboard.press('Control+Shift+L');
    await page.getByLabel('为什么锁定').fill('已签约');
    await page.getByRole('radio', { name: '某一天' }).click();
    await page.getByLabel('最后一天').fill('2099-12-31');
    await page.getByRole('dialog').getByRole('button', { name: '锁定', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const why = '“已签约”（访客），锁定到2099年12月31日';
    await page.locator('.targets-status').getByText(why).waitFor();
    await says(1, 2, `已锁定：数值不变；${why}`);
    await expect.poll(() => cell(1, 2).textContent()).toContain(`已锁定：数值不变；${why}`);
  });

  it('holds a selection as one, until the plan is approved or one of its cells is released (SPR-T53)', async () => {
    await cell(1, 2).click();
    await cell(1, 3).click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+Shift+L');
    const dialog = page.getByRole('dialog', { name: '锁定 2 格' });
    await dialog.getByRole('radio', { name: '计划批准' }).click();
    await dialog.getByLabel('为什么锁定').fill('送审稿');
    await dialog.getByRole('button', { name: '锁定', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await isHeld(1, 2);
    await says(1, 3, '“送审稿”（访客），到计划批准为止；与选区共 2 格一并锁定');
    await setStage(page, plan, 'approved');
    await isHeld(1, 2, false);
    await isHeld(1, 3, false);
    await setStage(page, plan, 'review');
    await page.reload();
    // Back in review it is held anew, not by itself; and what is left of a selection goes in one step.
    await cell(1, 2).click();
    await cell(1, 3).click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+Shift+L');
    await dialog.getByLabel('为什么锁定').fill('再送审');
    await dialog.getByRole('button', { name: '锁定', exact: true }).click();
    await isHeld(1, 2);
    await cell(1, 2).click();
    await page.keyboard.press('Control+Shift+L');
    await page.locator('.sp-toast').filter({ hasText: '已解除锁定 2 处' }).waitFor();
    await isHeld(1, 2, false);
    await isHeld(1, 3, false);
  });

  it('marks in a what-if what its plan held before (SPR-T53)', async () => {
    await hold(1, 2, '', '已签约');
    await saved(page);
    const whatIf = await whatIfOf(page, plan);
    await page.goto(page.url().replace(plan.split('/')[4]!, whatIf));
    await page
      .locator(`td[title*="“已签约”（访客），到计划结束，来自原计划"], [title*="来自原计划"]`)
      .first()
      .waitFor();
    await hold(1, 3, '', '推演里另锁');
    await says(1, 2, '来自原计划');
    await says(1, 3, '“推演里另锁”（访客），到计划结束');
    expect(await cell(1, 3).getAttribute('title')).not.toContain('来自原计划');
  });

  it('keeps a share and a cap, says what would fit, and offers the ways out', async () => {
    await cell(1, 1).click();
    await page.keyboard.press('Control+Shift+L');
    const dialog = page.getByRole('dialog');
    await page.getByRole('radio', { name: '上下限' }).click();
    await page.getByLabel('上限').fill('350万');
    await page.getByLabel('为什么锁定').fill('产能上限');
    await dialog.getByRole('button', { name: '锁定', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await says(1, 1, '不高于 350 万元');
    await type(0, 1, '700万');
    await shows(1, 1, '350');
    await shows(2, 1, '350');

    await type(1, 1, '360万');
    const refusal = page.getByRole('alert').filter({ hasText: '没有改动' });
    await refusal.getByText('现在可填').waitFor();
    await refusal.getByRole('button', { name: '改填 350 万元' }).waitFor();
    expect(await shown(1, 1)).toBe('350');

    await cell(2, 1).click();
    await page.keyboard.press('Control+Shift+L');
    await page.getByRole('radio', { name: '占比' }).click();
    await dialog.getByText('现在占上一级').waitFor();
    await dialog.getByText('50%').waitFor();
    await page.getByLabel('为什么锁定').fill('各占一半');
    await dialog.getByRole('button', { name: '锁定', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await type(1, 1, '300万');
    await shows(2, 1, '300');
    await shows(0, 1, '600');
  });

  it('foresees what the server will do: a hold that is over protects nothing', async () => {
    await page.evaluate(async (path) => {
      const [, , workspace, , plan] = path.split('/');
      const book = `/api/v1/workspaces/${workspace}/books/${plan}`;
      const state = (await (await fetch(book)).json()) as {
        records: { kind: string; id: string; fields: Record<string, unknown> }[];
      };
      const core = state.records.find(
        ({ kind, fields }) => kind === 'target' && fields['targetClass'] === 'core',
      );
      const me = state.records.find(({ fields }) => typeof fields['accountable'] === 'string');
      const master = `/api/v1/workspaces/${workspace}/books/${workspace}`;
      const { records } = (await (await fetch(master)).json()) as typeof state;
      const region = records.find(
        ({ kind, fields }) => kind === 'dimensionMember' && fields['name'] === 'A区',
      );
      const fields = {
        target: core?.id,
        members: [region?.id],
        time: 'all',
        keeps: 'value',
        owner: me?.fields['accountable'],
        reason: '上月的约定',
        // As the server counts days.
        expires: new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format(),
      };
      const command = { type: 'record.add', kind: 'hold', id: crypto.randomUUID(), fields };
      const answer = await fetch(`${book}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: crypto.randomUUID(), commands: [command] }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    }, plan);
    // Two days on, for the browser alone.
    await page.clock.setFixedTime(Date.now() + 2 * 86_400_000);
    await page.reload();
    await shows(0, 1, '500');
    let release = (): void => undefined;
    const until = new Promise<void>((done) => {
      release = done;
    });
    await page.route('**/commands', async (route) => {
      await until;
      await route.continue();
    });
    await type(0, 1, '550万');
    // The server has not been asked yet.
    await shows(0, 1, '550');
    await shows(1, 1, '330');
    release();
    // Where the hold has its last day today, it protects what it holds.
    await shows(1, 1, '300');
    await shows(0, 1, '550');
  });
});

const bookOf = (path: string): string => {
  const [, , workspace, , plan] = path.split('/');
  return `/api/v1/workspaces/${workspace}/books/${plan}`;
};

/** The plan goes to another stage, as on the page of its brief. */
async function setStage(page: Page, path: string, status: string): Promise<void> {
  await page.evaluate(
    async ({ book, stage }) => {
      const state = (await (await fetch(book)).json()) as { records: { kind: string; id: string }[] };
      const brief = state.records.find(({ kind }) => kind === 'brief');
      const command = { type: 'record.update', kind: 'brief', id: brief?.id, set: { status: stage } };
      const answer = await fetch(`${book}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: crypto.randomUUID(), commands: [command] }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    { book: bookOf(path), stage: status },
  );
}

/** The id of a what-if of the plan as it is now. */
const whatIfOf = (page: Page, path: string): Promise<string> =>
  page.evaluate(async (book) => {
    const id = crypto.randomUUID();
    const answer = await fetch(`${book}/branches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, name: '推演' }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return id;
  }, bookOf(path));
