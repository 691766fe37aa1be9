import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { type Callers, needsAbility } from '../http/caller.ts';
import { type Routes, workspaceParams } from '../http/routes.ts';
import { workspaceHealth, workspaceHealthSchema } from './health.ts';
import type { Storage } from './storage.ts';

/** Is it alive, which version, does the database answer, is there room? Says nothing about anyone's data. */
export function healthRoutes(app: Routes, deps: Deps, config: Config, storage: Storage): void {
  const health = z.object({
    status: z.enum(['ok', 'database']),
    version: z.string(),
    database: z.boolean(),
    storage: z.enum(['ok', 'low']).meta({ description: '`low` = nothing is written until space is freed' }),
  });
  app.get(
    '/api/health',
    { schema: { tags: ['ops'], summary: 'Health', security: [], response: { 200: health, 503: health } } },
    async (_, reply) => {
      const database = await deps.pool.query('SELECT 1').then(
        () => true,
        () => false,
      );
      return reply.status(database ? 200 : 503).send({
        status: database ? ('ok' as const) : ('database' as const),
        version: config.version,
        database,
        storage: (await storage.isLow()) ? ('low' as const) : ('ok' as const),
      });
    },
  );
}

/** What an owner should know to sleep well. */
export function workspaceHealthRoutes(
  app: Routes,
  callers: Callers,
  deps: Deps,
  config: Config,
  storage: Storage,
): void {
  app.get(
    '/workspaces/:workspace/health',
    {
      schema: {
        tags: ['ops'],
        summary: 'Version, database, room, size of the workspace, last backup; for owners',
        params: workspaceParams,
        response: { 200: workspaceHealthSchema },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      needsAbility(caller, 'workspace.manage');
      return workspaceHealth(deps, config, storage, caller);
    },
  );
}
