import type { Territory } from '@shapan/contract';
import { childrenOf, type Frame, memberOf, type Place, type TargetLayout } from '@shapan/engine';

type Layout = Pick<TargetLayout, 'cube' | 'frame'>;

/** A member as it is: its node, and what a command calls it. */
export interface NamedMember {
  readonly node: number;
  readonly id: string;
}

/**
 * What a node stands for, for this reader. Whoever works in a part of the organisation sees only that part: above it
 * every level shows the part's own number, and means it. `null` where several parts come together, which no command
 * can name.
 */
export function ownMember(
  { cube, frame }: Layout,
  territory: Territory,
  dimension: number,
  node: number,
): NamedMember | null {
  const inside = territory.get(cube.dimensions[dimension] ?? '');
  const own = inside ? nodeInside(frame, dimension, node, inside) : node;
  if (own === null) return null;
  // The first id of a tree also answers to `*`, which survives when a second root comes along.
  return { node: own, id: own === 0 && !inside ? '*' : (frame.trees[dimension]?.ids[own] ?? '') };
}

/** Whether what stands at a node is the reader's part of it alone, not the whole that its name says. */
export function isOwnPartOnly(
  { cube, frame }: Layout,
  territory: Territory,
  dimension: number,
  node: number,
): boolean {
  const inside = territory.get(cube.dimensions[dimension] ?? '');
  const id = frame.trees[dimension]?.ids[node < 0 ? ~node : node];
  return inside !== undefined && id !== undefined && !inside.has(memberOf(id));
}

/** The same for a whole cell: the ids by which a command names it. */
export function ownPart(
  layout: Layout,
  territory: Territory,
  members: Place['members'],
): readonly string[] | null {
  const own = members.map((node, d) => ownMember(layout, territory, d, node)?.id);
  return own.every((id) => id !== undefined) ? own : null;
}

/** The reader's parts at or below a node, each by its topmost member: what must be filled one by one. */
export function ownParts(
  { cube, frame }: Layout,
  territory: Territory,
  dimension: number,
  node: number,
): readonly string[] {
  const tree = frame.trees[dimension];
  const inside = territory.get(cube.dimensions[dimension] ?? '');
  if (!tree || !inside) return [];
  // Where a member stands from one day to another it has a name of its own; the part is the member's.
  const member = memberOf(tree.ids[node] ?? '');
  if (inside.has(member)) return [member];
  const below = childrenOf(tree, node).flatMap((child) =>
    ownParts({ cube, frame }, territory, dimension, child),
  );
  return [...new Set(below)];
}

function nodeInside(frame: Frame, d: number, node: number, inside: ReadonlySet<string>): number | null {
  const tree = frame.trees[d];
  if (!tree || inside.has(memberOf(tree.ids[node] ?? ''))) return node;
  const [only, ...others] = childrenOf(tree, node);
  return only === undefined || others.length > 0 ? null : nodeInside(frame, d, only, inside);
}
