import { DatabaseError } from '../../database/errors.ts';
import { withTransaction } from '../../database/transaction.ts';
import type { Deps } from '../../deps.ts';
import { isClaimed } from '../../http/once.ts';
import { Refused } from '../../http/refused.ts';
import { appendEntryIf, NO_SESSION } from './store.ts';
import type { DecidedEntry, Deciding, SubmitRequest, Submitted } from './submit.ts';

/**
 * The usual gesture – numbers typed into a book that this process knows – in one round trip. It is decided on the states in
 * memory and sent together with everything that has to hold for it: the book is locked, it and the master data are where
 * the decision saw them, the member stands. Where any of that does not hold, nothing is written, and the submission takes
 * the long way, which reads first and says why.
 *
 * `undefined` = not this time.
 */
export async function submitAtOnce(
  deps: Deps,
  request: SubmitRequest,
  decideEntry: (deciding: Deciding) => Promise<DecidedEntry>,
): Promise<Submitted | undefined> {
  const { workspaceId, bookId, actor, submission } = request;
  const isUsual = submission.commands.every(({ type }) => type === 'target.enter');
  const known = deps.books.known(workspaceId, bookId);
  const ground = deps.books.known(workspaceId, workspaceId);
  if (!isUsual || submission.preview || isClaimed() || !known || !ground || known === ground)
    return undefined;
  let isWritten = false;
  try {
    const submitted = await withTransaction(
      deps.pool,
      async (tx) => {
        const { state } = known;
        const [position, masterPosition] = [state.position, ground.state.position];
        const book = { ...known.book, position };
        const deciding = { deps, tx, request, book, state, master: ground.state };
        const { submitted, kept } = await decideEntry(deciding);
        const { entry, committed } = submitted;
        const isNumbers = entry.changes.every(({ type }) => type === 'cells.changed');
        // Decided, or not, on a state that has moved on meanwhile.
        if (!committed || !isNumbers || entry.position !== position + 1) throw new NotThisTime();
        const acting = { role: actor.role, scope: actor.scope };
        const write = { workspaceId, bookId, entry, commands: kept, session: request.session };
        appendEntryIf(tx, { ...write, masterPosition, ...acting }, (written) => {
          isWritten = written;
        });
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
