/** The import page, as a person uses it: for the journeys of importing. */
import { basename } from 'node:path';
import type { Page } from 'playwright-core';

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

export async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}

/** Choose a file of the machine by its path, or one that has a name and a text only. */
export async function choose(page: Page, file: string | { name: string; text: string }): Promise<void> {
  const content =
    typeof file === 'string'
      ? file
      : { name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.text) };
  await page.locator('input[type="file"]').setInputFiles(content);
  const name = typeof file === 'string' ? basename(file) : file.name;
  await page.getByText(name, { exact: true }).waitFor();
}
