import { type BookState, LAST_DAY, type PlanRecord, parentsOf, recordsOf } from '@shapan/engine';

export interface TreeMember {
  readonly record: PlanRecord;
  readonly depth: number;
  readonly children: number;
}

/**
 * The members of a dimension as a tree, in their order, as it stands on a day. `closed` branches keep what is below them
 * to themselves.
 */
export function memberTree(
  master: BookState,
  dimension: string,
  closed: ReadonlySet<string>,
  day = LAST_DAY,
): readonly TreeMember[] {
  const members = recordsOf(master, 'dimensionMember').filter(
    ({ fields }) => fields['dimension'] === dimension,
  );
  const parents = parentsOf(master);
  const known = new Set(members.map(({ id }) => id));
  const below = new Map<string, PlanRecord[]>();
  for (const member of members) {
    const parent = parents.on(member.id, day);
    const above = parent !== undefined && known.has(parent) ? parent : '';
    const siblings = below.get(above);
    if (siblings) siblings.push(member);
    else below.set(above, [member]);
  }
  const tree: TreeMember[] = [];
  const walk = (parent: string, depth: number): void => {
    for (const record of (below.get(parent) ?? []).toSorted(byOrder)) {
      tree.push({ record, depth, children: below.get(record.id)?.length ?? 0 });
      if (!closed.has(record.id)) walk(record.id, depth + 1);
    }
  };
  walk('', 0);
  return tree;
}

const byOrder = (a: PlanRecord, b: PlanRecord): number =>
  Number(a.fields['order'] ?? Number.MAX_SAFE_INTEGER) - Number(b.fields['order'] ?? Number.MAX_SAFE_INTEGER);

/** Ids of members and of everything below them on a day: places they cannot be moved to. */
export function branchOf(master: BookState, ids: Iterable<string>, day = LAST_DAY): ReadonlySet<string> {
  const parents = parentsOf(master);
  const below = new Map<string, string[]>();
  for (const { id } of recordsOf(master, 'dimensionMember')) {
    const parent = parents.on(id, day);
    if (parent !== undefined) below.set(parent, [...(below.get(parent) ?? []), id]);
  }
  const branch = new Set(ids);
  for (const id of branch) for (const child of below.get(id) ?? []) branch.add(child);
  return branch;
}
