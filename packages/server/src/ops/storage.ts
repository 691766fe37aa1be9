import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { freeBytes } from '../database/free-space.ts';
import { refused } from '../http/refused.ts';

/** How much room the embedded database has left; of a PostgreSQL elsewhere only its operator knows. */
export interface Storage {
  /** Bytes free on the disk that holds the data directory; `null` = not ours to know. */
  free(): Promise<number | null>;
  isLow(): Promise<boolean>;
}

/** Long enough to cost nothing, short enough that the reserve below the threshold cannot be used up meanwhile. */
const FRESH_MS = 3_000;

export function createStorage({ databaseUrl, dataDirectory, minimumFreeBytes }: Config): Storage {
  let seen: { readonly at: number; readonly free: Promise<number | null> } | undefined;
  const measure = (): Promise<number | null> =>
    // A disk that cannot be asked is no reason to refuse work; the database will say what is wrong.
    databaseUrl === undefined ? freeBytes(dataDirectory).catch(() => null) : Promise.resolve(null);
  const free = (): Promise<number | null> => {
    const now = performance.now();
    if (!seen || now - seen.at > FRESH_MS) seen = { at: now, free: measure() };
    return seen.free;
  };
  return {
    free,
    async isLow() {
      const bytes = await free();
      return bytes !== null && bytes < minimumFreeBytes;
    },
  };
}

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * PostgreSQL stops hard on a disk that is really full, so nothing is written from some way before that. Signing in
 * and out stays possible: whoever is to help must be able to look.
 */
export async function guardStorage(request: FastifyRequest, storage: Storage): Promise<void> {
  if (READING.has(request.method) || request.url.startsWith('/api/auth/')) return;
  if (await storage.isLow()) throw refused('STORAGE_FULL');
}
