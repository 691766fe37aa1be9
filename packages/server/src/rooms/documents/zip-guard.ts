import { crc32, inflateRawSync } from 'node:zlib';
import { ok, problem, type Result, refuse } from '@shapan/engine';
import { Refused, valueOf } from './table.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';

/**
 * The gate before every parser of zipped documents (xlsx, docx). It believes nothing a header says: the directory
 * is checked against the limits first, then each part is unpacked under a hard ceiling and must have exactly the
 * declared size. Parsers are only ever given bytes that came through here.
 */
export interface ZipLimits {
  readonly entries: number;
  readonly entryBytes: number;
  readonly totalBytes: number;
  readonly ratio: number;
  /** Parts up to this size may have any ratio: a few kilobytes of repeated XML compress extremely well. */
  readonly ratioFreeBytes: number;
}

export const zipLimits: ZipLimits = {
  entries: 200,
  entryBytes: 50 * 1024 * 1024,
  totalBytes: 100 * 1024 * 1024,
  ratio: 100,
  ratioFreeBytes: 1024 * 1024,
};

export interface GuardedZip {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Unpack one part; refuses a wrong length or checksum and what exceeds the running total. */
  read(name: string): Result<Uint8Array>;
}

export function openGuardedZip(bytes: Uint8Array, limits: ZipLimits = zipLimits): Result<GuardedZip> {
  try {
    const entries = valueOf(readZipDirectory(bytes, limits.entries));
    checkDeclaredSizes(entries, limits);
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    let unpacked = 0;
    return ok({
      names: entries.map((entry) => entry.name),
      has: (name) => byName.has(name),
      read(name) {
        const entry = byName.get(name);
        if (!entry) return refuse(problem('NOT_FOUND', undefined, { part: name }));
        const content = unpack(bytes, entry, Math.min(limits.entryBytes, limits.totalBytes - unpacked));
        if (content.ok) unpacked += content.value.length;
        return content;
      },
    });
  } catch (error) {
    if (error instanceof Refused) return refuse(...error.problems);
    throw error;
  }
}

function checkDeclaredSizes(entries: readonly ZipEntry[], limits: ZipLimits): void {
  let total = 0;
  for (const { name, size, packedSize } of entries) {
    total += size;
    const bomb = (limit: string, value: number) =>
      new Refused([problem('ZIP_BOMB', undefined, { part: name, limit, value })]);
    if (size > limits.entryBytes) throw bomb('entryBytes', limits.entryBytes);
    if (total > limits.totalBytes) throw bomb('totalBytes', limits.totalBytes);
    if (size > limits.ratioFreeBytes && size > packedSize * limits.ratio) throw bomb('ratio', limits.ratio);
  }
}

function unpack(bytes: Uint8Array, entry: ZipEntry, ceiling: number): Result<Uint8Array> {
  const packed = bytes.subarray(entry.dataStart, entry.dataStart + entry.packedSize);
  const malformed = refuse(problem('ZIP_MALFORMED', undefined, { part: entry.name, reason: 'content' }));
  const tooLarge = refuse(
    problem('ZIP_BOMB', undefined, { part: entry.name, limit: 'totalBytes', value: ceiling }),
  );
  if (entry.size > ceiling) return tooLarge;
  // A flipped bit in an amount would be read as another amount: the checksum decides.
  const checked = (content: Uint8Array) => (crc32(content) === entry.checksum ? ok(content) : malformed);
  if (entry.stored) return packed.length === entry.size ? checked(packed) : malformed;
  try {
    // One byte more than declared is enough to catch a header that lies.
    const content = inflateRawSync(packed, { maxOutputLength: entry.size + 1 });
    return content.length === entry.size ? checked(content) : lies(entry);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? lies(entry) : malformed;
  }
}

const lies = (entry: ZipEntry) =>
  refuse(problem('ZIP_BOMB', undefined, { part: entry.name, limit: 'declaredBytes', value: entry.size }));
