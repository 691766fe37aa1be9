import helmet from 'helmet';
import type { Config } from '../config.ts';
import type { Routes } from './routes.ts';

/** What browsers may do with an answer. It is the same for every one of them and worked out once. */
export function sendSecurityHeaders(app: Routes, config: Config): void {
  const setHeaders = helmet(headersFor(config));
  app.addHook('onRequest', (request, reply, done) => setHeaders(request.raw, reply.raw, done as () => void));
}

function headersFor(config: Config) {
  return {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Positions of grid cells and chart parts are element styles.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: config.publicUrl?.protocol === 'https:' ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' as const },
  };
}
