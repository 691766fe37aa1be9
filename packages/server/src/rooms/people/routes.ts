import {
  apiKeySchema,
  localeSchema,
  meSchema,
  newWorkspaceSchema,
  sessionSchema,
  workspaceChangeSchema,
  workspaceSchema,
} from '@shapan/contract';
import { dateYears } from '@shapan/engine';
import { z } from 'zod';
import { refused } from '../../http/refused.ts';
import { type Routes, workspaceParams } from '../../http/routes.ts';
import type { PlanService } from '../plan/service.ts';
import type { TrackingService } from '../tracking/service.ts';
import { createDemo } from './demo.ts';
import { inviteRoutes } from './invite-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { passwordSchema, strictLimit } from './password.ts';
import type { People } from './people.ts';
import type { User } from './sign-in.ts';

/** First start, sign-in, workspaces, members, keys. */
export function peopleRoutes(
  app: Routes,
  people: People,
  plans: PlanService,
  tracking: TrackingService,
): void {
  const tags = ['people'];
  const { callers } = people;
  inviteRoutes(app, people);
  memberRoutes(app, people);

  app.get(
    '/setup',
    {
      schema: {
        tags,
        summary: 'Has anybody set this installation up?',
        security: [],
        response: { 200: z.object({ fresh: z.boolean() }) },
      },
    },
    async () => ({ fresh: await people.isFresh() }),
  );

  app.post(
    '/setup',
    {
      config: strictLimit,
      schema: {
        tags,
        summary: 'First account and workspace; only on a fresh installation',
        security: [],
        body: newWorkspaceSchema.extend({
          email: z.email().max(200).toLowerCase(),
          password: passwordSchema,
        }),
        response: { 201: z.object({ workspace: z.uuid() }) },
      },
    },
    async (request, reply) => {
      await people.guardFirstStart(request);
      await people.setUp(request.body, reply);
      return reply.status(201).send({ workspace: request.body.id });
    },
  );

  app.post(
    '/demo',
    {
      config: strictLimit,
      schema: {
        tags,
        summary: 'The demo company: on a fresh installation for a guest, otherwise for the signed-in user',
        security: [],
        body: z.strictObject({
          id: z.uuid(),
          locale: localeSchema,
          on: z.iso.date().optional().meta({
            description: 'The plan lies in the three months around this day; around today when left out.',
          }),
        }),
        response: { 201: z.object({ workspace: z.uuid(), plan: z.uuid() }) },
      },
    },
    async (request, reply) => {
      const { id, locale, on } = request.body;
      const build = (user: User) => createDemo({ people, plans, tracking, user, id, locale, on });
      if (on !== undefined && !hasYearsAround(on)) throw refused('INVALID', { expected: 'date' }, 'on');
      await people.guardFirstStart(request);
      const guest = await people.asGuest(locale, reply, build);
      return reply.status(201).send(guest?.made ?? (await build(await callers.user(request))));
    },
  );

  app.get(
    '/session',
    {
      schema: {
        tags,
        summary: 'Who is signed in here; nobody is an answer, too',
        security: [],
        response: { 200: sessionSchema },
      },
    },
    async (request) => ({ me: await people.signedIn(request) }),
  );

  app.get(
    '/me',
    { schema: { tags, summary: 'Who am I, and where', response: { 200: meSchema } } },
    async (request) => people.me(request),
  );

  app.post(
    '/workspaces',
    {
      schema: {
        tags,
        summary: 'A further workspace',
        body: newWorkspaceSchema,
        response: { 201: z.object({ workspace: z.uuid() }) },
      },
    },
    async (request, reply) => {
      await people.createWorkspace(await callers.user(request), request.body);
      return reply.status(201).send({ workspace: request.body.id });
    },
  );

  app.get(
    '/workspaces/:workspace',
    {
      schema: {
        tags,
        summary: 'A workspace and what the caller may do in it',
        params: workspaceParams,
        response: { 200: workspaceSchema },
      },
    },
    async (request) => people.workspace(await callers.member(request, request.params.workspace)),
  );

  app.patch(
    '/workspaces/:workspace',
    {
      schema: {
        tags,
        summary: 'Rename a workspace',
        params: workspaceParams,
        body: workspaceChangeSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await people.changeWorkspace(await callers.member(request, request.params.workspace), request.body);
      return reply.status(204).send(null);
    },
  );

  app.delete(
    '/workspaces/:workspace',
    {
      schema: {
        tags,
        summary: 'Remove a workspace with everything in it; its name confirms',
        params: workspaceParams,
        body: z.strictObject({ name: z.string() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await people.removeWorkspace(
        await callers.member(request, request.params.workspace),
        request.body.name,
      );
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/password-reset',
    {
      config: strictLimit,
      schema: {
        tags,
        summary: 'Set a new password with such a link; all sessions of the account end',
        security: [],
        body: z.strictObject({ reset: z.string().max(100), password: passwordSchema }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await people.resetPassword(request.body);
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/workspaces/:workspace/api-keys',
    {
      schema: {
        tags,
        summary: 'The caller’s API keys',
        params: workspaceParams,
        response: { 200: z.array(apiKeySchema) },
      },
    },
    async (request) => {
      const rows = await people.apiKeys(await callers.member(request, request.params.workspace));
      return rows.map(({ keyId, name, prefix, createdAt, lastUsedAt, revokedAt }) => ({
        id: keyId,
        name,
        prefix,
        createdAt,
        lastUsedAt,
        revokedAt,
      }));
    },
  );

  app.post(
    '/workspaces/:workspace/api-keys',
    {
      schema: {
        tags,
        summary: 'A new API key for the caller; shown once',
        params: workspaceParams,
        body: z.strictObject({ name: z.string().trim().min(1).max(80) }),
        response: { 201: z.object({ id: z.uuid(), key: z.string() }) },
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      const { key, row } = await people.createApiKey(caller, request.body.name);
      return reply.status(201).send({ id: row.keyId, key });
    },
  );

  app.delete(
    '/workspaces/:workspace/api-keys/:key',
    {
      schema: {
        tags,
        summary: 'Revoke an API key',
        params: workspaceParams.extend({ key: z.uuid() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await people.revokeApiKey(await callers.member(request, request.params.workspace), request.params.key);
      return reply.status(204).send(null);
    },
  );
}

/** The plan around a day, and what is done before and after it, must have days, too. */
const hasYearsAround = (day: string): boolean => {
  const year = Number(day.slice(0, 4));
  return year > dateYears.first && year < dateYears.last;
};
