import { expect } from 'vitest';
import type { Cube, Place } from './doors.ts';
import { type Garden, slowTotal } from './garden.ts';

/**
 * SPR-T69 in whole-number arithmetic without limits: from a place downwards each node has the floor or the ceiling of its
 * exact share of the node above. For numbers of one sign under a place where nothing is held.
 */
export function expectCloseness(garden: Garden, top: Place, before: Cube, after: Cube): void {
  const order = [...garden.trees, garden.time];
  const visit = (at: Place, d: number): void => {
    if (d === order.length) return;
    const node = d < garden.trees.length ? at.members[d]! : at.time;
    const children = childNodes(order[d]!, node);
    if (children.length === 0) {
      visit(at, d + 1);
      return;
    }
    const wants = BigInt(slowTotal(garden, at, after) ?? 0);
    const had = BigInt(slowTotal(garden, at, before) ?? 0);
    if (had === 0n) return;
    for (const child of children.map((one) => withNode(at, d, one))) {
      const got = BigInt(slowTotal(garden, child, after) ?? 0);
      const error = got * had - wants * BigInt(slowTotal(garden, child, before) ?? 0);
      expect((error < 0n ? -error : error) < had).toBe(true);
      visit(child, child.members[d] !== undefined && child.members[d]! < 0 ? d + 1 : d);
    }
  };
  visit(top, 0);
}

function childNodes(tree: { parent: Int32Array }, node: number): number[] {
  if (node < 0) return [];
  const children = [...tree.parent.keys()].filter((child) => tree.parent[child] === node);
  return children.length === 0 || 'slots' in tree ? children : [~node, ...children];
}

function withNode(at: Place, d: number, node: number): Place {
  return d < at.members.length ? { ...at, members: at.members.with(d, node) } : { ...at, time: node };
}
