import { packBook } from '@shapan/contract';
import { createState, type PlanRecord, RELEASE } from '@shapan/engine';
import { afterEach, expect, it, vi } from 'vitest';
import { createBookStore } from './book-store.ts';
import { followReleases } from './follow-releases.ts';

afterEach(() => vi.unstubAllGlobals());

const record = (kind: string, id: string, fields: PlanRecord['fields']): PlanRecord => ({ kind, id, fields });
const target = (fields: PlanRecord['fields']) => record('target', 'revenue', { metric: 'm', ...fields });
const release = record(RELEASE, 'release', { target: 'revenue', members: ['A'] });

/** What the server tells of the plan at each position. */
const told: readonly (readonly [what: string, all: readonly PlanRecord[], news: boolean])[] = [
  ['at first', [target({ waterfall: 'region' })], false],
  ['a record beside it', [target({ waterfall: 'region' }), record('task', 't', { name: 'Sign' })], false],
  ['a release', [target({ waterfall: 'region' }), release], true],
  ['the same again', [target({ waterfall: 'region' }), release], false],
  ['the release taken back', [target({ waterfall: 'region' })], true],
  ['handed down no longer', [target({})], true],
];

it('SPR-T93 a what-if that is open is read anew when its plan releases or takes back, and not for anything else', async () => {
  let at = 0;
  const body = () =>
    packBook(createState(at), { records: [...told[at]![1]], withRemoved: false, told: () => true });
  vi.stubGlobal('fetch', async (url: string) =>
    url.includes('/own-entries') ? Response.json([]) : new Response(body() as BodyInit),
  );
  const options = { workspaceId: 'w', bookId: 'p', book: 'plan' as const, me: 'me', timeZone: 'UTC' };
  const plan = createBookStore({ ...options, master: () => createState() });
  const reload = vi.fn();
  const stop = followReleases(plan, reload);
  for (const [what, , news] of told) {
    reload.mockClear();
    await plan.reload();
    expect(reload, what).toHaveBeenCalledTimes(news ? 1 : 0);
    at = Math.min(at + 1, told.length - 1);
  }
  stop();
  at = 2;
  await plan.reload();
  expect(reload).toHaveBeenCalledTimes(1);
});
