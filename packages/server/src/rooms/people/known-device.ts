import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Tx } from '../../database/tx.ts';
import { newSecret } from './secret.ts';

/**
 * A browser that somebody has signed in with keeps a cookie that says so for this account. It opens nothing; it only
 * tells the owner's own browser from strangers while these guess at the password. It is worth nothing after a while, nor
 * after a new password or the end of sessions: see `devicesEnded`.
 */
export interface KnownDevices {
  /** The device that a request says it is; `undefined` = nobody has signed in to this account with it lately. */
  of(request: FastifyRequest, email: string): Device | undefined;
  /** To be set after a sign-in; a device that was known keeps its name. `from`: known from then on, now when left out. */
  cookieFor(email: string, device?: Device, from?: Date): string;
}

export interface Device {
  /** The device's name for itself. */
  readonly name: string;
  /** When somebody signed in with it last. */
  readonly since: Date;
}

/** Whoever has not signed in for a quarter of a year is a stranger again. */
const KNOWN_SECONDS = 90 * 24 * 60 * 60;

export function createKnownDevices(secret: string, isSecure: boolean, clock: () => Date): KnownDevices {
  const nameOf = (email: string): string =>
    `${isSecure ? '__Secure-' : ''}shapan.device.${createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 12)}`;
  const signed = (email: string, device: string, since: string): Buffer =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['device', email.toLowerCase(), device, since]))
      .digest();

  return {
    of({ headers }, email) {
      const prefix = `${nameOf(email)}=`;
      const cookie = headers.cookie?.split('; ').find((one) => one.startsWith(prefix));
      const [name = '', at = '', signature = ''] = cookie?.slice(prefix.length).split('.') ?? [];
      const [given, wanted] = [Buffer.from(signature, 'base64url'), signed(email, name, at)];
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
      const since = new Date(Number(at));
      const age = clock().getTime() - since.getTime();
      return age < KNOWN_SECONDS * 1000 ? { name, since } : undefined;
    },

    cookieFor(email, device, from = clock()) {
      const name = device?.name ?? newSecret();
      const since = String(from.getTime());
      const value = `${name}.${since}.${signed(email, name, since).toString('base64url')}`;
      const secure = isSecure ? '; Secure' : '';
      return `${nameOf(email)}=${value}; Path=/api/auth; Max-Age=${KNOWN_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
    },
  };
}

/** Devices of an account that were known by this moment are so no more; `undefined` = none was ever ended. */
export async function devicesEnded(tx: Tx, email: string): Promise<Date | undefined> {
  const { rows } = await tx.query<{ since: string }>(
    `SELECT e.since FROM device_epoch e JOIN auth_user u ON u."id" = e.user_id WHERE u."email" = lower($1)`,
    [email],
  );
  return rows[0] && new Date(rows[0].since);
}

/** With a new password, or with sessions that somebody ends, goes what made their browsers known. */
export async function endDevices(tx: Tx, userId: string, at: string): Promise<void> {
  await tx.query(
    `INSERT INTO device_epoch (user_id, since) VALUES ($1, $2)
     ON CONFLICT (user_id) DO UPDATE SET since = excluded.since`,
    [userId, at],
  );
}
