import type { PlanSummary } from '@shapan/contract';
import type { Tx } from '../../database/tx.ts';
import { type BookRow, TAKES_BACK } from './store.ts';

interface Step {
  readonly bookId: string;
  readonly position: number;
  readonly takesBack: readonly number[];
  readonly actor: string;
  readonly at: string;
  /** The what-ifs it promoted. */
  readonly branches: readonly string[];
}

/** When what-ifs were adopted last, and by whom: told by the log of their plan, as long as that was not undone. */
export async function adoptionsOf(
  tx: Tx,
  workspaceId: string,
  books: readonly BookRow[],
): Promise<ReadonlyMap<string, NonNullable<PlanSummary['adopted']>>> {
  const bases = [...new Set(books.flatMap(({ base }) => base?.bookId ?? []))];
  if (bases.length === 0) return new Map();
  const { rows } = await tx.query<Step>(
    `SELECT book_id AS "bookId", position, ${TAKES_BACK} AS "takesBack", actor, at,
       ARRAY(SELECT one ->> 'branch' FROM jsonb_array_elements(commands) AS one
             WHERE one ->> 'type' = 'branch.promote') AS branches
     FROM change
     WHERE workspace_id = $1 AND book_id = ANY($2::uuid[]) AND (undoes IS NOT NULL OR label LIKE '%branch.promote%')
     ORDER BY position DESC`,
    [workspaceId, bases],
  );
  const undone = new Set<string>();
  const adopted = new Map<string, NonNullable<PlanSummary['adopted']>>();
  // The newest first: what undoes a step is judged before the step itself.
  for (const { bookId, position, takesBack, actor, at, branches } of rows) {
    if (undone.has(`${bookId} ${position}`)) continue;
    for (const one of takesBack) undone.add(`${bookId} ${one}`);
    for (const branch of branches) if (!adopted.has(branch)) adopted.set(branch, { at, by: actor });
  }
  return adopted;
}
