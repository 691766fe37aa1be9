import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type App, startApp } from './server.ts';
import { oneBrowser, openDemo, saved, type Visit, visit } from './visit.ts';

/** What a journey stands on, there from the first hook of the file on. */
export interface Journey {
  /** One server and one browser for the file. */
  readonly app: App;
  readonly browser: Browser;
  /** Each test's own: a browser context, and a demo company with its plan. */
  readonly visitor: Visit;
  readonly page: Page;
  readonly workspace: string;
  readonly plan: string;
}

export interface JourneyOptions {
  readonly height?: number;
  /** Each test must end with everything saved that was typed in it. */
  readonly endsSaved?: boolean;
}

/**
 * Journeys of a guest through a demo company. They share a server and nothing else: each begins in a workspace made
 * for it, and none may end with an error in the page. Call it at the top of a file.
 */
export function demoJourney({ height = 900, endsSaved = false }: JourneyOptions = {}): Journey {
  const journey = {} as { -readonly [Part in keyof Journey]: Journey[Part] };
  const browser = oneBrowser();
  /** A fresh installation lets one guest in; the later tests are this guest again. */
  let guest: Awaited<ReturnType<BrowserContext['cookies']>> = [];

  beforeAll(async () => {
    journey.app = await startApp();
  }, 120_000);

  afterAll(() => journey.app?.close());

  beforeEach(async () => {
    journey.browser = browser();
    const visitor = await visit(journey.browser, journey.app, 'zh-CN', height);
    await visitor.context.addCookies(guest);
    Object.assign(journey, { visitor, page: visitor.page });
    Object.assign(journey, await openDemo(visitor.page, journey.app));
    guest = await visitor.context.cookies();
  }, 120_000);

  afterEach(async () => {
    try {
      if (endsSaved) await saved(journey.page);
    } finally {
      await journey.visitor?.context.close();
    }
    expect(journey.visitor.complaints).toEqual([]);
  });
  return journey;
}
