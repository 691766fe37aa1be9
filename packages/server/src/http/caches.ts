import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from './caller.ts';

/** What the API says is for the asker and this moment: no browser, no proxy keeps it, signed out is signed out. */
export function keepFromCaches(request: FastifyRequest, reply: FastifyReply): void {
  if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
}

/**
 * The one exception (decision 0014): large bytes that the asker's browser may keep, and asks about every time. Answers
 * whether it has them already. The tag is of the very bytes and of whom they are for, so whatever they depend on – rights,
 * scope, the day, a restored backup – cannot be forgotten in it, and nobody is told that somebody else's are theirs.
 */
export function isKeptByBrowser(
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Caller,
  bytes: Uint8Array,
): boolean {
  if (caller.byKey || !clearsWhenTold(request)) return false;
  const hash = createHash('sha256').update(caller.workspaceId).update(caller.member).update(bytes);
  const tag = `"${hash.digest('base64url')}"`;
  reply.header('cache-control', 'private, no-cache').header('etag', tag);
  // A proxy that compresses what passes through calls the tag a weak one.
  return request.headers['if-none-match']?.replace(/^W\//, '') === tag;
}

/**
 * Browsers clear what they keep only where the way to the server cannot be listened to, and say so with every question
 * they ask there.
 */
const clearsWhenTold = ({ headers }: FastifyRequest): boolean => headers['sec-fetch-site'] === 'same-origin';

/** With the answer that ends a session: what the browser keeps of this site goes with it. */
export const clearKept = (reply: FastifyReply): FastifyReply => reply.header('clear-site-data', '"cache"');
