import { refused } from '../../../http/refused.ts';
import type { MemberRow } from '../../people/store.ts';
import type { FindPerson } from './draft.ts';

/**
 * Whom a name in a file means: what was chosen for it, else the one active member with that address, else the one with that name.
 * Addresses tell only those who may see them. Refuses a choice that is nobody of the workspace with `UNKNOWN_REFERENCE`.
 */
export function personFinder(
  members: readonly MemberRow[],
  byAddress: boolean,
  chosen: Readonly<Record<string, string>>,
): FindPerson {
  const known = new Set(members.map(({ memberId }) => memberId));
  const wrong = Object.values(chosen).find((id) => id !== '' && !known.has(id));
  if (wrong !== undefined) throw refused('UNKNOWN_REFERENCE', { id: wrong }, 'options.people');
  const active = members.filter((one) => one.active);
  const plain = (text: string): string => text.trim().toLowerCase();
  const only = (found: readonly MemberRow[]): string | null =>
    found.length === 1 ? found[0]!.memberId : null;
  return (name, email) => {
    const choice = Object.hasOwn(chosen, name) ? chosen[name] : undefined;
    if (choice !== undefined) return choice === '' ? null : choice;
    const addressed =
      byAddress && email !== '' ? active.filter((one) => one.email && plain(one.email) === plain(email)) : [];
    return only(addressed) ?? only(active.filter(({ displayName }) => plain(displayName) === plain(name)));
  };
}
