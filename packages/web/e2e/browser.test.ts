import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, useChineseFont } from './browser.ts';

describe('the browser of the journeys', () => {
  const path = process.env.CHROMIUM_PATH;
  beforeEach(() => delete process.env.CHROMIUM_PATH);
  afterEach(() => {
    if (path === undefined) delete process.env.CHROMIUM_PATH;
    else process.env.CHROMIUM_PATH = path;
  });

  it('starts, runs a page, and survives the closing of a page', async () => {
    const browser = await launchBrowser();
    try {
      const first = await browser.newPage();
      await first.setContent('<h1>1</h1>');
      await first.close();
      const second = await browser.newPage();
      await second.setContent('<h1>沙盘</h1>');
      expect(await second.textContent('h1')).toBe('沙盘');
    } finally {
      await browser.close();
    }
  });

  it('draws Chinese with real glyphs once asked to', async () => {
    const browser = await launchBrowser();
    try {
      const context = await browser.newContext();
      await useChineseFont(context);
      await context.route('http://shapan.test/', (route) =>
        route.fulfill({
          contentType: 'text/html',
          headers: { 'content-security-policy': "default-src 'self'" },
          body: '<!doctype html><html lang="zh"><title>x</title><p>目标</p></html>',
        }),
      );
      const page = await context.newPage();
      await page.goto('http://shapan.test/');
      const loaded = async () =>
        page.evaluate(async () => {
          await document.fonts.ready;
          return [...document.fonts]
            .filter((face) => face.status === 'loaded')
            .map((face) => face.family.replaceAll('"', ''));
        });
      await page.locator('p').evaluate((element) => {
        element.style.fontFamily = "'PingFang SC', sans-serif";
      });
      await expect.poll(loaded, { timeout: 10_000 }).toContain('PingFang SC');
    } finally {
      await browser.close();
    }
  });

  it('says the fix when CHROMIUM_PATH names nothing', async () => {
    process.env.CHROMIUM_PATH = '/nowhere/chromium';
    expect(existsSync('/nowhere/chromium')).toBe(false);
    await expect(launchBrowser()).rejects.toThrow(
      /CHROMIUM_PATH is \/nowhere\/chromium.*apt-get install chromium/,
    );
  });
});
