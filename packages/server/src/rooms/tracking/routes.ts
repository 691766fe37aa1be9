import { actualRowSchema, attainmentSchema } from '@shapan/contract';
import { z } from 'zod';
import type { Callers } from '../../http/caller.ts';
import { bookParams, type Routes, workspaceParams } from '../../http/routes.ts';
import type { TrackingService } from './service.ts';

/** Where a plan stands, and the rows that say so. */
export function trackingRoutes(app: Routes, callers: Callers, tracking: TrackingService): void {
  const tags = ['tracking'];

  app.get(
    '/workspaces/:workspace/books/:book/attainment',
    {
      schema: {
        tags,
        summary: 'Target against actual and against time, at every node of a dimension and of time',
        params: bookParams,
        querystring: z.object({
          target: z.string().max(64),
          asOf: z.iso.date().optional(),
          basis: z.enum(['natural', 'working']).default('natural'),
          along: z.coerce.number().int().min(0).max(15).default(0),
        }),
        response: { 200: attainmentSchema },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      return tracking.attainment(caller, request.params.book, request.query);
    },
  );

  app.get(
    '/workspaces/:workspace/actuals',
    {
      schema: {
        tags,
        summary: 'Ledger rows of a metric, newest first',
        params: workspaceParams,
        querystring: z.object({
          metric: z.string().max(64),
          from: z.iso.date().default('0001-01-01'),
          to: z.iso.date().default('9999-12-31'),
          members: z
            .string()
            .max(2_000)
            .default('')
            .meta({ description: 'Places: `dimension:member`, several with commas' }),
          limit: z.coerce.number().int().min(1).max(1_000).default(100),
          offset: z.coerce.number().int().min(0).default(0),
        }),
        response: { 200: z.array(actualRowSchema) },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      const pairs = request.query.members.split(',').flatMap((pair) => {
        const [dimension, member] = pair.split(':');
        return dimension && member ? [[dimension, member] as const] : [];
      });
      return tracking.rows(caller, { ...request.query, members: Object.fromEntries(pairs) });
    },
  );
}
