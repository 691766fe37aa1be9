import { unpackChanges } from '@shapan/contract';
import { askLong } from '../../database/long-answer.ts';
import type { Tx } from '../../database/tx.ts';
import { type BookRow, ENTRY_COLUMNS, type Entry, type EntryRow } from './store.ts';

/**
 * The log of a plan may be larger than memory, and one entry may hold the cells of a whole plan: whoever goes through it
 * takes a few entries at a time, and no more once they have so many leaves together.
 */
export const FEW = 25;
export const LEAVES_OF_FEW = 500_000;

/** A stretch of a log: entries after `after` up to and including `until`. */
export interface Stretch {
  readonly after: number;
  readonly until: number;
  /** Only entries that changed leaves, or leaves or records; without it all of them. */
  readonly touching?: 'leaves' | 'facts';
  /** Only the entries at these positions. */
  readonly at?: readonly number[];
}

type Log = Pick<BookRow, 'workspaceId' | 'bookId'>;

/** The entries of a stretch, oldest first, a few at a time. */
export async function* oldestFirst(tx: Tx, log: Log, stretch: Stretch): AsyncGenerator<readonly Entry[]> {
  for (let { after } = stretch; after < stretch.until; ) {
    const few = await fewEntries(tx, log, { ...stretch, after }, 'ASC');
    const last = few.at(-1);
    if (!last) return;
    yield few;
    after = last.position;
  }
}

/** The same, newest first. */
export async function* newestFirst(tx: Tx, log: Log, stretch: Stretch): AsyncGenerator<readonly Entry[]> {
  for (let { until } = stretch; until > stretch.after; ) {
    const few = await fewEntries(tx, log, { ...stretch, until }, 'DESC');
    const last = few.at(-1);
    if (!last) return;
    yield few;
    until = last.position - 1;
  }
}

const TOUCHING = { leaves: 'AND cell_count > 0', facts: 'AND cell_count + record_count > 0' } as const;

/** The first entries of a stretch; none where there are no more. */
export async function fewEntries(
  tx: Tx,
  { workspaceId, bookId }: Log,
  { after, until, touching, at }: Stretch,
  order: 'ASC' | 'DESC',
): Promise<readonly Entry[]> {
  const { rows } = await askLong<EntryRow & { changes: Buffer }>(
    tx,
    `SELECT ${ENTRY_COLUMNS}, changes FROM (
         SELECT *, sum(cell_count) OVER (ORDER BY position ${order}) - cell_count AS leaves_before FROM change
         WHERE workspace_id = $1 AND book_id = $2 AND position > $3 AND position <= $4
           ${touching ? TOUCHING[touching] : ''} ${at ? 'AND position = ANY($6::bigint[])' : ''}
         ORDER BY position ${order} LIMIT ${FEW}) AS few
       WHERE leaves_before < $5 ORDER BY position ${order}`,
    [workspaceId, bookId, after, until, LEAVES_OF_FEW, ...(at ? [at] : [])],
  );
  return rows.map(({ changes, ...row }) => ({ ...row, changes: unpackChanges(changes) }));
}
