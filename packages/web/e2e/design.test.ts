import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { run } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { build, type InlineConfig, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { atRest, colourRules, overflow } from './visit.ts';

const root = fileURLToPath(new URL('./harness', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** As strict as a careful server is: nothing from elsewhere, nothing inline. */
const policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] as const;
/** A folder to keep pictures in, when somebody wants to look. */
const pictures = process.env.SHAPAN_PICTURES;

let browser: Browser;
let server: PreviewServer;
let folder: string;
let origin: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapan-design-'));
  const config: InlineConfig = { root, configFile: false, logLevel: 'error', plugins: [react()] };
  const output = { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0 };
  await build({ ...config, build: { ...output, rolldownOptions: { input: join(root, 'design.html') } } });
  server = await preview({
    ...config,
    build: output,
    preview: { host: '127.0.0.1', port: 0, headers: { 'content-security-policy': policy } },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The preview server has no port');
  origin = `http://127.0.0.1:${address.port}`;
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

interface Look {
  readonly theme: 'light' | 'dark';
  readonly lang: 'zh-CN' | 'en';
  readonly width: number;
}

const looks: readonly Look[] = [
  { theme: 'light', lang: 'zh-CN', width: 1440 },
  { theme: 'dark', lang: 'zh-CN', width: 1440 },
  { theme: 'light', lang: 'zh-CN', width: 360 },
  { theme: 'dark', lang: 'en', width: 360 },
  { theme: 'light', lang: 'en', width: 1440 },
];

describe.each(looks)('the gallery, $theme, $lang, $width px wide', (look) => {
  it('is accessible, keeps to its own origin, complains of nothing and never scrolls sideways', async () => {
    const { page, foreign, complaints } = await open(look);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await picture(page, `${look.theme}-${look.lang}-${look.width}`, true);
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

const overlays = [
  ['dialog', '[data-open="dialog"]', '.sp-dialog'],
  ['drawer', '[data-open="drawer"]', '.sp-drawer'],
  ['palette', '[data-open="palette"]', '.sp-palette'],
  ['menu', '[data-open="menu"]', '.sp-menu'],
  ['popover', '[data-open="popover"]', '.sp-popover'],
  ['toast', '[data-open="toast"]', '.sp-toast'],
  ['select', '.sp-select', '.sp-choices'],
  ['combobox', '.sp-combobox__input', '.sp-choices'],
] as const;

describe('what floats above the page', () => {
  it.each(overlays)('is accessible while open, in both themes: %s', async (name, opener, popup) => {
    const { page, complaints } = await open({ theme: 'light', lang: 'zh-CN', width: 1440 });
    await page.locator(opener).first().click();
    await page.locator(popup).waitFor();
    // What floats is drawn at the end of the page, outside its landmarks; and while a combobox is open, the rest of
    // the page is kept from those who listen, though it still takes the pointer.
    const apart = name === 'combobox' ? ['aria-hidden-focus', 'page-has-heading-one'] : [];
    expect(await violations(page, { without: ['region', ...apart] })).toEqual([]);
    await picture(page, `light-open-${name}`, false);
    await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'));
    expect(await violations(page, { only: colourRules })).toEqual([]);
    await picture(page, `dark-open-${name}`, false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('a message that shows already', () => {
  it('is counted, not shown beside itself; closed and said again it begins anew', async () => {
    const { page } = await open({ theme: 'light', lang: 'zh-CN', width: 1440 });
    const messages = page.locator('.sp-toast');
    const refuse = () => page.locator('[data-open="refusal"]').click();
    await refuse();
    await messages.getByText('没有保存').waitFor();
    expect(await messages.getByText('×').count()).toBe(0);
    await refuse();
    await refuse();
    await messages.getByText('没有保存 ×3').waitFor();
    expect(await messages.count()).toBe(1);
    await messages.locator('.sp-toast__close').click();
    await expect.poll(() => messages.count()).toBe(0);
    await refuse();
    await messages.getByText('没有保存').waitFor();
    expect(await messages.getByText('×').count()).toBe(0);
    await page.context().close();
  });

  it('stands beside another of the same words where each has a way back of its own', async () => {
    const { page } = await open({ theme: 'light', lang: 'zh-CN', width: 1440 });
    for (const count of [1, 2]) {
      await page.locator('[data-open="toast"]').click();
      await expect.poll(() => page.locator('.sp-toast').count()).toBe(count);
    }
    await page.context().close();
  });
});

describe('typing', () => {
  it('lets an input method finish before Enter or Escape mean anything', async () => {
    const { page } = await open({ theme: 'light', lang: 'zh-CN', width: 1440 });
    await page.locator('[data-open="dialog"]').click();
    const field = page.getByRole('dialog').getByRole('textbox');
    await field.focus();
    for (const key of ['Enter', 'Escape']) {
      await field.dispatchEvent('keydown', { key, keyCode: 229, isComposing: true, bubbles: true });
      expect(await page.getByRole('dialog').isVisible()).toBe(true);
    }
    await field.press('Enter');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.context().close();
  });

  it('takes nothing from a list while a candidate is being chosen', async () => {
    const { page } = await open({ theme: 'light', lang: 'zh-CN', width: 1440 });
    const composing = { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true };
    const region = page.getByRole('combobox', { name: '大区' });
    await region.fill('hdq');
    await region.dispatchEvent('keydown', composing);
    expect(await region.inputValue()).toBe('hdq');
    await region.press('Escape');
    await page.keyboard.press('Control+k');
    await page
      .locator('input:focus')
      .and(page.getByRole('combobox', { name: '搜索与命令' }))
      .waitFor();
    await page.keyboard.type('ls');
    await page.getByRole('combobox', { name: '搜索与命令' }).dispatchEvent('keydown', composing);
    await expect.poll(() => page.getByRole('option').allTextContents()).toEqual(['打开历史']);
    await page.context().close();
  });

  it('opens the palette with Ctrl+K, finds by initials, and chooses with Enter', async () => {
    const { page } = await open({ theme: 'light', lang: 'zh-CN', width: 1440 });
    await page.keyboard.press('Control+k');
    await page
      .locator('input:focus')
      .and(page.getByRole('combobox', { name: '搜索与命令' }))
      .waitFor();
    await page.keyboard.type('ls');
    const lines = page.getByRole('option');
    await expect.poll(() => lines.allTextContents()).toEqual(['打开历史']);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.context().close();
  });

  it('finds a region by its pinyin initials and takes it with Enter', async () => {
    const { page } = await open({ theme: 'light', lang: 'zh-CN', width: 1440 });
    const region = page.getByRole('combobox', { name: '大区' });
    await region.fill('hdq');
    await expect.poll(() => page.getByRole('option').allTextContents()).toEqual(['华东区E01']);
    await region.press('Enter');
    await expect.poll(() => region.inputValue()).toBe('华东区');
    await page.context().close();
  });

  it('brings a number back with Escape and takes it with Enter', async () => {
    const { page } = await open({ theme: 'light', lang: 'zh-CN', width: 1440 });
    const total = page.getByRole('textbox', { name: '总目标' });
    await total.fill('800');
    await total.press('Escape');
    await expect.poll(() => total.inputValue()).toBe('500');
    await total.fill('+10%');
    await total.press('Enter');
    await expect.poll(() => total.inputValue()).toBe('+10%');
    await page.context().close();
  });
});

describe('the theme', () => {
  it('is the system’s until one is chosen, and repaints the chart at once', async () => {
    const context = await browser.newContext({ colorScheme: 'dark' });
    const page = await context.newPage();
    await page.goto(`${origin}/design.html`);
    const line = page.locator('.sp-chart__canvas path[stroke-width="2.5"]').first();
    await line.waitFor({ state: 'attached' });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const [night, ink] = [await paper(), await line.getAttribute('stroke')];
    await page.evaluate(() => (document.documentElement.dataset.theme = 'light'));
    await expect.poll(paper).not.toBe(night);
    await expect.poll(() => line.getAttribute('stroke')).not.toBe(ink);
    await context.close();
  });
});

async function open({ theme, lang, width }: Look) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== origin) foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const response = await page.goto(`${origin}/design.html?theme=${theme}&lang=${lang}`);
  expect(response?.headers()['content-security-policy']).toBe(policy);
  await page.locator('.sp-chart__canvas svg').waitFor();
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  return { page, foreign, complaints };
}

/** What axe finds against WCAG 2.0 to 2.2, A and AA, and its own best practice, in one line each. */
async function violations(
  page: Page,
  {
    only = tags,
    without = [],
  }: { readonly only?: readonly string[]; readonly without?: readonly string[] } = {},
): Promise<readonly string[]> {
  await atRest(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(
    async ({ only, without }) => {
      const { axe } = globalThis as unknown as { axe: { run: typeof run } };
      // The guards around an open menu take the focus only to hand it on.
      const place = { exclude: [['[data-base-ui-focus-guard]']] };
      const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
      const result = await axe.run(place, { runOnly: [...only], rules, resultTypes: ['violations'] });
      return result.violations.flatMap((violation) =>
        violation.nodes.map(
          (node) => `${violation.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`,
        ),
      );
    },
    { only, without },
  );
}

async function picture(page: Page, name: string, fullPage: boolean): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `design-${name}.png`), fullPage });
}
