import { expect, it } from 'vitest';
import { demoJourney } from './journey.ts';
import { saved, violations } from './visit.ts';

const journey = demoJourney({ endsSaved: true });

it('judges a competitor by keyboard, makes a differentiator of the lead, backs it with a file, and walks the chain', async () => {
  const { page, app, workspace, plan } = journey;
  await page.goto(`${app.url}/w/${workspace}/plans/${plan}/research`);
  const grid = page.getByRole('grid', { name: '竞品对比' });
  const cell = (offer: string, pain: string) =>
    grid.getByRole('button', { name: new RegExp(`^${offer}应对“${pain}`) });
  const standing = grid.getByRole('row', { name: /预算少/ });

  // Behind the cheap competitor, until our own answer is judged better and the competitor's worse.
  await standing.getByText('落后 竞品甲 1 级').waitFor();
  await cell('我方', '预算少').focus();
  await page.keyboard.press('2');
  await standing.getByText('与 竞品甲 相当').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('1');
  await standing.getByText('我方领先 1 级').waitFor();
  await cell('竞品甲', '预算少').and(page.locator(':focus')).waitFor();
  expect(await violations(page)).toEqual([]);

  // On paper what stands behind the tabs stands one below the other.
  await page.emulateMedia({ media: 'print' });
  for (const name of ['市场洞察', '客户洞察', '竞品洞察'])
    await page.getByRole('heading', { name, exact: true }).waitFor();
  expect(await page.getByRole('tab').count()).toBe(0);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('tab', { name: /客户洞察/ }).waitFor();

  await standing.getByRole('button', { name: '提炼为亮点' }).click();
  const dialog = page.getByRole('dialog', { name: '新增差异化亮点' });
  await dialog.getByRole('button', { name: '新增' }).click();
  const drawer = page.getByRole('dialog', { name: '基础版低价，服务按需购买' });
  await drawer.getByLabel('与竞品的差距').and(page.locator('textarea, input')).waitFor();
  expect(await drawer.getByLabel('与竞品的差距').inputValue()).toContain('竞品甲：部分');
  await standing.getByRole('button', { name: '亮点：基础版低价，服务按需购买' }).waitFor();

  // A file that is what it says is kept and comes back; one in disguise is not.
  const choose = drawer.locator('input[type=file]');
  await choose.setInputFiles({ name: '报价.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ') });
  await page
    .getByText(/文件没有上传：文件内容与扩展名 .pdf 不符/)
    .first()
    .waitFor();
  await choose.setInputFiles({ name: '报价.txt', mimeType: 'text/plain', buffer: Buffer.from('三家报价') });
  const link = drawer.getByRole('link', { name: /下载 报价.txt/ });
  await link.waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('报价.txt');
  expect(await violations(page)).toEqual([]);

  // From the differentiator back to whom it is for, and ahead again.
  await drawer.getByRole('button', { name: /客户痛点 预算少/ }).click();
  await page
    .getByRole('dialog', { name: /预算少/ })
    .getByRole('button', { name: /客户洞察 中小企业/ })
    .click();
  const customers = page.getByRole('dialog', { name: '中小企业' });
  await customers.getByRole('button', { name: /策略方向 低价引流/ }).waitFor();
  await customers.getByRole('button', { name: /资源盘点 客户成功专员/ }).waitFor();

  // The button that made it is gone: the keyboard is given to what stands there instead.
  await page.keyboard.press('Escape');
  await standing
    .getByRole('button', { name: '亮点：基础版低价，服务按需购买' })
    .and(page.locator(':focus'))
    .waitFor();
  await saved(page);

  // The same from a target, on its own page.
  await page.goto(`${app.url}/w/${workspace}/plans/${plan}/targets`);
  await page.getByRole('button', { name: '依据与佐证' }).click();
  const target = page.getByRole('dialog', { name: '销售额' });
  await target.getByRole('button', { name: /市场洞察 中小企业需求增长/ }).waitFor();
  await target.getByRole('link', { name: 'example.org' }).waitFor();
}, 120_000);
