import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupError } from './backup-error.ts';

/**
 * A backup is one gzip'd file of JSON lines: a manifest; per table a heading and its rows, each row an array of
 * texts as PostgreSQL writes them (binary as base64, `null` as null); the row counts; and last the SHA-256 of
 * everything before. Whatever is cut off or changed is noticed before a single row is used.
 */
export const backupFormat = 1;

export interface Manifest {
  readonly shapan: 'backup';
  readonly format: number;
  /** Version of the program that wrote it. */
  readonly program: string;
  readonly migrations: readonly string[];
  readonly createdAt: string;
  /** A single workspace, or the whole installation. */
  readonly workspace: string | null;
}

export type BackupLine =
  | { readonly type: 'manifest'; readonly manifest: Manifest }
  | { readonly type: 'table'; readonly table: string; readonly columns: readonly string[] }
  | { readonly type: 'row'; readonly json: string }
  | { readonly type: 'counts'; readonly counts: Readonly<Record<string, number>> };

/** Written beside its place, synced, checked, then renamed: a backup is wholly there or not at all. */
export async function writeBackupFile<T>(
  path: string,
  content: AsyncIterable<string>,
  check: (unfinished: string) => Promise<T>,
): Promise<T> {
  if (await exists(path)) {
    throw new BackupError('BACKUP_EXISTS', `${path} exists already. Choose another name.`, { file: path });
  }
  const unfinished = `${path}.unfinished-${process.pid}`;
  try {
    // It holds everybody's data and password hashes: nobody else may read it.
    const target = createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(Readable.from(sealed(content)), createGzip(), target);
    const checked = await check(unfinished);
    await rename(unfinished, path);
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
    return checked;
  } catch (error) {
    await rm(unfinished, { force: true });
    const { code, path: place } = error as NodeJS.ErrnoException;
    if (place === undefined && code !== 'ENOSPC') throw error;
    throw new BackupError(
      'BACKUP_UNWRITABLE',
      `${path} cannot be written: ${(error as Error).message}`,
      { file: path, reason: code ?? 'unknown' },
      error,
    );
  }
}

async function* sealed(content: AsyncIterable<string>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const text of content) {
    const bytes = Buffer.from(text, 'utf8');
    hash.update(bytes);
    yield bytes;
  }
  yield Buffer.from(`${JSON.stringify({ sha256: hash.digest('hex') })}\n`);
}

/** Every line in order, in constant memory. @throws BackupError at the first thing that is not as it was written. */
export async function* readBackupFile(path: string): AsyncGenerator<BackupLine> {
  const hash = createHash('sha256');
  let first = true;
  let seal: string | undefined;
  for await (const line of rawLines(path)) {
    if (seal !== undefined) throw damaged(path, 'something follows its end');
    if (line.subarray(0, 10).toString() === '{"sha256":') {
      seal = parse<{ sha256: string }>(path, line.toString()).sha256;
      continue;
    }
    const read = lineOf(path, line.toString(), first);
    hash.update(line).update('\n');
    first = false;
    yield read;
  }
  if (first) throw unreadable(path, 'it is empty');
  if (seal === undefined) throw damaged(path, 'its end is missing');
  if (seal !== hash.digest('hex')) throw damaged(path, 'its checksum differs');
}

function lineOf(path: string, json: string, first: boolean): BackupLine {
  if (first) return { type: 'manifest', manifest: manifestOf(path, json) };
  if (json.startsWith('[')) return { type: 'row', json };
  const heading = parse<{ table?: string; columns?: string[]; counts?: Record<string, number> }>(path, json);
  if (heading.counts) return { type: 'counts', counts: heading.counts };
  if (heading.table === undefined || !heading.columns) throw damaged(path, 'a line has no known form');
  return { type: 'table', table: heading.table, columns: heading.columns };
}

function manifestOf(path: string, json: string): Manifest {
  const manifest = json.startsWith('{"shapan":"backup"') ? parse<Manifest>(path, json) : undefined;
  if (!manifest) throw unreadable(path, 'it is not a backup of Shapan');
  if (manifest.format > backupFormat) {
    throw newer(path, `format ${manifest.format}`, `format ${backupFormat}`);
  }
  return manifest;
}

async function* rawLines(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  const unpacked = createGunzip();
  // Errors of the file travel through the same loop as those of the container.
  file.once('error', (error) => unpacked.destroy(error));
  file.pipe(unpacked);
  let pending: Buffer[] = [];
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        pending.push(chunk.subarray(from, end));
        yield pending.length === 1 ? (pending[0] as Buffer) : Buffer.concat(pending);
        pending = [];
        from = end + 1;
      }
      if (from < chunk.length) pending.push(chunk.subarray(from));
    }
  } catch (error) {
    throw ofStream(path, error as NodeJS.ErrnoException);
  } finally {
    file.destroy();
  }
  if (pending.length > 0) throw damaged(path, 'its last line is cut');
}

function ofStream(path: string, error: NodeJS.ErrnoException): unknown {
  if (error.code === 'Z_DATA_ERROR' && /incorrect header/.test(error.message)) {
    return unreadable(path, 'it is not a gzip file', error);
  }
  if (error.code?.startsWith('Z_')) return damaged(path, 'it cannot be unpacked to its end', error);
  if (error.syscall !== undefined) return unreadable(path, error.code ?? error.message, error);
  return error;
}

function parse<T>(path: string, json: string): T {
  try {
    return JSON.parse(json) as T;
  } catch (error) {
    throw damaged(path, 'a line cannot be read', error);
  }
}

export function damaged(file: string, reason: string, cause?: unknown): BackupError {
  return new BackupError(
    'BACKUP_DAMAGED',
    `${file} is damaged (${reason}). Nothing was written; use another backup.`,
    { file, reason },
    cause,
  );
}

function unreadable(file: string, reason: string, cause?: unknown): BackupError {
  return new BackupError('BACKUP_UNREADABLE', `${file} cannot be used: ${reason}.`, { file, reason }, cause);
}

export function newer(file: string, found: string, known: string): BackupError {
  return new BackupError(
    'BACKUP_NEWER',
    `${file} was written by a newer Shapan (${found}; this one knows ${known}). Update the program first.`,
    { file, found, known },
  );
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
