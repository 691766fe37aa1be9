import { statfs } from 'node:fs/promises';
import { DatabaseError } from './errors.ts';

/** Two WAL segments of 16 MiB are what a checkpoint may ask for at once; below 200 MB writes are refused. */
const walSegmentBytes = 16 * 1024 * 1024;
export const minimumFreeBytes = Math.max(200_000_000, 2 * walSegmentBytes);

/** Bytes an ordinary user may still write on the file system that holds `directory`. */
export async function freeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/** PostgreSQL panics at the next checkpoint of a full disk, so writes are refused before that. */
export async function assertFreeSpace(directory: string, needed = minimumFreeBytes): Promise<void> {
  const free = await freeBytes(directory);
  if (free < needed) throw diskFull(directory, free, needed);
}

export function diskFull(directory: string, free: number, needed = minimumFreeBytes): DatabaseError {
  return new DatabaseError(
    'DISK_FULL',
    `Only ${megabytes(free)} MB are free below ${directory}; ${megabytes(needed)} MB are needed. Free some space; nothing is lost.`,
    { directory, freeBytes: free, neededBytes: needed },
  );
}

const megabytes = (bytes: number): number => Math.floor(bytes / 1_000_000);
