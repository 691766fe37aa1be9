import { type Cell, emptyCell, spreadsheetErrors } from './table.ts';

/**
 * The typing rules of a CSV field: unquoted fields are typed, quoted fields are text, and an apostrophe guards text that a
 * spreadsheet would run as a formula. `csvText` of the contract is their inverse, which a thread of readers needs not load.
 */
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const dateTime = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(\.\d{3})?)?)?$/;

/** OWASP's list of formula triggers and their full-width twins, possibly behind apostrophes added before. */
const formulaLike = /^'*[=+\-@\t\r\n＝＋－＠]/;

export function readCsvField(field: string, quoted: boolean): Cell {
  if (field === '') return emptyCell;
  if (field.startsWith("'") && formulaLike.test(field)) return { type: 'text', text: field.slice(1) };
  if (quoted) return { type: 'text', text: field };
  return typedCell(field) ?? { type: 'text', text: field };
}

function typedCell(field: string): Cell | undefined {
  const first = field.charCodeAt(0);
  const last = field.charCodeAt(field.length - 1);
  const isDigit = (code: number) => code >= 48 && code <= 57;
  // Most fields are words: look at two characters before trying patterns.
  if (first === 35) return spreadsheetErrors.has(field) ? { type: 'error', text: field } : undefined;
  if (field === 'TRUE' || field === 'FALSE') return { type: 'boolean', value: field === 'TRUE' };
  if (!(first === 45 || isDigit(first)) || !isDigit(last)) return undefined;
  if (number.test(field)) return { type: 'number', text: field };
  return dateCell(field);
}

function dateCell(field: string): Cell | undefined {
  const match = dateTime.exec(field);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = '00', fraction = ''] = match;
  const time = new Date(0);
  time.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // 30 February moves on to March: then it is not a date but somebody's text.
  if (time.getUTCMonth() + 1 !== Number(month) || time.getUTCDate() !== Number(day)) return undefined;
  const date = `${year}-${month}-${day}`;
  return { type: 'date', text: hour === undefined ? date : `${date}T${hour}:${minute}:${second}${fraction}` };
}
