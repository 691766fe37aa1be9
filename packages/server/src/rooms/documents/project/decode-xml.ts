import { ok, problem, type Result, refuse } from '@shapan/engine';

/** Encodings by the names that declarations give them; each is read strictly. */
const encodings: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  'us-ascii': 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  gb18030: 'gb18030',
  big5: 'big5',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
};

/**
 * The text of an XML file: by its byte order mark, else by what its declaration says, else UTF-8. Bytes that mean nothing in that
 * encoding, and encodings nobody knows, are `FILE_UNREADABLE` (params: encoding): a name read wrongly would be kept wrongly.
 */
export function decodeXml(bytes: Uint8Array): Result<string> {
  const encoding = markOf(bytes) ?? declared(bytes);
  const known = encodings[encoding.toLowerCase()];
  if (known === undefined) return refuse(problem('FILE_UNREADABLE', undefined, { encoding }));
  try {
    return ok(new TextDecoder(known, { fatal: true }).decode(bytes));
  } catch {
    return refuse(problem('FILE_UNREADABLE', undefined, { encoding }));
  }
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function declared(bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  if (head.startsWith('<\0')) return 'utf-16le';
  if (head.startsWith('\0<')) return 'utf-16be';
  return /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1] ?? 'utf-8';
}
