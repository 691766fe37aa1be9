import type { QueryConfig } from 'pg';
import { expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Tx } from '../../src/database/tx.ts';
import { createBookCache } from '../../src/rooms/plan/book-cache.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { CHUNK } from '../../src/rooms/plan/store.ts';
import { fingerprintOf } from '../../src/rooms/plan/versions.ts';
import { revenuePlan, testWorld } from '../workspace.ts';

const world = testWorld();

/** A transaction that says how many rows each answer had. */
function counting(tx: Tx, sizes: number[]): Tx {
  const query = async (statement: string | QueryConfig, values?: unknown[]) => {
    const answer = await tx.query(statement as string, values);
    sizes.push(answer.rows.length);
    return answer;
  };
  return { ...tx, query: query as Tx['query'] };
}

test('a book is opened, and taken back, in pieces of its log, and is the same', async () => {
  const { workspaceId, owner, submit } = world.workspace;
  const plan = await revenuePlan(world.workspace);
  for (let value = 1; value <= 2 * CHUNK; value += 1) {
    const at = { members: ['A1'], time: 'M2026-07' };
    await submit(owner, plan, [{ type: 'target.enter', target: 'target', entries: [{ at, value }] }]);
  }
  await withTransaction(
    world.deps.pool,
    async (tx) => {
      const book = await openBook(tx, workspaceId, plan);
      const sizes: number[] = [];
      const fresh = createBookCache({ maxBooks: 2 });
      const opened = await fresh.current(counting(tx, sizes), book);
      expect(opened.position).toBe(book.position);
      expect(fingerprintOf(opened)).toBe(fingerprintOf(await world.deps.books.current(tx, book)));
      const early = await fresh.at(counting(tx, sizes), book, 2);
      const first = createBookCache({ maxBooks: 2 });
      expect(fingerprintOf(early)).toBe(fingerprintOf(await first.current(tx, { ...book, position: 2 })));
      expect(Math.max(...sizes)).toBe(CHUNK);
    },
    { workspaceId },
  );
});
