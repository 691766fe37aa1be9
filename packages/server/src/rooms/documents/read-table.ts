import { ok, problem, type Result, refuse } from '@shapan/engine';
import { decodeText } from './decode-text.ts';
import { readCsv } from './read-csv.ts';
import { readWorkbook } from './read-xlsx.ts';
import { sniffDelimiter } from './sniff-delimiter.ts';
import { limits, type ReadOptions, type ReadOutcome, Refused, valueOf } from './table.ts';

/**
 * Any table a person may upload, decided by its content and never by its name. Parsing is synchronous work and may
 * take seconds: a server calls `readTablesInWorker`, which runs this function behind a memory limit and a deadline.
 */
export async function readTables(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
): Promise<Result<ReadOutcome>> {
  if (bytes.length === 0) return refuse(problem('FILE_EMPTY'));
  if (bytes.length > limits.fileBytes)
    return refuse(problem('FILE_TOO_LARGE', undefined, { bytes: bytes.length, limit: limits.fileBytes }));
  try {
    if (startsWith(bytes, [0x50, 0x4b])) return await readWorkbook(bytes, options);
    if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return refuseOldContainer(bytes);
    return readText(bytes, fileName, options);
  } catch (error) {
    if (error instanceof Refused) return refuse(...error.problems);
    throw error;
  }
}

function readText(bytes: Uint8Array, fileName: string, options: ReadOptions): Result<ReadOutcome> {
  const { text, encoding } = valueOf(decodeText(bytes, options.encoding));
  const delimiter = options.delimiter ?? sniffDelimiter(text);
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter)) return refuse(problem('INVALID', 'delimiter'));
  const name = fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
  const sheet = valueOf(readCsv(text, delimiter, name));
  return ok({ format: 'csv', encoding, delimiter, sheets: [sheet], skippedSheets: [] });
}

/** The container of the 1990s holds old .xls workbooks and all password-protected new ones. */
function refuseOldContainer(bytes: Uint8Array): Result<never> {
  const protectedWorkbook = Buffer.from('EncryptedPackage', 'utf16le');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(protectedWorkbook)
    ? refuse(problem('FILE_ENCRYPTED'))
    : refuse(problem('FILE_FORMAT_UNKNOWN', undefined, { format: 'xls' }));
}

const startsWith = (bytes: Uint8Array, head: readonly number[]) =>
  head.every((byte, at) => bytes[at] === byte);
