import { createHash } from 'node:crypto';
import type { ImportReport } from '@shapan/contract';
import { addDays, calendarOf, currencyOf, findRecord } from '@shapan/engine';
import type { Tx } from '../../../database/tx.ts';
import type { Deps } from '../../../deps.ts';
import { refused } from '../../../http/refused.ts';
import { todayOf } from '../../../today.ts';
import { masterState } from '../../plan/open-book.ts';
import { lockBook } from '../../plan/store.ts';
import { mayImport, type NewActual, sortByLedger, writeActuals } from '../../tracking/ledger.ts';
import { actualRows } from './actual-rows.ts';
import { type Done, emptyReport, inRowOrder, type Job, skips, soundRows } from './job.ts';
import { lastSourceOf, rememberedMapping } from './mapping-memory.ts';
import { memberFinder } from './members.ts';
import { readRows } from './read-rows.ts';
import { headerOf } from './sheet-view.ts';

const SHOWN_DIFFERENCES = 1_000;

/** Rows into the ledger: one entry in the history of the master data, with the members and the mapping that go with it. */
export async function runActuals(deps: Deps, tx: Tx, job: Job<'actuals'>): Promise<Done> {
  const { caller, upload, request, sheet, write } = job;
  const { mapping, source, metric } = request;
  mayImport(caller);
  // What is reported as written is what the ledger and the master data hold when it is written.
  if (write) await lockBook(tx, caller.workspaceId, caller.workspaceId);
  const master = await masterState(deps, tx, caller.workspaceId);
  const record = findRecord(master, 'metric', metric);
  if (!record) throw refused('UNKNOWN_REFERENCE', { id: metric }, 'metric');
  const decimals = Number(record.fields['decimals'] ?? 0);
  const members = memberFinder(master, { mapping, create: request.createMembers, newId: deps.newId });
  const read = readRows(sheet, mapping, members, decimals, {
    money: { currency: currencyOf(record) },
  });
  const actual = actualRows(soundRows(read.rows, read.errors), {
    calendar: calendarOf(master),
    today: todayOf(deps),
    rule: request.onDuplicate ?? 'refuse',
    decimals,
    rounding: mapping.rounding,
  });
  const errors = inRowOrder([...read.errors, ...actual.errors]);
  const rows = soundRows(actual.rows, errors);
  const sorted = await sortByLedger(tx, caller.workspaceId, { source, metric, rows });
  const created = members.addedFor(new Set(rows.flatMap(({ coordinate }) => Object.values(coordinate))));
  const report = {
    ...emptyReport(read, members, decimals),
    lastSource: lastSourceOf(master, headerOf(sheet, mapping.headerRow), source),
    merged: actual.merged,
    fresh: sorted.fresh.length,
    unchanged: sorted.unchanged.length,
    conflicts: sorted.conflicts.length,
    differences: sorted.conflicts
      .slice(0, SHOWN_DIFFERENCES)
      .map(({ row, there }) => ({ key: row.key, here: sideOf(row), there: sideOf(there) })),
    newMembers: created.length,
    total: rows.reduce((sum, { amount }) => sum + amount, 0),
    errors,
  };
  if (!write || (errors.length > 0 && !skips(request)) || rows.length === 0) return { report, submitted: [] };
  const importId = deps.newId();
  const { fileName, content } = upload;
  const contentHash = createHash('sha256').update(content).digest('hex');
  const header = headerOf(sheet, mapping.headerRow);
  const submitted = await writeActuals(
    deps,
    tx,
    caller,
    { id: importId, fileName, source, metric, contentHash, rows, onConflict: request.onConflict },
    sorted,
    [...created, ...rememberedMapping(deps, master, caller, { fileName, header, request })],
  );
  return {
    report: { ...report, committed: true, importId: submitted ? importId : null },
    submitted: submitted ? [submitted] : [],
  };
}

/** One side of a difference between the file and the ledger. */
function sideOf(actual: Omit<NewActual, 'key'>): ImportReport['differences'][number]['here'] {
  const { row, date, days = 1, coordinate, amount, weight } = actual;
  return { row, from: addDays(date, 1 - days), date, coordinate: { ...coordinate }, amount, weight };
}
