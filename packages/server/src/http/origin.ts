import { isIP } from 'node:net';
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

/**
 * While nobody has an account, whoever gets through owns the installation – so a page of another site must not get
 * through by a name of its own that it lets lead here. An address in numbers or `localhost` is no such name; any other
 * is served when it is the one of `SHAPAN_URL`.
 */
export function guardName({ hostname }: FastifyRequest, { publicUrl }: Config): void {
  const name = hostname.toLowerCase();
  if (name === 'localhost' || isIP(name.replace(/^\[(.*)\]$/, '$1')) > 0) return;
  if (name !== publicUrl?.hostname) throw refused('NAME_NOT_SERVED', { name: hostname.slice(0, 100) });
}
