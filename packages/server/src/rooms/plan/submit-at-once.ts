import { DatabaseError } from '../../database/errors.ts';
import { withTransaction } from '../../database/transaction.ts';
import type { Deps } from '../../deps.ts';
import type { Session } from '../../http/caller.ts';
import { isClaimed } from '../../http/once.ts';
import { Refused } from '../../http/refused.ts';
import { appendEntry, NO_SESSION } from './append-entry.ts';
import { decideEntry } from './decide-entry.ts';
import type { SubmitRequest, Submitted } from './submitted.ts';

/** What reads another book, or the log of weeks, does so where nobody gets in between. */
const takesLong: ReadonlySet<string> = new Set(['version.restore', 'branch.promote']);

/**
 * A submission to a plan that this process knows, in one trip to the database. It is decided on the states in memory and
 * sent together with everything that has to hold for it: the book is locked, it and the master data are where the decision
 * saw them, the member stands, and so does the session of an actor who is only presumed. Where any of that does not hold,
 * nothing is written.
 *
 * `undefined` = not this time: the long way reads first, and says why.
 */
export async function submitAtOnce(
  deps: Deps,
  request: SubmitRequest,
  session: Session | undefined,
): Promise<Submitted | undefined> {
  const { workspaceId, bookId, actor, submission } = request;
  // Where imports are taken back in the master data, the ledger follows: the long way does that.
  const isUsual =
    bookId !== workspaceId &&
    !submission.preview &&
    !submission.commands.some(({ type }) => takesLong.has(type));
  const known = deps.books.known(workspaceId, bookId);
  const ground = deps.books.known(workspaceId, workspaceId);
  if (!isUsual || isClaimed() || !known || !ground) return undefined;
  let isWritten = false;
  try {
    const submitted = await withTransaction(
      deps.pool,
      async (tx) => {
        const { state } = known;
        const [position, masterPosition] = [state.position, ground.state.position];
        const book = { ...known.book, position };
        const deciding = { deps, tx, actor, submission, book, state, master: ground.state };
        const { submitted, kept } = await decideEntry(deciding);
        const { entry, committed } = submitted;
        // Nothing to write, or decided on a state that has moved on meanwhile.
        if (!committed || entry.position !== position + 1) throw new NotThisTime();
        const hear = (wasWritten: boolean): void => {
          isWritten = wasWritten;
        };
        const proviso = { masterPosition, actor, session, hear };
        appendEntry(tx, { workspaceId, bookId, entry, commands: kept }, proviso);
        return submitted;
      },
      { workspaceId },
    );
    return isWritten ? submitted : undefined;
  } catch (error) {
    // Refused on what may be out of date: only the long way can tell.
    if (error instanceof Refused || error instanceof NotThisTime || isOtherwise(error)) return undefined;
    throw error;
  }
}

/** Sent before, or signed out meanwhile. */
const isOtherwise = (error: unknown): boolean =>
  error instanceof DatabaseError &&
  (error.code === 'UNIQUE_VIOLATION' || error.params['sqlstate'] === NO_SESSION);

class NotThisTime extends Error {}
