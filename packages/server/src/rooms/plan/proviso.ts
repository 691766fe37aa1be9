import type { Actor } from '@shapan/contract';
import { known } from '../../database/known.ts';
import type { Tx } from '../../database/tx.ts';
import { workspaceSetting } from '../../database/workspace-setting.ts';
import type { Session } from '../../http/caller.ts';

/** What must hold for what was decided before its book was locked. */
export interface Proviso {
  /** Where the decision saw the book and the master data. */
  readonly position: number;
  readonly masterPosition: number;
  /** Whose rights it was decided by. */
  readonly actor: Actor;
  /** Of whom it is presumed that the session stands; without it that is known. */
  readonly session: Session | undefined;
}

/** What a statement here fails with where the session does not stand. */
export const NO_SESSION = '22012';

/** Sessions lie in the control plane, which no statement reads together with a workspace: this one fails by itself. */
export function tellSession(tx: Tx, { session }: Proviso, at: string): void {
  if (!session) return;
  tx.tell(SESSION_STANDS, [session.token, session.userId, at]);
}

const SESSION_STANDS = known(
  'session.stands',
  'SELECT 1 / count(*) FROM auth_session WHERE "token" = $1 AND "userId" = $2 AND "expiresAt" > $3',
);

/**
 * The same for every statement that acts on a decision: the row of the book is where the decision saw it and not in the
 * trash, the master data are where they were, and who asked still has the rights. `$1` is the workspace; what else it
 * names follows from `first` on, as `provisoValues` gives it. It is asked inside the transaction: outside of it there is
 * no `app.workspace`.
 */
export function provisoHolds(first: number): string {
  const [workspace, position, master, member, role, scope, user] = [0, 1, 2, 3, 4, 5, 6].map(
    (i) => `$${first + i}`,
  );
  return `position = ${position}::bigint AND removed_at IS NULL
         AND current_setting('${workspaceSetting}', true) = ${workspace}::text
         AND EXISTS (SELECT FROM book AS master
           WHERE master.workspace_id = $1 AND master.book_id = $1 AND master.position = ${master})
         AND EXISTS (SELECT FROM member
           WHERE member.workspace_id = $1 AND member_id = ${member} AND active AND role = ${role}
             AND scope = ${scope}::jsonb AND (${user}::text IS NULL OR user_id = ${user}))`;
}

export const provisoValues = (
  workspaceId: string,
  { position, masterPosition, actor, session }: Proviso,
): readonly unknown[] => [
  workspaceId,
  position,
  masterPosition,
  actor.member,
  actor.role,
  JSON.stringify(actor.scope),
  session?.userId ?? null,
];
