import { memberPaths } from '@shapan/contract';
import { type BookState, findRecord, memberOf } from '@shapan/engine';
import { memberName, membersOf } from '../names.ts';

/**
 * What a column of a file calls these members of a dimension so that the import finds each again: their names; where one of
 * those is another member's, too, all by their codes, or where one has no code by the path of names from the top.
 */
export function fileNames(
  master: BookState,
  dimension: string,
  used: readonly string[],
): (id: string) => string {
  const bearers = new Map<string, number>();
  for (const { id } of membersOf(master, dimension)) {
    const name = memberName(master, id);
    bearers.set(name, (bearers.get(name) ?? 0) + 1);
  }
  const isShared = (id: string): boolean => (bearers.get(memberName(master, id)) ?? 0) > 1;
  const codeOf = (id: string): string =>
    String(findRecord(master, 'dimensionMember', memberOf(id))?.fields['code'] ?? '');
  if (!used.some(isShared)) return (id) => memberName(master, id);
  if (used.every((id) => codeOf(id) !== '')) return codeOf;
  const pathOf = memberPaths(master);
  return (id) => (isShared(id) ? pathOf(memberOf(id)) : memberName(master, id));
}
