import {
  type CommandRequest,
  type EntryView,
  mostLookedAt,
  type OwnEntry,
  type SubmissionAnswer,
} from '@shapan/contract';
import type { BookState, Command, decide, Notice } from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { ApiError, ask, submitTo } from './api.ts';
import { type BookContent, createBookCopy, type Pending } from './book-copy.ts';
import { readBook } from './book-state.ts';
import type { ForesightOptions } from './foresight.ts';
import type { Tables } from './tables.ts';
import { createUndoStack, firstLookBack, type Undoable } from './undo-stack.ts';

export type SaveState = 'saved' | 'saving' | 'offline' | 'loading' | 'failed';

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

export interface BookStoreOptions extends ForesightOptions {
  readonly workspaceId: string;
  readonly bookId: string;
}

const RETRY_MS = 3_000;

/** So many steps of undo are known, or the log is known to its beginning. */
const stepsKnown = 20;

export function createBookStore(options: BookStoreOptions): BookStore {
  const { workspaceId, bookId, me } = options;
  const path = `/workspaces/${workspaceId}/books/${bookId}`;
  const listeners = new Set<() => void>();
  const undoStack = createUndoStack(me);
  const copy = createBookCopy(options);
  let save: SaveState = 'loading';
  let error: ApiError | null = null;
  let loaded = false;
  let snapshot: BookSnapshot = makeSnapshot();
  let catchingUp: Promise<void> | null = null;
  let loading: Promise<void> = Promise.resolve();
  let queue: Promise<unknown> = Promise.resolve();
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** How many of the newest entries the steps of undo were read from. */
  /** Entries up to here have not been looked at for one's own. */
  let lookedTo = 0;
  let window = firstLookBack;
  let lookingBack = false;

  function makeSnapshot(): BookSnapshot {
    const content = copy.content();
    const undo = { canUndo: undoStack.canUndo(), canRedo: undoStack.canRedo() };
    return { state: content.state, content, save, error, ...undo };
  }

  function changed(): void {
    snapshot = makeSnapshot();
    for (const listener of listeners) listener();
  }

  const position = (): number => copy.content().state.position;
  const sendingOrSaved = (): SaveState => (copy.isWaiting() ? 'saving' : 'saved');

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
      await take(own, answer);
      // Sent twice by whatever lies between, the second answer says that it is in the log already.
      const isEntry = answer.committed || !copy.isPending(own);
      copy.withdraw(own);
      const undoes = undoneBy(own.commands);
      if (answer.committed) undoStack.note({ position: answer.position, undoes, actor: me });
      save = sendingOrSaved();
      changed();
      const notices = answer.notices as readonly Notice[];
      return { ok: true, notices, ...(isEntry && { entry: answer.position }) };
    } catch (failure) {
      const refusal = failure instanceof ApiError ? failure : new ApiError('INTERNAL', 0);
      copy.withdraw(own);
      // What was refused as out of date is shown beside what is there now.
      if (refusal.code === 'STALE') await catchUp().catch(loseConnection);
      if (refusal.code === 'OFFLINE') loseConnection();
      else save = sendingOrSaved();
      changed();
      return { ok: false, notices: [], error: refusal };
    }
  }

  /** What the server did with a submission, if it is the next thing that happened to the book; else all that did. */
  async function take(own: Pending, answer: SubmissionAnswer): Promise<void> {
    const { changes = [], fingerprint } = answer;
    const isNext = answer.committed && answer.position === position() + 1;
    if (isNext && copy.confirm(own, answer.position, fingerprint)) return;
    if (isNext && changes.length > 0)
      copy.settle([{ position: answer.position, submission: own.id, changes }]);
    else if (answer.position > position()) await catchUp();
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
      `${path}/changes?after=${position()}`,
    );
    if (answer.reload) return load();
    if (save === 'offline') save = sendingOrSaved();
    copy.settle(answer.entries);
    for (const entry of answer.entries) undoStack.note(entry);
    changed();
  }

  const ownAmong = async (among: number, upTo?: number): Promise<readonly Undoable[]> => {
    const before = upTo === undefined ? '' : `&before=${upTo + 1}`;
    const newestFirst = await ask<OwnEntry[]>('GET', `${path}/own-entries?among=${among}${before}`);
    return newestFirst.toReversed().map((entry) => ({ ...entry, actor: me }));
  };

  /** What others did since must not end one's own undo: where few of the newest entries are one's own, look further. */
  async function lookBack(): Promise<void> {
    if (lookingBack) return;
    lookingBack = true;
    try {
      while (undoStack.depth() < stepsKnown && lookedTo > 0) {
        window = Math.min(window * 10, mostLookedAt);
        undoStack.lookBack(await ownAmong(window, lookedTo));
        lookedTo -= window;
        changed();
      }
    } catch {
      // Out of reach: it is tried again with the next undo.
    } finally {
      lookingBack = false;
    }
  }

  function load(): Promise<void> {
    loading = readWhole();
    return loading;
  }

  async function readWhole(): Promise<void> {
    try {
      const [book, mine] = await Promise.all([readBook(path), ownAmong(firstLookBack)]);
      copy.replace(book);
      undoStack.reset(mine);
      window = firstLookBack;
      // The two answers are not of one moment: where the log is longer, its newest entries are looked at once more.
      lookedTo = position() > firstLookBack ? position() : 0;
      loaded = true;
      save = 'saved';
      error = null;
      void lookBack();
    } catch (failure) {
      const refusal = failure instanceof ApiError ? failure : new ApiError('INTERNAL', 0);
      // What is here already stays readable while the server is out of reach.
      const kept = loaded && refusal.code === 'OFFLINE';
      error = kept ? null : refusal;
      save = kept ? 'offline' : 'failed';
    }
    changed();
  }

  const isNews = (heard: number | null): boolean => heard === null || heard > position();

  const store: BookStore = {
    bookId,
    tables: copy.tables,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => snapshot,
    submit(commands, reason, expect) {
      const own = copy.lay(commands);
      save = 'saving';
      changed();
      // In order: a later submission may stand on an earlier one.
      const sent = queue.then(() => send(own, reason, expect));
      queue = sent.catch(() => undefined);
      return sent;
    },
    rehearse: (commands, signal) =>
      submitTo(path, { id: uuidv7(), commands: [...commands], preview: true }, signal),
    preview: copy.preview,
    async undo() {
      const last = undoStack.takeUndo();
      if (last === undefined) return { ok: false, notices: [] };
      const undone = await store.submit([{ type: 'undo', position: last }]);
      void lookBack();
      return undone;
    },
    async redo() {
      const last = undoStack.takeRedo();
      return last === undefined
        ? { ok: false, notices: [] }
        : store.submit([{ type: 'undo', position: last }]);
    },
    hear(heard) {
      if (!isNews(heard)) return;
      // Our own news may arrive before the answer to our own request, and any before the book itself: let that settle
      // first. Whoever has no book yet needs it, not its log.
      queue = queue
        .then(() => loading)
        .then(() => {
          if (!loaded) return load();
          return isNews(heard) ? catchUp() : undefined;
        })
        .catch((failure: unknown) => {
          loseConnection(failure);
          changed();
        });
    },
    reload: load,
  };
  return store;
}

function undoneBy(commands: readonly CommandRequest[]): number | null {
  // As the server has it: of several that go together the one that was asked for comes last.
  const undo = commands.findLast((command) => command.type === 'undo');
  return undo?.position ?? null;
}
