import type { CommandRequest } from '@shapan/contract';
import { type BookState, findRecord, type PlanRecord, recordsOf, sameValue } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../../http/caller.ts';
import { Refused } from '../../http/refused.ts';
import { todayOf } from '../../today.ts';
import { asMember } from '../people/as-member.ts';
import { masterState } from '../plan/open-book.ts';
import { listPlansFollowing } from '../plan/store.ts';
import { submit } from '../plan/submit.ts';
import type { Submitted } from '../plan/submitted.ts';
import { historyOfRule } from './rule-history.ts';

/**
 * Rules whose weights follow the ledger take them anew when an import of their metric came, or was taken back (SPR-T94): an
 * entry of its own in each plan, by whoever changed the ledger. One that runs by itself runs in the same entry; where that
 * is refused – a hold, a closed period – it only has its new weights and is seen to be out of date. The ledger has
 * changed already, so nothing here undoes that.
 */
export async function followLedger(deps: Deps, caller: Caller, done: readonly Submitted[]): Promise<void> {
  const metrics = new Set(done.flatMap(importedMetrics));
  // The weights of a part of the organisation are not those of the rule.
  if (metrics.size === 0 || caller.scope.length > 0) return;
  try {
    const stale = await asMember(deps.pool, caller, (tx) => staleRules(deps, tx, caller, metrics));
    for (const one of stale) await renew(deps, caller, one);
  } catch (error) {
    deps.log.error({ err: error }, 'rules could not follow the ledger');
  }
}

function importedMetrics({ book, entry, committed }: Submitted): readonly string[] {
  if (!committed || book.kind !== 'master') return [];
  return entry.changes.flatMap((change) =>
    'record' in change && change.record.kind === 'import' ? [String(change.record.fields['metric'])] : [],
  );
}

interface StaleRule {
  readonly bookId: string;
  readonly rule: PlanRecord;
  readonly weights: Readonly<Record<string, number>>;
}

async function staleRules(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  metrics: ReadonlySet<string>,
): Promise<readonly StaleRule[]> {
  const master = await masterState(deps, tx, caller.workspaceId);
  const stale: StaleRule[] = [];
  // Of the other plans not even the state is wanted.
  for (const book of await listPlansFollowing(tx, caller.workspaceId, [...metrics])) {
    const state = await deps.books.current(tx, book);
    for (const rule of recordsOf(state, 'breakdownRule')) {
      if (rule.fields['fromLedger'] === undefined || !metrics.has(metricOf(state, rule))) continue;
      const weights = await weightsNow(deps, tx, caller, { state, master }, rule);
      const isNew = weights !== null && !sameValue(rule.fields['weights'], weights);
      if (isNew) stale.push({ bookId: book.bookId, rule, weights });
    }
  }
  return stale;
}

const metricOf = (state: BookState, { fields }: PlanRecord): string =>
  String(findRecord(state, 'target', String(fields['target']))?.fields['metric']);

/** `null` where the ledger says nothing, or the rule has lost its place: it keeps what it has. */
async function weightsNow(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  books: { readonly state: BookState; readonly master: BookState },
  { fields }: PlanRecord,
): Promise<Readonly<Record<string, number>> | null> {
  const text = (name: string): string | undefined =>
    typeof fields[name] === 'string' ? fields[name] : undefined;
  const query = {
    target: String(fields['target']),
    dimension: text('dimension'),
    level: fields['level'] === 'next' ? ('next' as const) : ('leaves' as const),
    members: (fields['coordinate'] ?? {}) as Readonly<Record<string, string>>,
    time: text('time'),
    years: Number(fields['historyYears'] ?? 1),
    window: fields['fromLedger'] === 'trailing' ? ('trailing' as const) : ('years' as const),
    today: todayOf(deps),
  };
  const found = await historyOfRule(tx, caller, books, query).catch(unlessRefused);
  return found && found.years > 0 ? found.weights : null;
}

async function renew(deps: Deps, caller: Caller, { bookId, rule, weights }: StaleRule): Promise<void> {
  const set: CommandRequest = { type: 'record.update', kind: 'breakdownRule', id: rule.id, set: { weights } };
  const run: CommandRequest = { type: 'target.runRule', rule: rule.id };
  const send = (...commands: readonly CommandRequest[]) =>
    submit(deps, {
      workspaceId: caller.workspaceId,
      bookId,
      actor: caller,
      submission: { id: deps.newId(), commands: [...commands] },
    }).catch(unlessRefused);
  const done = rule.fields['auto'] === true ? await send(set, run) : null;
  if (!done) await send(set);
}

function unlessRefused(error: unknown): null {
  if (error instanceof Refused) return null;
  throw error;
}
