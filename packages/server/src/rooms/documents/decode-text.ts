import { ok, problem, type Result, refuse } from '@shapan/engine';
import type { Encoding } from './table.ts';

/**
 * Bytes to text: byte order mark, else strict UTF-8, else GB18030 (what a Chinese Excel saves), else windows-1252.
 *
 * GB18030 can decode almost any bytes, so western text would come out as rare ideographs. It is told apart by its
 * pairs: nearly all Chinese text lies in the GB2312 rows, whose second byte is above A0, while an accented letter
 * followed by a plain one makes a pair whose second byte is ASCII. Where such pairs and undecodable bytes outnumber
 * the common ones, the text is western. Big5 cannot be told from GB18030 this way and has to be chosen by hand.
 */
export function decodeText(bytes: Uint8Array, wanted?: Encoding): Result<DecodedText> {
  const mark = byteOrderMark(bytes);
  const encoding = wanted ?? mark?.encoding ?? (isUtf8(bytes) ? 'utf-8' : guessLegacy(bytes));
  const start = mark?.encoding === encoding ? mark.length : 0;
  const body = bytes.subarray(start);
  const text =
    encoding === 'windows-1252'
      ? decodeWindows1252(body)
      : new TextDecoder(encoding, { ignoreBOM: true }).decode(body);
  const format = knownBinary(text);
  if (format !== undefined) return refuse(problem('FILE_FORMAT_UNKNOWN', undefined, { format }));
  return ok({ text, encoding });
}

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
}

/** By hand: some releases of Node read windows-1252 as Latin-1 and lose its curly quotes, dashes and the euro sign. */
function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(/[\u0080-\u009f]/g, (code) => windows1252[code.charCodeAt(0) - 0x80] ?? code);
}

/** Bytes 80 to 9F; the five unassigned ones stay control characters. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function byteOrderMark(bytes: Uint8Array): { encoding: Encoding; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  // GB18030 has a mark of its own, written by a few editors.
  if (bytes[0] === 0x84 && bytes[1] === 0x31 && bytes[2] === 0x95 && bytes[3] === 0x33)
    return { encoding: 'gb18030', length: 4 };
  return undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function guessLegacy(bytes: Uint8Array): Encoding {
  let common = 0;
  let odd = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail !== 0xff) common += 1;
    else odd += 1;
    // A four-byte sequence (digit as second byte) is skipped as a whole, a pair likewise; a lone byte by itself.
    if (trail >= 0x30 && trail <= 0x39 && (bytes[at + 2] ?? 0) >= 0x81) at += 3;
    else if (trail >= 0x40) at += 1;
  }
  return odd > common ? 'windows-1252' : 'gb18030';
}

/** What people upload by mistake under a table's name; `undefined` when the text looks like text. */
function knownBinary(text: string): string | undefined {
  if (text.startsWith('%PDF-')) return 'pdf';
  if (/^\s*<(?:!doctype html|html|table|meta|head)\b/i.test(text)) return 'html';
  if (/^\s*<\?xml\b/i.test(text)) return 'xml';
  const sample = text.slice(0, 65_536);
  let control = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const code = sample.charCodeAt(at);
    if (code === 0) return 'binary';
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) control += 1;
  }
  return control > 8 && control * 50 > sample.length ? 'binary' : undefined;
}
