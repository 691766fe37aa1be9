import { invitationSchema, memberSchema, newMemberSchema } from '@shapan/contract';
import { z } from 'zod';
import { type Routes, workspaceParams } from '../../http/routes.ts';
import { passwordSchema, strictLimit } from './password.ts';
import type { People } from './people.ts';

/** How somebody new comes into a workspace. */
export function inviteRoutes(app: Routes, people: People): void {
  const tags = ['people'];
  const { callers } = people;

  app.post(
    '/workspaces/:workspace/members',
    {
      schema: {
        tags,
        summary: 'Invite a member; the answer carries the invitation’s secret, once',
        params: workspaceParams,
        body: newMemberSchema,
        response: { 201: z.object({ member: memberSchema, invite: z.string() }) },
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      return reply.status(201).send(await people.invite(caller, request.body));
    },
  );

  app.post(
    '/workspaces/:workspace/members/:member/invite',
    {
      schema: {
        tags,
        summary: 'A new link for an invitation that nobody has accepted yet; the earlier link stops working',
        params: workspaceParams.extend({ member: z.uuid() }),
        response: { 201: z.object({ invite: z.string() }) },
      },
    },
    async (request, reply) => {
      const caller = await callers.member(request, request.params.workspace);
      return reply.status(201).send(await people.renewInvite(caller, request.params.member));
    },
  );

  app.get(
    '/invites/:invite',
    {
      config: strictLimit,
      schema: {
        tags,
        summary: 'What an invitation is to, and from whom',
        security: [],
        params: z.object({ invite: z.string().max(100) }),
        response: { 200: invitationSchema },
      },
    },
    async (request) => people.invitation(request.params.invite),
  );

  app.post(
    '/invites/accept',
    {
      config: strictLimit,
      schema: {
        tags,
        summary: 'Accept an invitation',
        security: [],
        body: z.strictObject({
          invite: z.string().max(100),
          password: passwordSchema.optional(),
        }),
        response: { 200: z.object({ workspace: z.uuid() }) },
      },
    },
    async (request, reply) => people.acceptInvite(request, reply, request.body),
  );
}
