import { type Actor, may, type Submission } from '@shapan/contract';
import { addDays } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../../http/caller.ts';
import { refused } from '../../http/refused.ts';
import { lockBook } from '../plan/store.ts';
import { submitIn } from '../plan/submit-in.ts';
import type { Submitted } from '../plan/submitted.ts';
import { insertLedgerRows, type LedgerRow, liveRowsByKey, rollUp, settleImport } from './ledger-store.ts';

/**
 * Actuals come in as imports. An import is one submission on the master book – so it has an author, a place in the
 * history and an undo – and, in the same transaction, its rows in the ledger and in the roll-up.
 */
export interface ActualsImport {
  readonly id: string;
  readonly fileName: string;
  readonly source: string;
  readonly metric: string;
  readonly contentHash: string;
  readonly rows: readonly NewActual[];
  /** What to do with a key that is there already with other content; never silently overwritten. */
  readonly onConflict: 'report' | 'correct';
}

export interface NewActual {
  readonly row: number;
  readonly key: string;
  readonly date: string;
  /** Days up to `date` that the amount is about; without it that day alone. */
  readonly days?: number;
  readonly coordinate: Readonly<Record<string, string>>;
  readonly amount: number;
  readonly weight: number | null;
}

/** The rows of an import, sorted by what the ledger knows of their keys. */
export interface Sorted {
  readonly fresh: readonly NewActual[];
  readonly unchanged: readonly NewActual[];
  readonly conflicts: readonly { readonly row: NewActual; readonly there: LedgerRow }[];
}

const CHUNK = 5_000;

export async function sortByLedger(
  tx: Tx,
  workspaceId: string,
  { source, metric, rows }: Pick<ActualsImport, 'source' | 'metric' | 'rows'>,
): Promise<Sorted> {
  const there = new Map<string, LedgerRow>();
  for (const chunk of chunks(rows)) {
    const keys = chunk.map(({ key }) => key);
    for (const row of await liveRowsByKey(tx, { workspaceId, metric, source }, keys))
      there.set(row.sourceKey, row);
  }
  const fresh: NewActual[] = [];
  const unchanged: NewActual[] = [];
  const conflicts: { row: NewActual; there: LedgerRow }[] = [];
  for (const row of rows) {
    const known = there.get(row.key);
    if (!known) fresh.push(row);
    else if (isSame(known, row)) unchanged.push(row);
    else conflicts.push({ row, there: known });
  }
  return { fresh, unchanged, conflicts };
}

function isSame(known: LedgerRow, row: NewActual): boolean {
  const same = isSameTime(known, row) && known.amount === row.amount;
  const places = JSON.stringify(sorted(known.coordinate)) === JSON.stringify(sorted(row.coordinate));
  return same && places && known.weight === row.weight;
}

/** A period that was running when its amount came in is still that period when it is over. */
function isSameTime(known: LedgerRow, { date, days = 1 }: NewActual): boolean {
  if (known.date === date && known.days === days) return true;
  return known.days > 1 && days > 1 && addDays(known.date, -known.days) === addDays(date, -days);
}

const sorted = (coordinate: Readonly<Record<string, string>>): unknown =>
  Object.entries(coordinate).sort(([a], [b]) => (a < b ? -1 : 1));

/** Actuals belong to the whole workspace: who works in a part of it may not bring in those of the others. */
export function mayImport(caller: Caller): void {
  if (!may(caller, 'actuals.import')) throw refused('ROLE', { ability: 'actuals.import', role: caller.role });
  if (caller.scope.length > 0) throw refused('SCOPE');
}

/** Sorts the rows and writes them; answers what was done. The caller commits and announces. */
export async function importActualsIn(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  request: ActualsImport,
  needed: Submission['commands'] = [],
): Promise<{ readonly sorted: Sorted; readonly submitted: Submitted | null }> {
  const { workspaceId } = caller;
  // Before the ledger is read: an undo in between would take rows away that were just found there.
  await lockBook(tx, workspaceId, workspaceId);
  const sorted = await sortByLedger(tx, workspaceId, request);
  return { sorted, submitted: await writeActuals(deps, tx, caller, request, sorted, needed) };
}

/**
 * Writes what is new (and, when asked to, what corrects) of rows that were sorted under the master book's lock; `null`
 * when there is nothing to write.
 */
export async function writeActuals(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  request: ActualsImport,
  result: Sorted,
  /** What the rows need in the master data, added in the same entry: new members of dimensions. */
  needed: Submission['commands'],
): Promise<Submitted | null> {
  mayImport(caller);
  const { workspaceId } = caller;
  const corrections = request.onConflict === 'correct' ? result.conflicts.map(({ row }) => row) : [];
  const written = [...result.fresh, ...corrections];
  if (written.length === 0) return null;
  const submission: Submission = {
    id: deps.newId(),
    commands: [...needed, recordOf(request, written, result)],
  };
  // Who may import may record the import, whatever else the role allows.
  const actor: Actor = { member: caller.member, role: 'operations', scope: [] };
  const submitted = await submitIn(deps, tx, { workspaceId, bookId: workspaceId, actor, submission });
  const { position } = submitted.entry;
  for (const chunk of chunks(result.fresh)) {
    const rows = chunk.map((row) => ledgerRow(request, row));
    await insertLedgerRows(tx, workspaceId, rows, { position, live: true });
    await rollUp(tx, workspaceId, rows, 1);
  }
  // What is there already is said once more by this import, and stays when the earlier one is undone.
  const again = [...corrections, ...result.unchanged];
  for (const chunk of chunks(again)) {
    const rows = chunk.map((row) => ledgerRow(request, row));
    await insertLedgerRows(tx, workspaceId, rows, { position, live: false });
  }
  // From now on these rows count instead of the earlier ones with their keys.
  if (again.length > 0) await settleImport(tx, workspaceId, request.id);
  return submitted;
}

function recordOf(
  request: ActualsImport,
  written: readonly NewActual[],
  result: Sorted,
): Submission['commands'][number] {
  const days = written.map(({ date }) => date).sort();
  return {
    type: 'record.add',
    kind: 'import',
    id: request.id,
    fields: {
      fileName: request.fileName,
      source: request.source,
      metric: request.metric,
      rows: written.length,
      skipped: result.unchanged.length,
      contentHash: request.contentHash,
      from: days[0] ?? null,
      to: days.at(-1) ?? null,
    },
  };
}

function ledgerRow(request: ActualsImport, row: NewActual): LedgerRow {
  return {
    importId: request.id,
    row: row.row,
    source: request.source,
    sourceKey: row.key,
    metric: request.metric,
    date: row.date,
    days: row.days ?? 1,
    coordinate: row.coordinate,
    amount: row.amount,
    weight: row.weight,
  };
}

function* chunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += CHUNK) yield rows.slice(at, at + CHUNK);
}
