import { createState, recordsOf } from '@shapan/engine';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBookStore } from './book-store.ts';

afterEach(() => vi.unstubAllGlobals());

const brief = { kind: 'brief', id: 'brief', fields: { name: 'Q3' } };
const requests: { readonly url: string; readonly init: RequestInit }[] = [];

/** The network as it is; nothing = out of reach. */
function network(answerTo: ((url: string, init: RequestInit) => unknown) | null): void {
  requests.length = 0;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    requests.push({ url, init });
    return answerTo === null
      ? Promise.reject(new TypeError('out of reach'))
      : Promise.resolve(Response.json(answerTo(url, init)));
  });
}

const whole = (url: string) =>
  url.includes('/entries') ? [] : { book: 'plan', position: 4, records: [brief], cubes: [] };

const open = () =>
  createBookStore({
    workspaceId: 'w',
    bookId: 'plan',
    book: 'plan',
    me: 'me',
    timeZone: 'UTC',
    master: createState,
  });

describe('a book whose server is out of reach', () => {
  it('stays as it was once it has been read', async () => {
    network(whole);
    const store = open();
    await store.reload();
    network(null);
    await store.reload();
    expect(store.snapshot()).toMatchObject({ error: null, save: 'offline' });
    expect(recordsOf(store.snapshot().state, 'brief')).toEqual([brief]);
  });

  it('cannot be shown when it was never read', async () => {
    network(null);
    const store = open();
    await store.reload();
    expect(store.snapshot()).toMatchObject({ error: { code: 'OFFLINE' }, save: 'failed' });
  });
});

describe('a submission', () => {
  const set = { type: 'record.update' as const, kind: 'brief', id: 'brief', expect: {}, set: { name: 'Q4' } };
  const change = {
    type: 'record.changed',
    kind: 'brief',
    id: 'brief',
    before: { name: 'Q3' },
    after: { name: 'Q4' },
  };
  const answering = (committed: boolean) => (url: string, init: RequestInit) =>
    init.method === 'POST'
      ? { position: committed ? 5 : 4, committed, changes: committed ? [change] : [], notices: [] }
      : whole(url);

  it.each([
    ['names the entry that it became', true, 5],
    ['names none when nothing was written', false, undefined],
  ] as const)('%s', async (_, committed, entry) => {
    network(answering(committed));
    const store = open();
    await store.reload();
    expect((await store.submit([set])).entry).toBe(entry);
  });

  it('takes effect once, however often it is sent: each carries a key of its own', async () => {
    network(answering(false));
    const store = open();
    await store.submit([set]);
    await store.submit([set]);
    const keys = requests
      .filter(({ init }) => init.method === 'POST')
      .map(({ init }) => new Headers(init.headers).get('idempotency-key'));
    expect(keys).toHaveLength(2);
    expect(new Set(keys.map((key) => key?.length))).toEqual(new Set([36]));
    expect(new Set(keys).size).toBe(2);
  });
});
