import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, startApp } from './server.ts';
import { oneBrowser, openDemo, paste, type Visit, violations, visit } from './visit.ts';

const browser = oneBrowser();
let app: App;
let visitor: Visit;
let page: Page;
let plan: string;

beforeEach(async () => {
  app = await startApp();
  visitor = await visit(browser(), app);
  ({ page } = visitor);
  const demo = await openDemo(page, app);
  plan = `/w/${demo.workspace}/plans/${demo.plan}`;
  await open('targets');
  await cell(0, 1).waitFor();
}, 120_000);

afterEach(async () => {
  expect(visitor.complaints).toEqual([]);
  await saved();
  await visitor.context.close();
  await app.close();
});

const open = (room: string, on: Page = page) => on.goto(`${app.url}${plan}/${room}`);

/** The demo's revenue: rows 合计, A区, B区; columns 区域, 合计, 7月, 8月, 9月; in 万元. */
const cell = (row: number, column: number, on: Page = page) =>
  on.getByTestId('breakdown').locator(`[data-row="${row}"][data-column="${column}"]`);

const shown = async (row: number, column: number, on: Page = page): Promise<string> =>
  (await cell(row, column, on).locator('.grid-text').textContent()) ?? '';

const line = (row: number): Promise<string[]> =>
  Promise.all([1, 2, 3, 4].map((column) => shown(row, column)));

async function shows(row: number, column: number, text: string, on: Page = page): Promise<void> {
  await cell(row, column, on)
    .locator('.grid-text', { hasText: new RegExp(`^${text}$`) })
    .waitFor();
}

async function type(row: number, column: number, text: string): Promise<void> {
  await cell(row, column).click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

async function saved(): Promise<void> {
  await page.getByText('已保存').first().waitFor();
}

/** Hold the selected cell from the keyboard; a single number has nothing to choose. */
async function hold(row: number, column: number, keeps: string, reason: string): Promise<void> {
  await cell(row, column).click();
  await page.keyboard.press('Control+Shift+L');
  if (keeps !== '') await page.getByRole('radio', { name: keeps }).click();
  await page.getByLabel('为什么锁定').fill(reason);
  await page.getByRole('dialog').getByRole('button', { name: '锁定', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

const amounts = (texts: readonly string[]): number[] =>
  texts.map((text) => Math.round(Number(text.replaceAll(',', '')) * 100));

describe('the breakdown of a target', () => {
  it('spreads a typed total over members and months, which add up again', async () => {
    await cell(0, 1).click();
    await page.keyboard.type('620万');
    await page.getByText('= 6,200,000.00 元').waitFor();
    await page.keyboard.press('Enter');
    await shows(0, 1, '620');
    await saved();
    const [total, ...members] = await Promise.all([line(0), line(1), line(2)]);
    const sums = [0, 1, 2, 3].map((column) =>
      members.reduce((sum, row) => sum + (amounts(row)[column] ?? 0), 0),
    );
    expect(sums).toEqual(amounts(total));
    const [whole, ...months] = amounts(total);
    expect(months.reduce((sum, month) => sum + month, 0)).toBe(whole);
    await page.getByTestId('target-list').getByText('620 万元').waitFor();

    await page.reload();
    await shows(0, 1, '620');
  });

  it('lets only what is free move, and says why nothing can', async () => {
    const before = await line(1);
    await hold(1, 1, '锁定其下每个数', '已签约');
    expect(await cell(1, 2).getAttribute('data-state')).toContain('held');
    await type(0, 1, '560万');
    await shows(0, 1, '560');
    await shows(2, 1, '260');
    expect(await line(1)).toEqual(before);

    await type(0, 1, '250万');
    await page.getByText('这里最少填 3,000,000.00 元').waitFor();
    expect(await shown(0, 1)).toBe('560');

    await cell(1, 2).click();
    await page.keyboard.type('1');
    await page.getByText('这一格由').waitFor();
    await hold(2, 1, '锁定其下每个数', '预算已定');
    await type(0, 1, '700万');
    const refusal = page.getByRole('alert').filter({ hasText: '没有改动' });
    await refusal.getByText('1,400,000.00 元').waitFor();
    expect(await shown(0, 1)).toBe('560');
    await refusal.getByRole('button', { name: /解除/ }).click();
    await type(0, 1, '700万');
    await shows(0, 1, '700');

    // The message takes back what it speaks of, not what was typed since; and it does not follow into another log.
    const message = page.locator('.sp-toast').filter({ hasText: '已解除锁定' });
    await message.getByRole('button', { name: '撤销' }).click();
    await cell(2, 1).and(page.locator('[data-state~="held"]')).waitFor();
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
    const dialog = page.getByRole('dialog', { name: '这个数已被您锁定' });
    await type(1, 2, '95万');
    await dialog.getByText('“已签约”').waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();
    expect(await shown(1, 2)).toBe(before);
    await type(1, 2, '95万');
    await dialog.getByRole('button', { name: '改数并继续锁定' }).click();
    await shows(1, 2, '95');
    expect(await cell(1, 2).getAttribute('data-state')).toContain('held');
    await type(1, 2, '96万');
    await dialog.getByRole('button', { name: '改数并解除锁定' }).click();
    await shows(1, 2, '96');
    expect(await cell(1, 2).getAttribute('data-state')).not.toContain('held');
    await type(1, 2, '97万');
    await shows(1, 2, '97');
  });

  it('says who holds a number, why and until when: to the pointer, the keyboard and the ear', async () => {
    await cell(1, 2).click();
    await page.keyboard.press('Control+Shift+L');
    await page.getByLabel('为什么锁定').fill('已签约');
    await page.getByLabel('锁定到').fill('2099-12-31');
    await page.getByRole('dialog').getByRole('button', { name: '锁定', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const why = '“已签约”（访客），锁定到2099年12月31日';
    await page.locator('.targets-status').getByText(why).waitFor();
    expect(await cell(1, 2).getAttribute('title')).toContain(`已锁定：${why}`);
    expect(await cell(1, 2).textContent()).toContain(`已锁定：${why}`);
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
      const fields = {
        target: core?.id,
        members: ['*'],
        time: 'all',
        keeps: 'value',
        owner: me?.fields['accountable'],
        reason: '上月的约定',
        expires: '2026-01-01',
      };
      const command = { type: 'record.add', kind: 'hold', id: crypto.randomUUID(), fields };
      const answer = await fetch(`${book}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: crypto.randomUUID(), commands: [command] }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    }, plan);
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
    await saved();
    await shows(1, 1, '330');
  });

  it('shows every unit, and says what a plain number means before it counts', async () => {
    await page.getByRole('combobox', { name: '金额单位' }).click();
    const units = page.getByRole('option');
    expect(await units.allTextContents()).toEqual(['元', '千元', '万元', '百万元', '亿元']);
    await units.getByText('百万元').click();
    await shows(0, 1, '5');
    expect(page.url()).toContain('unit=baiwan');
    await page.reload();
    await shows(0, 1, '5');
    await cell(0, 1).click();
    await page.keyboard.type('600');
    await page.getByText('= 600,000,000.00 元。不写单位按百万元计；600 元请写 600元').waitFor();
    await page.keyboard.press('Enter');
    await shows(0, 1, '600');
    await type(0, 1, '6000000元');
    await shows(0, 1, '6');
    await cell(0, 1).click();
    await page.keyboard.press('F2');
    await page.getByText('= 6,000,000.00 元').waitFor();
    await page.keyboard.press('Enter');
    await paste(page, '360\n240\n');
    await shows(1, 1, '360');
    await shows(0, 1, '600');
  });

  it('takes a block from a spreadsheet as one step, and takes it back with Ctrl+Z', async () => {
    const before = await Promise.all([line(0), line(1), line(2)]);
    await cell(0, 2).click();
    await paste(page, '100万\t110万\t120万\n60万\t70万\t80万\n40万\t40万\t40万\n');
    await shows(0, 1, '330');
    expect(await Promise.all([line(0), line(1), line(2)])).toEqual([
      ['330', '100', '110', '120'],
      ['210', '60', '70', '80'],
      ['120', '40', '40', '40'],
    ]);
    await saved();
    await cell(1, 2).click();
    await page.keyboard.press('Control+z');
    await shows(0, 1, '500');
    expect(await Promise.all([line(0), line(1), line(2)])).toEqual(before);
    await page.keyboard.press('Control+y');
    await shows(0, 1, '330');
  });

  it('keeps what it cannot read in its cell, and wipes nothing', async () => {
    await type(1, 2, '很多');
    await shows(1, 2, '很多');
    expect(await cell(1, 2).getAttribute('aria-invalid')).toBe('true');
    await shows(1, 1, '300');
    await type(1, 2, '90万');
    await shows(1, 2, '90');
    expect(await cell(1, 2).getAttribute('aria-invalid')).toBeNull();
    await saved();

    await type(1, 2, '很多');
    await shows(1, 2, '很多');
    await page.keyboard.press('Control+z');
    await shows(1, 2, '90');
    await type(1, 2, '很多');
    await cell(1, 2).click();
    await page.keyboard.press('Escape');
    await shows(1, 2, '90');
    await paste(page, '91万\t很多\n');
    await page.getByText('有 1 格无法识别').first().waitFor();
    await page.getByText('已修改 1 格').waitFor({ state: 'attached' });
    await shows(1, 2, '91');
    await saved();
    await page.keyboard.press('Control+z');
    await shows(1, 2, '90');
    expect(await cell(1, 3).getAttribute('aria-invalid')).toBeNull();
  });

  it('keeps what was typed over a reload and a lost connection, and finds the server again', async () => {
    await cell(1, 2).click();
    await page.keyboard.type('95万');
    await page.reload();
    await shows(1, 2, '95万');
    expect(await cell(1, 2).getAttribute('title')).toContain('还没有保存');
    await cell(1, 2).dblclick();
    await page.keyboard.press('Enter');
    await shows(1, 2, '95');
    await saved();
    await page.route('**/api/v1/**', (route) => route.abort());
    await type(1, 2, '96万');
    await page.getByText('离线').first().waitFor();
    await shows(1, 2, '96万');
    await page.unroute('**/api/v1/**');
    await saved();
    await cell(1, 2).dblclick();
    await page.keyboard.press('Enter');
    await shows(1, 2, '96');
    expect(await cell(1, 2).getAttribute('aria-invalid')).toBeNull();
  });

  it('shows in another browser what was typed in this one', async () => {
    const other = await visitor.context.newPage();
    await open('targets', other);
    await shows(0, 1, '500', other);
    await type(1, 2, '95万');
    await shows(1, 2, '95', other);
    await shows(0, 1, '505', other);
  });

  it('lets who works in one region fill the top row, which stands for that region', async () => {
    const invite = await page.evaluate(async (path) => {
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
          email: 'region-a@example.com',
          displayName: 'A区经理',
          role: 'manager',
          scope: [{ dimension: region?.fields['dimension'], member: region?.id }],
        }),
      });
      return ((await answer.json()) as { invite: string }).invite;
    }, plan);
    const context = await browser().newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
    const password = 'a password of region A';
    const joined = await context.request.post(`${app.url}/api/v1/invites/accept`, {
      data: { invite, password },
    });
    expect(joined.status()).toBeLessThan(300);
    await context.request.post(`${app.url}/api/auth/sign-in/email`, {
      data: { email: 'region-a@example.com', password },
    });
    const theirs = await context.newPage();
    await open('targets', theirs);
    await shows(0, 1, '300', theirs);
    await cell(0, 1, theirs).click();
    await theirs.keyboard.type('330万');
    await theirs.keyboard.press('Enter');
    await shows(0, 1, '330', theirs);
    await shows(0, 1, '530');
    await shows(1, 1, '330');
    await shows(2, 1, '200');
    await cell(0, 1, theirs).click();
    await theirs.getByRole('button', { name: '解释这个数' }).click();
    await theirs.getByRole('dialog', { name: '解释这个数' }).getByText('300 → 330').waitFor();
    await context.close();
  });

  it('leaves the keys of an input method alone', async () => {
    await cell(1, 2).click();
    const session = await visitor.context.newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'yi', selectionStart: 2, selectionEnd: 2 });
    await session.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key: 'Process',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    expect(await shown(0, 1)).toBe('500');
    await session.send('Input.insertText', { text: '一百二十万' });
    await page.keyboard.press('Enter');
    await shows(1, 2, '120');
  });

  it('explains a number: what it is made of and who changed it', async () => {
    await type(1, 1, '330万');
    await saved();
    await cell(1, 1).click();
    await page.getByRole('button', { name: '解释这个数' }).click();
    const drawer = page.getByRole('dialog', { name: '解释这个数' });
    await drawer.getByText('300 → 330').waitFor();
    await drawer.getByText('相加得到').waitFor();
  });

  it('carries the selected cell and the target in the address', async () => {
    await page.getByTestId('target-list').getByText('新增客户数').click();
    await page.getByRole('heading', { name: '拆解：新增客户数' }).waitFor();
    await cell(2, 1).click();
    await page.waitForURL(/place=/);
    const address = page.url();
    await page.goto(address);
    await page.getByRole('heading', { name: '拆解：新增客户数' }).waitFor();
    expect(await cell(2, 1).getAttribute('aria-selected')).toBe('true');
  });

  it('can be reached by everyone, and its unit changed on a phone', async () => {
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 780 });
    await page.getByRole('combobox', { name: '金额单位' }).click();
    await page.getByRole('option', { name: '千元' }).click();
    await shows(0, 1, '5,000');
  });
});

describe('template T1', () => {
  it('keeps value and growth together, whichever is given', async () => {
    const list = page.getByTestId('target-list');
    const at = (name: string) =>
      list
        .locator('[data-row="0"]')
        .nth(
          [
            'targetClass',
            'metric',
            'value',
            'breakdownNote',
            'path',
            'accountable',
            'due',
            'baseline',
            'growth',
          ].indexOf(name),
        );
    await at('baseline').click();
    await page.keyboard.type('400万');
    await page.keyboard.press('Enter');
    await list.getByText('480 万元').waitFor();
    await at('growth').click();
    await page.keyboard.type('50%');
    await page.keyboard.press('Enter');
    await list.getByText('600 万元').waitFor();
    await at('metric').click();
    await shows(0, 1, '600');
    await type(0, 1, '440万');
    await list.getByText('+10%').waitFor();
  });

  it('gets a new target with a new dimension from an indented list', async () => {
    await page.getByRole('button', { name: '新增目标' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: '新指标' }).click();
    await dialog.getByLabel('指标名称').fill('回款额');
    await dialog.getByText('新建一个维度').click();
    await dialog.getByLabel('维度名称').fill('事业部');
    await dialog.getByRole('textbox', { name: '成员' }).fill('东部\n  东一组\n  东二组\n西部');
    await dialog.getByText('将拆解为 3 行').waitFor();
    await dialog.getByRole('button', { name: '建立目标' }).click();
    await page.getByRole('heading', { name: '拆解：回款额' }).waitFor();
    await type(0, 1, '90万');
    await shows(0, 1, '90');
    await shows(1, 1, '60');
    await page.getByRole('button', { name: '删除目标' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除目标' }).click();
    await page.getByRole('heading', { name: '拆解：回款额' }).waitFor({ state: 'detached' });
  });
});

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
    await saved();

    await open('versions?tab=versions');
    await page.getByRole('button', { name: '与现在比较' }).click();
    const comparison = page.getByTestId('comparison');
    await comparison.getByText('+150').waitFor();
    await comparison.getByText('+30%').waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: '恢复', exact: true }).click();
    await page.getByRole('button', { name: '恢复到此版本' }).click();
    await page.getByText('已恢复到“基准版”').waitFor();
    await open('targets');
    await shows(0, 1, '500');
    await open('versions');
    await page.getByRole('button', { name: '撤销此步' }).first().click();
    await page.getByText('已撤销').first().waitFor();
    await open('targets');
    await shows(0, 1, '650');
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
    await saved();

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
    expect(await page.getByRole('button', { name: '采用' }).count()).toBe(0);
    await open('targets');
    await shows(0, 1, '550');
  });

  it('say where the plan has moved on, and write nothing', async () => {
    await open('versions?tab=whatIfs');
    await page.getByRole('button', { name: '新建推演' }).click();
    await page.getByRole('dialog').getByLabel('推演名称').fill('冲突');
    await page.getByRole('button', { name: '建立并打开' }).click();
    await shows(0, 1, '500');
    await type(2, 2, '70万');
    await saved();
    await open('targets');
    await shows(0, 1, '500');
    await type(2, 2, '80万');
    await saved();
    await open('versions?tab=whatIfs');
    await page.getByRole('button', { name: '采用' }).click();
    await page.getByRole('button', { name: '写入正式策划案' }).click();
    await page.getByRole('alert').getByText('800,000.00 元').waitFor();
    await open('targets');
    await shows(2, 2, '80');
  });
});
