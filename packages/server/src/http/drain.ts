import { setTimeout as sleep } from 'node:timers/promises';
import type { Routes } from './routes.ts';

/** How long a stop waits for what is under way. */
export const DRAIN_MS = 10_000;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Never ends by itself, so a stop does not wait for it. */
    endless?: boolean;
  }
}

/**
 * A stop takes no new requests and lets the accepted ones end: their work, also when nobody waits for the answer any
 * more, and their answers on the way out. Only then may what they stand on be taken away.
 */
export function drainOnClose(app: Routes): void {
  const underWay = new Set<Promise<unknown>>();
  app.addHook('onRoute', (route) => {
    const { handler } = route;
    if (route.config?.endless) return;
    route.handler = function drained(request, reply) {
      const answered = new Promise<void>((resolve) => {
        reply.raw.once('finish', resolve);
        reply.raw.once('close', resolve);
      });
      const work = (async () => handler.call(this, request, reply))();
      const done = Promise.allSettled([work, answered]);
      underWay.add(done);
      void done.then(() => underWay.delete(done));
      return work;
    };
  });
  app.addHook('preClose', async () => {
    await Promise.race([Promise.all(underWay), sleep(DRAIN_MS, undefined, { ref: false })]);
  });
}
