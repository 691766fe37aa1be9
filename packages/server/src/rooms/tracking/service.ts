import {
  type ActualRowView,
  type AttainmentView,
  type BaselineView,
  type PastActualsView,
  type RuleHistoryView,
  territoryOf,
} from '@shapan/contract';
import { addDays, cubeOf, layoutOf, recordsOf } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../../http/caller.ts';
import { todayOf } from '../../today.ts';
import { asMember } from '../people/as-member.ts';
import { alsoHiding, masterState, openBook } from '../plan/open-book.ts';
import { announce } from '../plan/submitted.ts';
import { type AttainmentQuery, attainment } from './attainment.ts';
import { type BaselineQuery, baseline } from './baseline.ts';
import { exampleActuals } from './example-actuals.ts';
import { followLedger } from './follow-ledger.ts';
import { type ActualsImport, importActualsIn, type Sorted } from './ledger.ts';
import { readLedger } from './ledger-store.ts';
import { type PastActualsQuery, pastActuals } from './past-actuals.ts';
import { historyOfRule, type RuleHistoryQuery } from './rule-history.ts';

export type TrackingService = ReturnType<typeof createTrackingService>;

/** Actuals in, attainment out. */
export function createTrackingService(deps: Deps) {
  const within = <T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> =>
    asMember(deps.pool, caller, work);

  return {
    async importActuals(caller: Caller, request: ActualsImport): Promise<Sorted> {
      const done = await within(caller, (tx) => importActualsIn(deps, tx, caller, request));
      if (done.submitted) {
        announce(deps, done.submitted);
        await followLedger(deps, caller, [done.submitted]);
      }
      return done.sorted;
    },

    /** Sales of the demo company, so that there is something to see. */
    async importExample(caller: Caller, planId: string): Promise<void> {
      const today = todayOf(deps);
      const done = await within(caller, async (tx) => {
        const state = await deps.books.current(tx, await openBook(tx, caller.workspaceId, planId));
        const master = await masterState(deps, tx, caller.workspaceId);
        const core = recordsOf(state, 'target').find(({ fields }) => fields['targetClass'] === 'core');
        const layout = core && layoutOf(state, master, core.id);
        const cube = core && cubeOf(state, core.id)?.cube;
        if (!layout || !cube) return null;
        const request: ActualsImport = {
          id: deps.newId(),
          fileName: caller.locale === 'en' ? 'example.csv' : '示例.csv',
          source: 'example',
          metric: layout.metric.id,
          contentHash: 'example',
          rows: exampleActuals(cube, layout, today),
          onConflict: 'report',
        };
        return (await importActualsIn(deps, tx, caller, request)).submitted;
      });
      if (done) announce(deps, done);
    },

    attainment: (
      caller: Caller,
      bookId: string,
      query: Omit<AttainmentQuery, 'asOf' | 'today'> & { readonly asOf?: string | undefined },
    ): Promise<AttainmentView> =>
      within(caller, async (tx) => {
        const book = await openBook(tx, caller.workspaceId, bookId);
        const state = await deps.books.current(tx, book);
        const also = await alsoHiding(deps, tx, book, caller);
        const master = await masterState(deps, tx, caller.workspaceId);
        const asOf = query.asOf ?? todayOf(deps);
        return attainment(tx, caller, { state, also, master }, { ...query, asOf, today: todayOf(deps) });
      }),

    /** What came in the same days of the year before. */
    baseline: (caller: Caller, bookId: string, query: Omit<BaselineQuery, 'today'>): Promise<BaselineView> =>
      within(caller, async (tx) => {
        const book = await openBook(tx, caller.workspaceId, bookId);
        const state = await deps.books.current(tx, book);
        const also = await alsoHiding(deps, tx, book, caller);
        const master = await masterState(deps, tx, caller.workspaceId);
        return baseline(tx, caller, { state, also, master }, { ...query, today: todayOf(deps) });
      }),

    /** Weights for a breakdown rule from what was reached in earlier years. */
    ruleHistory: (
      caller: Caller,
      bookId: string,
      query: Omit<RuleHistoryQuery, 'today'>,
    ): Promise<RuleHistoryView> =>
      within(caller, async (tx) => {
        const state = await deps.books.current(tx, await openBook(tx, caller.workspaceId, bookId));
        const master = await masterState(deps, tx, caller.workspaceId);
        return historyOfRule(tx, caller, { state, master }, { ...query, today: todayOf(deps) });
      }),

    /** Numbers of earlier years for an entry that shares out by them. */
    pastActuals: (
      caller: Caller,
      bookId: string,
      query: Omit<PastActualsQuery, 'today'>,
    ): Promise<PastActualsView> =>
      within(caller, async (tx) => {
        const state = await deps.books.current(tx, await openBook(tx, caller.workspaceId, bookId));
        const master = await masterState(deps, tx, caller.workspaceId);
        return pastActuals(tx, caller, { state, master }, { ...query, today: todayOf(deps) });
      }),

    /** The rows behind an actual, as far as the caller's part of the organisation reaches. */
    rows: (
      caller: Caller,
      query: {
        metric: string;
        from: string;
        to: string;
        members: Readonly<Record<string, string>>;
        limit: number;
        offset: number;
      },
    ): Promise<ActualRowView[]> =>
      within(caller, async (tx) => {
        const master = await masterState(deps, tx, caller.workspaceId);
        const asked = Object.entries(query.members).map(([dimension, member]) => ({ dimension, member }));
        // A place asked for and the caller's own territory narrow each other: a row must lie in both.
        const today = todayOf(deps);
        const sets = [caller.scope, ...asked.map((one) => [one])].map((scope) =>
          territoryOf(scope, master, today),
        );
        const members = sets.flatMap((set) =>
          [...set].map(([dimension, ids]) => ({ dimension, ids: [...ids] })),
        );
        const rows = await readLedger(tx, caller.workspaceId, { ...query, members });
        return rows.map(({ importId, row, source, sourceKey, date, days, coordinate, amount, weight }) => ({
          importId,
          row,
          source,
          sourceKey,
          date,
          from: addDays(date, 1 - days),
          coordinate: { ...coordinate },
          amount,
          weight,
        }));
      }),
  };
}
