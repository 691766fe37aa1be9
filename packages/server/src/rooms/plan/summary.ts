import type { PlanSummary } from '@shapan/contract';
import type { Tx } from '../../database/tx.ts';
import { adoptionsOf } from './adoptions.ts';
import type { BookRow } from './store.ts';

type Brief = Readonly<Record<string, string | boolean | undefined>>;

/** What a list says of plans, from their current briefs; a what-if shows the brief of the plan it was taken from. */
export async function summariesOf(
  tx: Tx,
  workspaceId: string,
  books: readonly BookRow[],
): Promise<PlanSummary[]> {
  const ids = books.flatMap(({ bookId, base }) => (base ? [bookId, base.bookId] : [bookId]));
  const { rows } = await tx.query<{ bookId: string; fields: Brief }>(
    `SELECT book_id AS "bookId", fields FROM record
     WHERE workspace_id = $1 AND kind = 'brief' AND book_id = ANY($2::uuid[])`,
    [workspaceId, ids],
  );
  const adoptions = await adoptionsOf(tx, workspaceId, books);
  const briefs = new Map(rows.map(({ bookId, fields }) => [bookId, fields]));
  return books.map((book) =>
    summaryOf(
      book,
      briefs.get(book.bookId) ?? briefs.get(book.base?.bookId ?? '') ?? {},
      adoptions.get(book.bookId) ?? null,
    ),
  );
}

function summaryOf(book: BookRow, brief: Brief, adopted: PlanSummary['adopted']): PlanSummary {
  const text = (field: string, otherwise: string): string =>
    (brief[field] as string | undefined) ?? otherwise;
  return {
    id: book.bookId,
    kind: book.kind === 'branch' ? 'branch' : 'plan',
    name: book.kind === 'branch' ? book.name : text('name', book.name),
    scenario: text('scenario', 'blank'),
    status: text('status', 'draft'),
    from: text('from', ''),
    to: text('to', ''),
    accountable: (brief['accountable'] as string | undefined) ?? null,
    example: brief['example'] === true,
    position: book.position,
    updatedAt: book.updatedAt,
    base: book.base && { book: book.base.bookId, position: book.base.position },
    adopted,
  };
}
