import {
  abilitiesOf,
  type Locale,
  type Me,
  type Member,
  may,
  type Role,
  type Scope,
  type WorkspaceChange,
  type WorkspaceView,
} from '@shapan/contract';
import { findRecord } from '@shapan/engine';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { withTransaction } from '../../database/transaction.ts';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { type Caller, type Callers, needsPerson } from '../../http/caller.ts';
import { claimOnce } from '../../http/once.ts';
import { guardName } from '../../http/origin.ts';
import { refused } from '../../http/refused.ts';
import type { Routes } from '../../http/routes.ts';
import { insertBook } from '../plan/store.ts';
import { masterState } from '../plan/submit.ts';
import * as keys from './api-key-store.ts';
import { asMember } from './as-member.ts';
import { createFirstStart } from './first-start.ts';
import { createInvites, type Invites } from './invites.ts';
import { viewOfMember } from './member-view.ts';
import { dropResets } from './reset-store.ts';
import { createResets } from './resets.ts';
import { hashOf, newSecret } from './secret.ts';
import { createSignIn, type User } from './sign-in.ts';
import * as store from './store.ts';

export interface NewWorkspace {
  readonly id: string;
  readonly name: string;
  readonly locale: Locale;
  readonly currency: string;
  readonly displayName: string;
}

export type People = Awaited<ReturnType<typeof createPeople>>;

/** Accounts, workspaces, members, invitations and keys. */
export async function createPeople(deps: Deps, config: Config) {
  const signIn = await createSignIn(deps, config);
  const control = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => withTransaction(deps.pool, work);
  const within = <T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
    withTransaction(deps.pool, work, { workspaceId });
  const acting = <T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> =>
    asMember(deps.pool, caller, work, { once: true });
  const now = (): string => deps.clock().toISOString();

  async function user(request: FastifyRequest): Promise<User> {
    const found = await signIn.userOf(request);
    if (!found) throw refused('UNAUTHENTICATED');
    return found;
  }

  async function meOf(me: User): Promise<Me> {
    const ids = await control((tx) => store.workspacesOfUser(tx, me.id));
    const workspaces: Me['workspaces'] = [];
    for (const id of ids) {
      await within(id, async (tx) => {
        const [workspace, row] = [
          await store.findWorkspace(tx, id),
          await store.findMemberOfUser(tx, id, me.id),
        ];
        if (!workspace || !row) return;
        workspaces.push({
          id,
          name: workspace.name,
          role: row.role,
          example: workspace.example,
          locale: workspace.locale,
        });
      });
    }
    return { user: me, workspaces };
  }

  async function member(request: FastifyRequest, workspaceId: string): Promise<Caller> {
    const key = bearerOf(request);
    const userId = key === undefined ? (await user(request)).id : undefined;
    return within(workspaceId, async (tx) => {
      const row =
        key === undefined
          ? await store.findMemberOfUser(tx, workspaceId, userId ?? '')
          : await memberOfKey(tx, workspaceId, key);
      const workspace = row && (await store.findWorkspace(tx, workspaceId));
      // Nobody learns from the answer whether the workspace exists.
      if (!row || !workspace)
        throw key === undefined
          ? refused('NOT_FOUND', { kind: 'workspace', id: workspaceId })
          : refused('UNAUTHENTICATED');
      return {
        workspaceId,
        locale: workspace.locale,
        member: row.memberId,
        role: row.role,
        scope: row.scope,
        byKey: key !== undefined,
      };
    });
  }

  async function memberOfKey(tx: Tx, workspaceId: string, key: string): Promise<store.MemberRow | undefined> {
    const hash = hashOf(key);
    const memberId = await keys.memberOfKey(tx, workspaceId, hash);
    const row = memberId === undefined ? undefined : await store.findMember(tx, workspaceId, memberId);
    if (!row?.active) return undefined;
    await keys.touchApiKey(tx, workspaceId, hash, now());
    return row;
  }

  const callers: Callers = { user, member };

  async function createWorkspace(owner: User, request: NewWorkspace, example = false): Promise<void> {
    const at = now();
    await within(request.id, async (tx) => {
      await claimOnce(tx);
      await store.insertWorkspace(tx, {
        workspaceId: request.id,
        name: request.name,
        locale: request.locale,
        currency: request.currency,
        example,
        createdAt: at,
      });
      const memberId = deps.newId();
      await store.insertMember(tx, request.id, {
        memberId,
        userId: owner.id,
        email: owner.email,
        displayName: request.displayName,
        role: 'owner',
        scope: [],
        active: true,
        createdAt: at,
        inviteHash: null,
      });
      await insertBook(tx, {
        workspaceId: request.id,
        bookId: request.id,
        kind: 'master',
        name: request.name,
        position: 0,
        base: null,
        createdBy: memberId,
        createdAt: at,
        updatedAt: at,
        removedAt: null,
      });
      await store.listWorkspaceInDirectory(tx, request.id, at);
      await store.linkUser(tx, owner.id, request.id);
    });
  }

  function needsPeople(caller: Caller): void {
    if (!may(caller, 'people.manage')) throw refused('ROLE', { ability: 'people.manage', role: caller.role });
  }

  /** A scope must name members of the organisation that exist. */
  async function checkScope(tx: Tx, workspaceId: string, scope: Scope): Promise<void> {
    if (scope.length === 0) return;
    const master = await masterState(deps, tx, workspaceId);
    for (const [i, { dimension, member: id }] of scope.entries()) {
      const found = findRecord(master, 'dimensionMember', id);
      if (found?.fields['dimension'] !== dimension)
        throw refused('UNKNOWN_REFERENCE', { id }, `scope[${i}].member`);
    }
  }

  const firstStart = createFirstStart(deps, signIn, createWorkspace);
  const resets = createResets(deps, signIn);
  const invites = createInvites(deps, signIn, checkScope);

  return {
    callers,
    mountAuth: (app: Routes): void => signIn.mount(app),
    close: (): Promise<void> => signIn.close(),

    ...firstStart,
    /** Before the first account is made. */
    async guardFirstStart(request: FastifyRequest): Promise<void> {
      if (await firstStart.isFresh()) guardName(request, config);
    },
    ...invites,
    ...resets,
    async invite(caller: Caller, request: Parameters<Invites['invite']>[1]): ReturnType<Invites['invite']> {
      needsPeople(caller);
      needsPerson(caller);
      return invites.invite(caller, request);
    },
    async renewInvite(caller: Caller, memberId: string): ReturnType<Invites['renewInvite']> {
      needsPeople(caller);
      needsPerson(caller);
      return invites.renewInvite(caller, memberId);
    },

    createWorkspace,

    /** The member that a user is in a workspace, for work that begins with no request of a member. */
    callerOf: (workspaceId: string, userId: string): Promise<Caller> =>
      within(workspaceId, async (tx) => {
        const row = await store.findMemberOfUser(tx, workspaceId, userId);
        const workspace = row && (await store.findWorkspace(tx, workspaceId));
        if (!row || !workspace) throw refused('NOT_FOUND', { kind: 'workspace', id: workspaceId });
        return {
          workspaceId,
          locale: workspace.locale,
          member: row.memberId,
          role: row.role,
          scope: row.scope,
        };
      }),

    me: async (request: FastifyRequest): Promise<Me> => meOf(await user(request)),

    /** Who is signed in at this browser; `null` = a guest. */
    async signedIn(request: FastifyRequest): Promise<Me | null> {
      const found = await signIn.userOf(request);
      return found ? meOf(found) : null;
    },

    workspace: (caller: Caller): Promise<WorkspaceView> =>
      asMember(deps.pool, caller, async (tx) => {
        const row = await store.findWorkspace(tx, caller.workspaceId);
        const self = await store.findMember(tx, caller.workspaceId, caller.member);
        if (!row || !self) throw refused('NOT_FOUND', { kind: 'workspace', id: caller.workspaceId });
        const { name, locale, currency, example } = row;
        const me = viewOfMember(self, true);
        const view = {
          id: caller.workspaceId,
          name,
          locale,
          currency,
          example,
          masterBook: caller.workspaceId,
          timeZone: deps.timeZone,
          me,
        };
        return { ...view, abilities: [...abilitiesOf(caller)] };
      }),

    async changeWorkspace(caller: Caller, { name }: WorkspaceChange): Promise<void> {
      if (!may(caller, 'workspace.manage'))
        throw refused('ROLE', { ability: 'workspace.manage', role: caller.role });
      await acting(caller, (tx) => store.renameWorkspace(tx, caller.workspaceId, name));
    },

    async removeWorkspace(caller: Caller, confirmName: string): Promise<void> {
      if (!may(caller, 'workspace.manage'))
        throw refused('ROLE', { ability: 'workspace.manage', role: caller.role });
      const guests: string[] = [];
      await acting(caller, async (tx) => {
        const row = await store.findWorkspace(tx, caller.workspaceId);
        if (!row || row.name !== confirmName) throw refused('INVALID', undefined, 'name');
        for (const { userId, email } of await store.listMembers(tx, caller.workspaceId)) {
          if (userId !== null && email?.endsWith('@example.invalid')) guests.push(userId);
        }
        await store.deleteWorkspace(tx, caller.workspaceId);
        await store.forgetWorkspace(tx, caller.workspaceId, now());
        await deps.live.notifyRights(tx, caller.workspaceId);
        for (const guest of guests) {
          if ((await store.workspacesOfUser(tx, guest)).length === 0) await store.deleteUser(tx, guest);
        }
      });
      deps.books.dropWorkspace(caller.workspaceId);
    },

    members: (caller: Caller): Promise<Member[]> =>
      asMember(deps.pool, caller, async (tx) => {
        const all = may(caller, 'people.manage');
        return (await store.listMembers(tx, caller.workspaceId)).map((row) => viewOfMember(row, all));
      }),

    async changeMember(
      caller: Caller,
      memberId: string,
      change: {
        displayName?: string | undefined;
        role?: Role | undefined;
        scope?: Scope | undefined;
        active?: boolean | undefined;
      },
    ): Promise<Member> {
      needsPeople(caller);
      return acting(caller, async (tx) => {
        const owners = await store.lockOwners(tx, caller.workspaceId);
        const row = await store.findMember(tx, caller.workspaceId, memberId);
        if (!row) throw refused('NOT_FOUND', { kind: 'member', id: memberId });
        await checkScope(tx, caller.workspaceId, change.scope ?? []);
        const changed: store.MemberRow = {
          ...row,
          displayName: change.displayName ?? row.displayName,
          role: change.role ?? row.role,
          scope: change.scope ?? row.scope,
          active: change.active ?? row.active,
        };
        const stays = changed.role === 'owner' && changed.active;
        if (!stays && owners.every((owner) => owner === memberId)) throw refused('LAST_OWNER');
        await store.updateMember(tx, caller.workspaceId, changed);
        if (!changed.active) await dropResets(tx, caller.workspaceId, memberId);
        await deps.live.notifyRights(tx, caller.workspaceId);
        return viewOfMember(changed, true);
      });
    },

    apiKeys: (caller: Caller) =>
      asMember(deps.pool, caller, (tx) => keys.listApiKeys(tx, caller.workspaceId, caller.member)),

    /** Answers the key, once. */
    async createApiKey(caller: Caller, name: string): Promise<{ key: string; row: keys.ApiKeyRow }> {
      needsPerson(caller);
      const key = `shapan_${newSecret(32)}`;
      const row: keys.ApiKeyRow = {
        keyId: deps.newId(),
        memberId: caller.member,
        name,
        prefix: key.slice(0, 12),
        createdAt: now(),
        lastUsedAt: null,
        revokedAt: null,
      };
      await acting(caller, (tx) => keys.insertApiKey(tx, caller.workspaceId, row, hashOf(key)));
      return { key, row };
    },

    async revokeApiKey(caller: Caller, keyId: string): Promise<void> {
      needsPerson(caller);
      const { workspaceId, member } = caller;
      const revoked = await acting(caller, async (tx) => {
        await deps.live.notifyRights(tx, workspaceId);
        return keys.revokeApiKey(tx, workspaceId, member, keyId, now());
      });
      if (!revoked) throw refused('NOT_FOUND', { kind: 'apiKey', id: keyId });
    },
  };
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (shapan_[\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
}
