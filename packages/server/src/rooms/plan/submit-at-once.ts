import { askingOf } from '../../database/asking.ts';
import { DatabaseError } from '../../database/errors.ts';
import { known } from '../../database/known.ts';
import { withTransaction } from '../../database/transaction.ts';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import type { Session } from '../../http/caller.ts';
import { isClaimed } from '../../http/once.ts';
import { Refused } from '../../http/refused.ts';
import { appendEntry } from './append-entry.ts';
import { type DecidedEntry, decideEntry } from './decide-entry.ts';
import { type Footing, footingAsItIs, footingInMemory, isSameFooting } from './footing.ts';
import { NO_SESSION, type Proviso, provisoHolds, provisoValues, tellSession } from './proviso.ts';
import type { SubmitRequest, Submitted } from './submitted.ts';

/** What reads another book, or the log of weeks, does so where nobody gets in between. */
const takesLong: ReadonlySet<string> = new Set(['version.restore', 'branch.promote']);

/** So often is decided anew what took its time and was overtaken. */
const ROUNDS = 3;
/** What is decided sooner keeps nobody waiting for long at the book's lock, where nobody can overtake it. */
const LONG_MS = 500;

/**
 * A submission to a plan, in one trip to the database. It is decided on the states in memory, where no transaction is open
 * and no lock is held however long that takes, and sent together with everything that has to hold for it: the book is
 * locked, it and the master data are where the decision saw them, the member stands, and so does the session of an actor
 * who is only presumed. Where any of that does not hold, nothing is written. What is only to be told – a preview, a
 * refusal – is told if the same holds, and locks nothing at all.
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
  const isUsual = bookId !== workspaceId && !submission.commands.some(({ type }) => takesLong.has(type));
  if (!isUsual || isClaimed()) return undefined;
  let footing = footingInMemory(deps, request) ?? (await footingAsItIs(deps, request));
  for (let round = 1; footing && round <= ROUNDS; round++) {
    const began = deps.clock().getTime();
    const outcome = await outcomeOn(deps, request, footing);
    const wasLong = deps.clock().getTime() - began >= LONG_MS;
    const { position, masterPosition } = footing;
    const proviso = { position, masterPosition, actor, session };
    if (await holds(deps, request, outcome, proviso)) {
      if (outcome instanceof Refused) throw outcome;
      return outcome.submitted;
    }
    if (!wasLong) return undefined;
    const now = await footingAsItIs(deps, request);
    // Nobody has overtaken it: something else is in its way.
    if (now && isSameFooting(now, footing)) return undefined;
    footing = now;
  }
  return undefined;
}

type Outcome = DecidedEntry | Refused;

/** The decision; what it reads in the log it asks for by itself. */
async function outcomeOn(deps: Deps, request: SubmitRequest, footing: Footing): Promise<Outcome> {
  const { workspaceId, actor, submission } = request;
  const tx = askingOf(deps.pool, { workspaceId });
  return decideEntry({ deps, tx, actor, submission, ...footing }).catch((error: unknown) => {
    if (error instanceof Refused) return error;
    throw error;
  });
}

/** Whether the decision stands; an entry is written by then. */
async function holds(
  deps: Deps,
  { workspaceId, bookId, submission }: SubmitRequest,
  outcome: Outcome,
  proviso: Proviso,
): Promise<boolean> {
  let isSo = false;
  const hear = (holding: boolean): void => {
    isSo = holding;
  };
  const decided = outcome instanceof Refused || !outcome.submitted.committed ? undefined : outcome;
  // While it read the log, this process's memory of the book has moved on.
  if (decided && decided.submitted.entry.position !== proviso.position + 1) return false;
  const tell = async (tx: Tx): Promise<void> => {
    if (decided) {
      const { entry } = decided.submitted;
      appendEntry(tx, { workspaceId, bookId, entry, commands: decided.kept }, { ...proviso, hear });
    } else {
      tellSession(tx, proviso, deps.clock().toISOString());
      tx.tell(
        STANDS,
        [workspaceId, bookId, submission.id, ...provisoValues(workspaceId, proviso)],
        (result) => hear(result.rowCount === 1),
      );
    }
  };
  try {
    await withTransaction(deps.pool, tell, { workspaceId });
    return isSo;
  } catch (error) {
    if (isOtherwise(error)) return false;
    throw error;
  }
}

/** What was decided may be told: all of the proviso holds, and nothing was done under this id before. */
const STANDS = known(
  'decision.stands',
  `SELECT FROM book WHERE workspace_id = $1 AND book_id = $2 AND ${provisoHolds(4)}
     AND NOT EXISTS (SELECT FROM change WHERE change.workspace_id = $1 AND change.book_id = $2 AND submission_id = $3)`,
);

/** Sent before, or signed out meanwhile. */
const isOtherwise = (error: unknown): boolean =>
  error instanceof DatabaseError &&
  (error.code === 'UNIQUE_VIOLATION' || error.params['sqlstate'] === NO_SESSION);
