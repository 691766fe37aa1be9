import {
  bookStateSchema,
  changeSchema,
  entrySchema,
  historyEntrySchema,
  lookBackSchema,
  newBranchSchema,
  newPlanSchema,
  ownEntrySchema,
  packedBookType,
  planSummarySchema,
  submissionAnswerSchema,
  submissionSchema,
} from '@shapan/contract';
import { z } from 'zod';
import { isKeptByBrowser } from '../../http/caches.ts';
import type { Callers } from '../../http/caller.ts';
import { bookParams, type Routes, workspaceParams } from '../../http/routes.ts';
import { cellHistoryRoutes } from './cell-history-routes.ts';
import type { PlanService } from './service.ts';

const limit = z.coerce.number().int().min(1).max(500).default(100);
const position = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Plans, what-ifs and master data: reading them, and the one way to change them. */
export function planRoutes(app: Routes, callers: Callers, plans: PlanService): void {
  const tags = ['plan'];

  app.get(
    '/workspaces/:workspace/plans',
    {
      schema: {
        tags,
        summary: 'Plans and what-ifs',
        params: workspaceParams,
        response: { 200: z.array(planSummarySchema) },
      },
    },
    async (request) => plans.list(await callers.member(request, request.params.workspace)),
  );

  app.post(
    '/workspaces/:workspace/plans',
    {
      schema: {
        tags,
        summary: 'New plan from a scenario, blank, or from an earlier plan',
        params: workspaceParams,
        body: newPlanSchema,
        response: { 201: planSummarySchema },
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      return reply.status(201).send(await plans.create(caller, request.body));
    },
  );

  app.delete(
    '/workspaces/:workspace/plans/:book',
    {
      schema: {
        tags,
        summary: 'Put a plan or what-if into the trash',
        params: bookParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await plans.remove(await callers.member(request, request.params.workspace), request.params.book);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/workspaces/:workspace/plans/:book/recover',
    {
      schema: {
        tags,
        summary: 'Take a plan out of the trash',
        params: bookParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await plans.recover(await callers.member(request, request.params.workspace), request.params.book);
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/workspaces/:workspace/books/:book',
    {
      schema: {
        tags,
        summary: 'State of a book as the caller may see it',
        description: `A book is a plan, a what-if, or the master data (whose id is the workspace id). Whoever accepts \`${packedBookType}\` gets the same as bytes, which are read many times as fast.`,
        params: bookParams,
        querystring: z.object({ position: position.optional() }),
        response: { 200: bookStateSchema },
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      const { book } = request.params;
      if (request.headers.accept !== packedBookType) return plans.read(caller, book, request.query.position);
      const bytes = await plans.readPacked(caller, book, request.query.position);
      reply.header('vary', 'accept').type(packedBookType);
      const isCurrent = request.query.position === undefined;
      const isKept = isCurrent && isKeptByBrowser(request, reply, caller, bytes);
      return (
        isKept ? reply.status(304 as 200).send(undefined as never) : reply.send(bytes as never)
      ) as never;
    },
  );

  app.post(
    '/workspaces/:workspace/books/:book/commands',
    {
      bodyLimit: 64 * 1024 * 1024,
      schema: {
        tags,
        summary: 'Change a book: one submission is one gesture, one entry of the log, one undo',
        params: bookParams,
        body: submissionSchema,
        response: { 200: submissionAnswerSchema },
      },
    },
    async (request) => {
      const { workspace, book } = request.params;
      const presumed = callers.presumed(request, workspace);
      const caller = presumed?.caller ?? (await callers.member(request, workspace));
      return plans.submit(caller, book, request.body, presumed);
    },
  );

  app.get(
    '/workspaces/:workspace/books/:book/entries',
    {
      schema: {
        tags,
        summary: 'History, newest first',
        params: bookParams,
        querystring: z.object({
          before: position.optional(),
          limit,
          asked: z.stringbool().default(true).meta({
            description: '`false` = without the numbers that were typed, which costs less',
          }),
        }),
        response: { 200: z.array(historyEntrySchema) },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      return plans.history(caller, request.params.book, request.query);
    },
  );

  app.get(
    '/workspaces/:workspace/books/:book/own-entries',
    {
      schema: {
        tags,
        summary: 'Of some entries of a book those that the caller made, newest first: what undo needs',
        description:
          'At most 20,000 entries are looked at in one request; more of them is refused as `INVALID`.',
        params: bookParams,
        querystring: lookBackSchema,
        response: { 200: z.array(ownEntrySchema) },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      return plans.ownEntries(caller, request.params.book, request.query);
    },
  );

  app.get(
    '/workspaces/:workspace/books/:book/changes',
    {
      schema: {
        tags,
        summary: 'Entries after a position, oldest first, to catch up with',
        description:
          '`reload` = the caller’s view cannot be brought up to date by changes; read the book anew.',
        params: bookParams,
        querystring: z.object({ after: position, until: position.optional() }),
        response: {
          200: z.object({ position: z.number(), reload: z.boolean(), entries: z.array(entrySchema) }),
        },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      return plans.changes(caller, request.params.book, request.query.after, request.query.until);
    },
  );

  app.get(
    '/workspaces/:workspace/books/:book/compare',
    {
      schema: {
        tags,
        summary: 'Net difference between two positions of a book',
        params: bookParams,
        querystring: z.object({ from: position, to: position }),
        response: { 200: z.object({ from: z.number(), to: z.number(), changes: z.array(changeSchema) }) },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      return plans.compare(caller, request.params.book, request.query.from, request.query.to);
    },
  );

  app.get(
    '/workspaces/:workspace/books/:book/inherited-holds',
    {
      schema: {
        tags,
        summary: 'Holds that a what-if inherited: which of them were there in its plan when it began',
        description: 'The same for as long as the what-if is there. Of a plan none.',
        params: bookParams,
        response: { 200: z.object({ holds: z.array(z.string()).meta({ description: 'Their ids' }) }) },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      return { holds: await plans.inheritedHolds(caller, request.params.book) };
    },
  );

  cellHistoryRoutes(app, callers, plans);

  app.post(
    '/workspaces/:workspace/books/:book/branches',
    {
      schema: {
        tags,
        summary: 'A what-if: changes on top of the plan as it is now, without touching it',
        params: bookParams,
        body: newBranchSchema,
        response: { 201: planSummarySchema },
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      return reply.status(201).send(await plans.branch(caller, request.params.book, request.body));
    },
  );
}
