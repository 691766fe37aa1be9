import { mostLookedAt, packBook } from '@shapan/contract';
import { type Change, createState, fingerprintOf, recordsOf } from '@shapan/engine';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBookStore } from './book-store.ts';

afterEach(() => vi.unstubAllGlobals());

const period = { scenario: 'blank', from: '2026-07-01', to: '2026-09-30' };
const brief = { kind: 'brief', id: 'brief', fields: { name: 'Q3', ...period } };
const requests: { readonly url: string; readonly init: RequestInit }[] = [];

/** The network as it is; nothing = out of reach. */
function network(answerTo: ((url: string, init: RequestInit) => unknown) | null): void {
  requests.length = 0;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    requests.push({ url, init });
    return answerTo === null
      ? Promise.reject(new TypeError('out of reach'))
      : Promise.resolve(responseOf(answerTo(url, init)));
  });
}

const responseOf = (answer: unknown): Response =>
  answer instanceof Uint8Array ? new Response(answer as BodyInit) : Response.json(answer);

const whole = (url: string) =>
  url.includes('/own-entries')
    ? []
    : packBook(createState(4), { records: [brief], withRemoved: false, told: () => true });

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

describe('news that comes before the book', () => {
  const asked = () => requests.map(({ url }) => url.split('/').at(-1));
  const answered = (url: string) =>
    url.includes('/changes') ? { position: 4, reload: false, entries: [] } : whole(url);

  it.each([
    ['of what it holds already asks for nothing', 4, []],
    ['of a later entry asks for what came behind it', 5, ['changes?after=4']],
    ['that says to look asks for what came behind it', null, ['changes?after=4']],
  ])('%s, never for the whole log', async (_, heard, more) => {
    network(answered);
    const store = open();
    const opened = store.reload();
    store.hear(heard);
    await opened;
    await store.submit([]);
    expect(asked().filter((one) => one !== 'commands')).toEqual(['plan', 'own-entries?among=200', ...more]);
  });

  it('opens it, where it could not be opened before', async () => {
    network(null);
    const store = open();
    await store.reload();
    network(answered);
    store.hear(null);
    await vi.waitFor(() => expect(store.snapshot()).toMatchObject({ error: null, save: 'saved' }));
    expect(asked()).toEqual(['plan', 'own-entries?among=200']);
    expect(recordsOf(store.snapshot().state, 'brief')).toEqual([brief]);
  });
});

describe('a submission', () => {
  const set = { type: 'record.update' as const, kind: 'brief', id: 'brief', expect: {}, set: { name: 'Q4' } };
  const change: Change = {
    type: 'record.changed',
    kind: 'brief',
    id: 'brief',
    before: { name: 'Q3' },
    after: { name: 'Q4' },
  };
  const fingerprint = fingerprintOf([change], []);
  const answering = (committed: boolean) => (url: string, init: RequestInit) =>
    init.method === 'POST'
      ? { position: committed ? 5 : 4, committed, notices: [], fingerprint }
      : whole(url);
  const sentBodies = () =>
    requests
      .filter(({ init }) => init.method === 'POST')
      .map(({ init }) => JSON.parse(String(init.body)) as { id: string; brief?: boolean });

  it.each([
    ['names the entry that it became', true, 5],
    ['names none when nothing was written', false, undefined],
  ] as const)('%s', async (_, committed, entry) => {
    network(answering(committed));
    const store = open();
    await store.reload();
    expect((await store.submit([set])).entry).toBe(entry);
  });

  it('takes effect once, however often it is sent: each has an id of its own, which is its key', async () => {
    network(answering(false));
    const store = open();
    await store.submit([set]);
    await store.submit([set]);
    const ids = sentBodies().map(({ id }) => id);
    expect(new Set(ids.map((id) => id.length))).toEqual(new Set([36]));
    expect(new Set(ids).size).toBe(2);
  });

  it('that was foreseen is not sent back: the fingerprint confirms it', async () => {
    network(answering(true));
    const store = open();
    await store.reload();
    await store.submit([set]);
    expect(sentBodies()).toMatchObject([{ brief: true }]);
    expect(requests.map(({ url }) => url.split('/').at(-1))).toEqual([
      'plan',
      'own-entries?among=200',
      'commands',
    ]);
    expect(nameIn(store)).toBe('Q4');
  });

  it('that came out differently is read from the log', async () => {
    const entry = { position: 5, actor: 'me', undoes: null };
    const other = { ...change, after: { name: 'Q5' } };
    network((url, init) => {
      if (init.method === 'POST')
        return { position: 5, committed: true, notices: [], fingerprint: fingerprintOf([other], []) };
      if (!url.includes('/changes')) return whole(url);
      const submission = sentBodies()[0]?.id;
      return { position: 5, reload: false, entries: [{ ...entry, submission, changes: [other] }] };
    });
    const store = open();
    await store.reload();
    expect((await store.submit([set])).entry).toBe(5);
    expect(nameIn(store)).toBe('Q5');
    expect(store.snapshot().state.position).toBe(5);
  });

  it('that only the server can decide brings its changes along', async () => {
    network((url, init) =>
      init.method === 'POST'
        ? { position: 5, committed: true, notices: [], fingerprint, changes: [change] }
        : whole(url),
    );
    const store = open();
    await store.reload();
    await store.submit([{ type: 'undo', position: 3 }]);
    expect(sentBodies()[0]).not.toHaveProperty('brief');
    expect(nameIn(store)).toBe('Q4');
  });

  it('is what people see at once, and the same to them when the server confirms it', async () => {
    network(answering(true));
    const store = open();
    await store.reload();
    const before = store.snapshot();
    const sent = store.submit([set]);
    const shown = store.snapshot();
    expect(nameIn(store)).toBe('Q4');
    expect(shown).toMatchObject({ save: 'saving', content: { version: before.content.version + 1 } });
    await sent;
    expect(store.snapshot()).not.toBe(shown);
    expect(store.snapshot().save).toBe('saved');
    expect(store.snapshot().content).toBe(shown.content);
  });

  it('is decided once when it was looked at before, and anew when anything has moved since', async () => {
    network(answering(false));
    const store = open();
    await store.reload();
    const commands = [set];
    const looked = store.preview(commands);
    expect(looked).toMatchObject({ ok: true, value: { changes: [change] } });
    expect(store.preview(commands)).toBe(looked);
    void store.submit([{ ...set, set: { name: 'Q5' } }]);
    expect(store.preview(commands)).toMatchObject({
      value: { changes: [{ before: { name: 'Q5' }, after: { name: 'Q4' } }] },
    });
  });
});

describe('undo after a reload', () => {
  const book = (position: number) =>
    packBook(createState(position), { records: [brief], withRemoved: false, told: () => true });
  /** A log of 70,000 entries, of which these are one's own; each answer is about `among` of them, as many as may be asked about. */
  const length = 70_000;
  const logOf = (own: readonly number[]) => (url: string, init: RequestInit) => {
    if (init.method === 'POST')
      return { position: length + 1, committed: true, notices: [], fingerprint: '' };
    if (!url.includes('/own-entries')) return book(length);
    const [among, before = length + 1] = [/among=(\d+)/, /before=(\d+)/].map((part) => {
      const found = part.exec(url)?.[1];
      return found === undefined ? undefined : Number(found);
    });
    if (among === undefined || among > mostLookedAt) throw new Error(`too many at once: ${url}`);
    return own
      .filter((at) => at < before && at >= before - among)
      .map((at) => ({ position: at, undoes: null }));
  };
  const asked = () => requests.map(({ url }) => url).filter((url) => url.includes('/own-entries'));

  it('reaches back to what one did before all that others did since', async () => {
    network(logOf([17]));
    const store = open();
    await store.reload();
    await vi.waitFor(() => expect(store.snapshot().canUndo).toBe(true));
    void store.undo();
    await vi.waitFor(() => {
      const sent = requests.find(({ init }) => init.method === 'POST');
      expect(JSON.parse(String(sent?.init.body))).toMatchObject({
        commands: [{ type: 'undo', position: 17 }],
      });
    });
  });

  it("asks no further where the newest entries hold enough of one's own", async () => {
    network(logOf(Array.from({ length: 30 }, (_, i) => length - 1 - i)));
    const store = open();
    await store.reload();
    expect(store.snapshot().canUndo).toBe(true);
    await new Promise((resolve) => setTimeout(resolve));
    expect(asked()).toHaveLength(1);
  });
});

const nameIn = (store: ReturnType<typeof open>) =>
  recordsOf(store.snapshot().state, 'brief')[0]?.fields['name'];
