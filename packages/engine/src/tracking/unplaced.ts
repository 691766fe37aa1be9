import type { PlainDate } from '../foundation/date.ts';
import { leavesUnder, type Place, type TargetLayout, type Tree } from '../targets/index.ts';

/** Amounts of one place; for ratios and weighted averages numerator and denominator. Exact integers. */
export interface Amounts {
  readonly amount: number;
  readonly weight: number | null;
}

/** The sum; `null` = nothing there, so it adds as nothing. A missing weight counts as 0 beside one that is given. */
export const plus = (a: Amounts | null, b: Amounts | null): Amounts | null => {
  if (!a || !b) return a ?? b;
  const weight = a.weight === null && b.weight === null ? null : (a.weight ?? 0) + (b.weight ?? 0);
  return { amount: a.amount + b.amount, weight };
};

/** How two amounts at one place become one: added up, or the larger or smaller of the two. */
export function combineOf({ aggregation }: Pick<TargetLayout, 'aggregation'>): typeof plus {
  if (aggregation !== 'max' && aggregation !== 'min') return plus;
  const extreme = Math[aggregation];
  return (a, b) => (a && b ? { amount: extreme(a.amount, b.amount), weight: null } : (a ?? b));
}

/** Actuals that lie in no leaf of a target's table, added up at every place that contains them. */
export interface Unplaced {
  readonly sums: ReadonlyMap<string, Amounts>;
}

/** What of the actuals at a place lies in no leaf below it; `null` when nothing does. */
export const unplacedAt = ({ sums }: Unplaced, place: Place): Amounts | null =>
  sums.get(keyOf(place)) ?? null;

const keyOf = ({ members, time }: Place): string => `${members.join(',')} ${time}`;

/** Amounts that add up over time go up all trees; levels go up the members only, leaf period by leaf period. */
export function addUnplaced(
  layout: TargetLayout,
  sums: Map<string, Amounts>,
  place: Place,
  amounts: Amounts,
): void {
  const { trees, time } = layout.frame;
  const combine = combineOf(layout);
  const times = layout.behaviour === 'flow' ? lineOf(time, place.time) : [place.time];
  const members = trees.reduce<readonly (readonly number[])[]>(
    (found, tree, d) =>
      found.flatMap((line) => lineOf(tree, place.members[d] ?? 0).map((node) => [...line, node])),
    [[]],
  );
  for (const line of members) {
    for (const at of times) {
      const key = keyOf({ members: line, time: at });
      sums.set(key, combine(sums.get(key) ?? null, amounts) as Amounts);
    }
  }
}

/** A node and all above it. */
function lineOf({ parent }: Pick<Tree, 'parent'>, node: number): readonly number[] {
  const line = [node];
  for (let at = parent[node] ?? -1; at >= 0; at = parent[at] ?? -1) line.push(at);
  return line;
}

/** The smallest node of time that contains both days; `null` when one of them lies in no leaf period. */
export function timeNodeOf(
  { frame, periods }: TargetLayout,
  from: PlainDate,
  to: PlainDate,
): { readonly node: number; readonly slot: number | null } | null {
  const first = leafAt(periods, from);
  const last = from === to ? first : leafAt(periods, to);
  if (first < 0 || last < 0) return null;
  let node = frame.time.leafNodes[last] ?? 0;
  while (leavesUnder(frame.time, node).from > first) node = frame.time.parent[node] ?? 0;
  return { node, slot: first === last ? (periods[first]?.slot ?? null) : null };
}

function leafAt(periods: TargetLayout['periods'], date: PlainDate): number {
  let low = 0;
  let high = periods.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const period = periods[middle];
    if (!period) return -1;
    if (date < period.from) high = middle - 1;
    else if (date > period.to) low = middle + 1;
    else return middle;
  }
  return -1;
}
