import { launchBrowser, useChineseFont } from './browser.ts';
import { startApp } from './server.ts';
const app = await startApp();
const browser = await launchBrowser();
const shot = async (page: any, name: string) => { await page.waitForTimeout(700); await page.screenshot({ path: `/tmp/shots/${name}.png`, fullPage: false }); };
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  await useChineseFont(context);
  const page = await context.newPage();
  page.on('console', (m: any) => { if (m.type() === 'error') console.log('console', m.text().slice(0, 300)); });
  page.on('pageerror', (e: any) => console.log('pageerror', String(e).slice(0, 500)));
  page.on('response', (r: any) => { if (r.status() >= 400) console.log(r.status(), r.url()); });
  await page.goto(app.url); await shot(page, '01-start');
  const ws = crypto.randomUUID();
  const demo = await page.evaluate(async (id: string) => { const r = await fetch('/api/v1/demo', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id, locale: 'zh-CN' }) }); return r.json(); }, ws);
  console.log(demo);
  await page.goto(`${app.url}/`); await shot(page, '02-today');
  await page.goto(`${app.url}/w/${ws}/plans`); await shot(page, '03-plans');
  await page.goto(`${app.url}/w/${ws}/plans/new`); await shot(page, '04-new');
  for (const room of ['', 'targets', 'research', 'strategy', 'execution', 'risks', 'tracking', 'retrospective', 'versions']) { await page.goto(`${app.url}/w/${ws}/plans/${demo.plan}/${room}`); await shot(page, `10-${room || 'overview'}`); }
  await page.goto(`${app.url}/w/${ws}/people`); await shot(page, '30-people');
  await page.goto(`${app.url}/w/${ws}/settings`); await shot(page, '31-settings');
  await page.goto(`${app.url}/w/${ws}/data`); await shot(page, '32-data');
  await page.goto(`${app.url}/w/${ws}/data/import`); await shot(page, '33-import');
} finally { await browser.close(); await app.close(); }
