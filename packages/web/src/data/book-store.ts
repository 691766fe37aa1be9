import type { CommandRequest, EntryView, OwnEntry, Scope, SubmissionAnswer } from '@shapan/contract';
import {
  applyChanges,
  type BookState,
  type Change,
  type Command,
  createState,
  decide,
  fingerprintOf,
  forkState,
  invert,
  kinds,
  type Notice,
  ok,
  searchStepsOf,
  squash,
} from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { ApiError, ask, submitTo } from './api.ts';
import { readBook } from './book-state.ts';
import { sameChanges } from './same-changes.ts';
import { serverDay } from './server-day.ts';
import { createTables, type Tables } from './tables.ts';
import { createUndoStack } from './undo-stack.ts';
import { writableBy } from './writable.ts';

export type SaveState = 'saved' | 'saving' | 'offline' | 'loading' | 'failed';

/** What is in a book; a new object whenever a record or a number is another, and the same one while it is only saved. */
export interface BookContent {
  readonly state: BookState;
  readonly version: number;
}

/** What a component sees; a new object whenever anything changed. */
export interface BookSnapshot {
  readonly state: BookState;
  readonly content: BookContent;
  readonly save: SaveState;
  /** Why the book could not be loaded. */
  readonly error: ApiError | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface SubmitResult {
  readonly ok: boolean;
  readonly notices: readonly Notice[];
  /** Position of the entry that it became; nothing when it changed nothing. */
  readonly entry?: number;
  readonly error?: ApiError;
}

/**
 * One book in the browser. What the user does is shown at once – decided and applied by the same engine as on the
 * server – and sent; when the server says no, it is taken back with the reason. What others do arrives as entries of
 * the log and is laid beneath whatever of ours is still on its way.
 */
export interface BookStore {
  readonly bookId: string;
  readonly tables: Tables;
  subscribe(listener: () => void): () => void;
  snapshot(): BookSnapshot;
  /** `expect`: fingerprint of what was shown; what would be something else by now is refused as `STALE` (SPR-T85). */
  submit(commands: readonly CommandRequest[], reason?: string, expect?: string): Promise<SubmitResult>;
  /** The server's word on what commands would do; nothing is done. @throws ApiError with its refusal */
  rehearse(commands: readonly CommandRequest[], signal?: AbortSignal): Promise<SubmissionAnswer>;
  /** Decide without doing: what would change, and what should be known before. */
  preview(commands: readonly Command[]): ReturnType<typeof decide>;
  undo(): Promise<SubmitResult>;
  redo(): Promise<SubmitResult>;
  /** The server says that the book has moved on. */
  hear(position: number | null): void;
  reload(): Promise<void>;
}

export interface BookStoreOptions {
  readonly workspaceId: string;
  readonly bookId: string;
  readonly book: 'plan' | 'master';
  /** Member id of the user. */
  readonly me: string;
  /** The part of the organisation in which the user works; without it all of it. */
  readonly scope?: () => Scope;
  /** The zone by which the server says which day it is. */
  readonly timeZone: string;
  /** Master data of the workspace; the store's own state when it is the master book. */
  readonly master: () => BookState | undefined;
}

interface Pending {
  readonly id: string;
  readonly commands: readonly CommandRequest[];
  /** What it did to our state; nothing for commands that only the server can decide. */
  foreseen: Foreseen;
}

interface Foreseen {
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
}

const NOTHING: Foreseen = { changes: [], notices: [] };

/** The last decision, good as long as nothing has moved. */
interface Decision {
  readonly commands: readonly Command[];
  /** Position of the master data. */
  readonly master: number | undefined;
  readonly decided: ReturnType<typeof decide>;
}

const RETRY_MS = 3_000;

export function createBookStore(options: BookStoreOptions): BookStore {
  const { workspaceId, bookId, me } = options;
  const path = `/workspaces/${workspaceId}/books/${bookId}`;
  const listeners = new Set<() => void>();
  const undoStack = createUndoStack(me);
  let state = createState();
  const tables = createTables(
    () => state,
    () => options.master() ?? state,
  );
  let pending: Pending[] = [];
  let save: SaveState = 'loading';
  let error: ApiError | null = null;
  let content: BookContent = { state, version: 0 };
  let decision: Decision | undefined;
  let loaded = false;
  let snapshot: BookSnapshot = makeSnapshot();
  let catchingUp: Promise<void> | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let retry: ReturnType<typeof setTimeout> | undefined;

  function makeSnapshot(): BookSnapshot {
    return { state, content, save, error, canUndo: undoStack.canUndo(), canRedo: undoStack.canRedo() };
  }

  function changed(): void {
    snapshot = makeSnapshot();
    for (const listener of listeners) listener();
  }

  /** From now on everything that was derived from the state is out of date. */
  function moved(): void {
    content = { state, version: content.version + 1 };
    decision = undefined;
  }

  function applyHere(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    applyChanges(state, changes);
    tables.follow(changes);
    moved();
  }

  /** Entries of the log go beneath what is still on its way: take ours off, lay theirs down, put ours back. */
  function settle(entries: readonly Pick<EntryView, 'position' | 'submission' | 'changes'>[]): void {
    const fresh = entries.filter(({ position }) => position > state.position);
    if (fresh.length === 0) return;
    const first = pending[0];
    const only = fresh.length === 1 ? fresh[0] : undefined;
    if (
      only &&
      first?.id === only.submission &&
      sameChanges(first.foreseen.changes, only.changes as readonly Change[])
    ) {
      confirm(only.position);
      return;
    }
    for (const own of pending.toReversed()) applyHere(invert(own.foreseen.changes));
    for (const entry of fresh) {
      applyHere(entry.changes as readonly Change[]);
      state.position = entry.position;
      pending = pending.filter(({ id }) => id !== entry.submission);
    }
    for (const own of pending) {
      own.foreseen = foresee(own.commands);
      applyHere(own.foreseen.changes);
    }
  }

  /** The usual case: the server did exactly what we foresaw of the first submission that was on its way. */
  function confirm(position: number): void {
    state.position = position;
    pending = pending.slice(1);
  }

  function context(at: BookState, commands: number) {
    const master = options.book === 'master' ? at : (options.master() ?? createState());
    const today = serverDay(options.timeZone);
    const writable = writableBy(options.scope?.() ?? [], { state: at, master, today });
    const person = { actor: me, writable, today };
    return { book: options.book, state: at, master, kinds, ...person, searchSteps: searchStepsOf(commands) };
  }

  /** What was just shown as a preview is what is then submitted, most often: it is decided once. */
  function decideOnce(commands: readonly Command[]): ReturnType<typeof decide> {
    const master = options.master()?.position;
    if (decision?.commands === commands && decision.master === master) return decision.decided;
    const decided = decideInTurn(commands);
    decision = { commands, master, decided };
    return decided;
  }

  /** Commands of one submission see what the ones before them did; the state itself is not touched. */
  function decideInTurn(commands: readonly Command[]): ReturnType<typeof decide> {
    const trial = commands.length > 1 ? forkState(state) : state;
    const changes: Change[] = [];
    const notices: Notice[] = [];
    for (const command of commands) {
      const decided = decide(context(trial, commands.length), command);
      if (!decided.ok) return decided;
      changes.push(...decided.value.changes);
      notices.push(...decided.value.notices);
      if (trial !== state) applyChanges(trial, decided.value.changes);
    }
    return ok({ changes, notices });
  }

  /** What the commands will do, as far as can be known here; nothing when only the server can tell. */
  function foresee(commands: readonly CommandRequest[]): Foreseen {
    if (!commands.every(isLocal)) return NOTHING;
    const decided = decideOnce(commands as readonly Command[]);
    return decided.ok ? { ...decided.value, changes: squash(decided.value.changes) } : NOTHING;
  }

  async function send(own: Pending, reason?: string, expect?: string): Promise<SubmitResult> {
    try {
      // What we foresaw need not come back: its fingerprint says whether it is what happened.
      const brief = own.foreseen.changes.length > 0;
      const answer = await submitTo(path, {
        id: own.id,
        commands: [...own.commands],
        ...(reason !== undefined && { reason }),
        ...(expect !== undefined && { expect }),
        ...(brief && { brief }),
      });
      const { position, changes = [] } = answer;
      const isNext = answer.committed && position === state.position + 1;
      if (isNext && isForeseen(own, answer.fingerprint)) confirm(position);
      else if (isNext && changes.length > 0) settle([{ position, submission: own.id, changes }]);
      else if (position > state.position) await catchUp();
      // Sent twice by whatever lies between, the second answer says that it is in the log already.
      const isEntry = answer.committed || !pending.includes(own);
      withdraw(own);
      if (answer.committed) undoStack.note({ position, undoes: undoneBy(own.commands), actor: me });
      save = pending.length > 0 ? 'saving' : 'saved';
      changed();
      const notices = answer.notices as readonly Notice[];
      return { ok: true, notices, ...(isEntry && { entry: position }) };
    } catch (failure) {
      const refusal = failure instanceof ApiError ? failure : new ApiError('INTERNAL', 0);
      withdraw(own);
      // What was refused as out of date is shown beside what is there now.
      if (refusal.code === 'STALE') await catchUp().catch(loseConnection);
      if (refusal.code === 'OFFLINE') loseConnection();
      else save = pending.length > 0 ? 'saving' : 'saved';
      changed();
      return { ok: false, notices: [], error: refusal };
    }
  }

  const isForeseen = (own: Pending, fingerprint: string): boolean =>
    own === pending[0] && fingerprintOf(own.foreseen.changes, own.foreseen.notices) === fingerprint;

  /** Take an own submission off again, if it still lies on top of the state. */
  function withdraw(own: Pending): void {
    const index = pending.indexOf(own);
    if (index < 0) return;
    const above = pending.slice(index);
    for (const one of above.toReversed()) applyHere(invert(one.foreseen.changes));
    pending = pending.filter((one) => one !== own);
    for (const one of above.slice(1)) {
      one.foreseen = foresee(one.commands);
      applyHere(one.foreseen.changes);
    }
  }

  /** Nobody tells us when the server is back: ask until it answers, unless it has answered that we may not. */
  function loseConnection(why?: unknown): void {
    save = 'offline';
    clearTimeout(retry);
    if (why instanceof ApiError && [401, 403, 404].includes(why.status)) return;
    retry = setTimeout(() => store.hear(null), RETRY_MS);
  }

  async function catchUp(): Promise<void> {
    catchingUp ??= fetchEntries().finally(() => {
      catchingUp = null;
    });
    await catchingUp;
  }

  async function fetchEntries(): Promise<void> {
    const answer = await ask<{ position: number; reload: boolean; entries: EntryView[] }>(
      'GET',
      `${path}/changes?after=${state.position}`,
    );
    if (answer.reload) return load();
    if (save === 'offline') save = pending.length > 0 ? 'saving' : 'saved';
    settle(answer.entries);
    for (const entry of answer.entries) undoStack.note(entry);
    changed();
  }

  async function load(): Promise<void> {
    try {
      const [book, mine] = await Promise.all([
        readBook(path),
        ask<OwnEntry[]>('GET', `${path}/own-entries?among=200`),
      ]);
      state = book;
      tables.reset();
      moved();
      for (const own of pending) {
        own.foreseen = foresee(own.commands);
        applyHere(own.foreseen.changes);
      }
      undoStack.reset(mine.toReversed().map((entry) => ({ ...entry, actor: me })));
      loaded = true;
      save = 'saved';
      error = null;
    } catch (failure) {
      const refusal = failure instanceof ApiError ? failure : new ApiError('INTERNAL', 0);
      // What is here already stays readable while the server is out of reach.
      const kept = loaded && refusal.code === 'OFFLINE';
      error = kept ? null : refusal;
      save = kept ? 'offline' : 'failed';
    }
    changed();
  }

  const store: BookStore = {
    bookId,
    tables,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => snapshot,
    submit(commands, reason, expect) {
      const own: Pending = { id: uuidv7(), commands, foreseen: foresee(commands) };
      pending.push(own);
      applyHere(own.foreseen.changes);
      save = 'saving';
      changed();
      // In order: a later submission may stand on an earlier one.
      const sent = queue.then(() => send(own, reason, expect));
      queue = sent.catch(() => undefined);
      return sent;
    },
    rehearse: (commands, signal) =>
      submitTo(path, { id: uuidv7(), commands: [...commands], preview: true }, signal),
    preview: decideOnce,
    async undo() {
      const position = undoStack.takeUndo();
      return position === undefined ? { ok: false, notices: [] } : store.submit([{ type: 'undo', position }]);
    },
    async redo() {
      const position = undoStack.takeRedo();
      return position === undefined ? { ok: false, notices: [] } : store.submit([{ type: 'undo', position }]);
    },
    hear(position) {
      if (position !== null && position <= state.position) return;
      // Our own news may arrive before the answer to our own request: let that settle first.
      queue = queue
        .then(() => (position !== null && position <= state.position ? undefined : catchUp()))
        .catch((failure: unknown) => {
          loseConnection(failure);
          changed();
        });
    },
    reload: load,
  };
  return store;
}

/** Undo, versions and what-ifs need the log, which only the server has. */
function isLocal(command: CommandRequest): boolean {
  return command.type.startsWith('record.') || command.type.startsWith('target.');
}

function undoneBy(commands: readonly CommandRequest[]): number | null {
  const undo = commands.find((command) => command.type === 'undo');
  return undo?.position ?? null;
}
