import { describe, expect, it } from 'vitest';
import { demoJourney } from './journey.ts';
import { saved, typesInto } from './visit.ts';

const journey = demoJourney({ endsSaved: true });

describe('a new row of a table with optional columns', () => {
  it('is filled to its end by Tab though it is saved before, and Enter opens the next one', async () => {
    const { page, app, workspace } = journey;
    await page.goto(`${app.url}/w/${workspace}/data?tab=metrics`);
    await page.getByRole('button', { name: '新增计划汇率' }).click();
    await typesInto(page.locator('main'));
    const texts = ['USD', '8', 'CNY', '2027-01-01', '集团财务'];
    for (const text of texts) {
      await page.keyboard.type(text);
      if (text !== texts.at(-1)) await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.keyboard.type('EUR');
    await page.keyboard.press('Tab');
    await page.keyboard.type('9');
    await page.keyboard.press('Tab');
    await page.keyboard.type('CNY');
    await page.keyboard.press('Enter');
    await saved(page);

    const rates = () =>
      page.evaluate(async (id) => {
        const { masterBook } = (await (await fetch(`/api/v1/workspaces/${id}`)).json()) as {
          masterBook: string;
        };
        const answer = await fetch(`/api/v1/workspaces/${id}/books/${masterBook}`);
        const { records } = (await answer.json()) as { records: { kind: string; fields: object }[] };
        return records.filter(({ kind }) => kind === 'fxRate').map(({ fields }) => fields);
      }, workspace);
    await expect.poll(async () => (await rates()).length).toBe(2);
    expect(await rates()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          currency: 'USD',
          rate: 8,
          into: 'CNY',
          from: '2027-01-01',
          source: '集团财务',
        }),
        expect.objectContaining({ currency: 'EUR', rate: 9, into: 'CNY' }),
      ]),
    );
    // The table waits for nothing that was typed for one of them.
    await expect.poll(() => page.locator('[aria-invalid="true"]').count()).toBe(0);
  });
});
