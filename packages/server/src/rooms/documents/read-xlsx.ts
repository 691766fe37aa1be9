import { ok, problem, type Result, refuse } from '@shapan/engine';
import { readXlsx, type Sheet, type Workbook, type ReadOptions as XlsxOptions } from 'hucre/xlsx';
import { packZip } from './pack-zip.ts';
import { limits, type ReadOptions, type ReadOutcome, Refused, type TableSheet, valueOf } from './table.ts';
import { sheetTable } from './xlsx-sheet.ts';
import { type GuardedZip, openGuardedZip } from './zip-guard.ts';

/** An xlsx workbook as tables. Parts without cells never reach the parser. */
export async function readWorkbook(bytes: Uint8Array, options: ReadOptions): Promise<Result<ReadOutcome>> {
  const zip = valueOf(openGuardedZip(bytes));
  const format = packageKind(zip);
  if (format !== 'xlsx') return refuse(problem('FILE_FORMAT_UNKNOWN', undefined, { format }));
  const parts = new Map(zip.names.filter(holdsCells).map((name) => [name, valueOf(zip.read(name))]));
  const slim = packZip(parts);
  const listed = await listSheets(slim);
  const wanted = listed.filter(({ name }) => options.sheet === undefined || name === options.sheet);
  if (options.sheet !== undefined && wanted.length === 0)
    return refuse(problem('SHEET_NOT_FOUND', undefined, { sheet: options.sheet }));
  const hasElapsed = [...parts].some(
    ([name, part]) => /styles\.xml$/i.test(name) && elapsedFormat.test(asText(part)),
  );
  const { workbook, skipped } = await parseSheets(slim, wanted, hasElapsed);
  if (workbook.sheets.length === 0)
    return refuse(problem('FILE_UNREADABLE', undefined, { reason: 'no sheet' }));
  const sheets: TableSheet[] = [];
  let cells = 0;
  for (const sheet of workbook.sheets) {
    const table = sheetTable(sheet, workbook.dateSystem === '1904');
    cells += table.rows.reduce((sum, row) => sum + row.cells.length, 0);
    if (cells > limits.cells) return refuse(problem('FILE_TOO_LARGE', undefined, { cells: limits.cells }));
    sheets.push(table);
  }
  return ok({ format: 'xlsx', sheets, skippedSheets: skipped });
}

/** Formats that count hours beyond 24 (46 is the built-in one); only then are the cells' formats worth their memory. */
const elapsedFormat = /\[(?:h+|m+|s+)\]|numFmtId="46"/i;
const asText = (part: Uint8Array) => Buffer.from(part).toString('utf8');

const cellParts = /(?:^\[content_types\]\.xml|^_rels\/\.rels|\.xml|\/_rels\/[^/]*workbook[^/]*\.xml\.rels)$/i;
const otherParts =
  /(?:^|\/)(?:docprops|customxml|theme|drawings|charts|chartsheets|media|embeddings|externallinks|persons|pivot\w*|slicer\w*|timeline\w*|threadedcomments|querytables|tables|ctrlprops|printersettings)\/|comments\d*\.xml$|worksheets\/_rels\//i;
const holdsCells = (name: string) => cellParts.test(name) && !otherParts.test(name);

function packageKind(zip: GuardedZip): string {
  const some = (pattern: RegExp) => zip.names.some((name) => pattern.test(name));
  if (some(/(?:^|\/)workbook\w*\.bin$/i)) return 'xlsb';
  if (some(/^word\//i)) return 'docx';
  if (some(/^ppt\//i)) return 'pptx';
  if (zip.has('[Content_Types].xml') && zip.has('_rels/.rels')) return 'xlsx';
  return zip.has('content.xml') ? 'ods' : 'zip';
}

interface ListedSheet {
  readonly index: number;
  readonly name: string;
}

async function listSheets(slim: Uint8Array): Promise<ListedSheet[]> {
  const listed: ListedSheet[] = [];
  await parseWorkbook(slim, {
    sheets: (info, index) => {
      listed.push({ index, name: info.name });
      return false;
    },
  });
  return listed;
}

/** All sheets at once; if one is damaged or holds a chart, one by one, so that it does not take the others along. */
async function parseSheets(slim: Uint8Array, wanted: readonly ListedSheet[], readStyles: boolean) {
  const read = (sheets: readonly ListedSheet[]) => {
    const indexes = new Set(sheets.map(({ index }) => index));
    return parseWorkbook(slim, { readStyles, sheets: (_, index) => indexes.has(index) });
  };
  try {
    return { workbook: await read(wanted), skipped: [] };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const sheets: Sheet[] = [];
    const skipped: string[] = [];
    let dateSystem: Workbook['dateSystem'];
    for (const each of wanted) {
      try {
        const workbook = await read([each]);
        sheets.push(...workbook.sheets);
        dateSystem = workbook.dateSystem;
      } catch (sheetError) {
        if (!(sheetError instanceof Refused)) throw sheetError;
        skipped.push(each.name);
      }
    }
    return { workbook: { sheets, ...(dateSystem && { dateSystem }) }, skipped };
  }
}

/** The parser speaks in exceptions of many kinds: all of them mean that this file cannot be read. */
async function parseWorkbook(slim: Uint8Array, options: XlsxOptions): Promise<Workbook> {
  try {
    return await readXlsx(slim, options);
  } catch (error) {
    const detail = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    throw new Refused([problem('FILE_UNREADABLE', undefined, { detail })]);
  }
}
