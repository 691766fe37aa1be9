import {
  applyChanges,
  type BookState,
  type Change,
  countChanges,
  fingerprintOf,
  forkState,
  type Notice,
  squash,
} from '@shapan/engine';
import { Refused } from '../../http/refused.ts';
import { todayOf } from '../../today.ts';
import { decideCommand, type SubmittedCommand } from './decide-command.ts';
import type { Deciding } from './deciding.ts';
import { alsoHiding } from './open-book.ts';
import { keepHistory } from './organisation.ts';
import type { Entry } from './store.ts';
import type { Submitted } from './submitted.ts';
import { unknownPersons } from './unknown-persons.ts';
import { type Viewer, viewOfChanges } from './view.ts';

export interface DecidedEntry {
  /** `committed` = it is to be written. */
  readonly submitted: Submitted;
  /** The commands as the log keeps them. */
  readonly kept: readonly unknown[];
}

/** What a submission comes to in this state: the one decision, whether it was made beforehand or under the book's lock. */
export async function decideEntry(asked: Omit<Deciding, 'also'>): Promise<DecidedEntry> {
  const { deps, tx, actor, submission, book, state, master } = asked;
  const also = await alsoHiding(deps, tx, book, actor);
  const decided = await decideCommands({ ...asked, also });
  const { notices, kept } = decided;
  const changes = squash(decided.changes);
  const entry: Entry = {
    position: state.position + 1,
    submissionId: submission.id,
    actor: actor.member,
    at: deps.clock().toISOString(),
    label: [...new Set(submission.commands.map(({ type }) => type))].join(','),
    reason: submission.reason ?? null,
    undoes: decided.undoes,
    ...countChanges(changes),
    changes,
  };
  const seen = seenBy(changes, state, { actor, master, today: todayOf(deps), also });
  const fingerprint = fingerprintOf(seen, notices);
  const isStale = submission.expect !== undefined && submission.expect !== fingerprint;
  const submitted = { book, actor, entry, notices, fingerprint };
  if (submission.preview || isStale || changes.length === 0) {
    const thought = { ...entry, position: state.position };
    const undone = { committed: false, isLogged: false, isStale: isStale && !submission.preview };
    return { submitted: { ...submitted, ...undone, entry: thought }, kept };
  }
  return { submitted: { ...submitted, committed: true, isLogged: true, isStale: false }, kept };
}

/** What its maker may know of a decision, and so may tell by its fingerprint (SPR-T88). */
function seenBy(changes: readonly Change[], state: BookState, viewer: Viewer): readonly Change[] {
  if (viewer.actor.scope.length === 0) return changes;
  const after = forkState(state);
  applyChanges(after, changes);
  return viewOfChanges(changes, after, viewer).changes;
}

interface Decided {
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
  readonly undoes: number | null;
  readonly kept: readonly unknown[];
}

/** Commands of one submission see what the ones before them did; the book itself is not touched. */
async function decideCommands(deciding: Deciding): Promise<Decided> {
  const { commands } = deciding.submission;
  const changes: Change[] = [];
  const notices: Notice[] = [];
  const kept: unknown[] = [];
  let undoes: number | null = null;
  let { state, master } = deciding;
  for (const [i, command] of commands.entries()) {
    const decided = await decideCommand({ ...deciding, state, master }, command).catch((error: unknown) => {
      throw commands.length > 1 && error instanceof Refused ? at(error, `commands[${i}]`) : error;
    });
    changes.push(...decided.changes);
    notices.push(...decided.notices);
    kept.push(keptOf(command, decided.position));
    if (command.type === 'undo') undoes = command.position;
    if (i === commands.length - 1) break;
    if (state === deciding.state) {
      state = forkState(state);
      if (deciding.book.kind === 'master') master = state;
    }
    applyChanges(state, decided.changes);
  }
  const unknown = await unknownPersons(deciding.tx, deciding.book.workspaceId, commands);
  if (unknown.length > 0) throw new Refused(...unknown);
  notices.push(...(await history(deciding, changes)));
  return { changes, notices, undoes, kept };
}

/** What all moves of a submission do together to the plans: each plan is worked out once, however many members move. */
async function history(
  { deps, tx, book, master, submission }: Deciding,
  changes: readonly Change[],
): Promise<readonly Notice[]> {
  if (book.kind !== 'master') return [];
  const { commands } = submission;
  const field = commands.some((one) => one.type === 'undo' || one.type === 'compensate') ? 'position' : 'id';
  const path = commands.length > 1 ? 'commands' : field;
  return keepHistory({ deps, tx, workspaceId: book.workspaceId }, changes, master, path);
}

function at(error: Refused, prefix: string): Refused {
  return new Refused(
    ...error.problems.map((one) => ({ ...one, path: one.path ? `${prefix}.${one.path}` : prefix })),
  );
}

/**
 * Commands are kept for the question "what was asked?"; their bulk is in the changes already. `position`: what a restore
 * went back to, or how far into the what-if a promotion reached.
 */
export function keptOf(command: SubmittedCommand, position?: number): unknown {
  if (position !== undefined) return { ...command, position };
  if (command.type === 'target.define') return { ...command, rows: command.rows.length };
  if (command.type !== 'target.enter' || command.entries.length <= 200) return command;
  return { ...command, entries: command.entries.slice(0, 200), entryCount: command.entries.length };
}
