import type { CommandRequest, EntryView } from '@shapan/contract';
import {
  applyChanges,
  type BookState,
  type Change,
  type Command,
  createState,
  type decide,
  fingerprintOf,
  invert,
} from '@shapan/engine';
import { v7 as uuidv7 } from 'uuid';
import { createForesight, type Foreseen, type ForesightOptions } from './foresight.ts';
import { sameChanges } from './same-changes.ts';
import { createTables, type Tables } from './tables.ts';

/** What is in a book; a new object whenever a record or a number is another, and the same one while it is only saved. */
export interface BookContent {
  readonly state: BookState;
  readonly version: number;
}

/** A submission that the server has not confirmed yet, with what it did to our state. */
export interface Pending {
  readonly id: string;
  readonly commands: readonly CommandRequest[];
  foreseen: Foreseen;
}

/** An entry of the log, as far as a copy needs it. */
type LogEntry = Pick<EntryView, 'position' | 'submission' | 'changes'>;

/**
 * The book as it is here: what the server has, and on top of that what is still on its way to it, in order. Whatever
 * the server says goes beneath.
 */
export interface BookCopy {
  readonly tables: Tables;
  content(): BookContent;
  preview(commands: readonly Command[]): ReturnType<typeof decide>;
  isWaiting(): boolean;
  isPending(own: Pending): boolean;
  /** Lay commands on top. */
  lay(commands: readonly CommandRequest[]): Pending;
  /** Take an own submission off again, if it still lies there. */
  withdraw(own: Pending): void;
  /** The server did it, as the entry at this position: `false` when it did not do exactly what was foreseen. */
  confirm(own: Pending, position: number, fingerprint: string): boolean;
  /** Entries of the log go beneath what is still on its way: take ours off, lay theirs down, put ours back. */
  settle(entries: readonly LogEntry[]): void;
  /** Another state from the server, with ours on top. */
  replace(state: BookState): void;
}

export function createBookCopy(options: ForesightOptions): BookCopy {
  const foresight = createForesight(options);
  let state = createState();
  let content: BookContent = { state, version: 0 };
  let pending: readonly Pending[] = [];
  const tables = createTables(
    () => state,
    () => options.master() ?? state,
  );

  /** From now on everything that was derived from the state is out of date. */
  function moved(): void {
    content = { state, version: content.version + 1 };
    foresight.forget();
  }

  function apply(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    applyChanges(state, changes);
    tables.follow(changes);
    moved();
  }

  const takeOff = (some: readonly Pending[]): void => {
    for (const own of some.toReversed()) apply(invert(own.foreseen.changes));
  };

  /** What lies beneath may be another one: what it does is foreseen anew. */
  function putBack(some: readonly Pending[]): void {
    for (const own of some) {
      own.foreseen = foresight.foresee(state, own.commands);
      apply(own.foreseen.changes);
    }
  }

  /** The usual case: the server did exactly what we foresaw of the first submission that was on its way. */
  function confirmFirst(position: number): void {
    state.position = position;
    pending = pending.slice(1);
  }

  return {
    tables,
    content: () => content,
    preview: (commands) => foresight.decide(state, commands),
    isWaiting: () => pending.length > 0,
    isPending: (own) => pending.includes(own),
    lay(commands) {
      const own = { id: uuidv7(), commands, foreseen: foresight.foresee(state, commands) };
      pending = [...pending, own];
      apply(own.foreseen.changes);
      return own;
    },
    withdraw(own) {
      const index = pending.indexOf(own);
      if (index < 0) return;
      const above = pending.slice(index + 1);
      takeOff([own, ...above]);
      pending = pending.filter((one) => one !== own);
      putBack(above);
    },
    confirm(own, position, fingerprint) {
      const { changes, notices } = own.foreseen;
      if (own !== pending[0] || fingerprintOf(changes, notices) !== fingerprint) return false;
      confirmFirst(position);
      return true;
    },
    settle(entries) {
      const fresh = entries.filter(({ position }) => position > state.position);
      const [first] = pending;
      const [entry] = fresh;
      if (!entry) return;
      const isOurs = fresh.length === 1 && first?.id === entry.submission;
      if (isOurs && sameChanges(first.foreseen.changes, entry.changes as readonly Change[])) {
        confirmFirst(entry.position);
        return;
      }
      takeOff(pending);
      for (const one of fresh) {
        apply(one.changes as readonly Change[]);
        state.position = one.position;
        pending = pending.filter(({ id }) => id !== one.submission);
      }
      putBack(pending);
    },
    replace(book) {
      state = book;
      tables.reset();
      moved();
      putBack(pending);
    },
  };
}
