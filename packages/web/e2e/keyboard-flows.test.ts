import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, it } from 'vitest';
import { byKeyboard } from './by-keyboard.ts';
import { breakdownOf, managerOfA, targetsRoom } from './targets-room.ts';
import { saved } from './visit.ts';

const room = targetsRoom();
const { cell, shown, shows } = breakdownOf(() => room().page);
const { grid, dialog, press, isAt, goTo, enterGrid, openMenu } = byKeyboard(() => room().page);
let page: Page;

beforeEach(() => {
  ({ page } = room());
});

const button = (name: string | RegExp, within: Page | Locator = page): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' });

async function pressAt(place: Locator, key = 'Tab'): Promise<void> {
  await goTo(place, key);
  await press('Enter');
}

const closed = (): Promise<void> => dialog().waitFor({ state: 'detached' });

describe('from the first key to what is written, with the keyboard alone', () => {
  it('an amount is moved to another member', async () => {
    const [from, to] = await Promise.all([1, 2].map(async (row) => Number(await shown(row, 2))));
    await enterGrid();
    await press('ArrowDown', 'ArrowRight', 'ArrowRight');
    await openMenu('调拨');
    await isAt(dialog().getByRole('textbox', { name: /^调拨多少/ }));
    await page.keyboard.type('20万');
    await goTo(dialog().getByRole('combobox', { name: '调给：区域' }));
    await page.keyboard.type('B区');
    await page.getByRole('option', { name: 'B区' }).waitFor();
    await press('ArrowDown', 'Enter');
    await pressAt(button('调拨', dialog()));
    await closed();
    await isAt(grid());
    await shows(1, 2, `${from! - 20}`);
    await shows(2, 2, `${to! + 20}`);
    await press('Control+z');
    await shows(1, 2, `${from}`);
    await saved(page);
  });

  it('a number is proposed by one, and accepted by another', async () => {
    const context = await managerOfA(room());
    const theirs = await context.newPage();
    await theirs.goto(`${room().app.url}${room().plan}/targets`);
    const they = byKeyboard(() => theirs);
    const rowOn = (on: Page) => on.getByTestId('proposals').getByRole('row', { name: /^A区/ });
    await they.goTo(button('上报', rowOn(theirs)));
    await they.press('Enter');
    await they.goTo(they.dialog().getByLabel('上报数'));
    await theirs.keyboard.type('280');
    await they.goTo(they.dialog().getByLabel('上报理由'));
    await theirs.keyboard.type('两个客户要推迟');
    await they.goTo(button('上报', they.dialog()));
    await they.press('Enter');
    await they.dialog().waitFor({ state: 'detached' });
    await context.close();

    await pressAt(button('待答复', rowOn(page)));
    await pressAt(button('接受并写入', dialog()));
    await closed();
    await shows(1, 1, '280');
    await saved(page);
  });

  it('[UX 47] rows are filtered, and the view is saved, taken again and brought up to date', async () => {
    await enterGrid();
    await pressAt(button('排序与筛选'), 'Shift+Tab');
    await goTo(page.getByLabel('查找名称或拼音首字母'));
    await page.keyboard.type('bq');
    await goTo(page.getByRole('checkbox', { name: 'B区' }));
    await press('Space');
    await pressAt(button('添加筛选条件'));
    await button('已筛选（1）').waitFor();
    await press('Escape');
    await isAt(button('已筛选（1）'));
    await page.getByText('已筛选：1 行未显示，合计仍为全部').waitFor();

    const inMenu = async (name: string): Promise<void> => {
      await pressAt(page.getByRole('menuitem', { name }), 'ArrowDown');
    };
    await pressAt(button('默认布局（已改动）'), 'Shift+Tab');
    await inMenu('另存为视图');
    await goTo(dialog().getByLabel('视图名称'));
    await page.keyboard.type('只看B区');
    await pressAt(button('保存', dialog()));
    await closed();
    await button('只看B区').waitFor();

    const take = async (from: string, view: string): Promise<void> => {
      await pressAt(button(from), 'Shift+Tab');
      await pressAt(page.getByRole('menuitemcheckbox', { name: view }), 'ArrowDown');
      await button(view).waitFor();
    };
    await take('只看B区', '默认布局');
    await cell(2, 0).getByText('B区').waitFor();
    await take('默认布局', '只看B区');
    await cell(1, 0).getByText('B区').waitFor();

    await enterGrid();
    await pressAt(button('已筛选（1）'), 'Shift+Tab');
    await pressAt(button('恢复全部行与原有顺序'));
    await press('Escape');
    await pressAt(button('只看B区（已改动）'), 'Shift+Tab');
    await inMenu('用现在的布局更新“只看B区”');
    await button('只看B区').waitFor();
    await cell(2, 0).getByText('B区').waitFor();
  });

  it('a target is defined, and removed', async () => {
    await pressAt(button('新增目标'));
    await goTo(dialog().getByRole('radio', { name: '已有指标' }));
    await press('ArrowRight');
    await goTo(dialog().getByLabel('指标名称'));
    await page.keyboard.type('回款额');
    await pressAt(button('建立目标', dialog()));
    await closed();
    await page.getByRole('heading', { name: '拆解：回款额' }).waitFor();
    await pressAt(button('删除目标'));
    await pressAt(button('删除目标', dialog()));
    await page.getByRole('heading', { name: '拆解：回款额' }).waitFor({ state: 'detached' });
    await saved(page);
  });
});

describe('a what-if that differs from the plan', () => {
  it('[UX 10] is adopted after it was chosen whose number stands, with the keyboard alone', async () => {
    const open = (path: string) => page.goto(`${room().app.url}${room().plan}/${path}`);
    const typeAt = async (text: string): Promise<void> => {
      await enterGrid();
      await press('ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight');
      await page.keyboard.type(text);
      await press('Enter');
      await saved(page);
    };
    await open('versions?tab=whatIfs');
    await pressAt(button('新建推演'));
    await goTo(dialog().getByLabel('推演名称'));
    await page.keyboard.type('冲突');
    await pressAt(button('建立并打开', dialog()));
    await shows(0, 1, '500');
    await typeAt('70万');
    await open('targets');
    await shows(0, 1, '500');
    await typeAt('80万');
    await open('versions?tab=whatIfs');
    await pressAt(button('采用'));
    const conflicts = page.getByTestId('conflicts');
    await pressAt(button('全部用推演的', conflicts));
    await pressAt(button('写入正式策划案'));
    await page.getByText('已采用“冲突”').waitFor();
    await open('targets');
    await cell(2, 2).waitFor();
    await shows(2, 2, '70');
  });
});
