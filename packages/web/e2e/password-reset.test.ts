import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type App, startApp } from './server.ts';
import { newContext } from './visit.ts';

let browser: Browser;
let app: App;
let owner: Page;

const workspace = '019b0000-0000-7000-8000-000000000001';
const member = { email: 'member@example.com', displayName: '成员甲', role: 'viewer', scope: [] };
const old = 'the password of before';
const fresh = 'the password of after';

beforeAll(async () => {
  browser = await launchBrowser();
  app = await startApp();
  const context = await newContext(browser);
  owner = await context.newPage();
  const post = (path: string, data: object) => context.request.post(`${app.url}/api/v1${path}`, { data });
  const names = { name: '测试团队', locale: 'zh-CN', currency: 'CNY', displayName: '测试员' };
  await post('/setup', { id: workspace, ...names, email: 'owner@example.com', password: old });
  const invited = await post(`/workspaces/${workspace}/members`, member);
  const { invite } = (await invited.json()) as { invite: string };
  const joining = await newContext(browser);
  await joining.request.post(`${app.url}/api/v1/invites/accept`, { data: { invite, password: old } });
  await joining.close();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

it('who forgot the password gets a link from an owner, sets a new one and signs in', async () => {
  await owner.goto(`${app.url}/w/${workspace}/people`);
  await owner.getByRole('button', { name: `编辑 ${member.displayName}` }).click();
  await owner.getByRole('button', { name: '生成重置密码链接' }).click();
  const link = await owner.getByLabel('重置密码链接').inputValue();
  expect(link.startsWith(`${app.url}/reset/`)).toBe(true);

  const context = await newContext(browser);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('heading', { level: 1, name: '设置新密码' }).waitFor();
  await page.getByLabel('新密码', { exact: true }).fill('short');
  await page.getByRole('button', { name: '设置新密码' }).click();
  await page.getByText('密码至少要有 10 个字符。').waitFor();
  await page.getByLabel('新密码', { exact: true }).fill(fresh);
  await page.getByRole('button', { name: '设置新密码' }).click();
  await page.getByText('新密码已生效，请用它登录。').waitFor();
  await page.getByRole('link', { name: '登录' }).click();
  await page.getByLabel('邮箱').fill(member.email);
  await page.getByLabel('密码', { exact: true }).fill(fresh);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(`**/w/${workspace}**`);

  await page.goto(link);
  await page.getByLabel('新密码', { exact: true }).fill(fresh);
  await page.getByRole('button', { name: '设置新密码' }).click();
  await page.getByText('这个链接已失效或已使用。').waitFor();
});
