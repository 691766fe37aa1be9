import { type BookState, findRecord, LAST_DAY, parentsOf } from '@shapan/engine';

/**
 * What a file calls a member whose name others bear, too, where codes do not tell them apart: the names from the top down,
 * `/East/Retail`. Places are those of the last day. An unknown id has the path `/`. Never refuses.
 */
export function memberPaths(master: BookState): (member: string) => string {
  const parents = parentsOf(master);
  return (member) => {
    const names: string[] = [];
    for (let at: string | undefined = member; at !== undefined; at = parents.on(at, LAST_DAY))
      names.unshift(String(findRecord(master, 'dimensionMember', at)?.fields['name'] ?? ''));
    return `/${names.join('/')}`;
  };
}
