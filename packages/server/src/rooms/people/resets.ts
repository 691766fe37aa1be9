import { withTransaction } from '../../database/transaction.ts';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { type Caller, needsAbility, needsPerson } from '../../http/caller.ts';
import { claimOnce } from '../../http/once.ts';
import { refused } from '../../http/refused.ts';
import { asMember } from './as-member.ts';
import { sessionsEndedIn } from './own-account.ts';
import { writeDown } from './people-log.ts';
import { findReset, putReset, type ResetRow, replacePassword, takeReset } from './reset-store.ts';
import { hashOf, newSecret } from './secret.ts';
import type { SignIn } from './sign-in.ts';
import * as store from './store.ts';

const RESET_MS = 24 * 60 * 60 * 1000;

export interface Resets {
  /** Answers the secret of a link, once; the owner hands it to the member. */
  createReset(caller: Caller, memberId: string): Promise<{ reset: string }>;
  /** By whoever has the link: a new password. Everybody who was signed in with the account is signed out. */
  resetPassword(request: { reset: string; password: string }): Promise<void>;
}

/** The way back for who forgot the password, without mail: a link for one account, for a day, for one use. */
export function createResets(deps: Deps, signIn: SignIn): Resets {
  const noReset = () => refused('NOT_FOUND', { kind: 'reset' }, 'reset');

  async function accountsOf(caller: Caller, memberId: string): Promise<{ owner: string; member: string }> {
    return asMember(deps.pool, caller, async (tx) => {
      const self = await store.findMember(tx, caller.workspaceId, caller.member);
      const row = await store.findMember(tx, caller.workspaceId, memberId);
      if (!row) throw refused('NOT_FOUND', { kind: 'member', id: memberId });
      if (!row.active || row.userId === null || !self?.userId)
        throw refused('NOT_FOUND', { kind: 'account', id: memberId });
      return { owner: self.userId, member: row.userId };
    });
  }

  /** A new password opens every workspace of the account, so only who owns all of them may hand it out. */
  async function refuseElsewhere(owner: string, member: string): Promise<void> {
    const workspaces = await withTransaction(deps.pool, (tx) => store.workspacesOfUser(tx, member));
    for (const workspaceId of workspaces) {
      const [own, theirs] = await withTransaction(
        deps.pool,
        async (tx) => [
          await store.findMemberOfUser(tx, workspaceId, owner),
          await store.findMemberOfUser(tx, workspaceId, member),
        ],
        { workspaceId },
      );
      if (theirs && own?.role !== 'owner') throw refused('ACCOUNT_ELSEWHERE');
    }
  }

  /** The account of whoever handed a link out, as long as that is an owner who may. */
  async function issuerOf({ workspaceId, issuedBy }: ResetRow): Promise<string> {
    const issuer =
      issuedBy === null
        ? undefined
        : await withTransaction(deps.pool, (tx) => store.findMember(tx, workspaceId, issuedBy), {
            workspaceId,
          });
    if (!issuer?.active || issuer.role !== 'owner' || issuer.userId === null) throw noReset();
    return issuer.userId;
  }

  return {
    async createReset(caller, memberId) {
      needsAbility(caller, 'people.manage');
      needsPerson(caller);
      const { owner, member: userId } = await accountsOf(caller, memberId);
      await refuseElsewhere(owner, userId);
      const reset = newSecret();
      const { workspaceId } = caller;
      const expiresAt = new Date(deps.clock().getTime() + RESET_MS).toISOString();
      const row = { userId, workspaceId, memberId, expiresAt, issuedBy: caller.member };
      const hand = async (tx: Tx): Promise<void> => {
        await putReset(tx, hashOf(reset), row);
        const event = { by: caller.member, about: memberId };
        await writeDown(deps, tx, workspaceId, { kind: 'reset.created', ...event });
      };
      await asMember(deps.pool, caller, hand, { once: true });
      return { reset };
    },

    async resetPassword({ reset, password }) {
      const now = deps.clock().toISOString();
      const found = await withTransaction(deps.pool, (tx) => findReset(tx, hashOf(reset)));
      if (!found || found.expiresAt < now) throw noReset();
      const { workspaceId, memberId, userId } = found;
      const hash = await signIn.hashPassword(password);
      // What the account opens may have grown since the link was made, and its maker may own less.
      await refuseElsewhere(await issuerOf(found), userId);
      await withTransaction(
        deps.pool,
        async (tx) => {
          await claimOnce(tx);
          const member = await store.findMember(tx, workspaceId, memberId);
          if (!(await takeReset(tx, hashOf(reset))) || !member?.active || member.userId !== userId)
            throw noReset();
          await replacePassword(tx, userId, hash, now);
          await sessionsEndedIn(deps, tx, userId);
          await writeDown(deps, tx, workspaceId, { kind: 'password.reset', by: null, about: memberId });
        },
        { workspaceId },
      );
    },
  };
}
