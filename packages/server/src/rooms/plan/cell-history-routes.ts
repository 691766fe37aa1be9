import { cellEventSchema, cellShareSchema } from '@shapan/contract';
import { z } from 'zod';
import type { Callers } from '../../http/caller.ts';
import { bookParams, type Routes } from '../../http/routes.ts';
import type { PlanService } from './service.ts';

const cell = {
  target: z.string().max(64),
  members: z.string().max(2_000).default('').meta({ description: 'Member ids with commas, `*` for a top' }),
  time: z.string().max(40),
};

const placeOf = ({ target, members, time }: { target: string; members: string; time: string }) => ({
  target,
  members: members ? members.split(',') : [],
  time,
});

/** Why is my number this (SPR-T89)? */
export function cellHistoryRoutes(app: Routes, callers: Callers, plans: PlanService): void {
  const tags = ['plan'];

  app.get(
    '/workspaces/:workspace/books/:book/cell-history',
    {
      schema: {
        tags,
        summary: 'Why is this number what it is: the entries that shaped a cell and the leaves below it',
        params: bookParams,
        querystring: z.object({
          ...cell,
          before: z.coerce.number().int().min(1).optional(),
          limit: z.coerce.number().int().min(1).max(500).default(200),
        }),
        response: { 200: z.array(cellEventSchema) },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      const { before, limit } = request.query;
      return plans.cellHistory(caller, request.params.book, placeOf(request.query), { before, limit });
    },
  );

  app.get(
    '/workspaces/:workspace/books/:book/cell-history/:position',
    {
      schema: {
        tags,
        summary: 'How the number of one entry came to a cell below it: basis, share, holds, rounding',
        params: bookParams.extend({ position: z.coerce.number().int().min(1) }),
        querystring: z.object(cell),
        response: {
          200: z.object({ share: cellShareSchema.nullable() }).meta({
            description: '`null` = the method gives no shares, or nothing was typed above the cell',
          }),
        },
      },
    },
    async (request) => {
      const { workspace, book, position } = request.params;
      const caller = await callers.member(request, workspace);
      return { share: await plans.cellShare(caller, book, placeOf(request.query), position) };
    },
  );
}
