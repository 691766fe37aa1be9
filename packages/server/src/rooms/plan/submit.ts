import { isDeepStrictEqual } from 'node:util';
import {
  type Actor,
  coversChanges,
  may,
  pastsOf,
  refusal,
  rowInside,
  type Submission,
  type Territory,
  territoryOf,
  undoRefusal,
  type View,
} from '@shapan/contract';
import {
  applyChanges,
  type BookState,
  brokenBy,
  type Change,
  type Command,
  countChanges,
  decide,
  decidePromotion,
  decideTakeBack,
  type EnterContext,
  fingerprintOf,
  forkState,
  kinds,
  type Notice,
  rowsOf,
  searchStepsOf,
  squash,
} from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import type { PresumedCaller } from '../../http/caller.ts';
import { Refused, refused } from '../../http/refused.ts';
import { todayOf } from '../../today.ts';
import { asMember } from '../people/as-member.ts';
import { followImports } from '../tracking/import-effects.ts';
import { promotedChanges } from './branches.ts';
import { keepGround } from './ground.ts';
import { keepHistory } from './organisation.ts';
import { stateAfter } from './seen-entries.ts';
import { keepSnapshotSoon } from './snapshot-keeper.ts';
import {
  appendEntry,
  type BookRow,
  type Entry,
  findBook,
  findEntryBySubmission,
  findSubmission,
  lockBook,
  readEntries,
  writeRecords,
} from './store.ts';
import { submitAtOnce } from './submit-at-once.ts';
import { frozenRecord, restoredChanges } from './versions.ts';
import { type Viewer, viewOfChanges } from './view.ts';

/**
 * The one road of every change: authorise → decide → changes → one transaction → apply → tell everyone.
 * Typing, pasting, importing, undoing, restoring and promoting all come through here.
 */
export interface SubmitRequest {
  /** The actor is presumed to be signed in with this session, which the transaction that acts sees to. */
  readonly session?: PresumedCaller['session'];
  readonly workspaceId: string;
  readonly bookId: string;
  readonly actor: Actor;
  readonly submission: Submission;
  /** Master data that the same transaction has just extended, before anyone else can see it. */
  readonly master?: BookState;
}

export interface Submitted {
  readonly book: BookRow;
  readonly entry: Entry;
  readonly notices: readonly Notice[];
  /** `false`: it was only a preview, it changed nothing, or it had been committed before. */
  readonly committed: boolean;
  /** `false`: the entry is a thought only, on top of the state at its position. */
  readonly isLogged: boolean;
  /** Of what was decided, or had been (SPR-T88). */
  readonly fingerprint: string;
  /** Nothing was done because it would have been something else than was shown (SPR-T85). */
  readonly isStale: boolean;
}

/** By an actor who is only presumed to have the right; `undefined` = nothing was done, find out who it is and submit. */
export async function submitPresumed(
  deps: Deps,
  request: SubmitRequest & Required<Pick<SubmitRequest, 'session'>>,
): Promise<Submitted | undefined> {
  const done = await submitAtOnce(deps, request, decideEntry);
  return done && announced(deps, done);
}

export async function submit(deps: Deps, request: SubmitRequest): Promise<Submitted> {
  const done = await submitAtOnce(deps, request, decideEntry);
  return done ? announced(deps, done) : submitLocked(deps, request);
}

/** The long way: what the decision stands on is read under the book's lock. */
export async function submitLocked(deps: Deps, request: SubmitRequest): Promise<Submitted> {
  const { workspaceId } = request;
  const submitted = await asMember(
    deps.pool,
    { ...request.actor, workspaceId },
    async (tx) => {
      const submitted = await submitIn(deps, tx, request);
      if (!submitted.committed && submitted.isLogged) await refuseOther(tx, request);
      return submitted;
    },
    { once: true },
  );
  return announced(deps, submitted);
}

function announced(deps: Deps, submitted: Submitted): Submitted {
  announce(deps, submitted);
  return submitted;
}

/** An id stands for one submission: by the same member, with the same reason and commands. */
async function refuseOther(tx: Tx, { workspaceId, bookId, actor, submission }: SubmitRequest): Promise<void> {
  const found = await findSubmission(tx, workspaceId, bookId, submission.id);
  const kept = found?.commands.map(({ type, position, ...rest }) =>
    type === 'undo' ? { type, position, ...rest } : { type, ...rest },
  );
  const sent: unknown = JSON.parse(JSON.stringify(submission.commands.map((one) => brief(one, undefined))));
  const isSame =
    found?.actor === actor.member &&
    found.reason === (submission.reason ?? null) &&
    isDeepStrictEqual(kept, sent);
  if (!isSame) throw refused('KEY_REUSED', undefined, 'id');
}

/** After its commit: this process's memory of the book goes on, and everyone is told. */
export function announce(deps: Deps, { book, entry, committed }: Submitted): void {
  if (!committed) return;
  const { workspaceId, bookId } = book;
  const isDue = deps.books.advance(workspaceId, bookId, entry);
  deps.live.announce({ workspaceId, bookId, position: entry.position });
  if (isDue) keepSnapshotSoon(deps, book);
}

/** The same inside a transaction that does more (a new plan, an import); the caller announces after its commit. */
export async function submitIn(deps: Deps, tx: Tx, request: SubmitRequest): Promise<Submitted> {
  const { workspaceId, bookId, submission } = request;
  // In one breath, and in this order: what is read here is as of the moment in which the book is locked.
  const [book, earlier, masterBook] = await Promise.all([
    lockBook(tx, workspaceId, bookId),
    findEntryBySubmission(tx, workspaceId, bookId, submission.id),
    bookId === workspaceId || request.master ? undefined : findBook(tx, workspaceId, workspaceId),
  ]);
  if (!book || book.removedAt) throw refused('NOT_FOUND', { kind: 'book', id: bookId });
  if (earlier) {
    const seen = await seenOfEarlier(deps, tx, book, earlier, request);
    const fingerprint = fingerprintOf(seen, []);
    return {
      book,
      entry: earlier,
      notices: [],
      committed: false,
      isLogged: true,
      fingerprint,
      isStale: false,
    };
  }

  const state = await deps.books.current(tx, book);
  const master =
    bookId === workspaceId ? state : (request.master ?? (await stateOf(deps, tx, workspaceId, masterBook)));
  const { submitted, kept } = await decideEntry({ deps, tx, request, book, state, master });
  if (!submitted.committed) return submitted;
  const { entry } = submitted;
  appendEntry(tx, { workspaceId, bookId, entry, commands: kept });
  writeRecords(tx, workspaceId, bookId, entry.position, entry.changes);
  if (book.kind === 'master') await followImports(tx, workspaceId, entry.changes);
  return submitted;
}

/** What a submission comes to in this state; `committed` = it is to be written. */
async function decideEntry(deciding: Deciding): Promise<DecidedEntry> {
  const { deps, request, book, state, master } = deciding;
  const { actor, submission } = request;
  const decided = await decideAll(deciding);
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
  const seen = seenBy(changes, state, { actor, master, today: todayOf(deps) });
  const fingerprint = fingerprintOf(seen, notices);
  const isStale = submission.expect !== undefined && submission.expect !== fingerprint;
  const submitted = { book, entry, notices, fingerprint };
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

async function seenOfEarlier(
  deps: Deps,
  tx: Tx,
  book: BookRow,
  { position, changes }: Entry,
  { actor, workspaceId }: SubmitRequest,
): Promise<readonly Change[]> {
  if (actor.scope.length === 0) return changes;
  const state = await stateAfter(deps, tx, book, position);
  const master = book.kind === 'master' ? state : await masterState(deps, tx, workspaceId);
  return viewOfChanges(changes, state, { actor, master, today: todayOf(deps) }).changes;
}

/**
 * Commands are kept for the question "what was asked?"; their bulk is in the changes already. `position`: what a restore
 * went back to, or how far into the what-if a promotion reached.
 */
function brief(command: Submission['commands'][number], position: number | undefined): unknown {
  if (position !== undefined) return { ...command, position };
  if (command.type === 'target.define') return { ...command, rows: command.rows.length };
  if (command.type !== 'target.enter' || command.entries.length <= 200) return command;
  return { ...command, entries: command.entries.slice(0, 200), entryCount: command.entries.length };
}

export interface DecidedEntry {
  readonly submitted: Submitted;
  /** The commands as the log keeps them. */
  readonly kept: readonly unknown[];
}

export interface Deciding {
  readonly deps: Deps;
  readonly tx: Tx;
  readonly request: SubmitRequest;
  readonly book: BookRow;
  readonly state: BookState;
  readonly master: BookState;
}

interface Decided {
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
  readonly undoes: number | null;
  /** The commands as the log keeps them. */
  readonly kept: readonly unknown[];
}

/** Commands of one submission see what the ones before them did; the book itself is not touched. */
async function decideAll(deciding: Deciding): Promise<Decided> {
  const { commands } = deciding.request.submission;
  const changes: Change[] = [];
  const notices: Notice[] = [];
  const kept: unknown[] = [];
  let undoes: number | null = null;
  let { state, master } = deciding;
  for (const [i, command] of commands.entries()) {
    const decided = await decideLasting({ ...deciding, state, master }, command).catch((error: unknown) => {
      throw commands.length > 1 && error instanceof Refused ? at(error, `commands[${i}]`) : error;
    });
    changes.push(...decided.changes);
    notices.push(...decided.notices);
    kept.push(brief(command, decided.position));
    if (command.type === 'undo') undoes = command.position;
    if (i === commands.length - 1) break;
    if (state === deciding.state) {
      state = forkState(state);
      if (deciding.book.kind === 'master') master = state;
    }
    applyChanges(state, decided.changes);
  }
  return { changes, notices, undoes, kept };
}

function at(error: Refused, prefix: string): Refused {
  return new Refused(
    ...error.problems.map((one) => ({ ...one, path: one.path ? `${prefix}.${one.path}` : prefix })),
  );
}

/** A decision after which nothing in any other book has lost its ground. */
async function decideLasting(
  deciding: Deciding,
  command: Submission['commands'][number],
): ReturnType<typeof decideOne> {
  const decided = await decideOne(deciding, command);
  const { deps, tx, book, master } = deciding;
  if (book.kind === 'master') {
    const refusal =
      command.type === 'undo'
        ? ({ code: 'UNDO_BLOCKED', path: 'position' } as const)
        : ({ code: 'IN_USE', path: 'id' } as const);
    const { workspaceId } = book;
    await keepGround({ deps, tx, workspaceId }, decided.changes, master, refusal);
    const told = await keepHistory({ deps, tx, workspaceId }, decided.changes, master, refusal.path);
    return { ...decided, notices: [...decided.notices, ...told] };
  }
  return decided;
}

async function decideOne(
  deciding: Deciding,
  command: Submission['commands'][number],
): Promise<{ changes: readonly Change[]; notices: readonly Notice[]; position?: number }> {
  const { request, book, state, master } = deciding;
  const { actor } = request;
  const today = todayOf(deciding.deps);
  const territory = territoryOf(actor.scope, master, today);
  const kind = book.kind === 'master' ? 'master' : 'plan';
  // Whoever owns a what-if may do in it what a director may do in the plan, as far as the scope reaches.
  const ownBranch = book.kind === 'branch' && book.createdBy === actor.member && may(actor, 'branch.create');
  const acting =
    ownBranch && command.type !== 'branch.promote' ? { ...actor, role: 'director' as const } : actor;
  const why = refusal(acting, command, { state, master, territory, kinds, book: kind, today });
  if (why === 'scope') throw refused('SCOPE');
  if (why) throw refused('ROLE', { ability: why, role: actor.role });
  switch (command.type) {
    case 'undo':
      return { changes: await undoChanges(deciding, acting, territory, command.position), notices: [] };
    case 'version.freeze':
      return { changes: [frozenRecord(command, book, state, master)], notices: [] };
    case 'version.restore': {
      const { changes, position } = await restoredChanges(deciding.tx, book, state, command.version);
      const covered = coveredBy(deciding, territory, changes);
      const broken = brokenBy(contextOf(deciding, territory), changes);
      if (broken.length > 0)
        throw new Refused(...broken.slice(0, 20).map((one) => ({ ...one, path: 'version' })));
      return { changes: covered, notices: [], position };
    }
    case 'branch.promote': {
      const { changes, position } = await promotedChanges(deciding.deps, deciding.tx, {
        live: book,
        state,
        branch: command.branch,
        // What the plan shows instead is told only to who may know it.
        knows: (change, at) => territory.size === 0 || coversChanges(actor, [change], viewOf(at, territory)),
      });
      const lawful = decidePromotion(contextOf(deciding, territory), coveredBy(deciding, territory, changes));
      if (!lawful.ok) throw new Refused(...lawful.problems);
      return { changes: lawful.value, notices: [], position };
    }
    default: {
      refuseForeignAuthor(command, actor);
      const past = await pastStates(deciding, command);
      const searchSteps = searchStepsOf(request.submission.commands.length);
      const context = { ...contextOf(deciding, territory), past, searchSteps };
      const result = decide(context, command as Command);
      if (!result.ok) throw new Refused(...result.problems);
      return result.value;
    }
  }
}

/** The book as it was after the entries that a command names: read before anything is decided. */
async function pastStates(
  { deps, tx, book }: Deciding,
  command: Submission['commands'][number],
): Promise<(position: number) => BookState | undefined> {
  const states = new Map<number, BookState>();
  for (const position of pastsOf([command])) {
    if (position <= book.position) states.set(position, await stateAfter(deps, tx, book, position));
  }
  return (position) => states.get(position);
}

/** What says who it is by: not for its writer to choose. */
const authored: Readonly<Record<string, string>> = { comment: 'author', override: 'author' };

function refuseForeignAuthor(command: Submission['commands'][number], actor: Actor): void {
  const field = command.type === 'record.add' ? authored[command.kind] : undefined;
  if (command.type !== 'record.add' || field === undefined) return;
  const author = command.fields[field];
  if (author !== undefined && author !== actor.member) throw refused('INVALID', undefined, `fields.${field}`);
}

/** Who works in a part of the organisation brings nothing about outside it, by no command. */
function coveredBy(
  { request, state }: Deciding,
  territory: Territory,
  changes: readonly Change[],
): readonly Change[] {
  if (territory.size === 0) return changes;
  const after = forkState(state);
  applyChanges(after, changes);
  if (!coversChanges(request.actor, changes, viewOf(after, territory))) throw refused('SCOPE');
  return changes;
}

const viewOf = (state: BookState, territory: Territory): View => ({
  state,
  territory,
  kinds,
  rowOf: rowsOf(state),
});

/** What the law looks at, for this asker: the scope says what may be written, the day which holds have expired. */
const contextOf = ({ deps, request, book, state, master }: Deciding, territory: Territory): EnterContext => ({
  book: book.kind === 'master' ? 'master' : 'plan',
  state,
  master,
  kinds,
  writable: (target, row) => rowInside(territory, state.cubes.get(target)?.shape?.dimensions ?? [], row),
  actor: request.actor.member,
  today: todayOf(deps),
});

async function undoChanges(
  deciding: Deciding,
  acting: Actor,
  territory: Territory,
  position: number,
): Promise<readonly Change[]> {
  const { tx, book, state } = deciding;
  const [entry] = await readEntries(tx, book.workspaceId, book.bookId, position - 1, position);
  if (!entry) throw refused('NOT_FOUND', { kind: 'entry', id: String(position) });
  // Rows of actuals stand in no change: only who imported them knows that they are of the own part.
  const foreignMaster = book.kind === 'master' && territory.size > 0 && entry.actor !== acting.member;
  if (foreignMaster && may(acting, 'undo.any')) throw refused('SCOPE');
  const why = undoRefusal(acting, entry, viewOf(state, territory));
  if (why === 'scope') throw refused('SCOPE');
  if (why) throw refused('ROLE', { ability: why, role: acting.role });
  const result = decideTakeBack(contextOf(deciding, territory), entry.changes);
  if (!result.ok) throw new Refused(...result.problems);
  return result.value;
}

export async function masterState(deps: Deps, tx: Tx, workspaceId: string): Promise<BookState> {
  return stateOf(deps, tx, workspaceId, await findBook(tx, workspaceId, workspaceId));
}

async function stateOf(
  deps: Deps,
  tx: Tx,
  workspaceId: string,
  master: BookRow | undefined,
): Promise<BookState> {
  if (!master) throw refused('NOT_FOUND', { kind: 'workspace', id: workspaceId });
  return deps.books.current(tx, master);
}

/** A book that is there and not in the trash. */
export async function openBook(tx: Tx, workspaceId: string, bookId: string): Promise<BookRow> {
  const book = await findBook(tx, workspaceId, bookId);
  if (!book || book.removedAt) throw refused('NOT_FOUND', { kind: 'book', id: bookId });
  return book;
}
