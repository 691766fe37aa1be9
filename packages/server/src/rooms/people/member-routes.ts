import { memberChangeSchema, memberSchema, peopleEventSchema } from '@shapan/contract';
import { z } from 'zod';
import { type Routes, workspaceParams } from '../../http/routes.ts';
import type { People } from './people.ts';

/** Who is in a workspace, as what, and what happened to them. */
export function memberRoutes(app: Routes, people: People): void {
  const tags = ['people'];
  const { callers } = people;

  app.get(
    '/workspaces/:workspace/members',
    {
      schema: { tags, summary: 'Members', params: workspaceParams, response: { 200: z.array(memberSchema) } },
    },
    async (request) => people.members(await callers.member(request, request.params.workspace)),
  );

  app.patch(
    '/workspaces/:workspace/members/:member',
    {
      schema: {
        tags,
        summary: 'Change a member’s name, role, scope, or end the membership',
        params: workspaceParams.extend({ member: z.uuid() }),
        body: memberChangeSchema,
        response: { 200: memberSchema },
      },
    },
    async (request) => {
      const caller = await callers.member(request, request.params.workspace);
      return people.changeMember(caller, request.params.member, request.body);
    },
  );

  app.post(
    '/workspaces/:workspace/members/:member/password-reset',
    {
      schema: {
        tags,
        summary: 'A link with which a member who forgot the password sets a new one; for owners',
        description:
          'The answer carries the link’s secret, once; it works for a day and for one use. An account that also belongs to a workspace of others is refused.',
        params: workspaceParams.extend({ member: z.uuid() }),
        response: { 201: z.object({ reset: z.string() }) },
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      return reply.status(201).send(await people.createReset(caller, request.params.member));
    },
  );

  app.get(
    '/workspaces/:workspace/people-events',
    {
      schema: {
        tags,
        summary: 'What happened to members, roles, scopes and keys, the newest first; for owners',
        params: workspaceParams,
        querystring: z.object({
          before: z.uuid().optional().meta({ description: 'Only events older than this one' }),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: z.array(peopleEventSchema) },
      },
    },
    async (request) =>
      people.peopleEvents(await callers.member(request, request.params.workspace), request.query),
  );
}
