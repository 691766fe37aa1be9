import { type Change, leafInTable, leafOfSlot, type Place, rowOf, slotOf } from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';

/**
 * The totals of members and of periods that an entry moves although the whole may stay: each with everything else in it,
 * larger ones first, members before periods. At the cost of what changes (SPR-T87).
 */
export function movedTotals({ layout }: TargetTable, changes: readonly Change[]): readonly Place[] {
  const { frame, target, behaviour } = layout;
  const whole = { members: frame.trees.map(() => 0), time: 0 };
  const isFlow = behaviour === 'flow';
  const ofMembers = frame.trees.map(() => new Map<number, Map<number, number>>());
  const ofPeriods = new Map<number, Map<number, number>>();
  for (const change of changes) {
    if (change.type !== 'cells.changed' || change.target !== target.id || change.part !== 0) continue;
    change.cells.forEach((stored, i) => {
      const cell = leafInTable(layout, stored);
      const difference = (change.after[i] ?? 0) - (change.before[i] ?? 0);
      // Numbers of a balance add up within their period alone.
      const period = isFlow ? 0 : slotOf(cell);
      for (const [d, tree] of frame.trees.entries())
        add(ofMembers[d]!, tree.parent, frame.position[d]![rowOf(cell)]!, period, difference);
      const leaf = frame.time.leafNodes[leafOfSlot(frame.time, slotOf(cell))]!;
      add(ofPeriods, frame.time.parent, leaf, period, difference);
    });
  }
  return [
    ...frame.trees.flatMap((tree, d) =>
      moved(ofMembers[d]!, tree.depth).map((node) => ({ ...whole, members: whole.members.with(d, node) })),
    ),
    ...moved(ofPeriods, frame.time.depth).map((node) => ({ ...whole, time: node })),
  ];
}

/** A difference at a node and at all above it but the whole. */
function add(
  sums: Map<number, Map<number, number>>,
  parent: Int32Array,
  leaf: number,
  period: number,
  difference: number,
): void {
  for (let node = leaf; node > 0; node = parent[node]!) {
    const byPeriod = sums.get(node) ?? new Map<number, number>();
    byPeriod.set(period, (byPeriod.get(period) ?? 0) + difference);
    sums.set(node, byPeriod);
  }
}

const moved = (
  sums: ReadonlyMap<number, ReadonlyMap<number, number>>,
  depth: Int32Array,
): readonly number[] =>
  [...sums]
    .filter(([, byPeriod]) => [...byPeriod.values()].some((sum) => sum !== 0))
    .map(([node]) => node)
    .sort((a, b) => depth[a]! - depth[b]! || a - b);
