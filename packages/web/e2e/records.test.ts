import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { demoJourney } from './journey.ts';
import { overflow, paste, saved, standing, typesInto, violations } from './visit.ts';

const journey = demoJourney({ height: 1000, endsSaved: true });
let page: Page;
let workspace: string;
let plan: string;

beforeEach(() => {
  ({ page, workspace, plan } = journey);
});

const room = (name: string) => page.goto(`${journey.app.url}/w/${workspace}/plans/${plan}/${name}`);
const button = (name: string | RegExp) => page.getByRole('button', { name });
const row = (text: string) => page.getByRole('row').filter({ hasText: text });
const place = (label: string) => page.getByRole('region', { name: label });

describe('the risk register', () => {
  it('takes a risk by keyboard alone, moves it across the matrix, and undoes it', async () => {
    await room('risks');
    await button('新增风险').first().focus();
    await page.keyboard.press('Enter');
    await typesInto(page.locator('main'));
    await page.keyboard.type('代理商回款变慢');
    await page.keyboard.press('Enter');
    const chip = page.locator('.matrix .movable', { hasText: '代理商回款变慢' });
    await chip.waitFor();
    await saved(page);

    await chip.focus();
    await page.keyboard.press('ArrowUp');
    await place('概率中、影响一般').getByText('代理商回款变慢').waitFor();
    await page.keyboard.press('ArrowRight');
    await place('概率中、影响严重').getByText('代理商回款变慢').waitFor();
    await page.keyboard.press('ArrowUp');
    await place('概率高、影响严重，等级高 9').getByText('代理商回款变慢').waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toContain('代理商回款变慢');
    await row('代理商回款变慢').getByText('高 9').waitFor();
    await saved(page);

    await page.keyboard.press('Control+z');
    await place('概率中、影响严重').getByText('代理商回款变慢').waitFor();
    await page.reload();
    await place('概率中、影响严重').getByText('代理商回款变慢').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('keeps what it cannot read in its cell and says why', async () => {
    await room('risks');
    const grade = row('竞品降价').locator('.grid-cell').nth(2);
    await grade.click();
    await page.keyboard.type('也许');
    await page.keyboard.press('Enter');
    await row('竞品降价').getByText('只能是：高、中、低。').waitFor({ state: 'attached' });
    expect(await grade.getAttribute('aria-invalid')).toBe('true');
    await grade.click();
    await page.keyboard.type('低');
    await page.keyboard.press('Enter');
    await place('概率低、影响严重，等级中 3').getByText('竞品降价').waitFor();
    await row('竞品降价').getByText('中 3').waitFor();
  });

  it('opens a record with its links, takes a comment, and names what hangs on what is deleted', async () => {
    await room('strategy');
    await row('新增代理商3家').or(row('新增代理商 3 家')).first().locator('.grid-cell').first().click();
    await page.keyboard.press('Shift+F10');
    const drawer = page.getByRole('dialog');
    // What it is based on, and what it leads to.
    await drawer.getByRole('button', { name: /^策略方向 渠道深耕/ }).waitFor();
    await drawer.getByRole('button', { name: /^任务 代理商签约/ }).waitFor();
    await drawer.getByLabel('写评论').fill('先谈资质');
    await drawer.getByLabel('写评论').press('Control+Enter');
    await drawer.getByText('评论（1）').waitFor();
    await drawer.getByText('先谈资质').waitFor();
    await drawer.getByRole('button', { name: '删除这条关键举措' }).click();
    const ask = page.getByRole('dialog', { name: '删除 1 条记录？' });
    await ask.getByText(/保留，但不再指向它的内容/).waitFor();
    await ask.getByText('代理商签约').waitFor();
    expect(await violations(page)).toEqual([]);
    await ask.getByRole('button', { name: '取消' }).click();
  });
});

describe('two people at one cell', () => {
  it('shows both values and lets the later one choose', async () => {
    // This page hears nothing of what others do, as when the connection was away for a moment.
    await page.route('**/events', (route) => route.abort());
    await room('risks');
    const answer = row('专员招聘滞后').locator('.grid-cell').nth(6);
    await answer.waitFor();
    await page.evaluate(
      async ([books, id]) => {
        const book = `/api/v1/workspaces/${books}/books/${id}`;
        const { records } = (await (await fetch(book)).json()) as {
          records: { kind: string; id: string; fields: { name: string } }[];
        };
        const risk = records.find(({ kind, fields }) => kind === 'risk' && fields.name === '专员招聘滞后');
        const set = { response: '先借调' };
        const commands = [{ type: 'record.update', kind: 'risk', id: risk?.id, set }];
        await fetch(`${book}/commands`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ id: crypto.randomUUID(), commands }),
        });
      },
      [workspace, plan] as const,
    );
    await answer.click();
    await page.keyboard.type('改用外包');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '其他人刚刚改过' });
    await dialog.getByText('先借调').waitFor();
    await dialog.getByText('改用外包').waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '用我的' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.unroute('**/events');
    await saved(page);
    await page.reload();
    await row('专员招聘滞后').getByText('改用外包').waitFor();
  });
});

describe('the execution plan', () => {
  it('takes three tasks from a spreadsheet after showing them, in one step of undo', async () => {
    await room('execution');
    await button('新增任务').first().click();
    await typesInto(page.locator('main'));
    await paste(
      page,
      [
        '任务/工作内容\t开始日期\t直接责任人\t所属举措',
        '整理渠道名单\t7/1\t访客\t新增代理商3家',
        '拜访重点客户\t2026/7/15\t没有这个人\t',
        '签订框架协议\t8月1日\t\t',
      ].join('\n'),
    );
    const dialog = page.getByRole('dialog', { name: '粘贴 3 行任务' });
    await dialog.getByText('按首行的列名对应。').waitFor();
    await dialog.getByText('找不到“没有这个人”。请核对名称，或先新建。').waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '新增 3 行' }).click();
    await row('签订框架协议').waitFor();
    await row('拜访重点客户').getByText('2026年7月15日').waitFor();
    await saved(page);
    await page.keyboard.press('Control+z');
    for (const name of ['整理渠道名单', '拜访重点客户', '签订框架协议']) {
      await row(name).waitFor({ state: 'detached' });
    }
  });

  it('changes many rows at once', async () => {
    await room('execution');
    // A task is named in the row of whoever waits for it, too.
    const row = (name: string) =>
      page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
    await row('启动增值服务推广').locator('.grid-cell').first().click();
    await page.keyboard.press('Shift+ArrowDown');
    await button('批量修改 2 行').click();
    const dialog = page.getByRole('dialog', { name: '修改选中的 2 行' });
    await dialog.getByLabel('要修改的列').click();
    await page.getByRole('option', { name: '优先级' }).click();
    await dialog.getByLabel('新的内容').click();
    await page.getByRole('option', { name: '低' }).click();
    await dialog.getByRole('button', { name: '修改 2 行' }).click();
    await dialog.waitFor({ state: 'detached' });
    // The column stands right of what is in sight, and others right of it.
    await row('启动增值服务推广').locator('.grid-cell').first().hover();
    await page.mouse.wheel(1_000, 0);
    await row('启动增值服务推广').getByText('低', { exact: true }).waitFor();
    await row('完成目标客户开发').getByText('低', { exact: true }).waitFor();
  });

  it('moves a bar by a day', async () => {
    await room('execution');
    const bar = page.locator('.timeline__bar[aria-label^="客户培训"]');
    await bar.focus();
    await page.keyboard.press('Alt+ArrowRight');
    await row('客户培训').getByText('2026年7月2日').first().waitFor();
    await row('客户培训').getByText('2026年8月1日').first().waitFor();
  });

  it('moves a bar and its ends by dragging, in whole days, one step of undo each', async () => {
    await room('execution');
    const bar = page.locator('.timeline__bar[aria-label^="客户培训"]');
    const days = 31;
    const box = await standing(bar);
    const day = box.width / days;
    const y = box.y + box.height / 2;
    const dates = (from: string, to: string) =>
      Promise.all([from, to].map((date) => row('客户培训').getByText(date).first().waitFor()));
    const pull = async (from: number, to: number) => {
      await page.mouse.move(box.x + from, y);
      await page.mouse.down();
      await page.mouse.move(box.x + (from + to) / 2, y);
      await page.mouse.move(box.x + to, y);
    };
    await pull(box.width / 2, box.width / 2 + 3 * day);
    await page.locator('.timeline__dates').getByText('7月4日').waitFor();
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await dates('2026年7月1日', '2026年7月31日');

    await pull(box.width / 2, box.width / 2 + 3.2 * day);
    await page.mouse.up();
    await dates('2026年7月4日', '2026年8月3日');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await saved(page);
    await page.keyboard.press('Control+z');
    await dates('2026年7月1日', '2026年7月31日');
    await saved(page);

    await pull(box.width - 3, box.width - 3 - 5 * day);
    await page.mouse.up();
    await dates('2026年7月1日', '2026年7月26日');
    await pull(3, 3 + 2 * day);
    await page.mouse.up();
    await dates('2026年7月3日', '2026年7月26日');
    await saved(page);

    // A press without a move still opens the task.
    await bar.click();
    await page.getByRole('dialog').getByLabel('交付标准').waitFor();
  });

  it('moves a bar by touch', async () => {
    await room('execution');
    const bar = page.locator('.timeline__bar[aria-label^="客户培训"]');
    const box = await standing(bar);
    const at = (days: number) => ({
      x: box.x + box.width / 2 + (days * box.width) / 31,
      y: box.y + box.height / 2,
    });
    const session = await journey.visitor.context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', [at(0)]);
    for (const days of [1, 2, 3, 4]) await touch('touchMove', [at(days)]);
    await touch('touchEnd', []);
    await row('客户培训').getByText('2026年7月5日').first().waitFor();
  });

  it('takes a bar to where it is let go, though nothing was drawn since it was taken up', async () => {
    await room('execution');
    await page.locator('.timeline__bar[aria-label^="客户培训"]').evaluate((bar) => {
      const box = bar.getBoundingClientRect();
      const at = (type: string, days: number, buttons: number) =>
        bar.dispatchEvent(
          new PointerEvent(type, {
            bubbles: true,
            pointerId: 1,
            isPrimary: true,
            buttons,
            clientX: box.x + box.width / 2 + (days * box.width) / 31,
            clientY: box.y + box.height / 2,
          }),
        );
      at('pointerdown', 0, 1);
      at('pointermove', 2, 1);
      at('pointerup', 4, 0);
    });
    await row('客户培训').getByText('2026年7月5日').first().waitFor();
  });

  it('goes on paper whole: every column, the end of the calendar, and nothing to press', async () => {
    await room('execution');
    await page.locator('.timeline__bar').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    // A4 lying down, without its margins: that it lies is known before anything is drawn for it.
    expect(await page.evaluate(() => getComputedStyle(document.body).page)).toBe('wide');
    await page.setViewportSize({ width: 1040, height: 700 });
    const paper = page.getByRole('table', { name: '执行计划与资源匹配表' });
    await paper.getByRole('columnheader', { name: '里程碑' }).waitFor();
    await paper.getByRole('cell', { name: '完成目标客户开发' }).waitFor();
    expect(await paper.getByText('新增任务').count()).toBe(0);
    const right = (what: string) =>
      page.locator(what).evaluate((element) => element.getBoundingClientRect().right);
    expect(await paper.evaluate((element) => element.getBoundingClientRect().right)).toBeLessThanOrEqual(
      1040,
    );
    expect(await right('.timeline__sheet')).toBeLessThanOrEqual(1040);
    expect(await page.locator('.records__grid').filter({ visible: true }).count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    await paper.waitFor({ state: 'detached' });
  });

  it('is cards on a narrow screen', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await room('execution');
    await page.locator('.card', { hasText: '客户培训' }).getByRole('button').first().click();
    await page.getByRole('dialog').getByLabel('交付标准').waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
  });
});

describe('a file of actuals', () => {
  /** 日期,区域,金额 with two rows, as Chinese Excel writes it: GBK. */
  const gbk = (text: string): Buffer => Buffer.from(text.split(' ').map((byte) => Number.parseInt(byte, 16)));
  const heading = gbk('C8 D5 C6 DA 2C C7 F8 D3 F2 2C BD F0 B6 EE 0D 0A');
  const qu = gbk('C7 F8');
  const line = (date: string, member: string, amount: string): Buffer =>
    Buffer.concat([Buffer.from(`${date},${member}`), qu, Buffer.from(`,${amount}\r\n`)]);
  const file = (...lines: readonly Buffer[]) => ({
    name: 'ERP.csv',
    mimeType: 'text/csv',
    buffer: Buffer.concat([heading, ...lines]),
  });

  it('is previewed, refused row by row, corrected, imported and taken back', async () => {
    await page.goto(`${journey.app.url}/w/${workspace}/data/import`);
    const input = page.locator('input[type="file"]');
    await input.setInputFiles(file(line('2026-08-01', 'A', '1200.50'), line('2026-08-02', 'C', '300')));
    await page.getByText('GB18030 (GBK)').waitFor();
    await page.getByRole('cell', { name: '1200.5' }).waitFor();
    await page.getByLabel('指标', { exact: true }).click();
    await page.getByRole('option', { name: '销售额' }).click();
    await page.getByLabel('数据来源').fill('ERP');
    await button('试运行').click();
    await page.getByText('1 处错误').first().waitFor();
    await page.getByRole('row').filter({ hasText: 'C区' }).last().waitFor();
    expect(await violations(page)).toEqual([]);
    const download = page.waitForEvent('download');
    await button('下载错误清单').click();
    const path = await (await download).path();
    expect(readFileSync(path, 'utf8')).toContain('C区');

    await button('换一个文件').click();
    await input.setInputFiles(file(line('2026-08-01', 'A', '1200.50'), line('2026-08-02', 'B', '300')));
    await page.getByLabel('指标', { exact: true }).waitFor();
    await button('试运行').click();
    await button('导入 2 行').click();
    await page.getByText('已导入 2 行').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: '查看导入记录' }).click();
    await row('ERP.csv').waitFor();
    await button('撤销导入 ERP.csv').click();
    await page.getByRole('dialog').getByRole('button', { name: '撤销导入' }).click();
    await row('ERP.csv').waitFor({ state: 'detached' });
  });
});

describe('master data', () => {
  it('takes a tree as an indented list', async () => {
    await page.goto(`${journey.app.url}/w/${workspace}/data`);
    await button('粘贴名单').click();
    const dialog = page.getByRole('dialog', { name: '粘贴名单' });
    await dialog.getByLabel('名单').fill('华东区 [HD]\n  上海\n  杭州 [HZ]');
    await dialog.getByRole('button', { name: '新增 3 个' }).click();
    await row('杭州').getByText('HZ').waitFor();
    await expect.poll(() => row('杭州').getAttribute('aria-level')).toBe('2');
    expect(await violations(page)).toEqual([]);
  });
});
