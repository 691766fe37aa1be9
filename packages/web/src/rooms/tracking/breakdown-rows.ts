import type { AttainmentView, PlaceAttainmentView } from '@shapan/contract';
import { childrenOf, type Tree } from '@shapan/engine';

/** A line of the breakdown: a member, or what lies in none of the members below one. */
export interface BreakdownRow {
  readonly node: number;
  readonly depth: number;
  /** `null`: the member is not in the caller's part of the organisation. */
  readonly place: PlaceAttainmentView | null;
  /** Amount that no member below takes; then the line is not the member's own. */
  readonly unplaced: number | null;
}

/** The members of one dimension in their order, each followed by what its members do not take. */
export function breakdownRows(
  { places }: AttainmentView,
  allTime: string,
  tree: Tree,
  along: number,
): BreakdownRow[] {
  const byMember = new Map(
    places.filter(({ time }) => time === allTime).map((place) => [place.members[along] ?? '*', place]),
  );
  const placeAt = (node: number) => byMember.get(node === 0 ? '*' : (tree.ids[node] ?? '')) ?? null;
  const rows: BreakdownRow[] = [];
  const add = (node: number): void => {
    const place = placeAt(node);
    const depth = tree.depth[node] ?? 0;
    rows.push({ node, depth, place, unplaced: null });
    const children = childrenOf(tree, node);
    for (const child of children) add(child);
    const rest = restOf(place, children.map(placeAt));
    if (rest !== 0) rows.push({ node, depth: depth + 1, place: null, unplaced: rest });
  };
  add(0);
  return rows.filter(({ place, unplaced }) => place !== null || unplaced !== null);
}

/** What is known of a place as a whole but of none of its parts. */
export function restOf(
  place: PlaceAttainmentView | null | undefined,
  parts: readonly (PlaceAttainmentView | null | undefined)[],
): number {
  if (parts.length === 0) return 0;
  const inParts = parts.reduce((sum, part) => sum + (part?.unplaced?.numerator ?? 0), 0);
  return (place?.unplaced?.numerator ?? 0) - inParts;
}
