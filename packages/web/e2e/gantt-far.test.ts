import { expect, it } from 'vitest';
import { demoJourney } from './journey.ts';

const journey = demoJourney({ endsSaved: true });

it('draws of a calendar that ends with the last day there is only what is in sight', async () => {
  const { page, app, workspace, plan } = journey;
  await page.goto(`${app.url}/w/${workspace}/plans/${plan}/execution`);
  const status = await page.evaluate(async (book) => {
    const { records } = await (await fetch(book)).json();
    const brief = records.find(({ kind }: { kind: string }) => kind === 'brief');
    const commands = [
      { type: 'record.update', kind: 'brief', id: brief.id, set: { workTo: '2199-12-31' } },
      {
        type: 'record.add',
        kind: 'task',
        id: crypto.randomUUID(),
        fields: { name: '远期', from: '2199-12-30', to: '2199-12-31' },
      },
    ];
    const answer = await fetch(`${book}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: crypto.randomUUID(), commands }),
    });
    return answer.status;
  }, `/api/v1/workspaces/${workspace}/books/${plan}`);
  expect(status).toBe(200);
  await page.locator('.timeline__bar[aria-label^="远期"]').waitFor();
  await page.getByText('日', { exact: true }).first().click();
  const days = page.locator('.timeline__marks--fine span');
  const box = page.locator('.timeline');
  await days.first().waitFor();
  expect(await days.count()).toBeLessThan(150);
  expect(await page.locator('.timeline__off').count()).toBeLessThan(50);
  await box.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
  await page.locator('.timeline__marks').first().getByText('99年12月').waitFor();
  expect(await days.last().innerText()).toBe('31');
  expect(await days.count()).toBeLessThan(150);
  const { x, width } = (await box.boundingBox())!;
  const last = (await days.last().boundingBox())!;
  expect(last.x + last.width).toBeLessThanOrEqual(x + width);

  // On paper stands all of it, marked by what has room there.
  const shown = await page.evaluate(() => {
    window.dispatchEvent(new Event('beforeprint'));
    const marks = document.querySelectorAll('.timeline__marks span').length;
    const { width } = document.querySelector('.timeline__sheet')!.getBoundingClientRect();
    const off = document.querySelectorAll('.timeline__off').length;
    window.dispatchEvent(new Event('afterprint'));
    return { marks, width, off };
  });
  expect(shown.marks).toBeGreaterThan(10);
  expect(shown.marks).toBeLessThan(100);
  expect(shown.width).toBeLessThan(2_100);
  expect(shown.off).toBe(0);
});
