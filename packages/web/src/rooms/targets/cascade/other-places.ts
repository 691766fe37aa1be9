import { type CellPlace, meetOf, type Place, placeOf, type TargetLayout } from '@shapan/engine';

/** Where an amount can be moved to: what is inside the other place, or holds it, would lose and win the same. */
export function areApart({ frame }: TargetLayout, a: CellPlace, b: CellPlace): boolean {
  const [first, second] = [placeOf(frame, a), placeOf(frame, b)];
  return first !== undefined && second !== undefined && meetOf(frame, first, second) === null;
}

/** Members of a dimension that take an amount from `source`, with the other dimensions as `to` has them. */
export function membersApart(
  layout: TargetLayout,
  source: CellPlace,
  to: readonly string[],
  dimension: number,
): readonly string[] {
  const ids = layout.frame.trees[dimension]?.ids ?? [];
  const at = (id: string): CellPlace => ({ members: to.with(dimension, id), time: source.time });
  return ids.filter((id) => id !== '' && areApart(layout, source, at(id)));
}

/** Whether anything stands beside a place, in any dimension: the whole has nothing to move an amount to. */
export function hasPlaceBeside({ frame }: TargetLayout, { members }: Place): boolean {
  return members.some((node, d) => {
    const tree = frame.trees[d];
    if (!tree) return false;
    const own = node < 0 ? ~node : node;
    const inside = node < 0 ? 1 : (tree.end[own] ?? 0) - own;
    const above = (tree.depth[own] ?? 0) + (node < 0 ? 1 : 0);
    return inside + above < tree.ids.length;
  });
}
