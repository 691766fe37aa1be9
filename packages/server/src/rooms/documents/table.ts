import type { Problem, Result } from '@shapan/engine';

/**
 * What a table is to the rest of the server, whatever file it came from. A cell keeps the type the file gave it;
 * numbers stay decimal text, so that no binary floating point touches an amount on its way to the number parser.
 */
export type Cell =
  | { readonly type: 'empty' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'number'; readonly text: string }
  /** `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS[.mmm]`, without a time zone: spreadsheets have none. */
  | { readonly type: 'date'; readonly text: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  /** A spreadsheet error such as `#DIV/0!`. */
  | { readonly type: 'error'; readonly text: string };

/** The words in which spreadsheets report an error; typed into a cell they mean the error, not the text. */
export const spreadsheetErrors: ReadonlySet<string> = new Set([
  '#DIV/0!',
  '#N/A',
  '#NAME?',
  '#NULL!',
  '#NUM!',
  '#REF!',
  '#VALUE!',
]);

export const emptyCell: Cell = Object.freeze({ type: 'empty' });

export interface TableRow {
  /** As the person sees it: the line on which a CSV row begins, or the row number of the worksheet. From 1. */
  readonly row: number;
  /** Without trailing empty cells; a row without any filled cell is left out of the table. */
  readonly cells: readonly Cell[];
}

export type WarningCode =
  | 'QUOTE_DAMAGED' // quotation marks do not match; the line was read by itself
  | 'ROW_SHORT' // fewer fields than most rows have; params: found, expected
  | 'ROW_LONG'
  | 'BYTES_DAMAGED' // bytes that mean nothing in the encoding; shown as U+FFFD
  | 'MERGED' // only the first cell of a merged range has the value; params: range
  | 'FORMULA_WITHOUT_RESULT' // the file holds no computed value; params: column
  | 'DATE_IMPOSSIBLE' // a date no calendar has; params: column
  | 'ROWS_HIDDEN'; // hidden or filtered rows are read as well; params: count

export interface TableWarning {
  readonly row: number;
  readonly code: WarningCode;
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface TableSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly TableRow[];
  /** The first `limits.warnings` of them in row order. */
  readonly warnings: readonly TableWarning[];
  readonly warningCount: number;
}

export const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252', 'big5'] as const;
export type Encoding = (typeof encodings)[number];

export interface ReadOutcome {
  readonly format: 'csv' | 'xlsx';
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly sheets: readonly TableSheet[];
  /** Sheets of the workbook that hold no readable table (charts, dialogs, damaged parts). */
  readonly skippedSheets: readonly string[];
}

export interface ReadOptions {
  /** What the person chose in the preview; without it the encoding is detected. */
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  /** Name of the only worksheet to read. */
  readonly sheet?: string;
}

export const limits = {
  fileBytes: 50 * 1024 * 1024,
  cells: 5_000_000,
  warnings: 1000,
  workerHeapMegabytes: 512,
  /** Of reading a file, from when the thread opens it. */
  workerMilliseconds: 20_000,
  /** Until a thread that was just started has loaded its programs. */
  workerStartMilliseconds: 60_000,
} as const;

/** Internal escape from deep inside a parser; `readTables` turns it back into data. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((each) => each.code).join(', '));
    this.problems = problems;
  }
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.problems);
  return result.value;
}

/** Collects warnings, keeps the first ones, counts all. */
export interface WarningList {
  add(warning: TableWarning): void;
  done(): Pick<TableSheet, 'warnings' | 'warningCount'>;
}

export function warningList(): WarningList {
  const warnings: TableWarning[] = [];
  let warningCount = 0;
  return {
    add(warning) {
      warningCount += 1;
      if (warnings.length < limits.warnings) warnings.push(warning);
    },
    done: () => ({ warnings: warnings.toSorted((a, b) => a.row - b.row), warningCount }),
  };
}

export function withoutTrailingEmpty(cells: readonly Cell[]): readonly Cell[] {
  let length = cells.length;
  while (length > 0 && cells[length - 1]?.type === 'empty') length -= 1;
  return length === cells.length ? cells : cells.slice(0, length);
}
