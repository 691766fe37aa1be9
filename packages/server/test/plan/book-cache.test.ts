import type { QueryConfig } from 'pg';
import { expect, test } from 'vitest';
import { withTransaction } from '../../src/database/transaction.ts';
import type { Tx } from '../../src/database/tx.ts';
import { createBookCache } from '../../src/rooms/plan/book-cache.ts';
import { openBook } from '../../src/rooms/plan/open-book.ts';
import { fingerprintOf } from '../../src/rooms/plan/versions.ts';
import { FEW, LEAVES_OF_FEW, newestFirst, oldestFirst } from '../../src/rooms/plan/walk-log.ts';
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
  for (let value = 1; value <= 2 * FEW; value += 1) {
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
      expect(Math.max(...sizes)).toBe(FEW);
    },
    { workspaceId },
  );
});

test('entries of very many leaves are read one by one, in either direction', async () => {
  const { workspaceId, owner, submit } = world.workspace;
  const plan = await revenuePlan(world.workspace);
  for (const value of [1, 2, 3, 4]) {
    const at = { members: ['A1'], time: 'M2026-07' };
    await submit(owner, plan, [{ type: 'target.enter', target: 'target', entries: [{ at, value }] }]);
  }
  // The plan, its target, then: two that fit together, one that never would, one behind it.
  const leaves = [0, 0, LEAVES_OF_FEW / 2, LEAVES_OF_FEW / 2, LEAVES_OF_FEW * 3, 1];
  for (const [i, count] of leaves.entries())
    await world.database.ownerPool.query(
      'UPDATE change SET cell_count = $3 WHERE book_id = $1 AND position = $2',
      [plan, i + 1, count],
    );
  await withTransaction(
    world.deps.pool,
    async (tx) => {
      const log = { workspaceId, bookId: plan };
      const pieces = async (walk: typeof oldestFirst, more: object = {}) => {
        const found: number[][] = [];
        for await (const few of walk(tx, log, { after: 0, until: 6, ...more }))
          found.push(few.map(({ position }) => position));
        return found;
      };
      expect(await pieces(oldestFirst)).toEqual([[1, 2, 3, 4], [5], [6]]);
      expect(await pieces(newestFirst)).toEqual([
        [6, 5],
        [4, 3],
        [2, 1],
      ]);
      expect(await pieces(newestFirst, { touching: 'leaves', after: 3 })).toEqual([[6, 5], [4]]);
      expect(await pieces(oldestFirst, { at: [2, 6] })).toEqual([[2, 6]]);
    },
    { workspaceId },
  );
});
