import {
  type BookStateView,
  type CellEvent,
  type CellShare,
  type EntryView,
  type HistoryEntry,
  type LookBack,
  may,
  type NewPlan,
  type OwnEntry,
  type PlanSummary,
  type Seen,
  type Submission,
  type SubmissionAnswer,
} from '@shapan/contract';
import {
  applyChanges,
  type CellPlace,
  type Change,
  demoPeriod,
  entryEffects,
  forkState,
} from '@shapan/engine';
import { formatMonthRange } from '@shapan/i18n';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import type { Caller, Presumption } from '../../http/caller.ts';
import { refused, StalePreview } from '../../http/refused.ts';
import { todayOf } from '../../today.ts';
import { asMember } from '../people/as-member.ts';
import { followLedger } from '../tracking/follow-ledger.ts';
import { askedHistory } from './cell-asked.ts';
import { shareAt } from './cell-share.ts';
import { refuseClaimedEvidence } from './claimed-evidence.ts';
import { createPlan } from './create-plan.ts';
import { type HistoryPage, historyOf } from './history-asked.ts';
import { alsoHiding, masterState, openBook } from './open-book.ts';
import { entryViewOf, readerOf, seenEntries, stateAfter } from './seen-entries.ts';
import {
  type BookRow,
  findBook,
  insertBook,
  listBooks,
  listOwnEntries,
  readEntries,
  setBookRemoved,
} from './store.ts';
import { submit } from './submit.ts';
import type { Submitted } from './submitted.ts';
import { summariesOf } from './summary.ts';
import { netBetween } from './versions.ts';
import { packedViewOf, recordsSeen, viewOfBook, viewOfChanges } from './view.ts';

/** What can be done with books, for whoever asks: routes, the shell, an import. */
export type PlanService = ReturnType<typeof createPlanService>;

const CATCH_UP_LIMIT = 1_000;

/** What may be left out of a page that is asked for. */
type Asked<Page extends { readonly limit: number }> = Pick<Page, 'limit'> & {
  readonly [Part in keyof Page]?: Page[Part] | undefined;
};

export function createPlanService(deps: Deps) {
  const within = <T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> =>
    asMember(deps.pool, caller, work);
  const acting = <T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> =>
    asMember(deps.pool, caller, work, { once: true });

  /** The plan an id stands for, its state and who looks at it, as of one moment. */
  async function open(tx: Tx, caller: Caller, bookId: string) {
    const book = await openBook(tx, caller.workspaceId, bookId);
    const state = await deps.books.current(tx, book);
    const master = book.kind === 'master' ? state : await masterState(deps, tx, caller.workspaceId);
    const also = caller.scope.length === 0 ? [] : [state, ...(await alsoHiding(deps, tx, book, caller))];
    return { book, state, viewer: { master, actor: caller, today: todayOf(deps), also } };
  }

  /** The same as it was at a position; without one, as it is. */
  async function openAt(tx: Tx, caller: Caller, bookId: string, position: number | undefined) {
    const { book, state, viewer } = await open(tx, caller, bookId);
    if (position === undefined || position === book.position) return { state, viewer };
    if (position > book.position) throw refused('NOT_FOUND', { kind: 'position', id: String(position) });
    return { state: await deps.books.at(tx, book, position), viewer };
  }

  /** A whole book as bytes that need not be made; nothing where it is in memory or was never kept. */
  const packedAsKept = (caller: Caller, bookId: string): Promise<Uint8Array | undefined> => {
    const { workspaceId } = caller;
    if (deps.books.isOpen(workspaceId, bookId)) return Promise.resolve(undefined);
    const read = (tx: Tx) =>
      deps.books.packed(tx, { workspaceId, bookId, row: openBook(tx, workspaceId, bookId) });
    return asMember(deps.pool, caller, read, { inOneBreath: true });
  };

  /** The book right after an entry, or as it would be after one that is only a thought. */
  async function openAfter(tx: Tx, caller: Caller, { book, entry, isLogged }: Submitted) {
    const opened = await open(tx, caller, book.bookId);
    const state = forkState(await stateAfter(deps, tx, book, entry.position));
    if (!isLogged) applyChanges(state, entry.changes);
    return { ...opened, state, current: opened.state };
  }

  /** What the submitter may know of what it did, or would do. */
  async function seenOf(tx: Tx, caller: Caller, submitted: Submitted): Promise<Seen> {
    const { entry, isLogged } = submitted;
    const { state, current, viewer } = await openAfter(tx, caller, submitted);
    if (isLogged) return viewOfChanges(entry.changes, state, viewer);
    const also = viewer.also.filter((one) => one !== current);
    return viewOfChanges(entry.changes, state, { ...viewer, also });
  }

  /** Who sees everything need not be asked for what of it. */
  async function told(caller: Caller, submitted: Submitted): Promise<SubmissionAnswer['changes']> {
    const { changes } =
      caller.scope.length === 0
        ? submitted.entry
        : await within(caller, (tx) => seenOf(tx, caller, submitted));
    return changes as SubmissionAnswer['changes'];
  }

  /** Whose numbers would move, and who is to agree (SPR-T87); of what the submitter may know. */
  async function effectsOf(caller: Caller, submitted: Submitted, changes: readonly Change[]) {
    const { state, viewer } = await within(caller, (tx) => openAfter(tx, caller, submitted));
    return entryEffects({ state, master: viewer.master }, changes).map((one) => ({
      ...one,
      owners: [...one.owners],
    }));
  }

  async function answerOf(
    caller: Caller,
    submission: Submission,
    submitted: Submitted,
  ): Promise<SubmissionAnswer> {
    const { entry, notices, committed, fingerprint } = submitted;
    const changes =
      !submission.brief || submitted.isStale || submission.preview
        ? await told(caller, submitted)
        : undefined;
    const answer: SubmissionAnswer = {
      position: entry.position,
      committed,
      // Stale, it is not what was foreseen.
      ...((!submission.brief || submitted.isStale) && { changes }),
      notices: notices.map(({ code, params }) => ({ code, ...(params && { params }) })),
      fingerprint,
      ...(submission.preview && { effects: await effectsOf(caller, submitted, changes as Change[]) }),
    };
    if (submitted.isStale) throw new StalePreview(answer);
    return answer;
  }

  return {
    list: (caller: Caller): Promise<PlanSummary[]> =>
      within(caller, async (tx) => {
        const all = await summariesOf(tx, caller.workspaceId, await listBooks(tx, caller.workspaceId));
        if (caller.scope.length === 0) return all;
        // The log tells who works in a part of the plan that something was done outside it, and when; not by whom.
        return all.map(({ adopted, ...one }) => ({
          ...one,
          adopted: adopted && { at: adopted.at, by: null },
        }));
      }),

    async create(caller: Caller, request: NewPlan): Promise<PlanSummary> {
      if (!may(caller, 'plan.create')) throw refused('ROLE', { ability: 'plan.create', role: caller.role });
      if (request.period.from > request.period.to) throw refused('OUT_OF_RANGE', undefined, 'period.to');
      await createPlan(deps, caller, request);
      return within(caller, async (tx) =>
        planSummaryOf(tx, await openBook(tx, caller.workspaceId, request.id)),
      );
    },

    /** The plan of the demo company: the three months around a day – today, where none is named –, told as it is today. */
    async createDemo(caller: Caller, on?: string): Promise<string> {
      const told = todayOf(deps);
      const period = demoPeriod(on ?? told);
      const id = deps.newId();
      const months = formatMonthRange(period.from, period.to, caller.locale);
      const name = caller.locale === 'en' ? `Regional sprint, ${months}` : `${months}区域冲刺`;
      await createPlan(deps, caller, { from: 'demo', id, name, period, told });
      return id;
    },

    async remove(caller: Caller, bookId: string): Promise<void> {
      await acting(caller, async (tx) => {
        const book = await openBook(tx, caller.workspaceId, bookId);
        mayRemove(caller, book);
        await setBookRemoved(tx, caller.workspaceId, bookId, deps.clock().toISOString());
      });
      deps.books.drop(caller.workspaceId, bookId);
    },

    recover: (caller: Caller, bookId: string): Promise<void> =>
      acting(caller, async (tx) => {
        const book = await findBook(tx, caller.workspaceId, bookId);
        if (!book?.removedAt) throw refused('NOT_FOUND', { kind: 'book', id: bookId });
        mayRemove(caller, book);
        await setBookRemoved(tx, caller.workspaceId, bookId, null);
      }),

    read: (caller: Caller, bookId: string, position?: number): Promise<BookStateView> =>
      within(caller, async (tx) => {
        const { state, viewer } = await openAt(tx, caller, bookId, position);
        return viewOfBook(bookId, state, viewer);
      }),

    /** The same as `packBook` lays it out; to who sees all of it, as it is kept. */
    async readPacked(caller: Caller, bookId: string, position?: number): Promise<Uint8Array> {
      const kept =
        position === undefined && caller.scope.length === 0 && (await packedAsKept(caller, bookId));
      if (kept) return kept;
      return within(caller, async (tx) => {
        const { state, viewer } = await openAt(tx, caller, bookId, position);
        return packedViewOf(state, viewer);
      });
    },

    /** `presumed`: the caller is only who asked with the same cookie a moment ago. */
    async submit(
      caller: Caller,
      bookId: string,
      submission: Submission,
      presumed?: Presumption,
    ): Promise<SubmissionAnswer> {
      const { workspaceId } = caller;
      refuseClaimedEvidence(submission, caller);
      const request = { workspaceId, bookId, actor: caller, submission };
      const submitted = await submit(deps, request, presumed);
      // Who was presumed to be somebody may by now have other rights, and sees what follows from those.
      const known = { ...caller, ...submitted.actor };
      await followLedger(deps, known, [submitted]);
      return answerOf(known, submission, submitted);
    },

    history: (
      caller: Caller,
      bookId: string,
      { before = Number.MAX_SAFE_INTEGER, limit, asked = true }: Asked<HistoryPage>,
    ): Promise<HistoryEntry[]> =>
      within(caller, async (tx) => {
        const { book, viewer } = await open(tx, caller, bookId);
        return historyOf(deps, tx, readerOf(viewer, book), { before, limit, asked });
      }),

    /** Of the newest entries the caller's own: what undo needs, without reading what they changed. */
    ownEntries: (caller: Caller, bookId: string, asked: LookBack): Promise<OwnEntry[]> =>
      within(caller, async (tx) => {
        const book = await openBook(tx, caller.workspaceId, bookId);
        return [...(await listOwnEntries(tx, book, { actor: caller.member, ...asked }))];
      }),

    changes: (caller: Caller, bookId: string, after: number, until?: number) =>
      within(caller, async (tx): Promise<{ position: number; reload: boolean; entries: EntryView[] }> => {
        const { book, viewer } = await open(tx, caller, bookId);
        const end = Math.min(until ?? book.position, book.position);
        const reload = { position: book.position, reload: true, entries: [] };
        if (end - after > CATCH_UP_LIMIT) return reload;
        const log = await readEntries(tx, caller.workspaceId, bookId, after, end);
        const entries: EntryView[] = [];
        const reader = readerOf(viewer, book);
        for (const { entry, seen } of await seenEntries(deps, tx, reader, log)) {
          if (seen.reload) return reload;
          entries.push(entryViewOf(entry, seen));
        }
        return { position: end, reload: false, entries };
      }),

    compare: (caller: Caller, bookId: string, from: number, to: number) =>
      within(caller, async (tx) => {
        const { book, viewer } = await open(tx, caller, bookId);
        const [low, high] = [Math.min(from, to), Math.min(Math.max(from, to), book.position)];
        const net = await netBetween(tx, book, low, high);
        const state = await stateAfter(deps, tx, book, high);
        const { changes } = viewOfChanges(net, state, viewer);
        return { from: low, to: high, changes: changes as EntryView['changes'] };
      }),

    /** Ids of the holds that a what-if began with, made in its plan (SPR-T53); of any other book none. */
    inheritedHolds: (caller: Caller, bookId: string): Promise<string[]> =>
      within(caller, async (tx) => {
        const { book, viewer } = await open(tx, caller, bookId);
        if (!book.base) return [];
        return recordsSeen(await stateAfter(deps, tx, book, 0), viewer, 'hold').map(({ id }) => id);
      }),

    cellHistory: (
      caller: Caller,
      bookId: string,
      place: CellPlace & { target: string },
      page: { before?: number | undefined; limit: number },
    ): Promise<CellEvent[]> =>
      within(caller, async (tx) => {
        const { book, state, viewer } = await open(tx, caller, bookId);
        const before = page.before ?? Number.MAX_SAFE_INTEGER;
        const { limit } = page;
        const reader = readerOf(viewer, book);
        return askedHistory(deps, tx, { ...reader, state, place, before, limit });
      }),

    cellShare: (
      caller: Caller,
      bookId: string,
      place: CellPlace & { target: string },
      position: number,
    ): Promise<CellShare | null> =>
      within(caller, async (tx) => {
        const { book, state, viewer } = await open(tx, caller, bookId);
        const reader = readerOf(viewer, book);
        return shareAt(deps, tx, { ...reader, state, place }, position);
      }),

    async branch(
      caller: Caller,
      bookId: string,
      request: { id: string; name: string },
    ): Promise<PlanSummary> {
      if (!may(caller, 'branch.create'))
        throw refused('ROLE', { ability: 'branch.create', role: caller.role });
      return acting(caller, async (tx) => {
        const base = await openBook(tx, caller.workspaceId, bookId);
        if (base.kind !== 'plan') throw refused('INVALID', { kind: base.kind }, 'book');
        if (await findBook(tx, caller.workspaceId, request.id))
          throw refused('ALREADY_EXISTS', { id: request.id }, 'id');
        const now = deps.clock().toISOString();
        await insertBook(tx, {
          workspaceId: caller.workspaceId,
          bookId: request.id,
          kind: 'branch',
          name: request.name,
          position: 0,
          base: { bookId, position: base.position },
          createdBy: caller.member,
          createdAt: now,
          updatedAt: now,
          removedAt: null,
        });
        return planSummaryOf(tx, await openBook(tx, caller.workspaceId, request.id));
      });
    },
  };
}

async function planSummaryOf(tx: Tx, book: BookRow): Promise<PlanSummary> {
  const [summary] = await summariesOf(tx, book.workspaceId, [book]);
  if (!summary) throw refused('NOT_FOUND', { kind: 'book', id: book.bookId });
  return summary;
}

/** A plan by whoever may remove plans; a what-if also by whoever made it. The master data is never removed. */
function mayRemove(caller: Caller, book: BookRow): void {
  const own = book.kind === 'branch' && book.createdBy === caller.member;
  if (book.kind === 'master' || !(own || may(caller, 'plan.remove'))) {
    throw refused('ROLE', { ability: 'plan.remove', role: caller.role });
  }
}
