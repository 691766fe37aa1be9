import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { refused } from './refused.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A page of another site must not act with this user's cookie. Browsers say where a request comes from
 * (`Sec-Fetch-Site`, `Origin`); a request that says "elsewhere" and would change something is refused. Programs with
 * an API key send neither and carry no cookie.
 */
export function guardOrigin(request: FastifyRequest, config: Config): void {
  if (SAFE.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw refused('ROLE', { ability: 'same-origin' });
  const { origin } = request.headers;
  if (origin === undefined) return;
  const own = config.publicUrl?.origin ?? `${request.protocol}://${request.host}`;
  if (origin !== own) throw refused('ROLE', { ability: 'same-origin' });
}
