import { createRequire } from 'node:module';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import type { HarnessLog } from './harness/grid-harness.tsx';
import { serveHarness } from './harness/serve.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let browser: Browser;
let server: Awaited<ReturnType<typeof serveHarness>>;

beforeAll(async () => {
  server = await serveHarness();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Run a test on a fresh page with one of the harness grids. */
async function on(grid: string, test: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 700 } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  try {
    await page.goto(`${server.url}?grid=${grid}`);
    await cell(page, 0, 1).waitFor();
    await test(page);
    expect(errors).toEqual([]);
  } finally {
    await context.close();
  }
}

const cell = (page: Page, row: number, column: number) =>
  page.locator(`[data-row="${row}"][data-column="${column}"]`);
const textOf = (page: Page, row: number, column: number) =>
  cell(page, row, column).locator('.grid-text').textContent();
const editor = (page: Page) => page.locator('.grid-field[data-open]');
const harness = (page: Page): Promise<HarnessLog> => page.evaluate(() => window.harness);
const selection = async (page: Page) => (await harness(page)).selection;
const gestures = async (page: Page) => (await harness(page)).edits;

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Paste as the browser does it: an event with data on the focused element. */
function paste(page: Page, text: string, html = ''): Promise<void> {
  return page.evaluate(
    ([plain, rich]) => {
      const data = new DataTransfer();
      data.setData('text/plain', plain);
      if (rich !== '') data.setData('text/html', rich);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    },
    [text, html] as const,
  );
}

describe('typing', () => {
  it('replaces the value with the first key, Tab goes right, and Enter returns below where the row began', () =>
    on('large', async (page) => {
      await cell(page, 2, 2).click();
      await page.keyboard.type('11');
      expect(await editor(page).inputValue()).toBe('11');
      await press(page, 'Tab');
      await page.keyboard.type('22');
      await press(page, 'Enter');
      expect(await textOf(page, 2, 2)).toBe('11');
      expect(await textOf(page, 2, 3)).toBe('22');
      expect(await selection(page)).toBe('r3 c2 3:2-3:2');
      expect((await gestures(page)).map(({ gesture, edits }) => [gesture, edits.length])).toEqual([
        ['type', 1],
        ['type', 1],
      ]);
    }));

  it('edits the old value with F2, and Escape leaves it as it was', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      const before = await textOf(page, 1, 1);
      await press(page, 'F2');
      expect(await editor(page).inputValue()).toBe(before);
      await page.keyboard.type('7');
      await press(page, 'ArrowLeft', 'Escape');
      expect(await textOf(page, 1, 1)).toBe(before);
      expect(await gestures(page)).toEqual([]);
      await press(page, 'F2', 'Enter');
      expect(await gestures(page)).toEqual([]);
    }));

  it('edits with Enter, an arrow leaves a value that was just typed, and a click elsewhere keeps it', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      await press(page, 'Enter');
      expect(await editor(page).count()).toBe(1);
      await page.keyboard.type('0');
      await press(page, 'Enter');
      expect(await textOf(page, 1, 1)).toBe('480');
      await page.keyboard.type('5');
      await press(page, 'ArrowRight');
      expect(await textOf(page, 2, 1)).toBe('5');
      expect(await selection(page)).toBe('r2 c2 2:2-2:2');
      await page.keyboard.type('6');
      await page.getByRole('button', { name: '之后' }).click();
      expect(await textOf(page, 2, 2)).toBe('6');
    }));

  it('fills the whole selection with Ctrl+Enter, and shows while typing what an amount means', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      await press(page, 'Shift+ArrowDown', 'Shift+ArrowRight');
      await page.keyboard.type('5万');
      expect(await page.locator('.grid-preview').textContent()).toBe('= 50,000');
      await press(page, 'Control+Enter');
      for (const [row, column] of [
        [1, 1],
        [1, 2],
        [2, 1],
        [2, 2],
      ] as const)
        expect(await textOf(page, row, column)).toBe('5万');
      expect((await gestures(page)).map(({ gesture, edits }) => [gesture, edits.length])).toEqual([
        ['fill', 4],
      ]);
    }));

  it('breaks the line with Alt+Enter', () =>
    on('records', async (page) => {
      await cell(page, 0, 0).click();
      await page.keyboard.type('一');
      await press(page, 'Alt+Enter');
      await page.keyboard.type('二');
      await press(page, 'Enter');
      expect(await textOf(page, 0, 0)).toBe('一\n二');
    }));

  it('refuses to type into a held or computed cell, and says so', () =>
    on('targets', async (page) => {
      await cell(page, 3, 4).click();
      await page.keyboard.type('9');
      expect(await editor(page).count()).toBe(0);
      expect((await harness(page)).events).toEqual(['refuse 1']);
      expect(await page.getByRole('status').textContent()).toBe('1 格不可修改');
      expect(await cell(page, 3, 4).getAttribute('aria-readonly')).toBe('true');
    }));

  it('announces what an edited cell shows afterwards', () =>
    on('targets', async (page) => {
      await cell(page, 2, 3).click();
      await page.keyboard.type('1200');
      await press(page, 'Enter');
      expect(await page.getByRole('status').textContent()).toBe('上海 1月 现为 1,200');
      expect(await textOf(page, 1, 3)).toBe('2,181');
    }));
});

describe('input methods', () => {
  const compose = async (page: Page, run: (cdp: CDPSession) => Promise<void>) => {
    const cdp = await page.context().newCDPSession(page);
    await run(cdp);
    await cdp.detach();
  };
  /** A key while composing, as Chromium reports it. */
  const composingKey = (cdp: CDPSession, key: string) =>
    cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: 229 });

  it('takes the first stroke into the cell; the Enter that ends the composition does not leave it', () =>
    on('records', async (page) => {
      await cell(page, 2, 1).click();
      await compose(page, async (cdp) => {
        await composingKey(cdp, 'z');
        await cdp.send('Input.imeSetComposition', { text: 'z', selectionStart: 1, selectionEnd: 1 });
        await cdp.send('Input.imeSetComposition', { text: 'zhang', selectionStart: 5, selectionEnd: 5 });
        expect(await editor(page).inputValue()).toBe('zhang');
        await composingKey(cdp, 'Enter');
        await composingKey(cdp, 'ArrowDown');
        expect(await selection(page)).toBe('r3 owner 2:1-2:1');
        await cdp.send('Input.insertText', { text: '张' });
      });
      expect(await editor(page).inputValue()).toBe('张');
      expect(await gestures(page)).toEqual([]);
      await press(page, 'Tab');
      expect(await textOf(page, 2, 1)).toBe('张');
      expect(await gestures(page)).toHaveLength(1);
    }));

  it('leaves the cell as it was when the composition is given up', () =>
    on('records', async (page) => {
      await cell(page, 0, 1).click();
      await compose(page, async (cdp) => {
        await cdp.send('Input.imeSetComposition', { text: 'w', selectionStart: 1, selectionEnd: 1 });
        await cdp.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
      });
      await press(page, 'ArrowDown');
      expect(await textOf(page, 0, 1)).toBe('李明');
      expect(await gestures(page)).toEqual([]);
    }));
});

describe('the clipboard', () => {
  it('pastes a block from Excel without an extra row for the newline at its end', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      const below = await textOf(page, 3, 1);
      await paste(page, '1\t2\r\n3\t4\r\n');
      expect([await textOf(page, 1, 1), await textOf(page, 1, 2)]).toEqual(['1', '2']);
      expect([await textOf(page, 2, 1), await textOf(page, 2, 2)]).toEqual(['3', '4']);
      expect(await textOf(page, 3, 1)).toBe(below);
      expect(await selection(page)).toBe('r1 c1 1:1-2:2');
      expect((await gestures(page)).map(({ gesture, edits }) => [gesture, edits.length])).toEqual([
        ['paste', 4],
      ]);
    }));

  it('asks before a paste of 2,000 × 24 cells, does it as one gesture, and does nothing on a no', () =>
    on('large', async (page) => {
      const block = Array.from({ length: 2000 }, (_, row) =>
        Array.from({ length: 24 }, (_, column) => row * 24 + column).join('\t'),
      ).join('\r\n');
      await cell(page, 1, 1).click();
      await page.evaluate(() => {
        window.harness.allowPaste = false;
      });
      await paste(page, `${block}\r\n`);
      await expect.poll(async () => (await harness(page)).events).toEqual(['ask 48000 0 0']);
      expect(await gestures(page)).toEqual([]);
      await page.evaluate(() => {
        window.harness.allowPaste = true;
      });
      await paste(page, `${block}\r\n`);
      await expect.poll(() => textOf(page, 1, 2)).toBe('1');
      const counts = await page.evaluate(() => window.harness.edits.map(({ edits }) => edits.length));
      expect(counts).toEqual([48_000]);
      await press(page, 'Control+End');
      await cell(page, 9999, 59).waitFor();
      expect(await page.getByRole('status').textContent()).toBe('已修改 48000 格');
    }));

  it('reads an HTML table, and says when a paste reaches below the last row', () =>
    on('records', async (page) => {
      await cell(page, 2, 1).click();
      const html = '<table><tr><td>赵<br>钱</td></tr><tr><td>孙</td></tr></table>';
      await paste(page, '"赵\n钱"\n孙\n', html);
      await expect.poll(() => textOf(page, 2, 1)).toBe('赵\n钱');
      expect((await harness(page)).events).toEqual(['ask 2 1 0']);
      const pasted = (await gestures(page))[0]?.edits;
      expect(pasted?.map(({ row, rowId, text }) => [row, rowId ?? null, text])).toEqual([
        [2, 'r3', '赵\n钱'],
        [3, null, '孙'],
      ]);
    }));

  it('copies text and a table, and cuts by clearing in one gesture', () =>
    on('targets', async (page) => {
      await cell(page, 2, 3).click();
      await press(page, 'Shift+ArrowRight');
      const copied = (kind: 'copy' | 'cut') =>
        page.evaluate((type) => {
          const data = new DataTransfer();
          const event = new ClipboardEvent(type, { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement?.dispatchEvent(event);
          return [data.getData('text/plain'), data.getData('text/html')];
        }, kind);
      expect(await copied('copy')).toEqual([
        '509\t622',
        '<table><tbody><tr><td>509</td><td>622</td></tr></tbody></table>',
      ]);
      await copied('cut');
      await expect.poll(() => textOf(page, 2, 3)).toBe('');
      expect((await gestures(page)).map(({ gesture, edits }) => [gesture, edits.length])).toEqual([
        ['clear', 2],
      ]);
    }));

  it('copies by the key and pastes by the key, with the clipboard of the machine', () =>
    on('large', async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await cell(page, 1, 1).click();
      await press(page, 'Shift+ArrowDown', 'Control+c');
      await cell(page, 5, 5).click();
      await press(page, 'Control+v');
      await expect.poll(() => textOf(page, 6, 5)).toBe(await textOf(page, 2, 1));
      expect(await editor(page).count()).toBe(0);
    }));
});

describe('filling', () => {
  it('carries a series on with the handle, and copies with Ctrl', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      await paste(page, '10\n20\n');
      const drag = async (row: number, column: number, copy: boolean) => {
        await page.locator('[data-fill]').hover();
        await page.mouse.down();
        await cell(page, row, column).hover();
        if (copy) await page.keyboard.down('Control');
        await page.mouse.up();
        if (copy) await page.keyboard.up('Control');
      };
      await drag(4, 1, false);
      expect(await textOf(page, 3, 1)).toBe('30');
      expect(await textOf(page, 4, 1)).toBe('40');
      await drag(4, 2, true);
      expect(await textOf(page, 4, 2)).toBe('40');
      expect((await gestures(page)).map(({ gesture, edits }) => [gesture, edits.length])).toEqual([
        ['paste', 2],
        ['fill', 2],
        ['fill', 4],
      ]);
    }));

  it('fills down and right by key, and clears', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      await press(page, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
      expect(await textOf(page, 3, 1)).toBe(await textOf(page, 1, 1));
      await cell(page, 1, 2).click();
      await press(page, 'Control+r');
      expect(await textOf(page, 1, 2)).toBe(await textOf(page, 1, 1));
      await press(page, 'Delete');
      expect(await textOf(page, 1, 2)).toBe('');
    }));
});

describe('moving and selecting', () => {
  it('goes to the edges of the data, the rows and the grid', () =>
    on('large', async (page) => {
      await cell(page, 3, 3).click();
      await press(page, 'Delete', 'ArrowUp', 'ArrowUp', 'Control+ArrowDown');
      expect(await selection(page)).toBe('r2 c3 2:3-2:3');
      await press(page, 'Control+ArrowDown');
      expect(await selection(page)).toBe('r4 c3 4:3-4:3');
      await press(page, 'End');
      expect(await selection(page)).toBe('r4 c59 4:59-4:59');
      await press(page, 'Home', 'Home', 'Control+End', 'Control+Home');
      expect(await selection(page)).toBe('r0 c1 0:1-0:1');
      await press(page, 'Control+a');
      expect(await selection(page)).toBe('r0 c1 0:0-9999:59');
    }));

  it('selects with the mouse: drag, Shift and click, and the title of a column', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).hover();
      await page.mouse.down();
      await cell(page, 4, 3).hover();
      await page.mouse.up();
      expect(await selection(page)).toBe('r1 c1 1:1-4:3');
      await cell(page, 2, 2).click({ modifiers: ['Shift'] });
      expect(await selection(page)).toBe('r1 c1 1:1-2:2');
      await page.locator('[data-header][data-column="5"]').click();
      expect(await selection(page)).toBe('r0 c5 0:5-9999:5');
    }));

  it('scrolls while the mouse drags a selection beyond the edge', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).hover();
      await page.mouse.down();
      await page.mouse.move(400, 695, { steps: 4 });
      await expect
        .poll(() => page.locator('.grid-scroll').evaluate((element) => element.scrollTop))
        .toBeGreaterThan(400);
      await page.mouse.up();
      const bottom = Number(/-(\d+):/.exec(await selection(page))?.[1]);
      expect(bottom).toBeGreaterThan(30);
    }));

  it('selects with a tap and edits with a second one', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, hasTouch: true });
    const page = await context.newPage();
    await page.goto(`${server.url}?grid=records`);
    await cell(page, 0, 1).tap();
    expect(await selection(page)).toBe('r1 owner 0:1-0:1');
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('TEXTAREA');
    await cell(page, 0, 1).tap();
    expect(await editor(page).inputValue()).toBe('李明');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await page.locator('.grid-scroll').evaluate((element) => element.scrollTo(300, 0));
    // The names stay in sight in a narrow window, and leave room for what scrolls.
    const names = await cell(page, 0, 0).evaluate((element) => element.getBoundingClientRect().toJSON());
    expect(names).toMatchObject({ left: 25, width: 155 });
    await context.close();
  });

  it('forwards undo and redo', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      await press(page, 'Control+z', 'Control+y', 'Control+Shift+Z');
      expect((await harness(page)).events).toEqual(['undo', 'redo', 'redo']);
    }));

  it('opens the menu of a cell by mouse and by key', () =>
    on('large', async (page) => {
      await cell(page, 2, 2).click({ button: 'right' });
      await press(page, 'ArrowDown', 'Shift+F10');
      await expect
        .poll(async () => (await harness(page)).events)
        .toEqual(['menu 2:2 gridcell', 'menu 3:2 gridcell']);
    }));

  it('is one Tab stop that Escape and Tab leave', () =>
    on('targets', async (page) => {
      await press(page, 'Tab', 'Tab');
      expect(await selection(page)).toBe('all year 0:1-0:1');
      await press(page, 'Escape', 'Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('之后');
    }));

  it('makes a column wider by key and by drag', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      await press(page, 'Alt+Equal');
      const edge = await page.locator('[data-header][data-column="1"] [data-resize]').boundingBox();
      if (!edge) throw new Error('the edge is not drawn');
      await page.mouse.move(edge.x + 4, edge.y + 10);
      await page.mouse.down();
      await page.mouse.move(edge.x + 34, edge.y + 10, { steps: 3 });
      await page.mouse.up();
      expect((await harness(page)).events).toEqual(['resize c1 96', 'resize c1 126']);
      const width = await cell(page, 1, 1).evaluate((element) => element.getBoundingClientRect().width);
      expect(width).toBe(126);
    }));
});

describe('trees', () => {
  it('opens and closes rows and columns by key, and keeps standing on the same cell', () =>
    on('targets', async (page) => {
      await cell(page, 5, 3).click();
      expect(await selection(page)).toBe('south m1 5:3-5:3');
      await press(page, 'Alt+ArrowRight');
      expect(await page.getByRole('rowheader', { name: '广东' }).count()).toBe(1);
      expect(await page.getByRole('status').textContent()).toBe('华南大区 已展开');
      await press(page, 'ArrowDown', 'Alt+ArrowLeft', 'Alt+ArrowLeft');
      expect(await page.getByRole('rowheader', { name: '广东' }).count()).toBe(0);
      expect(await selection(page)).toBe('south m1 5:3-5:3');
      await press(page, 'Alt+Shift+ArrowLeft', 'Alt+Shift+ArrowLeft');
      expect(await selection(page)).toBe('south q1 5:2-5:2');
      await press(page, 'ArrowRight', 'Alt+Shift+ArrowRight');
      expect((await harness(page)).events).toEqual([
        'expand south',
        'collapse south',
        'collapse q1',
        'expand q2',
      ]);
      expect(await page.getByRole('columnheader', { name: '5月' }).count()).toBe(1);
    }));

  it('tells a screen reader levels, branches, positions and where it stands', () =>
    on('targets', async (page) => {
      await cell(page, 2, 3).click();
      const row = page.getByRole('row').filter({ has: cell(page, 5, 0) });
      expect(await row.getAttribute('aria-expanded')).toBe('false');
      expect(await row.getAttribute('aria-level')).toBe('2');
      expect(await row.getAttribute('aria-rowindex')).toBe('8');
      const standing = await page.evaluate(() => {
        const id = document.activeElement?.getAttribute('aria-activedescendant') ?? '';
        const element = document.querySelector(`[id="${id}"]`);
        return [
          element?.textContent,
          element?.getAttribute('aria-selected'),
          element?.getAttribute('aria-colindex'),
        ];
      });
      expect(standing).toEqual(['509', 'true', '4']);
    }));

  it('closes a branch with the mouse', () =>
    on('targets', async (page) => {
      await cell(page, 1, 0).locator('[data-toggle]').click();
      expect((await harness(page)).events).toEqual(['collapse east']);
      expect(await page.getByRole('rowheader', { name: '上海' }).count()).toBe(0);
    }));
});

describe('choices and dates', () => {
  it('offers choices that typing narrows, takes one with Enter, and accepts a pasted label', () =>
    on('records', async (page) => {
      await cell(page, 0, 3).click();
      await page.keyboard.type('di');
      expect(await page.getByRole('option').allTextContents()).toEqual(['低']);
      await press(page, 'Enter');
      expect(await textOf(page, 0, 3)).toBe('低');
      await press(page, 'F2', 'ArrowUp', 'Tab');
      expect(await textOf(page, 1, 3)).toBe('高');
      await cell(page, 2, 3).click();
      await paste(page, '中');
      await expect.poll(() => textOf(page, 2, 3)).toBe('中');
      const sent = (await gestures(page)).map(({ edits }) => edits[0]?.text);
      expect(sent).toEqual(['low', 'high', 'middle']);
      await cell(page, 1, 3).dblclick();
      await page.getByRole('option', { name: '低' }).click();
      expect(await textOf(page, 1, 3)).toBe('低');
    }));

  it('opens the date picker of the browser, and lets dates be typed', () =>
    on('records', async (page) => {
      await cell(page, 0, 2).click();
      await press(page, 'F2');
      await page.locator('.grid-date').fill('2026-05-06');
      await press(page, 'Enter');
      expect(await textOf(page, 0, 2)).toBe('2026-05-06');
      expect(await selection(page)).toBe('r2 due 1:2-1:2');
      await page.keyboard.type('2026-07-08');
      await press(page, 'Enter');
      expect(await textOf(page, 1, 2)).toBe('2026-07-08');
      await press(page, 'F2', 'Escape', 'ArrowUp');
      expect(await selection(page)).toBe('r2 due 1:2-1:2');
    }));
});

describe('ten thousand rows', () => {
  it('draws few of them, each where it belongs, with the total at the bottom', () =>
    on('large', async (page) => {
      await page.locator('.grid-scroll').evaluate((element) => element.scrollTo(2000, 140_000));
      await cell(page, 5001, 26).waitFor();
      expect(await page.getByRole('row').count()).toBeLessThan(50);
      expect(await page.getByRole('gridcell').count()).toBeLessThan(1500);
      const box = async (row: number, column: number) => {
        const found = await cell(page, row, column).boundingBox();
        if (!found) throw new Error(`cell ${row}:${column} is not drawn`);
        return found;
      };
      const view = await page.locator('.grid-scroll').evaluate((element) => {
        const { left, top } = element.getBoundingClientRect();
        return { left, top, bottom: top + element.clientHeight };
      });
      const here = await box(5001, 26);
      // Header 28, row 5001 at 5001 × 28, scrolled by 140,000; name column 140, then 25 × 80, scrolled by 2,000.
      expect(here).toEqual({
        x: view.left + 140,
        y: view.top + 28 + 5001 * 28 - 140_000,
        width: 80,
        height: 28,
      });
      expect(await box(5001, 0)).toMatchObject({ x: view.left, y: here.y });
      const total = await box(9999, 26);
      expect(total.y + total.height).toBe(view.bottom);
    }));

  it('keeps the active cell in the document while it is out of sight, and comes back to it', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      await page.locator('.grid-scroll').evaluate((element) => element.scrollTo(0, 200_000));
      await cell(page, 7150, 1).waitFor();
      await page.keyboard.type('8');
      await press(page, 'Enter');
      expect(await textOf(page, 1, 1)).toBe('8');
      expect(await page.locator('.grid-scroll').evaluate((element) => element.scrollTop)).toBeLessThan(60);
    }));
});

describe('accessibility', () => {
  const violations = async (page: Page) => {
    await page.addScriptTag({ path: axePath });
    return page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run: () => Promise<AxeResult> } };
      const result = await axe.run();
      return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    });
  };

  it.each(['targets', 'records', 'large', 'targets&theme=dark'])(
    'has nothing axe finds fault with: %s',
    (grid) =>
      on(grid, async (page) => {
        expect(await violations(page)).toEqual([]);
        await cell(page, 2, 3).click();
        await press(page, 'Shift+ArrowRight');
        await page.keyboard.type('5万');
        expect(await violations(page)).toEqual([]);
      }),
  );
});

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}
