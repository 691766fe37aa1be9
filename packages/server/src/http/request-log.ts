import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

/** Addresses that end in a secret: an invitation's, or that of a new password, on the API and as the page of the link. */
const SECRET = /(\/(?:invites|join|reset)\/)(?!accept(?:[/?#]|$))[^/?#]+/g;

/** An address as it may be written down: whoever reads the log gets no way in. */
export const withoutSecret = (url: string): string => url.replace(SECRET, '$1…');

/** What the log says of a request: fastify's own line, with the address free of secrets. */
function asLogged({ method, url, host, ip, socket }: FastifyRequest) {
  const remotePort = socket?.remotePort;
  return {
    method,
    url: withoutSecret(url),
    host,
    remoteAddress: ip,
    ...(remotePort !== undefined && { remotePort }),
  };
}

/** How requests are logged; `false` = not at all. */
export function requestLog(logger: Config['logger']) {
  if (logger === false) return false;
  return { ...(logger !== true && logger), serializers: { req: asLogged } };
}
