import { createHash } from 'node:crypto';
import {
  type ImportMapping,
  type ImportReport,
  type ImportRequest,
  importMappingSchema,
  may,
  rowInside,
  type Submission,
  territoryOf,
  type UploadView,
} from '@shapan/contract';
import {
  applyChanges,
  type BookState,
  findRecord,
  forkState,
  layoutOf,
  type Problem,
  recordsOf,
} from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import type { Tx } from '../../../database/tx.ts';
import type { Deps } from '../../../deps.ts';
import type { Caller } from '../../../http/caller.ts';
import { sentence } from '../../../http/problem-answer.ts';
import { Refused, refused } from '../../../http/refused.ts';
import { type AsMemberOptions, asMember } from '../../people/as-member.ts';
import { masterState, openBook, type Submitted, submit, submitIn } from '../../plan/submit.ts';
import { parentsOf } from '../../tracking/attainment.ts';
import {
  type ActualsImport,
  importActualsIn,
  mayImport,
  type NewActual,
  sortByLedger,
} from '../../tracking/ledger.ts';
import type { ReadOutcome, TableSheet } from '../table.ts';
import { readTablesInWorker } from '../table-worker.ts';
import { textOf } from './cell-text.ts';
import { guessMapping } from './guess-mapping.ts';
import { memberFinder } from './members.ts';
import { type ReadRows, type RowError, readRows } from './read-rows.ts';
import { targetChanges } from './target-rows.ts';
import { deleteUploadsBefore, findUpload, insertUpload, type UploadRow } from './upload-store.ts';

const KEEP_MS = 24 * 60 * 60 * 1000;
const SAMPLE_ROWS = 12;
const SHOWN_ERRORS = 1_000;

export type ImportService = ReturnType<typeof createImportService>;

/**
 * A file becomes numbers in three steps: preview (what is in it), check (what would happen, every error by row) and commit
 * (it happens, in one transaction). Check and commit run the same code; only the last one writes.
 */
export function createImportService(deps: Deps) {
  const within = <T>(
    caller: Caller,
    work: (tx: Tx) => Promise<T>,
    options: AsMemberOptions = {},
  ): Promise<T> => asMember(deps.pool, caller, work, options);

  async function uploadOf(caller: Caller, uploadId: string): Promise<UploadRow> {
    const upload = await within(caller, (tx) => findUpload(tx, caller.workspaceId, caller.member, uploadId));
    if (!upload) throw refused('NOT_FOUND', { kind: 'upload', id: uploadId });
    return upload;
  }

  return {
    /** Keeps the file for a day and says what is in it. */
    async preview(
      caller: Caller,
      file: { name: string; content: Buffer },
      reading: Reading,
    ): Promise<UploadView> {
      if (!may(caller, 'actuals.import') && !may(caller, 'target.enter')) {
        throw refused('ROLE', { ability: 'actuals.import', role: caller.role });
      }
      const outcome = await readTables(file.content, file.name, reading);
      const uploadId = deps.newId();
      const now = deps.clock();
      const master = await within(caller, keep, { once: true });
      async function keep(tx: Tx): Promise<BookState> {
        await deleteUploadsBefore(tx, caller.workspaceId, new Date(now.getTime() - KEEP_MS).toISOString());
        const row = { uploadId, memberId: caller.member, fileName: file.name, content: file.content };
        await insertUpload(tx, caller.workspaceId, { ...row, createdAt: now.toISOString() });
        return masterState(deps, tx, caller.workspaceId);
      }
      return {
        upload: uploadId,
        fileName: file.name,
        format: outcome.format,
        encoding: outcome.encoding ?? null,
        delimiter: outcome.delimiter ?? null,
        sheets: outcome.sheets.map((sheet) => viewOfSheet(sheet, master)),
      };
    },

    async check(caller: Caller, uploadId: string, request: ImportRequest): Promise<ImportReport> {
      return run(caller, await uploadOf(caller, uploadId), request, false);
    },

    async commit(caller: Caller, uploadId: string, request: ImportRequest): Promise<ImportReport> {
      const upload = await uploadOf(caller, uploadId);
      const report = await run(caller, upload, request, true);
      if (report.committed) await remember(caller, upload, request.mapping);
      return report;
    },
  };

  async function run(
    caller: Caller,
    upload: UploadRow,
    request: ImportRequest,
    write: boolean,
  ): Promise<ImportReport> {
    const outcome = await readTables(upload.content, upload.fileName, request);
    const sheet = outcome.sheets.find(({ name }) => name === request.mapping.sheet);
    if (!sheet) throw refused('SHEET_NOT_FOUND', undefined, 'mapping.sheet');
    const header = headerOf(sheet, request.mapping.headerRow);
    const done = await within(
      caller,
      (tx) =>
        request.purpose === 'actuals'
          ? runActuals(tx, { caller, upload, request, sheet, write })
          : runTargets(tx, { caller, request, sheet, write }),
      { statementTimeoutMs: 9_000, once: write },
    );
    for (const { bookId, submitted } of done.submitted) {
      if (!submitted.committed) continue;
      deps.books.advance(caller.workspaceId, bookId, submitted.entry);
      deps.live.announce({ workspaceId: caller.workspaceId, bookId, position: submitted.entry.position });
    }
    const t = createTranslate(caller.locale);
    const { errors, ...counts } = done.report;
    return {
      ...counts,
      errorCount: errors.length,
      errors: errors.slice(0, SHOWN_ERRORS).map(({ row, column, problem, value }) => ({
        row,
        column: column === null ? null : (header[column] ?? String(column + 1)),
        code: problem.code,
        message: sentence(t, problem),
        value,
      })),
    };
  }

  async function runActuals(tx: Tx, job: ActualsJob): Promise<Done> {
    const { caller, upload, request, sheet, write } = job;
    mayImport(caller);
    const master = await masterState(deps, tx, caller.workspaceId);
    const metric = findRecord(master, 'metric', request.metric);
    if (!metric) throw refused('UNKNOWN_REFERENCE', { id: request.metric }, 'metric');
    const members = memberFinder(master, {
      mapping: request.mapping,
      create: request.createMembers,
      newId: deps.newId,
    });
    const read = readRows(sheet, request.mapping, members, Number(metric.fields['decimals'] ?? 0));
    const { rows, errors } = actualRows(read, request.mapping.when);
    const job2 = { source: request.source, metric: request.metric, rows };
    const sorted = await sortByLedger(tx, caller.workspaceId, job2);
    const report = {
      ...emptyReport(read, members.added.length),
      fresh: sorted.fresh.length,
      unchanged: sorted.unchanged.length,
      conflicts: sorted.conflicts.length,
      total: rows.reduce((sum, { amount }) => sum + amount, 0),
      errors,
    };
    if (!write || errors.length > 0) return { report, submitted: [] };
    const importId = deps.newId();
    const contentHash = createHash('sha256').update(upload.content).digest('hex');
    const actuals: ActualsImport = {
      ...job2,
      id: importId,
      fileName: upload.fileName,
      contentHash,
      onConflict: request.onConflict,
    };
    const { submitted } = await importActualsIn(deps, tx, caller, actuals, [...members.added]);
    return {
      report: { ...report, committed: true, importId: submitted ? importId : null },
      submitted: submitted ? [{ bookId: caller.workspaceId, submitted }] : [],
    };
  }

  async function runTargets(tx: Tx, job: TargetsJob): Promise<Done> {
    const { caller, request, sheet, write } = job;
    const book = await openBook(tx, caller.workspaceId, request.plan);
    const master = await masterState(deps, tx, caller.workspaceId);
    const layout = layoutOf(await deps.books.current(tx, book), master, request.target);
    if (!layout) throw refused('UNKNOWN_REFERENCE', { id: request.target }, 'target');
    const members = memberFinder(master, {
      mapping: request.mapping,
      create: request.createMembers,
      newId: deps.newId,
    });
    const read = readRows(sheet, request.mapping, members, layout.decimals);
    const territory = territoryOf(caller.scope, master);
    const changes = targetChanges(layout, read.rows, {
      onDuplicate: request.onDuplicate,
      whenColumn: request.mapping.when,
      parents: parentsOf(master),
      // The road refuses the whole commit; the dry run says which rows are the reason.
      inside: (members) => write || rowInside(territory, layout.cube.dimensions, members),
    });
    const errors = [...read.errors, ...changes.errors].toSorted((a, b) => a.row - b.row);
    const report = {
      ...emptyReport(read, members.added.length),
      fresh: read.rows.length,
      newRows: changes.newRows,
      total: read.rows.reduce((sum, { amount }) => sum + amount, 0),
      errors,
    };
    if (errors.length > 0 || changes.commands.length === 0) return { report, submitted: [] };
    const submitted: Done['submitted'][number][] = [];
    // A dry run is decided like the real one, by the same law; it only is not written.
    const dry = write ? {} : { preview: true };
    let grown = master;
    if (members.added.length > 0) {
      const submission: Submission = { id: deps.newId(), commands: [...members.added], ...dry };
      const added = await submitIn(deps, tx, {
        workspaceId: caller.workspaceId,
        bookId: caller.workspaceId,
        actor: caller,
        submission,
      });
      grown = forkState(master);
      applyChanges(grown, added.entry.changes);
      submitted.push({ bookId: caller.workspaceId, submitted: added });
    }
    const submission: Submission = { id: deps.newId(), commands: [...changes.commands], ...dry };
    try {
      const entered = await submitIn(deps, tx, {
        workspaceId: caller.workspaceId,
        bookId: book.bookId,
        actor: caller,
        submission,
        master: grown,
      });
      submitted.push({ bookId: book.bookId, submitted: entered });
    } catch (error) {
      const refusedRows = error instanceof Refused && !write ? rowErrors(error, changes.rowOfEntry) : null;
      if (!refusedRows) throw error;
      return { report: { ...report, errors: refusedRows }, submitted: [] };
    }
    return write ? { report: { ...report, committed: true }, submitted } : { report, submitted: [] };
  }

  /** The next file with these headings needs no questions. */
  async function remember(caller: Caller, upload: UploadRow, mapping: ImportMapping): Promise<void> {
    if (!may(caller, 'master.edit') || caller.scope.length > 0) return;
    const outcome = await readTables(upload.content, upload.fileName, {});
    const sheet = outcome.sheets.find(({ name }) => name === mapping.sheet);
    if (!sheet) return;
    const header = fingerprintOf(headerOf(sheet, mapping.headerRow));
    const master = await within(caller, (tx) => masterState(deps, tx, caller.workspaceId));
    const known = recordsOf(master, 'importMapping').find(({ fields }) => fields['header'] === header);
    const fields = { name: upload.fileName, header, mapping: JSON.stringify(mapping) };
    const commands: Submission['commands'] = known
      ? [{ type: 'record.update', kind: 'importMapping', id: known.id, set: fields }]
      : [{ type: 'record.add', kind: 'importMapping', id: deps.newId(), fields }];
    await submit(deps, {
      workspaceId: caller.workspaceId,
      bookId: caller.workspaceId,
      actor: caller,
      submission: { id: deps.newId(), commands },
    });
  }
}

/** What the plan refuses at a cell, such as a hold, is an error of the row that brought it; `null` when it is about more. */
function rowErrors(error: Refused, rowOfEntry: readonly number[]): readonly RowError[] | null {
  const errors = error.problems.flatMap((problem) => {
    const entry = /(?:^|\.)(?:entries\[)?(\d+)\]?\.at/.exec(problem.path ?? '')?.[1];
    const row = entry === undefined ? undefined : rowOfEntry[Number(entry)];
    return row === undefined ? [] : [{ row, column: null, problem: problem as Problem, value: null }];
  });
  return errors.length === error.problems.length ? errors : null;
}

type Reading = Pick<ImportRequest, 'encoding' | 'delimiter'>;

interface ActualsJob {
  readonly caller: Caller;
  readonly upload: UploadRow;
  readonly request: Extract<ImportRequest, { purpose: 'actuals' }>;
  readonly sheet: TableSheet;
  readonly write: boolean;
}

interface TargetsJob {
  readonly caller: Caller;
  readonly request: Extract<ImportRequest, { purpose: 'targets' }>;
  readonly sheet: TableSheet;
  readonly write: boolean;
}

interface Done {
  readonly report: Omit<ImportReport, 'errors' | 'errorCount'> & { readonly errors: readonly RowError[] };
  readonly submitted: readonly { readonly bookId: string; readonly submitted: Submitted }[];
}

async function readTables(content: Buffer, fileName: string, reading: Reading): Promise<ReadOutcome> {
  const { encoding, delimiter } = reading;
  const options = { ...(encoding && { encoding }), ...(delimiter && { delimiter }) };
  const read = await readTablesInWorker(content, fileName, options);
  if (!read.ok) throw new Refused(...read.problems);
  return read.value;
}

function emptyReport(read: ReadRows, newMembers: number): Omit<Done['report'], 'errors'> {
  const counts = { rows: read.rows.length, filtered: read.filtered, newMembers, newRows: 0 };
  return { committed: false, importId: null, ...counts, fresh: 0, unchanged: 0, conflicts: 0, total: 0 };
}

/** The ledger wants a day, and each key once: the same key twice in one file is an error of the file. */
function actualRows(read: ReadRows, whenColumn: number): { rows: NewActual[]; errors: readonly RowError[] } {
  const errors = [...read.errors];
  const seen = new Map<string, number>();
  const rows: NewActual[] = [];
  for (const { row, key, when, coordinate, amount, weight } of read.rows) {
    const before = seen.get(key);
    if (when.date === undefined) {
      errors.push({ row, column: whenColumn, problem: { code: 'INVALID' }, value: when.period ?? null });
    } else if (before !== undefined) {
      errors.push({
        row,
        column: null,
        problem: { code: 'DUPLICATE', params: { value: key, id: String(before) } },
        value: String(before),
      });
    } else {
      seen.set(key, row);
      rows.push({ row, key, date: when.date, coordinate, amount, weight });
    }
  }
  return { rows, errors: errors.toSorted((a, b) => a.row - b.row) };
}

function viewOfSheet(sheet: TableSheet, master: BookState): UploadView['sheets'][number] {
  const headerRow = sheet.rows[0]?.row ?? 0;
  const header = headerOf(sheet, headerRow);
  const known = recordsOf(master, 'importMapping').find(
    ({ fields }) => fields['header'] === fingerprintOf(header),
  );
  const remembered = known && importMappingSchema.safeParse(JSON.parse(String(known.fields['mapping'])));
  const mapping = remembered?.success ? remembered.data : guessMapping(sheet, header, headerRow, master);
  return {
    name: sheet.name,
    rows: sheet.rows.length,
    headerRow,
    header: [...header],
    sample: sheet.rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cells.map(textOf)),
    warnings: sheet.warningCount,
    mapping: { ...mapping, sheet: sheet.name },
    remembered: remembered?.success ?? false,
  };
}

function headerOf(sheet: TableSheet, headerRow: number): readonly string[] {
  return sheet.rows.find(({ row }) => row === headerRow)?.cells.map(textOf) ?? [];
}

function fingerprintOf(header: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(header)).digest('hex');
}
