import { it } from 'vitest';
import { launchBrowser, useChineseFont } from './browser.ts';
import { serveHarness } from './harness/serve.ts';
it('try', async () => {
  const server = await serveHarness();
  const browser = await launchBrowser();
  try {
    for (const [theme, kind] of [['light', 'targets'], ['dark', 'targets'], ['light', 'records'], ['light', 'large']]) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 700 } });
      await useChineseFont(context);
      const page = await context.newPage();
      page.on('console', (m) => console.log(m.type(), m.text()));
      page.on('pageerror', (e) => console.log('ERR', e.message));
      await page.goto(`${server.url}?grid=${kind}&theme=${theme}`);
      await page.waitForSelector('[role=gridcell]', { timeout: 15000 });
      await page.evaluate(() => document.fonts.ready);
      await page.locator('[data-row="2"][data-column="3"]').click();
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowRight');
      await page.screenshot({ path: `/tmp/grid-${kind}-${theme}.png` });
      await context.close();
    }
  } finally { await browser.close(); await server.close(); }
});
