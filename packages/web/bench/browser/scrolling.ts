import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build, preview } from 'vite';
import type { Figure } from '../../../../tools/bench.ts';
import { idle, watch, watchContext } from './main-thread.ts';

const harness = fileURLToPath(new URL('../../e2e/harness/', import.meta.url));

/** Four rows, or a column and a half, every frame. */
const step = 120;
const SECONDS = 4;

/** A table of 10,000 rows × 60 columns, scrolled as fast as a wheel that is thrown. */
export async function measureScroll(browser: Browser, report: (figure: Figure) => void): Promise<void> {
  const outDir = await mkdtemp(join(tmpdir(), 'shapan-bench-browser-'));
  const shared = { configFile: false as const, root: harness, logLevel: 'error' as const };
  const resolve = { conditions: ['shapan-source', 'module', 'browser', 'production'] };
  await build({ ...shared, resolve, build: { outDir, emptyOutDir: true } });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await watchContext(context);
    const page = await context.newPage();
    await page.goto(`${server.resolvedUrls?.local[0]}?grid=large`);
    await page.locator('[data-row="0"][data-column="1"]').waitFor();
    for (const way of ['top', 'left'] as const) {
      const ours = await scroll(page, '.grid-scroll', way);
      await makePlain(page);
      const plain = await scroll(page, '#plain', way);
      const name = `10,000 × 60 scrolled ${way === 'top' ? 'down' : 'sideways'}`;
      const peer = 'an empty box of the same size';
      report({
        name: `${name}: frames a second`,
        unit: 'fps',
        value: ours.fps,
        peer,
        peerValue: plain.fps,
        ratio: ours.fps / plain.fps,
      });
      report({
        name: `${name}: work of a frame`,
        unit: 'ms',
        value: ours.cpu,
        peer,
        peerValue: plain.cpu,
        ratio: ours.cpu / plain.cpu,
      });
    }
    await context.close();
  } finally {
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  }
}

/** Beside the grid, as high and as wide as what is in it. */
function makePlain(page: Page): Promise<void> {
  return page.evaluate(() => {
    if (document.querySelector('#plain')) return;
    const box = document.createElement('div');
    box.id = 'plain';
    box.style.cssText = 'position: fixed; inset: 0; overflow: auto; background: white';
    const content = document.createElement('div');
    content.style.cssText = 'width: 5000px; height: 280000px';
    box.append(content);
    document.body.append(box);
  });
}

/** Scroll a box to its end and back for some seconds. */
export async function scroll(
  page: Page,
  selector: string,
  way: 'top' | 'left',
): Promise<{ fps: number; cpu: number }> {
  const { cost } = await watch(page);
  let frames = 0;
  const { cpu } = await cost(async () => {
    frames = await page.evaluate(scrollFor, { selector, way, step, seconds: SECONDS });
  });
  await idle(page);
  return { fps: frames / SECONDS, cpu: cpu / frames };
}

interface Run {
  readonly selector: string;
  readonly way: 'top' | 'left';
  readonly step: number;
  readonly seconds: number;
}

/** To the end and back until the time is over; answers how many frames there were. */
function scrollFor({ selector, way, step: by, seconds }: Run): Promise<number> {
  const box = document.querySelector(selector);
  if (!box) throw new Error(`There is no ${selector}.`);
  return new Promise((resolve) => {
    const until = performance.now() + seconds * 1_000;
    let frames = 0;
    let direction = 1;
    const frame = (now: number): void => {
      if (now >= until) return resolve(frames);
      frames += 1;
      const before = way === 'top' ? box.scrollTop : box.scrollLeft;
      if (way === 'top') box.scrollTop += by * direction;
      else box.scrollLeft += by * direction;
      if ((way === 'top' ? box.scrollTop : box.scrollLeft) === before) direction = -direction;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}
