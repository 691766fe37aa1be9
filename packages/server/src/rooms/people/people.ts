import type { Me } from '@shapan/contract';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { withTransaction } from '../../database/transaction.ts';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { guardName } from '../../http/origin.ts';
import type { Routes } from '../../http/routes.ts';
import { createApiKeys } from './api-keys.ts';
import { createCallers } from './callers.ts';
import { createFirstStart } from './first-start.ts';
import { createInvites } from './invites.ts';
import { createMembers } from './members.ts';
import { createPeopleLog } from './people-log.ts';
import { createResets } from './resets.ts';
import { createSignIn, type User } from './sign-in.ts';
import * as store from './store.ts';
import { createWorkspaces } from './workspaces.ts';

export type People = Awaited<ReturnType<typeof createPeople>>;

/** Accounts, workspaces, members, invitations and keys. */
export async function createPeople(deps: Deps, config: Config) {
  const signIn = await createSignIn(deps, config);
  const callers = createCallers(deps, signIn);
  const workspaces = createWorkspaces(deps);
  const firstStart = createFirstStart(deps, signIn, workspaces.createWorkspace);

  async function meOf(me: User): Promise<Me> {
    const ids = await withTransaction(deps.pool, (tx) => store.workspacesOfUser(tx, me.id));
    const workspaces: Me['workspaces'] = [];
    for (const id of ids) {
      const add = async (tx: Tx): Promise<void> => {
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
      };
      await withTransaction(deps.pool, add, { workspaceId: id });
    }
    return { user: me, workspaces };
  }

  return {
    callers,
    mountAuth: (app: Routes): void => signIn.mount(app),
    close: (): Promise<void> => signIn.close(),

    ...firstStart,
    /** Before the first account is made. */
    async guardFirstStart(request: FastifyRequest): Promise<void> {
      if (await firstStart.isFresh()) guardName(request, config);
    },
    ...workspaces,
    ...createMembers(deps),
    ...createInvites(deps, signIn),
    ...createResets(deps, signIn),
    ...createApiKeys(deps),
    ...createPeopleLog(deps),

    me: async (request: FastifyRequest): Promise<Me> => meOf(await callers.user(request)),

    /** Who is signed in at this browser; `null` = a guest. */
    async signedIn(request: FastifyRequest): Promise<Me | null> {
      const found = await signIn.userOf(request);
      return found ? meOf(found) : null;
    },
  };
}
