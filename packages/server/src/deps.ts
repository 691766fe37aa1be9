import type pg from 'pg';
import type { DatabaseLog } from './database/log.ts';
import type { Live } from './live/live.ts';
import type { Passwords } from './rooms/people/password.ts';
import type { BookCache } from './rooms/plan/book-cache.ts';

/** The world, handed in once: nothing below reads the clock, makes an id or opens a connection by itself. */
export interface Deps {
  readonly pool: pg.Pool;
  readonly log: DatabaseLog;
  readonly clock: () => Date;
  /** Where a day begins: an IANA name. */
  readonly timeZone: string;
  /** So much may the files of evidence of one workspace take. */
  readonly evidenceBytes: number;
  /** A new time-ordered UUID. */
  readonly newId: () => string;
  readonly books: BookCache;
  readonly live: Live;
  /** The way of the authentication library, whose cost keeps guesses few, unless another is given. */
  readonly passwords?: Passwords;
}
