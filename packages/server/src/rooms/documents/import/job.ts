import type { ImportReport, ImportRequest } from '@shapan/contract';
import type { Caller } from '../../../http/caller.ts';
import type { Submitted } from '../../plan/submitted.ts';
import type { TableSheet } from '../table.ts';
import type { MemberFinder } from './members.ts';
import type { ReadRows, RowError } from './read-rows.ts';
import type { UploadRow } from './upload-store.ts';

/** One request on one sheet of an upload: a dry run, or the import itself. */
export interface Job<Purpose extends ImportRequest['purpose'] = ImportRequest['purpose']> {
  readonly caller: Caller;
  readonly upload: UploadRow;
  readonly request: Extract<ImportRequest, { purpose: Purpose }>;
  readonly sheet: TableSheet;
  readonly write: boolean;
}

export interface Done {
  readonly report: Omit<ImportReport, 'errors' | 'errorCount' | 'skipped'> & {
    readonly errors: readonly RowError[];
  };
  readonly submitted: readonly Submitted[];
}

export const emptyReport = (
  read: Pick<ReadRows, 'filtered' | 'empty'> & { readonly rows: readonly unknown[] },
  members: Pick<MemberFinder, 'unknown'>,
  decimals: number,
): Omit<Done['report'], 'errors'> => ({
  committed: false,
  importId: null,
  rows: read.rows.length,
  filtered: read.filtered,
  empty: read.empty,
  merged: 0,
  newMembers: 0,
  changed: 0,
  moves: 0,
  effects: [],
  newRows: 0,
  fresh: 0,
  unchanged: 0,
  conflicts: 0,
  decimals,
  total: 0,
  differences: [],
  lastSource: null,
  unknown: [...members.unknown],
});

/** Whether errors keep everything out, or only their own rows. */
export const skips = ({ onError }: ImportRequest): boolean => onError === 'skip';

/**
 * Rows that nothing is wrong with. A row of the file is taken whole or not at all: an error in one of its periods keeps
 * the others out too.
 */
export function soundRows<T extends { readonly row: number }>(
  rows: readonly T[],
  errors: readonly RowError[],
): readonly T[] {
  const wrong = new Set(errors.map(({ row }) => row));
  return wrong.size === 0 ? rows : rows.filter(({ row }) => !wrong.has(row));
}

export const inRowOrder = (errors: readonly RowError[]): readonly RowError[] =>
  errors.toSorted((a, b) => a.row - b.row || (a.column ?? -1) - (b.column ?? -1));
