import { describe, expect, it } from 'vitest';
import {
  cell,
  editor,
  gestures,
  harness,
  on,
  onHarness,
  paste,
  press,
  selection,
  textOf,
} from './harness/grid-page.ts';
import { violations } from './visit.ts';

onHarness();

describe('moving and selecting', () => {
  it('goes to the edges of the data, the rows and the grid', () =>
    on('large', async (page) => {
      await cell(page, 3, 3).click();
      await press(page, 'Delete', 'ArrowUp', 'ArrowUp', 'Control+ArrowDown');
      await expect.poll(() => selection(page)).toBe('r2 c3 2:3-2:3');
      await press(page, 'Control+ArrowDown');
      await expect.poll(() => selection(page)).toBe('r4 c3 4:3-4:3');
      await press(page, 'End');
      await expect.poll(() => selection(page)).toBe('r4 c59 4:59-4:59');
      await press(page, 'Home', 'Home', 'Control+End', 'Control+Home');
      await expect.poll(() => selection(page)).toBe('r0 c1 0:1-0:1');
      await press(page, 'Control+a');
      await expect.poll(() => selection(page)).toBe('r0 c1 0:0-9999:59');
    }));

  it('selects with the mouse: drag, Shift and click, and the title of a column', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).hover();
      await page.mouse.down();
      await cell(page, 4, 3).hover();
      await page.mouse.up();
      await expect.poll(() => selection(page)).toBe('r1 c1 1:1-4:3');
      await cell(page, 2, 2).click({ modifiers: ['Shift'] });
      await expect.poll(() => selection(page)).toBe('r1 c1 1:1-2:2');
      await page.locator('[data-header][data-column="5"]').click();
      await expect.poll(() => selection(page)).toBe('r0 c5 0:5-9999:5');
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

  it('selects with a tap and edits with a second one', () => {
    const phone = { viewport: { width: 360, height: 640 }, hasTouch: true };
    return on(
      'records',
      async (page) => {
        await cell(page, 0, 1).tap();
        await expect.poll(() => selection(page)).toBe('r1 owner 0:1-0:1');
        expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('TEXTAREA');
        await cell(page, 0, 1).tap();
        await expect.poll(() => editor(page).inputValue()).toBe('李明');
        await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
        // A finger has no key that says "instead": what is typed takes the place of what stands there.
        await page.keyboard.type('王芳');
        await expect.poll(() => editor(page).inputValue()).toBe('王芳');
        await page.locator('.grid-scroll').evaluate((element) => element.scrollTo(300, 0));
        // The names stay in sight in a narrow window, and leave room for what scrolls.
        const names = await cell(page, 0, 0).evaluate((element) => element.getBoundingClientRect().toJSON());
        expect(names).toMatchObject({ left: 25, width: 155 });
      },
      phone,
    );
  });

  it('forwards undo and redo', () =>
    on('large', async (page) => {
      await cell(page, 1, 1).click();
      await press(page, 'Control+z', 'Control+y', 'Control+Shift+Z');
      await expect.poll(async () => (await harness(page)).events).toEqual(['undo', 'redo', 'redo']);
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
      await expect.poll(() => selection(page)).toBe('all year 0:1-0:1');
      await press(page, 'Escape', 'Tab');
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('之后');
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
      await expect.poll(async () => (await harness(page)).events).toEqual(['resize c1 96', 'resize c1 126']);
      const width = () => cell(page, 1, 1).evaluate((element) => element.getBoundingClientRect().width);
      await expect.poll(width).toBe(126);
    }));
});

describe('trees', () => {
  it('opens and closes rows and columns by key, and keeps standing on the same cell', () =>
    on('targets', async (page) => {
      await cell(page, 5, 3).click();
      await expect.poll(() => selection(page)).toBe('south m1 5:3-5:3');
      await press(page, 'Alt+ArrowRight');
      await expect.poll(() => page.getByRole('rowheader', { name: '广东' }).count()).toBe(1);
      await expect.poll(() => page.getByRole('status').textContent()).toBe('华南大区 已展开');
      await press(page, 'ArrowDown', 'Alt+ArrowLeft', 'Alt+ArrowLeft');
      await expect.poll(() => page.getByRole('rowheader', { name: '广东' }).count()).toBe(0);
      await expect.poll(() => selection(page)).toBe('south m1 5:3-5:3');
      await press(page, 'Alt+Shift+ArrowLeft', 'Alt+Shift+ArrowLeft');
      await expect.poll(() => selection(page)).toBe('south q1 5:2-5:2');
      await press(page, 'ArrowRight', 'Alt+Shift+ArrowRight');
      await expect
        .poll(async () => (await harness(page)).events)
        .toEqual(['expand south', 'collapse south', 'collapse q1', 'expand q2']);
      await expect.poll(() => page.getByRole('columnheader', { name: '5月' }).count()).toBe(1);
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
      await expect.poll(async () => (await harness(page)).events).toEqual(['collapse east']);
      await expect.poll(() => page.getByRole('rowheader', { name: '上海' }).count()).toBe(0);
    }));
});

describe('choices and dates', () => {
  it('offers choices that typing narrows, takes one with Enter, and accepts a pasted label', () =>
    on('records', async (page) => {
      await cell(page, 0, 3).click();
      await page.keyboard.type('di');
      await expect.poll(() => page.getByRole('option').allTextContents()).toEqual(['低']);
      await press(page, 'Enter');
      await expect.poll(() => textOf(page, 0, 3)).toBe('低');
      await press(page, 'F2', 'ArrowUp', 'Tab');
      await expect.poll(() => textOf(page, 1, 3)).toBe('高');
      await cell(page, 2, 3).click();
      await paste(page, '中');
      await expect.poll(() => textOf(page, 2, 3)).toBe('中');
      const sent = async () => (await gestures(page)).map(({ edits }) => edits[0]?.text);
      await expect.poll(sent).toEqual(['low', 'high', 'middle']);
      await cell(page, 1, 3).dblclick();
      await page.getByRole('option', { name: '低' }).click();
      await expect.poll(() => textOf(page, 1, 3)).toBe('低');
    }));

  it('opens the date picker of the browser, and lets dates be typed', () =>
    on('records', async (page) => {
      await cell(page, 0, 2).click();
      await press(page, 'F2');
      await page.locator('.grid-date').fill('2026-05-06');
      await press(page, 'Enter');
      await expect.poll(() => textOf(page, 0, 2)).toBe('2026-05-06');
      await expect.poll(() => selection(page)).toBe('r2 due 1:2-1:2');
      await page.keyboard.type('2026-07-08');
      await press(page, 'Enter');
      await expect.poll(() => textOf(page, 1, 2)).toBe('2026-07-08');
      await press(page, 'F2', 'Escape', 'ArrowUp');
      await expect.poll(() => selection(page)).toBe('r2 due 1:2-1:2');
    }));
});

describe('ten thousand rows', () => {
  it('draws few of them, each where it belongs, with the total at the bottom', () =>
    on('large', async (page) => {
      await page.locator('.grid-scroll').evaluate((element) => element.scrollTo(2000, 140_000));
      await cell(page, 5001, 26).waitFor();
      await expect.poll(() => page.getByRole('row').count()).toBeLessThan(50);
      await expect.poll(() => page.getByRole('gridcell').count()).toBeLessThan(1500);
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
      await expect.poll(() => textOf(page, 1, 1)).toBe('8');
      await expect
        .poll(() => page.locator('.grid-scroll').evaluate((element) => element.scrollTop))
        .toBeLessThan(60);
    }));
});

describe('accessibility', () => {
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
