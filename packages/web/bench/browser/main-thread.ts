import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** What a piece of work cost the page, in milliseconds. */
export interface Cost {
  /** Time on the clock until the next picture was ready. */
  readonly wall: number;
  /** Processor time of the page's main thread: what else the machine does is not in it. */
  readonly cpu: number;
}

/** A page whose main thread is watched, and whose submissions wait until they are let go. */
export interface Watched {
  readonly page: Page;
  readonly session: CDPSession;
  /** Processor time of the main thread so far. */
  processor(): Promise<number>;
  /** Do something, and wait until `seen` can be seen, or – without it – until the page has nothing left to do. */
  cost(act: () => Promise<unknown>, seen?: Seen): Promise<Cost>;
  /** From now on no command leaves the page. */
  hold(): Promise<void>;
  release(): Promise<void>;
}

/** A text that one element is to show; without a text, that there is such an element. */
export interface Seen {
  readonly selector: string;
  readonly text?: string;
}

declare global {
  interface Window {
    bench: { held: Promise<void> | null; release: () => void };
  }
}

/** Call it before the first page opens. */
export async function watchContext(context: BrowserContext): Promise<void> {
  // What runs this file may name functions by a helper of its own, which no page has.
  await context.addInitScript('globalThis.__name = (named) => named;');
  await context.addInitScript(() => {
    const fetchNow = window.fetch.bind(window);
    window.bench = { held: null, release: () => undefined };
    window.fetch = async (input, init) => {
      if (init?.method === 'POST' && String(input).endsWith('/commands')) await window.bench.held;
      return fetchNow(input, init);
    };
  });
}

export async function watch(page: Page): Promise<Watched> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const processor = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const found = metrics.find(({ name }) => name === 'ThreadTime');
    if (!found) throw new Error('This browser does not tell the processor time of a page.');
    return found.value * 1_000;
  };
  return {
    page,
    session,
    processor,
    async cost(act, seen) {
      const painted = seen && page.evaluate(paintedWith, seen);
      const before = await processor();
      const begin = performance.now();
      await act();
      await (painted ?? idle(page));
      const wall = performance.now() - begin;
      return { wall, cpu: (await processor()) - before };
    },
    hold: () =>
      page.evaluate(() => {
        window.bench.held = new Promise((release) => {
          window.bench.release = release;
        });
      }),
    release: () =>
      page.evaluate(() => {
        window.bench.release();
        window.bench.held = null;
      }),
  };
}

export const idle = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestIdleCallback(() => requestIdleCallback(() => resolve()));
      }),
  );

/** Resolves in the first task after the frame in which it can be seen. Looks once a frame, which costs microseconds. */
function paintedWith({ selector, text }: Seen): Promise<void> {
  return new Promise((resolve) => {
    const afterPaint = new MessageChannel();
    afterPaint.port1.addEventListener('message', () => resolve());
    afterPaint.port1.start();
    const look = (): void => {
      const element = document.querySelector(selector);
      if (element && (text === undefined || element.textContent === text)) afterPaint.port2.postMessage(null);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const medianCost = (costs: readonly Cost[]): Cost => ({
  wall: median(costs.map(({ wall }) => wall)),
  cpu: median(costs.map(({ cpu }) => cpu)),
});
