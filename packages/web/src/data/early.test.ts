import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask, askAuth } from './api.ts';
import { askEarly } from './early.ts';

describe('what is asked early', () => {
  const asked: string[] = [];
  let status = 200;

  beforeEach(() => {
    status = 200;
    asked.length = 0;
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      return new Response(JSON.stringify(`${asked.length}`), { status });
    });
  });

  afterEach(async () => {
    await askAuth('/sign-out');
    vi.unstubAllGlobals();
  });

  it('is not asked twice, and serves once', async () => {
    askEarly('/api/v1/session');
    expect(await ask('GET', '/session')).toBe('1');
    expect(await ask('GET', '/session')).toBe('2');
  });

  it('is asked again when it was refused: somebody may have signed in since', async () => {
    status = 401;
    askEarly('/api/v1/session');
    await Promise.resolve();
    status = 200;
    expect(await ask('GET', '/session')).toBe('2');
  });

  it('serves nobody after somebody has signed in or out', async () => {
    askEarly('/api/v1/session');
    await askAuth('/sign-out');
    expect(await ask('GET', '/session')).toBe('3');
  });

  it('serves nobody after something has been done', async () => {
    askEarly('/api/v1/session');
    await ask('POST', '/demo', {});
    expect(await ask('GET', '/session')).toBe('3');
  });

  it('serves nobody who comes late', async () => {
    vi.useFakeTimers();
    askEarly('/api/v1/session');
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect(await ask('GET', '/session')).toBe('2');
  });
});
