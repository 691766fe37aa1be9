import { type ImportReport, type ImportRequest, may, type UploadView } from '@shapan/contract';
import type { BookState } from '@shapan/engine';
import type { Tx } from '../../../database/tx.ts';
import type { Deps } from '../../../deps.ts';
import type { Caller } from '../../../http/caller.ts';
import { Refused, refused } from '../../../http/refused.ts';
import { type AsMemberOptions, asMember } from '../../people/as-member.ts';
import { masterState } from '../../plan/open-book.ts';
import { announce } from '../../plan/submitted.ts';
import { followLedger } from '../../tracking/follow-ledger.ts';
import type { ReadOutcome } from '../table.ts';
import { readTablesInWorker } from '../table-worker.ts';
import type { Done, Job } from './job.ts';
import { errorSheet, reportOf } from './report.ts';
import { runActuals } from './run-actuals.ts';
import { runMembers } from './run-members.ts';
import { runTargets } from './run-targets.ts';
import { headerOf, viewOfSheet } from './sheet-view.ts';
import {
  deleteUploadsBefore,
  findUpload,
  insertUpload,
  keepNewestUploads,
  type UploadRow,
} from './upload-store.ts';

const KEEP_MS = 24 * 60 * 60 * 1000;
/** What one member may have lying between preview and commit; the oldest files make room for a new one. */
const KEEP_BYTES = 100_000_000;

export type ImportService = ReturnType<typeof createImportService>;

/** How to read a file, where a person overrules what was detected. */
type Reading = Pick<ImportRequest, 'encoding' | 'delimiter'> & { readonly headerRow?: number | undefined };

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

  async function run(caller: Caller, uploadId: string, request: ImportRequest, write: boolean): Promise<Ran> {
    const upload = await uploadOf(caller, uploadId);
    const outcome = await readTables(upload.content, upload.fileName, request);
    const sheet = outcome.sheets.find(({ name }) => name === request.mapping.sheet);
    if (!sheet) throw refused('SHEET_NOT_FOUND', undefined, 'mapping.sheet');
    const job = { caller, upload, sheet, write };
    const done = await within(caller, (tx) => runFor(request, job, tx), {
      statementTimeoutMs: 9_000,
      once: write,
    });
    for (const submitted of done.submitted) announce(deps, submitted);
    await followLedger(deps, caller, done.submitted);
    return { report: done.report, header: headerOf(sheet, request.mapping.headerRow) };
  }

  function runFor(request: ImportRequest, job: Omit<Job, 'request'>, tx: Tx): Promise<Done> {
    switch (request.purpose) {
      case 'actuals':
        return runActuals(deps, tx, { ...job, request });
      case 'targets':
        return runTargets(deps, tx, { ...job, request });
      case 'members':
        return runMembers(deps, tx, { ...job, request });
    }
  }

  const reported = async (caller: Caller, upload: string, request: ImportRequest, write: boolean) => {
    const { report, header } = await run(caller, upload, request, write);
    return reportOf(report, request, header, caller.locale);
  };

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
        await keepNewestUploads(tx, caller.workspaceId, caller.member, KEEP_BYTES - file.content.length);
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
        sheets: outcome.sheets.map((sheet) => viewOfSheet(sheet, master, reading.headerRow)),
      };
    },

    check: (caller: Caller, upload: string, request: ImportRequest): Promise<ImportReport> =>
      reported(caller, upload, request, false),

    commit: (caller: Caller, upload: string, request: ImportRequest): Promise<ImportReport> =>
      reported(caller, upload, request, true),

    /** Every error of a dry run, as CSV. */
    async errors(caller: Caller, upload: string, request: ImportRequest): Promise<Uint8Array> {
      const { report, header } = await run(caller, upload, request, false);
      return errorSheet(report.errors, header, caller.locale);
    },
  };
}

interface Ran {
  readonly report: Done['report'];
  readonly header: readonly string[];
}

async function readTables(content: Buffer, fileName: string, reading: Reading): Promise<ReadOutcome> {
  const { encoding, delimiter } = reading;
  const options = { ...(encoding && { encoding }), ...(delimiter && { delimiter }) };
  const read = await readTablesInWorker(content, fileName, options);
  if (!read.ok) throw new Refused(...read.problems);
  return read.value;
}
