import type { Member } from '@shapan/contract';
import type { MemberRow } from './store.ts';

/** A member as others may see it: the address is for those who manage people, and for oneself. */
export function viewOfMember(row: MemberRow, withEmail: boolean): Member {
  const { memberId, displayName, role, scope, active, userId, email } = row;
  return {
    id: memberId,
    displayName,
    role,
    scope,
    active,
    email: withEmail ? email : null,
    joined: userId !== null,
  };
}
