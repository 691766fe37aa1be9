import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from './server.ts';
import {
  colourRules,
  type DemoPlan,
  oneBrowser,
  openDemo,
  overflow,
  type Visit,
  violations,
  visit,
} from './visit.ts';

const browser = oneBrowser();
let app: App;
let visitor: Visit;
let page: Page;
let demo: DemoPlan;

beforeAll(async () => {
  app = await startApp();
  visitor = await visit(browser(), app);
  ({ page } = visitor);
  demo = await openDemo(page, app);
}, 120_000);

afterAll(async () => {
  await visitor?.context.close();
  await app?.close();
});

afterEach(() => {
  expect(visitor.complaints).toEqual([]);
  expect(visitor.foreign).toEqual([]);
});

/** Every page; `w` and `p` stand for the workspace and the plan. */
const pages = [
  '/start',
  '/sign-in',
  '/w',
  '/w/plans',
  '/w/plans/new',
  '/w/plans/new?from=sprint',
  '/w/plans/p',
  '/w/plans/p/research',
  '/w/plans/p/targets',
  '/w/plans/p/strategy',
  '/w/plans/p/execution',
  '/w/plans/p/execution?picture=resources',
  '/w/plans/p/risks',
  '/w/plans/p/tracking',
  '/w/plans/p/retrospective',
  '/w/plans/p/versions',
  '/w/plans/p/versions?tab=versions',
  '/w/plans/p/versions?tab=whatIfs',
  '/w/data',
  '/w/data?tab=metrics',
  '/w/data?tab=calendar',
  '/w/data?tab=imports',
  '/w/data/import',
  '/w/people',
  '/w/settings',
  '/w/settings?tab=display',
  '/w/settings?tab=keys',
  '/w/settings?tab=workspace',
  '/w/no-such-page',
  '/api/docs',
] as const;

async function open(path: string): Promise<void> {
  const address = path.replace(/^\/w(?=\/|$)/, `/w/${demo.workspace}`).replace('/p/', `/${demo.plan}/`);
  await page.goto(app.url + address.replace(/\/plans\/p$/, `/plans/${demo.plan}`));
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}

/** In both themes: what differs between them is colours, so the page is opened once and only they are looked at again. */
async function violationsInBothThemes(): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await violations(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const dark = await violations(page, colourRules);
  return [...light, ...dark.map((problem) => `dark: ${problem}`)];
}

describe('everyone can use', () => {
  it.each(pages)('%s', async (path) => {
    await open(path);
    expect(await violationsInBothThemes()).toEqual([]);
  });

  it.each([
    ['/w/people', '邀请成员'],
    ['/w/data', '新增维度'],
    ['/w/plans/p/targets', '新增目标'],
    ['/w/plans/p/targets', '解释这个数'],
    ['/w/plans/p/risks', '查看详情'],
    ['/w/plans/p/versions?tab=versions', '冻结版本'],
    ['/w/plans/p/versions?tab=whatIfs', '新建推演'],
  ])('what opens above %s: %s', async (path, name) => {
    await open(path);
    await page.getByRole('button', { name }).first().click();
    await page.getByRole('dialog').waitFor();
    expect(await violationsInBothThemes()).toEqual([]);
  });
});

it('menus beside their buttons keep nothing that takes the focus from those who listen', async () => {
  await open('/w/plans/p/targets');
  for (const name of ['展开到', '下载', '默认布局']) {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('menu').waitFor();
    expect(await violations(page, ['aria-hidden-focus'])).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  }
});

describe('on a phone', () => {
  beforeAll(() => page.setViewportSize({ width: 360, height: 780 }));
  afterAll(() => page.setViewportSize({ width: 1440, height: 900 }));

  it.each(pages)('%s is no wider than the screen', async (path) => {
    await open(path);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
});

describe('an address that names nothing', () => {
  it.each(['/w/none/plans', '/w/plans/none', '/w/plans/00000000-0000-4000-8000-000000000000/risks'])(
    'says so and leads home: %s',
    async (path) => {
      const address = path.startsWith('/w/none') ? path : path.replace('/w', `/w/${demo.workspace}`);
      await page.goto(app.url + address);
      await page
        .getByRole('heading', { level: 1, name: '找不到这个页面，它可能已被删除，或你无权查看。' })
        .waitFor();
      expect(await violations(page)).toEqual([]);
    },
  );
});

describe('where the browser lets the site store nothing', () => {
  it.each([
    ['blocked', 'every access throws'],
    ['full', 'nothing more is taken'],
  ])('every page is there, and what is chosen holds while it is: storage %s, %s', async (how) => {
    const other = await visit(browser(), app);
    await other.context.addCookies(await visitor.context.cookies());
    await other.context.addInitScript((kind) => {
      const refuse = (): never => {
        throw new DOMException('denied', 'SecurityError');
      };
      if (kind === 'full') Storage.prototype.setItem = refuse;
      else
        for (const name of ['localStorage', 'sessionStorage'])
          Object.defineProperty(window, name, { get: refuse });
    }, how);
    const shared = page;
    ({ page } = other);
    try {
      for (const path of ['/start', '/w', '/w/plans/p', '/w/plans/p/targets', '/w/plans/p/risks'])
        await open(path);
      await open('/w/settings?tab=display');
      await page.getByRole('radio', { name: '深色' }).click();
      await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
      await page.getByRole('radio', { name: 'English' }).click();
      await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
      expect(other.complaints).toEqual([]);
    } finally {
      page = shared;
      await other.context.close();
    }
  });
});
