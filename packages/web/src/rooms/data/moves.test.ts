import { packBook } from '@shapan/contract';
import { applyChanges, createState } from '@shapan/engine';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBookStore } from '../../data/book-store.ts';
import { parentsNow, reasoned, reassigning, submitShown } from './moves.ts';

afterEach(() => vi.unstubAllGlobals());

const member = { kind: 'dimensionMember', id: 'A1', fields: { dimension: 'region', name: 'A1' } };
const commands = reassigning([member], 'B', '2026-08-01');

describe('the reason of a move', () => {
  it('makes no other move of it: the ids stay, so that the preview does', () => {
    expect(commands[0]).not.toHaveProperty('fields.reason');
    const [said] = reasoned(commands, 'merged');
    expect(said).toEqual({
      ...commands[0],
      fields: { member: 'A1', parent: 'B', from: '2026-08-01', reason: 'merged' },
    });
    expect(reasoned(commands, '')).toBe(commands);
  });
});

describe('where members stand before anything is chosen', () => {
  const one = (id: string, parent?: string) => ({
    kind: 'dimensionMember',
    id,
    fields: { dimension: 'region', name: id, ...(parent !== undefined && { parent }) },
  });
  const members = [one('A'), one('A1', 'A'), one('A2', 'A'), one('A11', 'A1')] as const;
  const master = createState();
  applyChanges(
    master,
    members.map((record) => ({ type: 'record.added', record })),
  );

  it.each([
    ['a member below another', [members[1]], ['A']],
    ['one at the top', [members[0]], [null]],
    ['two in one place, with what comes along', [members[1], members[2], members[3]], ['A']],
    ['several places', [members[2], members[3]], ['A', 'A1']],
  ])('is said once each: %s', (_, chosen, parents) => {
    expect(parentsNow(master, chosen, '2026-08-01')).toEqual(parents);
  });
});

interface Sent {
  readonly preview?: boolean;
  readonly expect?: string;
}

/** Sends the shown move with a reason; what the server says to it the second time. */
async function sending(notices: readonly object[]) {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (url.includes('/entries')) return Response.json([]);
    if (url.includes('/changes')) return Response.json({ position: 5, reload: false, entries: [] });
    if (init.method !== 'POST')
      return new Response(
        packBook(createState(4), { records: [], withRemoved: false, told: () => true }) as BodyInit,
      );
    const asked = JSON.parse(String(init.body)) as Sent;
    sent.push(asked);
    return Response.json({
      committed: asked.preview !== true,
      position: 5,
      notices,
      changes: [],
      fingerprint: 'withReason',
    });
  });
  const options = { workspaceId: 'w', bookId: 'w', book: 'master' as const, me: 'me', timeZone: 'UTC' };
  const store = createBookStore({ ...options, master: () => undefined });
  await store.reload();
  const shown = { committed: false, position: 4, notices: [{ code: 'KEEPS_WHOLE' }], fingerprint: 'without' };
  const result = await submitShown(store, commands, 'merged', shown as never);
  return { result, sent };
}

describe('a move that was shown without its reason', () => {
  it('is done with it when the server says the same', async () => {
    const { result, sent } = await sending([{ code: 'KEEPS_WHOLE' }]);
    expect(result.ok).toBe(true);
    expect(sent.map(({ preview, expect: print }) => [preview, print])).toEqual([
      [true, undefined],
      [undefined, 'withReason'],
    ]);
  });

  it('is not done when it would do something else by now', async () => {
    const { result, sent } = await sending([{ code: 'MOVES_TOTAL' }]);
    expect(result).toMatchObject({ ok: false, error: { code: 'STALE' } });
    expect(sent).toHaveLength(1);
  });
});
