import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  cell,
  editor,
  gestures,
  gesturesDone,
  harness,
  on,
  onHarness,
  paste,
  press,
  selection,
  textOf,
} from './harness/grid-page.ts';

onHarness();

describe('typing', () => {
  it('replaces the value with the first key, Tab goes right, and Enter returns below where the row began', () =>
    on('large', async (page) => {
      await cell(page, 2, 2).click();
      await page.keyboard.type('11');
      await expect.poll(() => editor(page).inputValue()).toBe('11');
      await press(page, 'Tab');
      await page.keyboard.type('22');
      await press(page, 'Enter');
      await expect.poll(() => textOf(page, 2, 2)).toBe('11');
      await expect.poll(() => textOf(page, 2, 3)).toBe('22');
      await expect.poll(() => selection(page)).toBe('r3 c2 3:2-3:2');
      await expect
        .poll(() => gesturesDone(page))
        .toEqual([
          ['type', 1],
          ['type', 1],
        ]);
    }));

  it('edits the old value with F2, and Escape leaves it as it was', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      const before = await textOf(page, 1, 1);
      await press(page, 'F2');
      await expect.poll(() => editor(page).inputValue()).toBe(before);
      await page.keyboard.type('7');
      await press(page, 'ArrowLeft', 'Escape');
      await expect.poll(() => textOf(page, 1, 1)).toBe(before);
      expect(await gestures(page)).toEqual([]);
      await press(page, 'F2', 'Enter');
      expect(await gestures(page)).toEqual([]);
    }));

  it('edits with Enter, an arrow leaves a value that was just typed, and a click elsewhere keeps it', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      await press(page, 'Enter');
      await expect.poll(() => editor(page).count()).toBe(1);
      await page.keyboard.type('0');
      await press(page, 'Enter');
      await expect.poll(() => textOf(page, 1, 1)).toBe('480');
      await page.keyboard.type('5');
      await press(page, 'ArrowRight');
      await expect.poll(() => textOf(page, 2, 1)).toBe('5');
      await expect.poll(() => selection(page)).toBe('r2 c2 2:2-2:2');
      await page.keyboard.type('6');
      await page.getByRole('button', { name: '之后' }).click();
      await expect.poll(() => textOf(page, 2, 2)).toBe('6');
    }));

  it('fills the whole selection with Ctrl+Enter, and shows while typing what an amount means', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      await press(page, 'Shift+ArrowDown', 'Shift+ArrowRight');
      await page.keyboard.type('5万');
      await expect.poll(() => page.locator('.grid-preview').textContent()).toBe('= 50,000');
      await press(page, 'Control+Enter');
      for (const [row, column] of [
        [1, 1],
        [1, 2],
        [2, 1],
        [2, 2],
      ] as const)
        await expect.poll(() => textOf(page, row, column)).toBe('5万');
      await expect.poll(() => gesturesDone(page)).toEqual([['fill', 4]]);
    }));

  it('breaks the line with Alt+Enter', () =>
    on('records', async (page) => {
      await cell(page, 0, 0).click();
      await page.keyboard.type('一');
      await press(page, 'Alt+Enter');
      await page.keyboard.type('二');
      await press(page, 'Enter');
      await expect.poll(() => textOf(page, 0, 0)).toBe('一\n二');
    }));

  it('refuses to type into a held or computed cell, and says so', () =>
    on('targets', async (page) => {
      await cell(page, 3, 4).click();
      await page.keyboard.type('9');
      await expect.poll(() => editor(page).count()).toBe(0);
      await expect.poll(async () => (await harness(page)).events).toEqual(['refuse 1']);
      await expect.poll(() => page.getByRole('status').textContent()).toBe('1 格不可修改');
      expect(await cell(page, 3, 4).getAttribute('aria-readonly')).toBe('true');
    }));

  it('announces what an edited cell shows afterwards', () =>
    on('targets', async (page) => {
      await cell(page, 2, 3).click();
      await page.keyboard.type('1200');
      await press(page, 'Enter');
      await expect.poll(() => page.getByRole('status').textContent()).toBe('上海 1月 现为 1,200');
      await expect.poll(() => textOf(page, 1, 3)).toBe('2,181');
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
        await expect.poll(() => editor(page).inputValue()).toBe('zhang');
        await composingKey(cdp, 'Enter');
        await composingKey(cdp, 'ArrowDown');
        await expect.poll(() => selection(page)).toBe('r3 owner 2:1-2:1');
        await cdp.send('Input.insertText', { text: '张' });
      });
      await expect.poll(() => editor(page).inputValue()).toBe('张');
      expect(await gestures(page)).toEqual([]);
      await press(page, 'Tab');
      await expect.poll(() => textOf(page, 2, 1)).toBe('张');
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
      await expect.poll(() => textOf(page, 0, 1)).toBe('李明');
      expect(await gestures(page)).toEqual([]);
    }));
});

describe('the clipboard', () => {
  it('pastes a block from Excel without an extra row for the newline at its end', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      const below = await textOf(page, 3, 1);
      await paste(page, '1\t2\r\n3\t4\r\n');
      const block = [
        [1, 1, '1'],
        [1, 2, '2'],
        [2, 1, '3'],
        [2, 2, '4'],
      ] as const;
      for (const [row, column, text] of block) await expect.poll(() => textOf(page, row, column)).toBe(text);
      await expect.poll(() => textOf(page, 3, 1)).toBe(below);
      await expect.poll(() => selection(page)).toBe('r1 c1 1:1-2:2');
      await expect.poll(() => gesturesDone(page)).toEqual([['paste', 4]]);
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
      await expect.poll(() => page.getByRole('status').textContent()).toBe('已修改 48000 格');
    }));

  it('reads an HTML table, and says when a paste reaches below the last row', () =>
    on('records', async (page) => {
      await cell(page, 2, 1).click();
      const html = '<table><tr><td>赵<br>钱</td></tr><tr><td>孙</td></tr></table>';
      await paste(page, '"赵\n钱"\n孙\n', html);
      await expect.poll(() => textOf(page, 2, 1)).toBe('赵\n钱');
      await expect.poll(async () => (await harness(page)).events).toEqual(['ask 2 1 0']);
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
      await expect.poll(() => gesturesDone(page)).toEqual([['clear', 2]]);
    }));

  it('copies by the key and pastes by the key, with the clipboard of the machine', () =>
    on('large', async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await cell(page, 1, 1).click();
      await press(page, 'Shift+ArrowDown', 'Control+c');
      await cell(page, 5, 5).click();
      await press(page, 'Control+v');
      await expect.poll(() => textOf(page, 6, 5)).toBe(await textOf(page, 2, 1));
      await expect.poll(() => editor(page).count()).toBe(0);
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
      await expect.poll(() => textOf(page, 3, 1)).toBe('30');
      await expect.poll(() => textOf(page, 4, 1)).toBe('40');
      await drag(4, 2, true);
      await expect.poll(() => textOf(page, 4, 2)).toBe('40');
      await expect
        .poll(() => gesturesDone(page))
        .toEqual([
          ['paste', 2],
          ['fill', 2],
          ['fill', 4],
        ]);
    }));

  it('[UX 23] fills as far as the neighbour reaches with a double click on the handle', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      await paste(page, '10\n20\n');
      await page.locator('[data-fill]').dblclick();
      await expect.poll(() => textOf(page, 4, 1)).toBe('40');
      expect(await textOf(page, 3, 1)).toBe('30');
      // The neighbour is filled down to the last row above the total.
      await expect.poll(async () => (await gesturesDone(page)).at(-1)).toEqual(['fill', 9_996]);
    }));

  it('fills down and right by key, and clears', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      await press(page, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
      await expect.poll(() => textOf(page, 3, 1)).toBe(await textOf(page, 1, 1));
      await cell(page, 1, 2).click();
      await press(page, 'Control+r');
      await expect.poll(() => textOf(page, 1, 2)).toBe(await textOf(page, 1, 1));
      await press(page, 'Delete');
      await expect.poll(() => textOf(page, 1, 2)).toBe('');
    }));
});
