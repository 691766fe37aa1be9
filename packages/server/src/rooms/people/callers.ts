import type { FastifyRequest } from 'fastify';
import { withTransaction } from '../../database/transaction.ts';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import type { Caller, Callers, PresumedCaller, Session } from '../../http/caller.ts';
import { refused } from '../../http/refused.ts';
import * as keys from './api-key-store.ts';
import { hashOf } from './secret.ts';
import { createSessionHints } from './session-hints.ts';
import type { SignIn, User } from './sign-in.ts';
import * as store from './store.ts';

/** When a key was used last is known to the minute: not every request of a program is worth a write. */
const KEY_USE_MS = 60_000;

/** Finds out who asks: by the cookie of a session, or by an API key. */
export function createCallers(deps: Deps, signIn: SignIn): Callers {
  const hints = createSessionHints(deps.clock);

  async function user(request: FastifyRequest): Promise<User> {
    return (await session(request)).user;
  }

  async function session(request: FastifyRequest) {
    const found = await signIn.sessionOf(request);
    if (!found) throw refused('UNAUTHENTICATED');
    hints.note(request.headers.cookie ?? '', { userId: found.user.id, token: found.token });
    return found;
  }

  /** All that is asked about a caller is asked at once. */
  const inOneBreath = <T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
    withTransaction(deps.pool, work, { workspaceId, inOneBreath: true });

  async function member(request: FastifyRequest, workspaceId: string): Promise<Caller> {
    const key = bearerOf(request);
    if (key !== undefined) return byKey(workspaceId, hashOf(key));
    const cookie = request.headers.cookie ?? '';
    const hint = hints.of(cookie);
    const caller = hint && (await bySession(workspaceId, hint));
    if (caller) return noted(cookie, caller);
    const { user, token } = await session(request);
    const found = await bySession(workspaceId, { userId: user.id, token });
    // Nobody learns from the answer whether the workspace exists.
    if (!found) throw refused('NOT_FOUND', { kind: 'workspace', id: workspaceId });
    return noted(cookie, found);
  }

  function noted(cookie: string, caller: Caller): Caller {
    hints.noteCaller(cookie, caller);
    return caller;
  }

  function presumed(request: FastifyRequest, workspaceId: string): PresumedCaller | undefined {
    const { cookie = '', authorization } = request.headers;
    const session = authorization === undefined ? hints.of(cookie) : undefined;
    const caller = session && hints.callerOf(cookie, workspaceId);
    return caller && { caller, session, known: () => member(request, workspaceId) };
  }

  /** `undefined` = the session stands no more, or its user is not in the workspace. */
  async function bySession(workspaceId: string, { userId, token }: Session): Promise<Caller | undefined> {
    const now = deps.clock().toISOString();
    const [stands, row, workspace] = await inOneBreath(workspaceId, (tx) =>
      Promise.all([
        store.sessionStands(tx, userId, token, now),
        store.findMemberOfUser(tx, workspaceId, userId),
        store.findWorkspace(tx, workspaceId),
      ]),
    );
    return stands && row && workspace ? callerOf(row, workspace, false) : undefined;
  }

  async function byKey(workspaceId: string, hash: string): Promise<Caller> {
    const [lastUse, row, workspace] = await inOneBreath(workspaceId, (tx) =>
      Promise.all([
        keys.lastUseOfKey(tx, workspaceId, hash),
        keys.findMemberOfKey(tx, workspaceId, hash),
        store.findWorkspace(tx, workspaceId),
      ]),
    );
    if (!lastUse || !row || !workspace) throw refused('UNAUTHENTICATED');
    const now = deps.clock();
    if (lastUse.at === null || now.getTime() - Date.parse(lastUse.at) >= KEY_USE_MS) {
      const touch = async (tx: Tx) => keys.touchApiKey(tx, workspaceId, hash, now.toISOString());
      await withTransaction(deps.pool, touch, { workspaceId });
    }
    return callerOf(row, workspace, true);
  }

  return { user, member, presumed };
}

const callerOf = (row: store.MemberRow, workspace: store.WorkspaceRow, byKey: boolean): Caller => ({
  workspaceId: workspace.workspaceId,
  locale: workspace.locale,
  member: row.memberId,
  role: row.role,
  scope: row.scope,
  byKey,
});

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (shapan_[\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
}
