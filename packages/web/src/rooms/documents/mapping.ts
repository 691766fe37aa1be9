import type { ImportMapping, ImportRequest, UploadView } from '@shapan/contract';

export type Sheet = UploadView['sheets'][number];
export type Purpose = ImportRequest['purpose'];

/** What the user settles about an upload, besides the mapping of its columns. */
export interface ImportChoices {
  readonly purpose: Purpose;
  readonly metric: string | null;
  readonly source: string;
  readonly onConflict: 'report' | 'correct';
  readonly plan: string | null;
  readonly target: string | null;
  readonly onDuplicate: 'refuse' | 'sum';
  readonly createMembers: boolean;
}

/** How the file was read, where the user overruled what was detected. */
export type Reading = Pick<ImportRequest, 'encoding' | 'delimiter'>;

/** The request that says all of it; nothing while something is still open. */
export function requestOf(
  mapping: ImportMapping,
  choices: ImportChoices,
  reading: Reading,
): ImportRequest | undefined {
  const { createMembers } = choices;
  if (choices.purpose === 'actuals') {
    const { metric, onConflict } = choices;
    const source = choices.source.trim();
    if (metric === null || source === '') return undefined;
    return { purpose: 'actuals', mapping, metric, source, onConflict, createMembers, ...reading };
  }
  const { plan, target, onDuplicate } = choices;
  if (plan === null || target === null) return undefined;
  return { purpose: 'targets', mapping, plan, target, onDuplicate, createMembers, ...reading };
}

/** How a column is called: its heading, or its letter as in a spreadsheet. */
export function columnName(sheet: Sheet, column: number): string {
  const heading = sheet.header[column]?.trim();
  return heading ? heading : letterOf(column);
}

function letterOf(column: number): string {
  const rest = Math.floor(column / 26);
  const letter = String.fromCharCode(65 + (column % 26));
  return rest > 0 ? letterOf(rest - 1) + letter : letter;
}

/** How many columns the sheet has, headed or not. */
export const columnCount = ({ header, sample }: Sheet): number =>
  Math.max(header.length, ...sample.map((row) => row.length), 0);

/** A dimension's column; `null` = the file says nothing about it. */
export function mapDimension(
  mapping: ImportMapping,
  dimension: string,
  column: number | null,
): ImportMapping {
  const rest = mapping.dimensions.filter((one) => one.dimension !== dimension);
  if (column === null) return { ...mapping, dimensions: rest };
  const by = mapping.dimensions.find((one) => one.dimension === dimension)?.by ?? 'name';
  return { ...mapping, dimensions: [...rest, { dimension, column, by }] };
}

/** The rows that could not be taken, as a table that opens in Excel: a byte order mark tells it the encoding. */
export function errorSheet(
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  return `\ufeff${[headings, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that a spreadsheet would run as a formula is kept from it with a leading quote. */
function csvCell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
