import {
  actualRowSchema,
  attainmentSchema,
  baselineSchema,
  pastActualsSchema,
  ruleHistorySchema,
} from '@shapan/contract';
import type { Organisation } from '@shapan/engine';
import { z } from 'zod';
import type { Callers } from '../../http/caller.ts';
import { bookParams, type Routes, workspaceParams } from '../../http/routes.ts';
import type { TrackingService } from './service.ts';

const memberPairs = z
  .string()
  .max(2_000)
  .default('')
  .meta({ description: 'Places: `dimension:member`, several with commas' });

function readPairs(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').flatMap((pair) => {
    const [dimension, member] = pair.split(':');
    return dimension && member ? [[dimension, member] as const] : [];
  });
  return Object.fromEntries(pairs);
}

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
          members: memberPairs.meta({
            description:
              'Instead of `along`: one place alone, in every period. `dimension:member`, several with commas',
          }),
          organisation: z
            .union([z.literal('asWas'), z.iso.date()])
            .default('asWas')
            .meta({
              description: 'asWas = each period under the parents of its time; a day = all under those of it',
            }),
        }),
        response: { 200: attainmentSchema },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      const { organisation: named, ...query } = request.query;
      const organisation: Organisation = named === 'asWas' ? named : { asOf: named };
      const members = readPairs(query.members);
      return tracking.attainment(caller, request.params.book, { ...query, organisation, members });
    },
  );

  app.get(
    '/workspaces/:workspace/books/:book/baseline',
    {
      schema: {
        tags,
        summary:
          'What would come without any initiative, at every node of a dimension and of time: what was reached in the same days of the year before, or what the target states',
        params: bookParams,
        querystring: z.object({
          target: z.string().max(64),
          along: z.coerce.number().int().min(0).max(15).default(0),
          at: memberPairs.meta({
            description:
              'Where the other dimensions stand: `dimension:member`, several with commas; else at their top',
          }),
          depth: z.coerce.number().int().min(0).max(15).optional().meta({
            description: 'How far down periods are told: 0 = the whole of them alone. Left out: all of them',
          }),
        }),
        response: { 200: baselineSchema },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      const at = readPairs(request.query.at);
      return tracking.baseline(caller, request.params.book, { ...request.query, at });
    },
  );

  app.get(
    '/workspaces/:workspace/books/:book/rule-history',
    {
      schema: {
        tags,
        summary: 'Weights for a breakdown rule from what was reached in the same days of earlier years',
        params: bookParams,
        querystring: z.object({
          target: z.string().max(64),
          dimension: z.string().max(64).optional().meta({ description: 'Left out = along time' }),
          level: z.enum(['next', 'leaves']).default('leaves'),
          members: memberPairs,
          time: z.string().max(40).optional(),
          years: z.coerce.number().int().min(1).max(10).default(3),
          window: z
            .enum(['years', 'trailing'])
            .default('years')
            .meta({ description: '`trailing` = the twelve months before the window, of members only' }),
        }),
        response: { 200: ruleHistorySchema },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      const members = readPairs(request.query.members);
      return tracking.ruleHistory(caller, request.params.book, { ...request.query, members });
    },
  );

  app.get(
    '/workspaces/:workspace/books/:book/past-actuals',
    {
      schema: {
        tags,
        summary:
          'What was reached at a place before the window of a target: `past` of an entry by the calendar',
        params: bookParams,
        querystring: z.object({
          target: z.string().max(64),
          members: memberPairs,
          years: z.coerce.number().int().min(1).max(9).default(3),
          by: z.enum(['day', 'month']).default('month'),
          signed: z.stringbool().default(false).meta({
            description:
              '`true` = days or months in which more was taken back than reached are told, too, below zero',
          }),
        }),
        response: { 200: pastActualsSchema },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      const members = readPairs(request.query.members);
      return tracking.pastActuals(caller, request.params.book, { ...request.query, members });
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
          members: memberPairs,
          limit: z.coerce.number().int().min(1).max(1_000).default(100),
          offset: z.coerce.number().int().min(0).default(0),
        }),
        response: { 200: z.array(actualRowSchema) },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      return tracking.rows(caller, { ...request.query, members: readPairs(request.query.members) });
    },
  );
}
