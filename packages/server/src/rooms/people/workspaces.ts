import { abilitiesOf, type Locale, type WorkspaceChange, type WorkspaceView } from '@shapan/contract';
import { withTransaction } from '../../database/transaction.ts';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { type Caller, needsAbility } from '../../http/caller.ts';
import { claimOnce } from '../../http/once.ts';
import { refused } from '../../http/refused.ts';
import { insertBook } from '../plan/store.ts';
import { asMember } from './as-member.ts';
import { viewOfMember } from './member-view.ts';
import { writeDown } from './people-log.ts';
import type { User } from './sign-in.ts';
import * as store from './store.ts';

export interface NewWorkspace {
  readonly id: string;
  readonly name: string;
  readonly locale: Locale;
  readonly currency: string;
  readonly displayName: string;
}

/** Workspaces, from being made to being removed with everything in them. */
export function createWorkspaces(deps: Deps) {
  const within = <T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
    withTransaction(deps.pool, work, { workspaceId });
  const acting = <T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> =>
    asMember(deps.pool, caller, work, { once: true });

  return {
    async createWorkspace(owner: User, request: NewWorkspace, example = false): Promise<void> {
      const at = deps.clock().toISOString();
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
        const after = { name: request.name };
        await writeDown(deps, tx, request.id, {
          kind: 'workspace.created',
          by: memberId,
          about: null,
          after,
        });
      });
    },

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
      needsAbility(caller, 'workspace.manage');
      const { workspaceId, member } = caller;
      await acting(caller, async (tx) => {
        const before = await store.findWorkspace(tx, workspaceId);
        await store.renameWorkspace(tx, workspaceId, name);
        await writeDown(deps, tx, workspaceId, {
          kind: 'workspace.renamed',
          by: member,
          about: null,
          before: { name: before?.name },
          after: { name },
        });
      });
    },

    async removeWorkspace(caller: Caller, confirmName: string): Promise<void> {
      needsAbility(caller, 'workspace.manage');
      const guests: string[] = [];
      await acting(caller, async (tx) => {
        const row = await store.findWorkspace(tx, caller.workspaceId);
        if (!row || row.name !== confirmName) throw refused('INVALID', undefined, 'name');
        for (const { userId, email } of await store.listMembers(tx, caller.workspaceId)) {
          if (userId !== null && email?.endsWith('@example.invalid')) guests.push(userId);
        }
        await store.deleteWorkspace(tx, caller.workspaceId);
        await store.forgetWorkspace(tx, caller.workspaceId, deps.clock().toISOString());
        await deps.live.notifyRights(tx, caller.workspaceId);
        for (const guest of guests) {
          if ((await store.workspacesOfUser(tx, guest)).length === 0) await store.deleteUser(tx, guest);
        }
      });
      deps.books.dropWorkspace(caller.workspaceId);
    },
  };
}
