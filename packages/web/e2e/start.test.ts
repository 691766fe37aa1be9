import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { run } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type App, startApp } from './server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const password = 'a long pass phrase';

let browser: Browser;
let app: App;
let context: BrowserContext;
let page: Page;
let foreign: string[];
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
});

beforeEach(async () => {
  app = await startApp();
  await enter();
}, 120_000);

afterEach(async () => {
  await context?.close();
  await app?.close();
});

/** A browser that has never been here. */
async function enter(locale = 'zh-CN'): Promise<void> {
  foreign = [];
  complaints = [];
  // The checker of accessibility is put into the page from outside, which the content policy rightly forbids.
  context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 }, bypassCSP: true });
  page = await context.newPage();
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== app.url) foreign.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser reports every refused request by itself, the expected ones too: asking who is here, a wrong password.
    const refused =
      message.text().includes('401') && /\/api\/(v1\/me|auth\/sign-in)/.test(message.location().url);
    if (message.type() === 'error' && !refused) complaints.push(message.text());
  });
}

async function violations(): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: typeof run } };
    const { violations } = await axe.run();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  });
}

const title = (name: string) => page.getByRole('heading', { level: 1, name });

async function setUp(): Promise<void> {
  await page.goto(app.url);
  await page.getByLabel('工作区名称').fill('测试团队');
  await page.getByLabel('你的姓名').fill('测试员');
  await page.getByLabel('邮箱').fill('owner@example.com');
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '建立工作区' }).click();
  await title('新建策划案').waitFor();
}

async function signIn(with_: string): Promise<void> {
  await page.getByLabel('邮箱').fill('owner@example.com');
  await page.getByLabel('密码', { exact: true }).fill(with_);
  await page.getByRole('button', { name: '登录' }).click();
}

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: '打开个人菜单' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await title('登录沙盘').waitFor();
}

describe('the first start', () => {
  it('leads from nothing to a complete plan', async () => {
    await page.goto(app.url);
    await title('欢迎使用沙盘').waitFor();
    expect(await violations()).toEqual([]);

    await page.getByRole('button', { name: '建立工作区' }).click();
    expect(await page.getByText('密码至少要有 10 个字符。').isVisible()).toBe(true);

    await setUp();
    expect(await violations()).toEqual([]);
    await page.getByRole('radio', { name: '年度或季度目标冲刺' }).click();
    expect(page.url()).toContain('from=sprint');
    await page.getByLabel('销售额合计').fill('500万');
    await page.getByText('即 500 万元').waitFor();
    expect(await violations()).toEqual([]);

    await page.getByRole('button', { name: '生成策划案' }).click();
    await page.getByRole('heading', { name: '闭环' }).waitFor();
    expect(await page.title()).toMatch(/^总览 · .*年度或季度目标冲刺.* · 沙盘$/);
    const revenue = page.getByRole('region', { name: '核心目标' }).getByRole('definition').first();
    await expect.poll(() => revenue.textContent()).toBe('500万元');
    expect(await violations()).toEqual([]);

    await page.getByRole('radio', { name: '元', exact: true }).click();
    await expect.poll(() => revenue.textContent()).toBe('5,000,000元');
    expect(page.url()).toContain('unit=yuan');
    await page.reload();
    await expect.poll(() => revenue.textContent()).toBe('5,000,000元');

    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows the demo company in the other language at one press, and removes it as easily', async () => {
    await context.close();
    await enter('en-US');
    await page.goto(app.url);
    await title('Welcome to Shapan').waitFor();
    await page.getByRole('button', { name: 'Open in English' }).click();
    await page.getByRole('heading', { name: 'The loop' }).waitFor();
    expect(await violations()).toEqual([]);

    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('tab', { name: 'Workspace' }).click();
    await page.getByRole('button', { name: 'Remove the demo company' }).click();
    await page.getByRole('button', { name: 'Remove for good' }).click();
    await title('Welcome to Shapan').waitFor();

    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('signing in', () => {
  it('says what is wrong, and leads to the page that was asked for', async () => {
    await setUp();
    await page.getByRole('link', { name: '成员与权限' }).click();
    await title('成员与权限').waitFor();
    expect(await violations()).toEqual([]);
    const asked = page.url();
    await signOut();

    await page.goto(asked);
    await title('登录沙盘').waitFor();
    expect(await violations()).toEqual([]);
    await signIn('not the pass phrase');
    await page.getByRole('alert').getByText('邮箱或密码不正确').waitFor();
    expect(await violations()).toEqual([]);

    await signIn(password);
    await title('成员与权限').waitFor();
    expect(page.url()).toBe(asked);
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('lets an invited colleague in, once', async () => {
    await setUp();
    await page.getByRole('link', { name: '成员与权限' }).click();
    await page.getByRole('button', { name: '邀请成员' }).click();
    await page.getByLabel('姓名').fill('新同事');
    await page.getByLabel('邮箱').fill('new@example.com');
    await page.getByRole('button', { name: '生成邀请链接' }).click();
    const link = await page.getByLabel('邀请链接').inputValue();
    await page.getByRole('button', { name: '完成' }).click();
    await signOut();

    await page.goto(link);
    await page.getByLabel('新密码').fill(password);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: '加入' }).click();
    await title('今天').waitFor();
    await signOut();

    await page.goto(link);
    await page.getByLabel('新密码').fill(password);
    await page.getByRole('button', { name: '加入' }).click();
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('已失效、已使用');
  });
});

describe('the keyboard', () => {
  it('reaches everything: the way past the chrome, the palette, the shortcuts', async () => {
    await setUp();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '搜索与命令' }).fill('cyyqx');
    await page.getByRole('option', { name: '成员与权限' }).waitFor();
    await page.keyboard.press('Enter');
    await title('成员与权限').waitFor();
    // Whoever listens goes on at the new page.
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');

    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '键盘快捷键' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);

    await page.reload();
    await title('成员与权限').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    expect(complaints).toEqual([]);
  });
});
