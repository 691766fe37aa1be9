import type { Actor } from '@shapan/contract';
import type pg from 'pg';
import { type TransactionOptions, withTransaction } from '../../database/transaction.ts';
import type { Tx } from '../../database/tx.ts';
import { claimOnce } from '../../http/once.ts';
import { refused } from '../../http/refused.ts';

/** Somebody who acts in a workspace. */
export interface Acting extends Actor {
  readonly workspaceId: string;
}

export interface AsMemberOptions extends Omit<TransactionOptions, 'workspaceId'> {
  /** The request takes effect in this transaction: sent again with its key, it does so once. */
  readonly once?: boolean;
}

/**
 * One transaction of a member's. Whoever calls says who acts; whether that is so is asked again here, in the
 * transaction that acts, so that neither a mistake at the door nor a right that ended a moment ago gets through.
 */
export function asMember<T>(
  pool: pg.Pool,
  acting: Acting,
  work: (tx: Tx) => Promise<T>,
  { once = false, ...options }: AsMemberOptions = {},
): Promise<T> {
  const { workspaceId } = acting;
  return withTransaction(
    pool,
    async (tx) => {
      // Asked first and answered first, but not waited for: what does not stand is rolled back, whatever was done.
      const [stands, done] = await Promise.allSettled([
        standing(tx, acting),
        once ? claimOnce(tx).then(() => work(tx)) : work(tx),
      ]);
      if (stands.status === 'rejected') throw stands.reason;
      if (done.status === 'rejected') throw done.reason;
      return done.value;
    },
    { ...options, workspaceId },
  );
}

async function standing(tx: Tx, { workspaceId, member, role, scope }: Acting): Promise<void> {
  const { rows } = await tx.query<{ same: boolean }>(
    `SELECT role = $3 AND scope = $4::jsonb AS same FROM member
     WHERE workspace_id = $1 AND member_id = $2 AND active`,
    [workspaceId, member, role, JSON.stringify(scope)],
  );
  const [found] = rows;
  if (!found) throw refused('NOT_FOUND', { kind: 'workspace', id: workspaceId });
  if (!found.same) throw refused('RIGHTS_CHANGED');
}
