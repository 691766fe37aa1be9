import { type BookState, type PlanRecord, recordsOf } from '@shapan/engine';

export interface TreeMember {
  readonly record: PlanRecord;
  readonly depth: number;
  readonly children: number;
}

/** The members of a dimension as a tree, in their order. `closed` branches keep what is below them to themselves. */
export function memberTree(
  master: BookState,
  dimension: string,
  closed: ReadonlySet<string>,
): readonly TreeMember[] {
  const members = recordsOf(master, 'dimensionMember').filter(
    ({ fields }) => fields['dimension'] === dimension,
  );
  const known = new Set(members.map(({ id }) => id));
  const below = new Map<string, PlanRecord[]>();
  for (const member of members) {
    const { parent } = member.fields;
    const above = typeof parent === 'string' && known.has(parent) ? parent : '';
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

/** Ids of a member and of everything below it: places it cannot be moved to. */
export function branchOf(master: BookState, id: string): ReadonlySet<string> {
  const branch = new Set([id]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { id: one, fields } of recordsOf(master, 'dimensionMember')) {
      if (branch.has(one) || !branch.has(String(fields['parent']))) continue;
      branch.add(one);
      grown = true;
    }
  }
  return branch;
}
