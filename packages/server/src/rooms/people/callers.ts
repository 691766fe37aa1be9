import type { FastifyRequest } from 'fastify';
import { withTransaction } from '../../database/transaction.ts';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import type { Caller, Callers } from '../../http/caller.ts';
import { refused } from '../../http/refused.ts';
import * as keys from './api-key-store.ts';
import { hashOf } from './secret.ts';
import type { SignIn, User } from './sign-in.ts';
import * as store from './store.ts';

/** Finds out who asks: by the cookie of a session, or by an API key. */
export function createCallers(deps: Deps, signIn: SignIn): Callers {
  async function user(request: FastifyRequest): Promise<User> {
    const found = await signIn.userOf(request);
    if (!found) throw refused('UNAUTHENTICATED');
    return found;
  }

  async function member(request: FastifyRequest, workspaceId: string): Promise<Caller> {
    const key = bearerOf(request);
    const userId = key === undefined ? (await user(request)).id : undefined;
    const ask = async (tx: Tx): Promise<Caller> => {
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
    };
    return withTransaction(deps.pool, ask, { workspaceId });
  }

  async function memberOfKey(tx: Tx, workspaceId: string, key: string): Promise<store.MemberRow | undefined> {
    const hash = hashOf(key);
    const memberId = await keys.memberOfKey(tx, workspaceId, hash);
    const row = memberId === undefined ? undefined : await store.findMember(tx, workspaceId, memberId);
    if (!row?.active) return undefined;
    await keys.touchApiKey(tx, workspaceId, hash, deps.clock().toISOString());
    return row;
  }

  return { user, member };
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (shapan_[\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
}
