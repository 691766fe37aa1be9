import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import type { Routes } from '../http/routes.ts';

/** Is it alive, which version, does the database answer? Says nothing about anyone's data. */
export function healthRoutes(app: Routes, deps: Deps, config: Config): void {
  const health = z.object({ status: z.enum(['ok', 'database']), version: z.string(), database: z.boolean() });
  app.get(
    '/api/health',
    { schema: { tags: ['ops'], summary: 'Health', security: [], response: { 200: health, 503: health } } },
    async (_, reply) => {
      const database = await deps.pool.query('SELECT 1').then(
        () => true,
        () => false,
      );
      const answer = { status: database ? ('ok' as const) : ('database' as const), version: config.version, database };
      return reply.status(database ? 200 : 503).send(answer);
    },
  );
}
