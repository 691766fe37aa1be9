import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { newSecret } from './secret.ts';

/**
 * A browser that somebody has signed in with keeps a cookie that says so for this account. It opens nothing; it only
 * tells the owner's own browser from strangers while these guess at the password.
 */
export interface KnownDevices {
  /** The device's name for itself; `undefined` = nobody has signed in to this account with it. */
  of(request: FastifyRequest, email: string): string | undefined;
  /** To be set after a sign-in. */
  cookieFor(email: string): string;
}

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export function createKnownDevices(secret: string, isSecure: boolean): KnownDevices {
  const nameOf = (email: string): string =>
    `${isSecure ? '__Secure-' : ''}shapan.device.${createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 12)}`;
  const signed = (email: string, device: string): Buffer =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['device', email.toLowerCase(), device]))
      .digest();

  return {
    of({ headers }, email) {
      const name = `${nameOf(email)}=`;
      const cookie = headers.cookie?.split('; ').find((one) => one.startsWith(name));
      const [device = '', signature = ''] = cookie?.slice(name.length).split('.') ?? [];
      const [given, wanted] = [Buffer.from(signature, 'base64url'), signed(email, device)];
      return given.length === wanted.length && timingSafeEqual(given, wanted) ? device : undefined;
    },

    cookieFor(email) {
      const device = newSecret();
      const value = `${device}.${signed(email, device).toString('base64url')}`;
      const secure = isSecure ? '; Secure' : '';
      return `${nameOf(email)}=${value}; Path=/api/auth; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
    },
  };
}
