import { isDeepStrictEqual } from 'node:util';
import { type Member, type MemberChange, may, type PeopleValues, type Scope } from '@shapan/contract';
import { findRecord } from '@shapan/engine';
import type { Tx } from '../../database/tx.ts';
import type { Deps } from '../../deps.ts';
import { type Caller, needsAbility, needsPerson } from '../../http/caller.ts';
import { refused } from '../../http/refused.ts';
import { masterState } from '../plan/open-book.ts';
import { asMember } from './as-member.ts';
import { viewOfMember } from './member-view.ts';
import { writeDown } from './people-log.ts';
import { dropResets } from './reset-store.ts';
import * as store from './store.ts';

/** Who is in a workspace, as what, and for which part of the organisation. */
export function createMembers(deps: Deps) {
  return {
    members: (caller: Caller): Promise<Member[]> =>
      asMember(deps.pool, caller, async (tx) => {
        const all = may(caller, 'people.manage');
        return (await store.listMembers(tx, caller.workspaceId)).map((row) => viewOfMember(row, all));
      }),

    async changeMember(caller: Caller, memberId: string, change: MemberChange): Promise<Member> {
      needsAbility(caller, 'people.manage');
      needsPerson(caller);
      const apply = async (tx: Tx): Promise<Member> => {
        const owners = await store.lockOwners(tx, caller.workspaceId);
        const row = await store.findMember(tx, caller.workspaceId, memberId);
        if (!row) throw refused('NOT_FOUND', { kind: 'member', id: memberId });
        await checkScope(deps, tx, caller.workspaceId, change.scope ?? []);
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
        await writeChange(deps, tx, caller, row, changed);
        await deps.live.notifyRights(tx, caller.workspaceId);
        return viewOfMember(changed, true);
      };
      return asMember(deps.pool, caller, apply, { once: true });
    },
  };
}

/** Only what is another value now; a change to the same is none. */
async function writeChange(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  row: store.MemberRow,
  changed: store.MemberRow,
): Promise<void> {
  const [before, after] = [valuesOf(row), valuesOf(changed)];
  const names = (Object.keys(after) as (keyof PeopleValues)[]).filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
  if (names.length === 0) return;
  const only = (values: PeopleValues): PeopleValues =>
    Object.fromEntries(names.map((name) => [name, values[name]]));
  await writeDown(deps, tx, caller.workspaceId, {
    kind: 'member.changed',
    by: caller.member,
    about: row.memberId,
    before: only(before),
    after: only(after),
  });
}

/** Of a member, what is kept of every change. */
export const valuesOf = ({ displayName, role, scope, active }: store.MemberRow): PeopleValues => ({
  name: displayName,
  role,
  scope,
  active,
});

/** A scope must name members of the organisation that exist. */
export async function checkScope(deps: Deps, tx: Tx, workspaceId: string, scope: Scope): Promise<void> {
  if (scope.length === 0) return;
  const master = await masterState(deps, tx, workspaceId);
  for (const [i, { dimension, member: id }] of scope.entries()) {
    const found = findRecord(master, 'dimensionMember', id);
    if (found?.fields['dimension'] !== dimension)
      throw refused('UNKNOWN_REFERENCE', { id }, `scope[${i}].member`);
  }
}
