import type { Member } from '@shapan/contract';

export interface MemberNames {
  /** Name of the member with this id; of one whom this list does not know, the word for somebody; of no id, nothing. */
  nameOf(members: readonly Pick<Member, 'id' | 'displayName'>[], id: unknown, somebody: string): string;
}

/**
 * Whoever joined after the list was asked for is not in it yet: `missed` is told so, once for each id – outside of what is
 * being drawn – and asks for the list anew.
 */
export function createMemberNames(missed: () => void): MemberNames {
  const told = new Set<string>();
  return {
    nameOf(members, id, somebody) {
      if (typeof id !== 'string' || id === '') return '';
      const found = members.find((member) => member.id === id);
      if (found) return found.displayName;
      if (!told.has(id)) {
        told.add(id);
        queueMicrotask(missed);
      }
      return somebody;
    },
  };
}
