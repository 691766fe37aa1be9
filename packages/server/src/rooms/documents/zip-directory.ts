import { ok, problem, type Result, refuse } from '@shapan/engine';

/**
 * The table of contents of a zip file, read from its end as the format demands, and refused where two readers could
 * see two different archives: repeated names, overlapping parts, local headers that name something else, ZIP64
 * placeholders. Layout after PKWARE APPNOTE 6.3.10, §4.3.
 */
export interface ZipEntry {
  readonly name: string;
  readonly stored: boolean;
  /** Bytes in the file. */
  readonly packedSize: number;
  /** Declared bytes after unpacking. */
  readonly size: number;
  readonly dataStart: number;
  readonly checksum: number;
}

const localHeader = 0x04034b50;
const directoryHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;
const zip64Placeholder = 0xffffffff;

export function readZipDirectory(bytes: Uint8Array, maxEntries: number): Result<readonly ZipEntry[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) return malformed('end');
  const count = view.getUint16(end + 10, true);
  const directorySize = view.getUint32(end + 12, true);
  const directoryStart = view.getUint32(end + 16, true);
  if (count === 0xffff || directoryStart === zip64Placeholder) return malformed('zip64');
  if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count)
    return malformed('disks');
  if (count > maxEntries)
    return refuse(problem('ZIP_BOMB', undefined, { limit: 'entries', value: maxEntries }));
  if (directoryStart + directorySize > end) return malformed('directory');
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = directoryStart;
  for (let index = 0; index < count; index += 1) {
    const entry = readEntry(bytes, view, at, directoryStart);
    if (!entry.ok) return entry;
    // Windows and macOS would see one file where the names differ only in case.
    const key = entry.value.name.toLowerCase();
    if (names.has(key)) return malformed('duplicate', entry.value.name);
    names.add(key);
    entries.push(entry.value);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (at - directoryStart > directorySize) return malformed('directory');
  return overlapping(entries) ?? ok(entries);
}

const malformed = (reason: string, part?: string): Result<never> =>
  refuse(problem('ZIP_MALFORMED', undefined, { reason, ...(part !== undefined && { part }) }));

/** The end record stands last, before a comment of at most 65,535 bytes whose length must fit exactly. */
function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (
      view.getUint32(at, true) === endOfDirectory &&
      at + 22 + view.getUint16(at + 20, true) === view.byteLength
    )
      return at;
  }
  return -1;
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, directoryStart: number): Result<ZipEntry> {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== directoryHeader)
    return malformed('directory');
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const packedSize = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const nameLength = view.getUint16(at + 28, true);
  const offset = view.getUint32(at + 42, true);
  const rawName = bytes.subarray(at + 46, at + 46 + nameLength);
  // Some writers use backslashes; readers look for forward ones.
  const name = new TextDecoder().decode(rawName).replaceAll('\\', '/');
  if ((flags & 0x0041) !== 0) return refuse(problem('FILE_ENCRYPTED', undefined, { part: name }));
  if (method !== 0 && method !== 8) return malformed('method', name);
  if ([packedSize, size, offset].includes(zip64Placeholder)) return malformed('zip64', name);
  if (offset + 30 > directoryStart || view.getUint32(offset, true) !== localHeader)
    return malformed('local', name);
  const localNameLength = view.getUint16(offset + 26, true);
  const localName = bytes.subarray(offset + 30, offset + 30 + localNameLength);
  if (Buffer.compare(rawName, localName) !== 0) return malformed('local', name);
  const dataStart = offset + 30 + localNameLength + view.getUint16(offset + 28, true);
  if (dataStart + packedSize > directoryStart) return malformed('range', name);
  return ok({
    name,
    stored: method === 0,
    packedSize,
    size,
    dataStart,
    checksum: view.getUint32(at + 16, true),
  });
}

/** Overlapping parts let one stretch of bytes unpack many times. */
function overlapping(entries: readonly ZipEntry[]): Result<never> | undefined {
  const sorted = entries.toSorted((a, b) => a.dataStart - b.dataStart);
  for (let index = 1; index < sorted.length; index += 1) {
    const before = sorted[index - 1];
    const entry = sorted[index];
    if (before && entry && entry.dataStart < before.dataStart + before.packedSize + 30)
      return malformed('overlap', entry.name);
  }
  return undefined;
}
