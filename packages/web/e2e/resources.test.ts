import { expect, it } from 'vitest';
import { demoJourney } from './journey.ts';
import { overflow, violations } from './visit.ts';

const journey = demoJourney({ endsSaved: true });

/** A folder to keep pictures in, when somebody wants to look. */
const pictures = process.env['RESOURCES_PICTURES'];

it('shows who has too much to do and why, what is missing, and the money, each down to its records', async () => {
  const { page, app, workspace, plan } = journey;
  const picture = async (name: string): Promise<void> => {
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  };
  await page.goto(`${app.url}/w/${workspace}/plans/${plan}/execution?picture=resources`);
  const map = page.getByRole('grid', { name: '人员负荷' });
  await map.waitFor();

  // The week that is over-allocated most is taken apart before anybody asks.
  const full = map.getByRole('gridcell', { selected: true });
  expect(await full.getAttribute('aria-label')).toMatch(
    /：\d+%，占用 [\d.]+ 人天，可用 [\d.]+ 人天，\d 天超额共/,
  );
  await page.getByRole('table', { name: /^访客/ }).getByText('合计').waitFor();
  await picture('zh-light-1440');
  expect(await violations(page)).toEqual([]);

  // By keyboard to the week before it.
  const week = await full.getAttribute('aria-colindex');
  await full.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const next = map.getByRole('gridcell', { selected: true });
  await expect.poll(() => next.getAttribute('aria-colindex')).toBe(String(Number(week) + 1));

  // What is spent is typed as people write it, and stands in the bars at once.
  const needs = page.getByRole('table', { name: '需求与库存' });
  await needs.getByRole('button', { name: '宣传物料' }).click();
  const drawer = page.getByRole('dialog', { name: '宣传物料' });
  await drawer.getByLabel('已支出金额').fill('3.5万');
  await page.keyboard.press('Enter');
  await page.getByText('支出超计划 5,000元').waitFor();
  await page.keyboard.press('Escape');

  const secured = needs.getByRole('checkbox', { name: '“宣传物料”已到位' });
  await secured.click();
  await expect.poll(() => secured.getAttribute('aria-checked')).toBe('false');

  await page.getByRole('button', { name: /^.*：计划 3万，已承诺 1.8万，已支出 3.5万/ }).click();
  await page
    .getByRole('table', { name: /预算需求/ })
    .getByText('3.5万')
    .waitFor();

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 360, height: 800 });
  await map.waitFor();
  await picture('zh-dark-360');
  expect(await overflow(page)).toBe(0);
  expect(await violations(page)).toEqual([]);
});
