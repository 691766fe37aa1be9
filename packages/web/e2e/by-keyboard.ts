import type { Locator, Page } from 'playwright-core';

/** Somebody who never points: from stop to stop, on the page of the targets. */
export function byKeyboard(page: () => Page) {
  const grid = (): Locator => page().getByRole('textbox', { name: '销售额的拆解' });
  const dialog = (): Locator => page().getByRole('dialog');
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page().keyboard.press(key);
  };
  const isThere = async (place: Locator): Promise<boolean> =>
    (await place.and(page().locator(':focus')).count()) > 0;

  /** From stop to stop until the keyboard is there, out of every table on the way: nothing here is pointed at. */
  async function goTo(place: Locator, key = 'Tab'): Promise<void> {
    await place.waitFor();
    for (let stops = 0; stops < 80; stops += 1) {
      if (key.endsWith('Tab') && (await page().locator('.grid:focus-within').count()) > 0)
        await press('Escape');
      await press(key);
      if (await isThere(place)) return;
    }
    throw new Error(`${key} does not lead to ${place.toString()}.`);
  }

  return {
    grid,
    dialog,
    press,
    goTo,
    isThere,
    /** The keyboard is there, and nowhere else. */
    isAt: (place: Locator): Promise<void> => place.and(page().locator(':focus')).waitFor(),

    /** Into the table, past the list above it: Escape leaves a table where the next Tab would go on in it. */
    async enterGrid(): Promise<void> {
      await goTo(page().getByRole('textbox', { name: '目标设定与拆解表' }));
      await press('Escape');
      await goTo(grid());
      await press('Control+Home');
    },

    async openMenu(item: string): Promise<void> {
      await press('Shift+F10');
      await goTo(page().getByRole('menuitem', { name: item }), 'ArrowDown');
      await press('Enter');
    },
  };
}
