import type { Invitation, Member, Role, Scope } from '@shapan/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { withTransaction } from '../../database/transaction.ts';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { type Caller, needsAbility, needsPerson } from '../../http/caller.ts';
import { claimOnce } from '../../http/once.ts';
import { refused } from '../../http/refused.ts';
import { asMember } from './as-member.ts';
import { viewOfMember } from './member-view.ts';
import { checkScope, valuesOf } from './members.ts';
import { inviterOf, writeDown } from './people-log.ts';
import { hashOf, newSecret } from './secret.ts';
import type { SignIn } from './sign-in.ts';
import * as store from './store.ts';

const INVITE_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Invites {
  /** Answers the invitation's secret, once; it goes into the link that the new member opens. */
  invite(
    caller: Caller,
    request: { email: string; displayName: string; role: Role; scope: Scope },
  ): Promise<{ member: Member; invite: string }>;
  /** Another secret for an invitation that is lost or has expired; the earlier one opens nothing any more. */
  renewInvite(caller: Caller, memberId: string): Promise<{ invite: string }>;
  /** Where an invitation leads, for whoever holds it. */
  invitation(invite: string): Promise<Invitation>;
  /** By somebody new, who sets a password; or by somebody who is signed in with the invited address already. */
  acceptInvite(
    request: FastifyRequest,
    reply: FastifyReply,
    accept: { invite: string; password?: string | undefined },
  ): Promise<{ workspace: string }>;
}

/** The way into a workspace: a secret for one person, for two weeks, for one use. */
export function createInvites(deps: Deps, signIn: SignIn): Invites {
  const within = <T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
    withTransaction(deps.pool, work, { workspaceId });
  const noInvite = () => refused('NOT_FOUND', { kind: 'invite' }, 'invite');

  /** The member an invitation stands for, as long as it can be accepted. */
  async function invited(hash: string): Promise<store.MemberRow & { email: string; workspaceId: string }> {
    const invite = await withTransaction(deps.pool, (tx) => store.findInvite(tx, hash));
    if (!invite || invite.expiresAt < deps.clock().toISOString()) throw noInvite();
    const { workspaceId, memberId } = invite;
    const row = await within(workspaceId, (tx) => store.findMember(tx, workspaceId, memberId));
    const { email } = row ?? {};
    if (!row?.active || row.userId !== null || !email) throw noInvite();
    return { ...row, email, workspaceId };
  }

  const directed = ({ workspaceId }: Caller, memberId: string): store.InviteRow => {
    const expiresAt = new Date(deps.clock().getTime() + INVITE_DAYS * DAY_MS).toISOString();
    return { workspaceId, memberId, expiresAt };
  };

  return {
    async invite(caller, request) {
      needsAbility(caller, 'people.manage');
      needsPerson(caller);
      const invite = newSecret();
      const now = deps.clock();
      const row: store.MemberRow = {
        memberId: deps.newId(),
        userId: null,
        active: true,
        createdAt: now.toISOString(),
        ...request,
        email: request.email.toLowerCase(),
      };
      await asMember(deps.pool, caller, (tx) => add(tx), { once: true });
      async function add(tx: Tx): Promise<void> {
        await checkScope(deps, tx, caller.workspaceId, request.scope);
        await store.insertMember(tx, caller.workspaceId, { ...row, inviteHash: hashOf(invite) });
        await store.insertInvite(tx, hashOf(invite), directed(caller, row.memberId));
        const event = { by: caller.member, about: row.memberId, after: valuesOf(row) };
        await writeDown(deps, tx, caller.workspaceId, { kind: 'member.invited', ...event });
      }
      return { member: viewOfMember(row, true), invite };
    },

    async renewInvite(caller, memberId) {
      needsAbility(caller, 'people.manage');
      needsPerson(caller);
      const { workspaceId } = caller;
      const invite = newSecret();
      const renew = async (tx: Tx): Promise<void> => {
        const renewed = await store.replaceInvite(tx, hashOf(invite), directed(caller, memberId));
        if (!renewed) throw refused('NOT_FOUND', { kind: 'invite', id: memberId });
        const event = { by: caller.member, about: memberId };
        await writeDown(deps, tx, workspaceId, { kind: 'invite.renewed', ...event });
      };
      await asMember(deps.pool, caller, renew, { once: true });
      return { invite };
    },

    async invitation(invite) {
      const { workspaceId, memberId, displayName } = await invited(hashOf(invite));
      return within(workspaceId, async (tx) => {
        const workspace = await store.findWorkspace(tx, workspaceId);
        if (!workspace) throw noInvite();
        return {
          workspace: workspace.name,
          invitedBy: await inviterOf(tx, workspaceId, memberId),
          displayName,
        };
      });
    },

    async acceptInvite(request, reply, accept) {
      const hash = hashOf(accept.invite);
      const { workspaceId, memberId, email, displayName } = await invited(hash);
      const signedIn = await signIn.userOf(request);
      if (!signedIn && !accept.password) throw refused('REQUIRED', undefined, 'password');
      if (signedIn && signedIn.email !== email) throw noInvite();
      const account = { email, password: accept.password ?? '', name: displayName };
      const joined = signedIn ?? (await signIn.createAccount(account, reply));
      await within(workspaceId, async (tx) => {
        await claimOnce(tx);
        const taken = await store.takeInvite(tx, workspaceId, memberId, hash, joined.id);
        if (!taken) throw noInvite();
        await store.linkUser(tx, joined.id, workspaceId);
        await writeDown(deps, tx, workspaceId, { kind: 'member.joined', by: memberId, about: memberId });
      });
      return { workspace: workspaceId };
    },
  };
}
