import type { Block } from '../core/paste.ts';

/** Why a file is no sheet of records: said by `records.file.<code>`. */
export type SheetProblem = 'unreadable' | 'tooLarge' | 'empty';

/** Bytes of a file that holds a few thousand records many times over. */
export const MOST_BYTES = 20 * 1024 * 1024;
/** Rows that are looked at; a change of a plan has fewer commands. */
const MOST_ROWS = 10_000;

/** The first sheet of a workbook, or a CSV file, as texts. What its own reader cannot read is `unreadable`. */
export async function readSheet(file: Pick<File, 'arrayBuffer' | 'size'>): Promise<Block | SheetProblem> {
  if (file.size > MOST_BYTES) return 'tooLarge';
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const rows = isZip ? await readWorkbook(bytes) : readText(bytes);
  if (rows === null) return 'unreadable';
  const filled = rows.filter((cells) => cells.some((text) => text.trim() !== ''));
  if (filled.length > MOST_ROWS) return 'tooLarge';
  return filled.length === 0 ? 'empty' : filled;
}

/** The program that reads workbooks comes when somebody has chosen one; it refuses with exceptions of many kinds. */
async function readWorkbook(bytes: Uint8Array): Promise<Block | null> {
  const { readXlsx } = await import('hucre/xlsx');
  try {
    const { sheets } = await readXlsx(bytes, { sheets: (_: unknown, index: number) => index === 0 });
    return sheets[0]?.rows.map((row) => row.map(cellText)) ?? null;
  } catch {
    return null;
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

function readText(bytes: Uint8Array): Block | null {
  const text = decoded(bytes);
  // What people choose by mistake: a picture, an old workbook.
  if (text === null || text.includes('\0')) return null;
  const [first = ''] = text.split(/\r?\n/, 1);
  const delimiter = [',', ';', '\t'].reduce((best, one) =>
    first.split(one).length > first.split(best).length ? one : best,
  );
  return parseCsv(text, delimiter);
}

/** UTF-8, else what a Chinese Excel saves. */
function decoded(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {}
  }
  return null;
}

/** Text that a spreadsheet would run as a formula stands behind an apostrophe (`csvText` of the contract). */
const guarded = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** RFC 4180: quoted fields may hold delimiters and lines, and a doubled quote stands for one. */
export function parseCsv(text: string, delimiter: string): Block {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      const [value, end] = quotedField(text, at);
      field = value;
      at = end;
    }
    const from = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
    field += text.slice(from, at);
    rows.at(-1)?.push(guarded.test(field) ? field.slice(1) : field);
    if (text[at] === delimiter) {
      at += 1;
      // A delimiter at the very end is followed by an empty field.
      if (at === text.length) rows.at(-1)?.push('');
      continue;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    if (at < text.length) rows.push([]);
  }
  return rows;
}

/** What stands in quotes, and where it ends; without a closing quote it goes to the end. */
function quotedField(text: string, start: number): readonly [value: string, end: number] {
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return [value + text.slice(from), text.length];
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return [value, quote + 1];
    value += '"';
    from = quote + 2;
  }
}
