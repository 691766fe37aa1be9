import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, startApp } from './server.ts';
import { oneBrowser, type Visit, violations, visit } from './visit.ts';

const password = 'a long pass phrase';
const browser = oneBrowser();
let app: App;
let visitor: Visit;
let page: Page;

beforeEach(async () => {
  app = await startApp();
  await enter();
}, 120_000);

afterEach(async () => {
  await visitor?.context.close();
  await app?.close();
  expect(visitor.foreign).toEqual([]);
  expect(visitor.complaints).toEqual([]);
});

async function enter(locale?: string): Promise<void> {
  visitor = await visit(browser(), app, locale);
  ({ page } = visitor);
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
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: '建立工作区' }).click();
    await page.getByText('密码至少要有 10 个字符。').waitFor();

    await setUp();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('radio', { name: '年度或季度目标冲刺' }).click();
    await page.waitForURL(/from=sprint/);
    await page.getByLabel('销售额合计').fill('500万');
    await page.getByText('即 500 万元').waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: '生成策划案' }).click();
    await page.getByRole('heading', { name: '闭环' }).waitFor();
    await expect.poll(() => page.title()).toMatch(/^总览 · .*年度或季度目标冲刺.* · 沙盘$/);
    const revenue = page.getByRole('region', { name: '核心目标' }).getByRole('definition').first();
    await expect.poll(() => revenue.textContent()).toBe('500万元');
    expect(await violations(page)).toEqual([]);

    await page.getByRole('combobox', { name: '金额单位' }).click();
    await page.getByRole('option', { name: '元', exact: true }).click();
    await expect.poll(() => revenue.textContent()).toBe('5,000,000元');
    await page.waitForURL(/unit=yuan/);
    await page.reload();
    await expect.poll(() => revenue.textContent()).toBe('5,000,000元');

    await page.getByRole('link', { name: '设置' }).click();
    await page.getByRole('tab', { name: '工作区' }).click();
    await page.getByLabel('工作区名称').fill('华东销售');
    await page.getByRole('button', { name: '重命名' }).click();
    await page.getByRole('navigation').getByText('华东销售').waitFor();

    expect(visitor.failed).toEqual([]);
  });

  it('shows the demo company in the other language at one press, and removes it as easily', async () => {
    await visitor.context.close();
    await enter('en-US');
    await page.goto(app.url);
    await title('Welcome to Shapan').waitFor();
    await page.getByRole('button', { name: 'Open in English' }).click();
    await page.getByRole('heading', { name: 'The loop' }).waitFor();
    // Half way through its three months, on whatever day this runs.
    await page.getByText(/^Actual [1-4],\d{3}(\.\d)?, attainment [2-7]\d(\.\d)?%$/).waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('tab', { name: 'Account' }).click();
    await page.getByRole('button', { name: 'Sign out' }).first().waitFor();
    expect(await page.getByText('example.invalid').count()).toBe(0);
    expect(await page.getByText('Change password').count()).toBe(0);
    await page.getByRole('tab', { name: 'Workspace' }).click();
    await page.getByRole('button', { name: 'Remove the demo company' }).click();
    await page.getByRole('button', { name: 'Remove for good' }).click();
    await title('Welcome to Shapan').waitFor();
    await page.getByText(/^“.+” removed$/).waitFor();

    expect(visitor.failed).toEqual([]);
  });
});

describe('signing in', () => {
  it('says what is wrong, and leads to the page that was asked for', async () => {
    await setUp();
    await page.getByRole('link', { name: '成员与权限' }).click();
    await title('成员与权限').waitFor();
    expect(await violations(page)).toEqual([]);
    const asked = page.url();
    await signOut();

    await page.goto(asked);
    await title('登录沙盘').waitFor();
    expect(await violations(page)).toEqual([]);
    await signIn('not the pass phrase');
    await page.getByRole('alert').getByText('邮箱或密码不正确').waitFor();
    expect(await violations(page)).toEqual([]);

    await signIn(password);
    await title('成员与权限').waitFor();
    await expect.poll(() => page.url()).toBe(asked);
    expect(visitor.failed).toEqual(['401 /api/auth/sign-in/email']);
  });

  it('lets an invited colleague in, once', async () => {
    await setUp();
    await page.getByRole('link', { name: '成员与权限' }).click();
    await page.getByRole('button', { name: '邀请成员' }).click();
    await page.getByLabel('姓名').fill('新同事');
    await page.getByLabel('邮箱').fill('new@example.com');
    await page.getByRole('button', { name: '生成邀请链接' }).click();
    const lost = await page.getByLabel('邀请链接').inputValue();
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('button', { name: '编辑 新同事' }).click();
    await page.getByRole('button', { name: '重新生成邀请链接' }).click();
    const link = await page.getByLabel('邀请链接').inputValue();
    expect(link).not.toBe(lost);
    await page.keyboard.press('Escape');
    await signOut();

    await page.goto(link);
    await page.getByText('测试员 邀请你加入“测试团队”。').waitFor();
    await page.getByLabel('新密码').fill(password);
    expect(await violations(page)).toEqual([]);
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
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
    expect(visitor.failed).toEqual([]);
  });
});
