import type { FastifyReply, FastifyRequest } from 'fastify';

/** What the API says is for the asker and this moment: no browser, no proxy keeps it, signed out is signed out. */
export function keepFromCaches(request: FastifyRequest, reply: FastifyReply): void {
  if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
}
