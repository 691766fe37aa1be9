import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { breakdownOf, managerOfA, targetsRoom } from './targets-room.ts';
import { paste, saved, violations } from './visit.ts';

const room = targetsRoom();
const { cell, line, says, shown, shows, type } = breakdownOf(() => room().page);
let page: Page;
let plan: string;

beforeEach(() => {
  ({ page, plan } = room());
});

const open = (path: string, on: Page = page) => on.goto(`${room().app.url}${plan}/${path}`);

const amounts = (texts: readonly string[]): number[] =>
  texts.map((text) => Math.round(Number(text.replaceAll(',', '')) * 100));

describe('the breakdown of a target', () => {
  it('spreads a typed total over members and months, which add up again', async () => {
    await cell(0, 1).click();
    await page.keyboard.type('620万');
    await page.getByText('= 6,200,000.00 元').waitFor();
    await page.keyboard.press('Enter');
    await shows(0, 1, '620');
    await saved(page);
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

  it('shows every unit, and says what a plain number means before it counts', async () => {
    await page.getByRole('combobox', { name: '金额单位' }).click();
    const units = page.getByRole('option');
    await expect.poll(() => units.allTextContents()).toEqual(['元', '千元', '万元', '百万元', '亿元']);
    await units.getByText('百万元').click();
    await shows(0, 1, '5');
    await page.waitForURL(/unit=baiwan/);
    await page.reload();
    await shows(0, 1, '5');
    await cell(0, 1).click();
    await page.keyboard.type('600');
    await page.getByText('= 600,000,000.00 元。不写单位按百万元计；600 元请写 600元').waitFor();
    await page.keyboard.press('Enter');
    await shows(0, 1, '600');
    await type(0, 1, '6000000.07元');
    await shows(0, 1, '6');
    // What the view rounds away is told to who points at it (UX 8).
    await expect.poll(() => cell(0, 1).getAttribute('title')).toBe('6.00000007');
    await type(0, 1, '6000000元');
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
    await saved(page);
    await cell(1, 2).click();
    await page.keyboard.press('Control+z');
    await shows(0, 1, '500');
    expect(await Promise.all([line(0), line(1), line(2)])).toEqual(before);
    await page.keyboard.press('Control+y');
    await shows(0, 1, '330');
  });

  it('can be done again from the bar above, which learns of it after the table', async () => {
    const again = page.locator('.bar__undo').getByRole('button', { name: '重做' });
    const before = await shown(1, 2);
    expect(await again.isDisabled()).toBe(true);
    await type(1, 2, '96万');
    await shows(1, 2, '96');
    await saved(page);
    await page.keyboard.press('Control+z');
    await shows(1, 2, before);
    await expect.poll(() => again.isEnabled()).toBe(true);
    await again.click();
    await shows(1, 2, '96');
  });

  it('keeps what it cannot read in its cell, and wipes nothing', async () => {
    await type(1, 2, '很多');
    await shows(1, 2, '很多');
    await expect.poll(() => cell(1, 2).getAttribute('aria-invalid')).toBe('true');
    await shows(1, 1, '300');
    await type(1, 2, '90万');
    await shows(1, 2, '90');
    await expect.poll(() => cell(1, 2).getAttribute('aria-invalid')).toBeNull();
    await saved(page);

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
    await saved(page);
    await page.keyboard.press('Control+z');
    await shows(1, 2, '90');
    await expect.poll(() => cell(1, 3).getAttribute('aria-invalid')).toBeNull();
  });

  it('keeps what was typed over a reload and a lost connection, and finds the server again', async () => {
    await cell(1, 2).click();
    await page.keyboard.type('95万');
    await page.reload();
    await shows(1, 2, '95万');
    await says(1, 2, '还没有保存');
    await cell(1, 2).dblclick();
    await page.keyboard.press('Enter');
    await shows(1, 2, '95');
    await saved(page);
    await page.route('**/api/v1/**', (route) => route.abort());
    await type(1, 2, '96万');
    await page.getByText('离线').first().waitFor();
    await shows(1, 2, '96万');
    await page.unroute('**/api/v1/**');
    await saved(page);
    await cell(1, 2).dblclick();
    await page.keyboard.press('Enter');
    await shows(1, 2, '96');
    await expect.poll(() => cell(1, 2).getAttribute('aria-invalid')).toBeNull();
  });

  it('shows in another browser what was typed in this one', async () => {
    const other = await room().visitor.context.newPage();
    await open('targets', other);
    await shows(0, 1, '500', other);
    await type(1, 2, '95万');
    await shows(1, 2, '95', other);
    await shows(0, 1, '505', other);

    // Nobody overwrites unasked what came while they were typing.
    await cell(1, 2, other).click();
    await other.keyboard.type('97万');
    await type(1, 2, '96万');
    await shows(0, 1, '506', other);
    await other.keyboard.press('Enter');
    const dialog = other.getByRole('dialog', { name: '这个数刚刚被别人改过' });
    await dialog.getByText('你填 97 万元，现在是 96 万元').waitFor();
    await dialog.getByText('访客 于').waitFor();
    await dialog.getByRole('button', { name: '保留现在的', exact: true }).click();
    await shows(1, 2, '96', other);
    await cell(1, 2, other).click();
    await other.keyboard.type('98万');
    await type(1, 2, '95万');
    await shows(0, 1, '505', other);
    await other.keyboard.press('Enter');
    await dialog.getByRole('button', { name: '改成我的' }).click();
    await shows(1, 2, '98');

    // Whoever lets the other number stand may say what they wanted: beside the cell, and to be answered there.
    await dialog.waitFor({ state: 'detached' });
    await cell(1, 2, other).click();
    await other.keyboard.type('99万');
    await type(1, 2, '94万');
    await shows(0, 1, '504', other);
    await other.keyboard.press('Enter');
    await dialog.getByRole('button', { name: '保留现在的，把我的写成评论' }).click();
    await dialog.waitFor({ state: 'detached' });
    await shows(1, 2, '94', other);
    await cell(1, 2, other).click();
    await other.getByRole('button', { name: '解释这个数' }).click();
    await other.getByText('我填的是 99 万元，当时已是 94 万元').waitFor();
  });

  it('lets who works in one region fill the top row, which stands for that region', async () => {
    const context = await managerOfA(room());
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
    const session = await room().visitor.context.newCDPSession(page);
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
    await saved(page);
    await cell(1, 1).click();
    await page.getByRole('button', { name: '解释这个数' }).click();
    const drawer = page.getByRole('dialog', { name: '解释这个数' });
    await drawer.getByText('300 → 330').waitFor();
    await drawer.getByText('相加得到').waitFor();
    // Each change leads to where it is answered; what is said belongs to this number alone.
    await drawer.getByRole('button', { name: '评论这次改动' }).first().click();
    await page.keyboard.type('按新合同上调');
    await page.keyboard.press('Control+Enter');
    const said = drawer.getByText('@访客 按新合同上调');
    await said.waitFor();
    await drawer.getByRole('heading', { name: '评论（1）' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await saved(page);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await cell(1, 2).click();
    await page.getByRole('button', { name: '解释这个数' }).click();
    await drawer.getByRole('heading', { name: '评论（0）' }).waitFor();
    expect(await said.count()).toBe(0);
  });

  it('carries the selected cell and the target in the address', async () => {
    await page.getByTestId('target-list').getByText('新增客户数').click();
    await page.getByRole('heading', { name: '拆解：新增客户数' }).waitFor();
    await cell(2, 1).click();
    // The first cell of the new table may have reached the address before.
    await page.waitForURL((url) => !(url.searchParams.get('place') ?? '*').includes('*'));
    const address = page.url();
    await page.goto(address);
    await page.getByRole('heading', { name: '拆解：新增客户数' }).waitFor();
    await cell(2, 1).and(page.locator('[aria-selected="true"]')).waitFor();

    // What stands where is in the address, too, and kept for the team under a name.
    await page.getByRole('button', { name: '时间', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: '放到行' }).click();
    await page.waitForURL(/rows=0-t/);
    await cell(2, 0).getByText('7月').waitFor();
    await page.getByRole('button', { name: '默认布局（已改动）' }).click();
    await page.getByRole('menuitem', { name: '另存为视图' }).click();
    await page.getByRole('dialog').getByLabel('视图名称').fill('按区域看时间');
    await page.getByRole('dialog').getByRole('radio', { name: '给团队' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page.getByRole('button', { name: '按区域看时间', exact: true }).waitFor();
    await page
      .locator('.targets-axis__chip')
      .first()
      .dragTo(page.getByRole('group', { name: '筛选' }));
    await page.getByRole('button', { name: '按区域看时间（已改动）' }).waitFor();
    await page.getByRole('combobox', { name: '区域' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '按区域看时间（已改动）' }).click();
    await page.getByRole('menuitem', { name: '还原布局' }).click();
    await cell(1, 0).getByText('A区').waitFor();
    await cell(0, 1).click();
    await page.keyboard.press('Control+f');
    await page.getByLabel('在表中查找').fill('b区');
    await page.keyboard.press('Enter');
    await cell(5, 0).and(page.locator('[aria-selected="true"]')).waitFor();
    await page.keyboard.press('Escape');
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

  it('shows the whole of a long text, on the page and on paper, where every column finds room', async () => {
    const text = '深耕老客户、发展代理商并逐家落实首单，每周一例会核对进度；'.repeat(6);
    const path = page.getByTestId('target-list').locator('[data-row="0"][data-column="4"]');
    await path.click();
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
    await path.locator('.grid-text', { hasText: text }).waitFor();
    const isCut = () =>
      path.locator('.grid-text').evaluate((element) => {
        const inside = document.createRange();
        inside.selectNodeContents(element);
        const { bottom } = element.parentElement!.getBoundingClientRect();
        return inside.getBoundingClientRect().bottom > bottom;
      });
    await expect.poll(isCut).toBe(false);
    await saved(page);
    await page.emulateMedia({ media: 'print' });
    // A4 lying down, without its margins.
    await page.setViewportSize({ width: 1040, height: 700 });
    const paper = page.getByRole('table', { name: '目标设定与拆解表' });
    await paper.getByText(text).waitFor();
    expect(await paper.getByRole('columnheader').last().textContent()).toBe('数据来源');
    const width = await paper.evaluate((element) => element.getBoundingClientRect().right);
    expect(width).toBeLessThanOrEqual(1040);
    // Nothing that can be pressed, every number, and what the sheet is a sheet of.
    const numbers = page.getByRole('table', { name: '销售额的拆解' });
    expect(await numbers.getByRole('row', { name: /^B区/ }).getByRole('cell').count()).toBe(4);
    await page.getByText('按屏幕上展开的样子打印：3 行、4 列。').waitFor();
    await page.getByText(/由访客打印/).waitFor();
    expect(await page.getByRole('button').filter({ visible: true, hasNotText: 'SMART' }).count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    await paper.waitFor({ state: 'detached' });
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
    const marked = page.getByTestId('target-list').locator('[data-mark~="active"]');
    await expect.poll(() => marked.textContent()).toBe('回款额');
    await type(0, 1, '90万');
    await shows(0, 1, '90');
    await shows(1, 1, '60');
    await page.getByRole('button', { name: '删除目标' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除目标' }).click();
    await page.getByRole('heading', { name: '拆解：回款额' }).waitFor({ state: 'detached' });
    const shownBelow = (await page.getByRole('heading', { name: /^拆解：/ }).textContent())?.slice(3);
    await expect.poll(() => marked.textContent()).toBe(shownBelow);
  });

  it('has the keyboard back in the table after every question, wherever a button asked one before', async () => {
    const field = page.getByTestId('breakdown').getByRole('textbox');
    const isBack = () => field.evaluate((element) => element === document.activeElement);
    const dialog = page.getByRole('dialog');
    const closed = () => dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '新增目标' }).click();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await closed();

    await cell(1, 2).click();
    await paste(page, ['1', '很多', ...Array.from({ length: 58 }, () => '1')].join('\n'));
    await dialog.getByRole('button', { name: '粘贴' }).waitFor();
    // What cannot be read comes first; the others say from what to what.
    const lines = dialog.locator('tbody tr');
    expect(await lines.allTextContents()).toEqual([
      'B区 · 7月60“很多”无法识别，不填入',
      'A区 · 7月9010,000.00 元',
    ]);
    await page.keyboard.press('Escape');
    await closed();
    await expect.poll(isBack).toBe(true);

    for (const action of ['调拨', '按方法填写…', '解释这个数']) {
      await page.keyboard.press('Shift+F10');
      await page.getByRole('menuitem', { name: action }).click();
      await dialog.waitFor();
      await page.keyboard.press('Escape');
      await closed();
      await expect.poll(isBack).toBe(true);
    }
  });
});
