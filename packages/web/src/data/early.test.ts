import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask, askAuth } from './api.ts';
import { askEarly } from './early.ts';
import { createLiveNews } from './live.ts';

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

  it.each([
    ['position', '{"book":"plan","position":7}'],
    ['look', ''],
    ['rights', ''],
  ])('serves nobody after news of the kind %s: what it asks for is what is there now', async (kind, data) => {
    const hearers = new Map<string, (event: { readonly data: string }) => void>();
    class Source {
      addEventListener = (name: string, hear: (event: { readonly data: string }) => void) =>
        hearers.set(name, hear);
      close = () => undefined;
    }
    vi.stubGlobal('EventSource', Source);
    const live = createLiveNews('w');
    askEarly('/api/v1/session');
    hearers.get(kind)?.({ data });
    expect(await ask('GET', '/session')).toBe('2');
    live.close();
  });

  it('serves nobody who comes late', async () => {
    vi.useFakeTimers();
    askEarly('/api/v1/session');
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect(await ask('GET', '/session')).toBe('2');
  });
});
