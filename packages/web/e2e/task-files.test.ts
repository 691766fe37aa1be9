import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { button } from './import-page.ts';
import { demoJourney } from './journey.ts';

const journey = demoJourney({ height: 1000 });

/** With a folder in the environment, a picture of what is on the screen. */
async function picture(name: string): Promise<void> {
  const folder = process.env['SHAPAN_SHOTS'];
  if (folder) await journey.page.screenshot({ path: `${folder}/${name}.png` });
}

const task = (uid: number, name: string, days: [string, string], more = ''): string =>
  `<Task><UID>${uid}</UID><ID>${uid}</ID><Name>${name}</Name><OutlineLevel>1</OutlineLevel>
<Start>${days[0]}T08:00:00</Start><Finish>${days[1]}T17:00:00</Finish>${more}</Task>`;

const duration = (text: string, format: number): string =>
  `<Duration>${text}</Duration><DurationFormat>${format}</DurationFormat>`;

const link =
  '<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>2400</LinkLag><LagFormat>5</LagFormat></PredecessorLink>';

const project = `<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project">
<Title>秋季铺货</Title><Tasks>
${task(1, '选址', ['2026-07-06', '2026-07-07'], duration('PT12H0M0S', 5))}
${task(2, '铺货到店', ['2026-07-09', '2026-07-10'], `${duration('PT16H0M0S', 7)}${link}`)}
</Tasks><Resources><Resource><UID>1</UID><Name>外包团队</Name><Type>1</Type></Resource></Resources>
<Assignments><Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units></Assignment></Assignments></Project>`;

it('takes a project file in after it was looked at, and hands it out as it was', async () => {
  const { page, app, workspace, plan } = journey;
  await page.goto(`${app.url}/w/${workspace}/plans/${plan}/execution`);
  await button(page, '项目文件').click();
  await page.getByRole('menuitem', { name: /^导入/ }).click();
  const dialog = page.getByRole('dialog');
  await picture('task-files-drop');
  const send = (name: string, text: string) =>
    dialog.locator('input[type="file"]').setInputFiles({
      name,
      mimeType: 'text/xml',
      buffer: Buffer.from(text),
    });
  await send('bomb.xml', '<!DOCTYPE a [<!ENTITY b "c">]><Project>&b;</Project>');
  await dialog.getByText(/DOCTYPE/).waitFor();
  // Whoever closes the dialog while the file is read is not told of it when they come back.
  let answered = 0;
  await page.route('**/tasks/import', async (route) => {
    const response = await route.fetch();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await route.fulfill({ response });
    answered += 1;
  });
  await send('project.xml', project);
  await expect.poll(() => answered).toBe(1);
  await page.unroute('**/tasks/import');
  await button(page, '项目文件').click();
  await page.getByRole('menuitem', { name: /^导入/ }).click();
  await dialog.getByRole('button', { name: '选择文件' }).waitFor();
  expect(await dialog.getByText('试运行通过').count()).toBe(0);
  await send('project.xml', project);
  await dialog.getByText('试运行通过').waitFor();
  await dialog.getByText('工期 12 小时 计为 2 个工作日').waitFor();
  await dialog.getByText('延隔 4 小时 计为 1 个工作日').waitFor();
  await dialog.getByText('外包团队').first().waitFor();
  await picture('task-files-preview');
  await dialog.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByText('已导入“秋季铺货”').waitFor();
  await page.getByText('铺货到店').first().waitFor();

  const arriving = page.waitForEvent('download');
  await button(page, '项目文件').click();
  await page.getByRole('menuitem', { name: /^导出为 Microsoft/ }).click();
  const download = await arriving;
  expect(download.suggestedFilename()).toMatch(/\.xml$/);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text).toContain('<Duration>PT12H0M0S</Duration>');
  expect(text).toContain('<LinkLag>2400</LinkLag>');

  // One step of undo takes all of it back.
  await page.keyboard.press('Escape');
  await page.locator('body').press('Control+z');
  await expect.poll(() => page.getByText('铺货到店').count()).toBe(0);
});
