import type { Territory } from '@shapan/contract';
import { childrenOf, type Frame, type Place, type TargetLayout } from '@shapan/engine';

/** A cell as it is: where it stands, and what a command calls it. */
export interface NamedMembers {
  readonly nodes: Place['members'];
  readonly ids: readonly string[];
}

/**
 * What a cell stands for, for this reader. Whoever works in a part of the organisation sees only that part: above it
 * every level shows the part's own number, and means it. `null` where several parts come together, which no command
 * can name.
 */
export function ownPart(
  { cube, frame }: Pick<TargetLayout, 'cube' | 'frame'>,
  territory: Territory,
  members: Place['members'],
): NamedMembers | null {
  const nodes: number[] = [];
  const ids: string[] = [];
  for (const [d, node] of members.entries()) {
    const inside = territory.get(cube.dimensions[d] ?? '');
    const own = inside ? nodeInside(frame, d, node, inside) : node;
    if (own === null) return null;
    nodes.push(own);
    // The first id of a tree also answers to `*`, which survives when a second root comes along.
    ids.push(own === 0 && !inside ? '*' : (frame.trees[d]?.ids[own] ?? ''));
  }
  return { nodes, ids };
}

function nodeInside(frame: Frame, d: number, node: number, inside: ReadonlySet<string>): number | null {
  const tree = frame.trees[d];
  if (!tree || inside.has(tree.ids[node] ?? '')) return node;
  const [only, ...others] = childrenOf(tree, node);
  return only === undefined || others.length > 0 ? null : nodeInside(frame, d, only, inside);
}
