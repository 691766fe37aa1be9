import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import type { Presumption } from '../../http/caller.ts';
import { refused } from '../../http/refused.ts';
import { asMember } from '../people/as-member.ts';
import { keptOf } from './decide-entry.ts';
import { findSubmission } from './store.ts';
import { submitAtOnce } from './submit-at-once.ts';
import { submitIn } from './submit-in.ts';
import { announce, type SubmitRequest, type Submitted } from './submitted.ts';

/**
 * The one road of every change: authorise → decide → changes → one transaction → apply → tell everyone. Typing, pasting,
 * undoing, restoring and promoting all come through here.
 *
 * What can be decided on the states in memory is written or told at once, provided that they were right. Everything else,
 * and whatever did not come about so, is decided on what is read under the book's lock: the same decision (`decideEntry`), the
 * same entry (`appendEntry`).
 *
 * `presumed`: the actor is only who asked with the same cookie a moment ago. At once that is a proviso like the others; the
 * long way finds out first who it is.
 */
export async function submit(deps: Deps, request: SubmitRequest, presumed?: Presumption): Promise<Submitted> {
  const submitted =
    (await submitAtOnce(deps, request, presumed?.session)) ??
    (await submitLocked(deps, presumed ? { ...request, actor: await presumed.known() } : request));
  announce(deps, submitted);
  return submitted;
}

function submitLocked(deps: Deps, request: SubmitRequest): Promise<Submitted> {
  const { workspaceId, actor } = request;
  return asMember(
    deps.pool,
    { ...actor, workspaceId },
    async (tx) => {
      const submitted = await submitIn(deps, tx, request);
      if (!submitted.committed && submitted.isLogged) await refuseOther(tx, request);
      return submitted;
    },
    { once: true },
  );
}

/** An id stands for one submission: by the same member, with the same reason and commands. */
async function refuseOther(tx: Tx, { workspaceId, bookId, actor, submission }: SubmitRequest): Promise<void> {
  const found = await findSubmission(tx, workspaceId, bookId, submission.id);
  const kept = found?.commands.map(({ type, position, ...rest }) =>
    type === 'undo' || type === 'compensate' ? { type, position, ...rest } : { type, ...rest },
  );
  const sent: unknown = JSON.parse(JSON.stringify(submission.commands.map((one) => keptOf(one))));
  const isSame =
    found?.actor === actor.member &&
    found.reason === (submission.reason ?? null) &&
    isDeepStrictEqual(kept, sent);
  if (!isSame) throw refused('KEY_REUSED', undefined, 'id');
}
