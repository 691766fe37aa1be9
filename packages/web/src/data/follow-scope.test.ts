import { packBook } from '@shapan/contract';
import { createState, type PlanRecord } from '@shapan/engine';
import { afterEach, expect, it, vi } from 'vitest';
import { type BookStore, createBookStore } from './book-store.ts';
import { followScope } from './follow-scope.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const record = (kind: string, id: string, fields: PlanRecord['fields']): PlanRecord => ({ kind, id, fields });
const region = (id: string, parent?: string) =>
  record('dimensionMember', id, { dimension: 'region', name: id, ...(parent && { parent }) });
const organisation = [
  record('dimension', 'region', { name: 'Region', category: 'region' }),
  region('A'),
  region('A1', 'A'),
  region('B'),
];
const move = (from: string) => record('reassignment', 'move', { member: 'A1', parent: 'B', from });
const scope = [{ dimension: 'region', member: 'A' }];

/** The master data as the server has it; it is read anew after it has changed. */
async function reading(
  records: readonly PlanRecord[],
): Promise<{ store: BookStore; now: (all: readonly PlanRecord[]) => void }> {
  const serve = (all: readonly PlanRecord[]) =>
    vi.stubGlobal('fetch', async (url: string) =>
      url.includes('/own-entries')
        ? Response.json([])
        : new Response(
            packBook(createState(4), { records: [...all], withRemoved: false, told: () => true }) as BodyInit,
          ),
    );
  serve(records);
  const options = { workspaceId: 'w', bookId: 'w', book: 'master' as const, me: 'me', timeZone: 'UTC' };
  const store = createBookStore({ ...options, master: () => undefined });
  await store.reload();
  return { store, now: serve };
}

it('a member that moves makes whoever works in a part read the plans anew, once', async () => {
  vi.useFakeTimers({ now: new Date('2026-07-10T12:00:00Z') });
  const { store, now } = await reading(organisation);
  const reload = vi.fn();
  const stop = followScope(store, { scope, timeZone: 'UTC', reload });
  await store.reload();
  expect(reload).not.toHaveBeenCalled();
  now([...organisation, move('2026-07-01')]);
  await store.reload();
  await store.reload();
  expect(reload).toHaveBeenCalledTimes(1);
  stop();
});

it('so does the day on which a member moves, and no other one', async () => {
  vi.useFakeTimers({ now: new Date('2026-07-30T23:50:00Z') });
  const { store } = await reading([...organisation, move('2026-08-01')]);
  const reload = vi.fn();
  const stop = followScope(store, { scope, timeZone: 'UTC', reload });
  vi.advanceTimersByTime(60 * 60_000);
  expect(reload).not.toHaveBeenCalled();
  vi.advanceTimersByTime(24 * 60 * 60_000);
  expect(reload).toHaveBeenCalledTimes(1);
  stop();
  vi.advanceTimersByTime(24 * 60 * 60_000);
  expect(reload).toHaveBeenCalledTimes(1);
});

it('whoever sees everything reads nothing anew', async () => {
  const { store, now } = await reading(organisation);
  const reload = vi.fn();
  followScope(store, { scope: [], timeZone: 'UTC', reload });
  now([...organisation, move('2026-07-01')]);
  await store.reload();
  expect(reload).not.toHaveBeenCalled();
});
