import type { Territory } from '@shapan/contract';
import {
  type BookState,
  findRecord,
  memberOf,
  type PlanRecord,
  RELEASE,
  recordsOf,
  type TargetLayout,
} from '@shapan/engine';

/** A member to whom a target's numbers may be released. */
export interface ReleaseLine {
  readonly member: string;
  /** How deep it stands below the highest member shown, from 0. */
  readonly depth: number;
  /** The release, where there is one. */
  readonly release: PlanRecord | undefined;
}

/** The members of a dimension of the breakdown that lie in the reader's part, above before below. */
export function releaseLines(
  { layout, state, master }: { layout: TargetLayout; state: BookState; master: BookState },
  dimension: string,
  territory: Territory,
): readonly ReleaseLine[] {
  const tree = layout.frame.trees[layout.cube.dimensions.indexOf(dimension)];
  const inside = territory.get(dimension);
  const released = new Map(
    recordsOf(state, RELEASE)
      .filter(({ fields }) => fields['target'] === layout.target.id)
      .map((record) => [(record.fields['coordinate'] as Record<string, string>)[dimension], record]),
  );
  const seen = new Set<string>();
  let least = Number.POSITIVE_INFINITY;
  const lines = (tree?.ids ?? []).flatMap((id, node): ReleaseLine[] => {
    const member = memberOf(id);
    const fields = findRecord(master, 'dimensionMember', member)?.fields;
    // Over-assignment is nobody's to know by itself.
    if (!fields || fields['padding'] === true || seen.has(member) || inside?.has(member) === false) return [];
    seen.add(member);
    const depth = tree?.depth[node] ?? 0;
    least = Math.min(least, depth);
    return [{ member, depth, release: released.get(member) }];
  });
  return lines.map((line) => ({ ...line, depth: line.depth - least }));
}
