/**
 * RFC 4180 records with the line on which each begins.
 *
 * Strict about quotation marks, so that damage is found near its cause: a quoted field must end before a delimiter or
 * a line break. Where it does not, that one line is split by itself, marked as damaged, and scanning goes on with
 * the next line: one damaged row costs one row. A mark that is never closed would swallow the rest of the file, so
 * a quoted field has a greatest length.
 */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
  /** Per field: did it stand between quotation marks? */
  readonly quoted: readonly boolean[];
  readonly damaged: boolean;
}

/** Throws `RepairTooDear` when damage would make it read more text twice than `repairBudget`. */
export function* scanCsv(text: string, delimiter: string): Generator<CsvRecord, void, undefined> {
  const lastQuote = text.lastIndexOf('"');
  let at = 0;
  let line = 1;
  let wasted = 0;
  while (at < text.length) {
    const scan = scanRecord(text, delimiter, at, lastQuote);
    const read = scan.ok ? scan : splitLine(text, delimiter, at);
    if (!scan.ok) wasted += scan.wasted;
    if (wasted > repairBudget) throw new RepairTooDear(line);
    yield { line, fields: read.fields, quoted: read.quoted, damaged: !scan.ok || scan.strayQuote };
    at = read.end;
    line += 1 + read.innerLines;
  }
}

/**
 * Characters that may be read in vain, about a second of work. A hostile record of many quoted line breaks with the
 * damage at its very end would otherwise be read once more from each of its lines.
 */
const repairBudget = 64 * 1024 * 1024;
const maxQuotedCharacters = 256 * 1024;

export class RepairTooDear extends Error {
  override readonly name = 'RepairTooDear';
  readonly line: number;
  constructor(line: number) {
    super(`too much damage up to line ${line}`);
    this.line = line;
  }
}

interface Fields {
  readonly fields: string[];
  readonly quoted: boolean[];
  /** Where the next record begins. */
  readonly end: number;
  /** Line breaks inside quoted fields. */
  readonly innerLines: number;
}

type Scan =
  | (Fields & { readonly ok: true; readonly strayQuote: boolean })
  | { readonly ok: false; readonly wasted: number };

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

function scanRecord(text: string, delimiter: string, start: number, lastQuote: number): Scan {
  const fields: string[] = [];
  const quoted: boolean[] = [];
  const delimiterCode = delimiter.charCodeAt(0);
  let strayQuote = false;
  let innerLines = 0;
  let at = start;
  for (;;) {
    if (text.charCodeAt(at) === quote) {
      const close = closingQuote(text, at, lastQuote);
      if (close.at < 0) return { ok: false, wasted: close.scanned - start };
      const raw = text.slice(at + 1, close.at);
      fields.push(close.doubled ? raw.replaceAll('""', '"') : raw);
      quoted.push(true);
      innerLines += lineBreaks(raw);
      at = close.at + 1;
    } else {
      const from = at;
      let code = text.charCodeAt(at);
      while (at < text.length && code !== delimiterCode && code !== lineFeed && code !== carriageReturn) {
        // A quotation mark inside a bare field is read as it stands: 5" pipe.
        if (code === quote) strayQuote = true;
        at += 1;
        code = text.charCodeAt(at);
      }
      fields.push(text.slice(from, at));
      quoted.push(false);
    }
    const code = text.charCodeAt(at);
    if (at >= text.length || code === lineFeed || code === carriageReturn)
      return { ok: true, fields, quoted, strayQuote, innerLines, end: afterLineBreak(text, at) };
    if (code !== delimiterCode) return { ok: false, wasted: at - start };
    at += 1;
  }
}

function closingQuote(text: string, open: number, lastQuote: number) {
  let doubled = false;
  let at = open + 1;
  while (at <= lastQuote) {
    at = text.indexOf('"', at);
    if (at - open > maxQuotedCharacters) break;
    if (text.charCodeAt(at + 1) !== quote) return { at, doubled, scanned: at };
    doubled = true;
    at += 2;
  }
  return { at: -1, doubled, scanned: Math.min(at, open + maxQuotedCharacters) };
}

/** One damaged line: fields whose quotation marks do match are unquoted, all others are taken as they stand. */
function splitLine(text: string, delimiter: string, start: number): Fields {
  let stop = start;
  while (stop < text.length && text.charCodeAt(stop) !== lineFeed && text.charCodeAt(stop) !== carriageReturn)
    stop += 1;
  const line = text.slice(start, stop);
  const fields: string[] = [];
  const quoted: boolean[] = [];
  for (let at = 0; at <= line.length; ) {
    const close = line.charCodeAt(at) === quote ? closingQuote(line, at, line.lastIndexOf('"')).at : -1;
    const whole = close >= 0 && (close + 1 === line.length || line.startsWith(delimiter, close + 1));
    const next = whole ? close + 1 : line.indexOf(delimiter, at);
    const end = next < 0 ? line.length : next;
    fields.push(whole ? line.slice(at + 1, close).replaceAll('""', '"') : line.slice(at, end));
    quoted.push(whole);
    at = end + 1;
  }
  return { fields, quoted, end: afterLineBreak(text, stop), innerLines: 0 };
}

function afterLineBreak(text: string, at: number): number {
  return at + (text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === lineFeed ? 2 : 1);
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) count += 1;
  }
  return count;
}
