import type { Frame } from '../frame.ts';
import type { Parts } from './descend.ts';
import { exactShare } from './exact-share.ts';
import type { Scope } from './scope.ts';
import { cheapestUnits } from './unit-flow.ts';

/** Why a spread was not rounded fairly both ways. */
export interface NotFair {
  readonly reason: 'dimensions' | 'size' | 'range';
  readonly cells: number;
  readonly max: number;
}

/**
 * Leaves that are rounded fairly both ways at most – where it is asked for, and where it is the default and has to be
 * done while somebody types. Beyond that it is said that they were not.
 */
export const maxFairCells = { asked: 20_000, byDefault: 5_000 } as const;

/**
 * Whole units fair both ways (SPR-T70): over exactly two dimensions every leaf and every node of both trees receives the
 * floor or the ceiling of its exact share, and of all such roundings the leaves have the smallest sum of squared errors,
 * ties to the earlier leaf. Such a rounding always exists: units flow from the top of one tree through its nodes, the
 * leaves and the nodes of the other tree to its top, and each road carries its floor, and one unit more or not.
 *
 * Weights are integers, not in sum 0; their signs may be mixed. Negative amounts are mirrored.
 */
export function spreadFairly(
  frame: Frame,
  scope: Scope,
  weights: Float64Array,
  amount: number,
  max: number,
): Parts | NotFair {
  const cells = weights.length;
  const pair = twoDimensions(frame, scope);
  if (pair === null) return { reason: 'dimensions', cells, max };
  if (cells > max) return { reason: 'size', cells, max };
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const gross = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const sides = [sideOf(frame, scope, pair[0], weights), sideOf(frame, scope, pair[1], weights)] as const;
  const vertices = sides[0].weight.length + sides[1].weight.length;
  // Labels are sums of prices along paths.
  if (Math.max(gross, 2 * Math.abs(total) * vertices) > Number.MAX_SAFE_INTEGER)
    return { reason: 'range', cells, max };
  const share = (weight: number) =>
    exactShare(Math.abs(amount), total < 0 ? -weight : weight, Math.abs(total));
  const roads = layRoads(sides, weights, share);
  const carries = cheapestUnits(roads, roads.cells.length);
  if (carries === null || roads.overflow) return { reason: 'range', cells, max };
  const { parts } = roads;
  let units = 0;
  roads.cells.forEach((k, arc) => {
    parts[k]! += carries[arc]!;
    units += carries[arc]!;
  });
  if (amount < 0) for (let k = 0; k < parts.length; k++) parts[k] = parts[k] === 0 ? 0 : -parts[k]!;
  return { parts, units };
}

type Dimension = number | 'time';

/** The two dimensions that vary in a scope, or `null` when it is not exactly two. */
function twoDimensions(frame: Frame, scope: Scope): readonly [Dimension, Dimension] | null {
  const varying: Dimension[] = frame.position.flatMap((nodes, d) =>
    scope.rows.some((row) => nodes[row] !== nodes[scope.rows[0]!]) ? [d] : [],
  );
  if (scope.to - scope.from > 1) varying.push('time');
  return varying.length === 2 ? [varying[0]!, varying[1]!] : null;
}

/** One tree under the scope: a vertex per node that has leaves, and one of its own for the rows of an inner node. */
interface Side {
  /** Sum of the weights below each vertex; the top is vertex 0. */
  readonly weight: number[];
  readonly above: number[];
  /** Per leaf of the scope its lowest vertex. */
  readonly home: Int32Array;
}

function sideOf(frame: Frame, scope: Scope, dimension: Dimension, weights: Float64Array): Side {
  const width = scope.to - scope.from;
  const tree = dimension === 'time' ? frame.time : frame.trees[dimension]!;
  const top = dimension === 'time' ? scope.place.time : scope.place.members[dimension]!;
  const side: Side = { weight: [0], above: [-1], home: new Int32Array(weights.length) };
  const known = new Map<number, number>([[top, 0]]);
  const vertexOf = (node: number): number => {
    const found = known.get(node);
    if (found !== undefined) return found;
    // Rows of an inner node hang below it, beside its children.
    const above = vertexOf(node < 0 ? ~node : tree.parent[node]!);
    const vertex = side.weight.length;
    side.weight.push(0);
    side.above.push(above);
    known.set(node, vertex);
    return vertex;
  };
  for (let k = 0; k < weights.length; k++) {
    const row = Math.floor(k / width);
    const node =
      dimension === 'time'
        ? frame.time.leafNodes[scope.from + k - row * width]!
        : frame.position[dimension]![scope.rows[row]!]!;
    const vertex = vertexOf(tree.end[node] === node + 1 || top < 0 ? node : ~node);
    side.home[k] = vertex;
    for (let v = vertex; v >= 0; v = side.above[v]!) side.weight[v]! += weights[k]!;
  }
  return side;
}

interface Share {
  readonly floor: number;
  /** What is left of one unit, as a part of the whole weight. */
  readonly rest: number;
  readonly whole: number;
}

/** Roads that may carry one unit more than their floor: cells first, in their order, then the nodes of both trees. */
function layRoads(
  [first, second]: readonly [Side, Side],
  weights: Float64Array,
  share: (weight: number) => Share,
) {
  const shift = first.weight.length;
  const vertices = shift + second.weight.length;
  const roads = { from: [] as number[], to: [] as number[], cost: [] as number[] };
  const excess = new Float64Array(vertices);
  const parts = new Float64Array(weights.length);
  const cells: number[] = [];
  let overflow = false;
  const lay = (from: number, to: number, { floor, rest }: Share, cost: number): boolean => {
    excess[from]! -= floor;
    excess[to]! += floor;
    overflow ||= Math.abs(floor) > Number.MAX_SAFE_INTEGER / 2;
    if (rest === 0) return false;
    roads.from.push(from);
    roads.to.push(to);
    roads.cost.push(cost);
    return true;
  };
  for (let k = 0; k < weights.length; k++) {
    if (weights[k] === 0) continue;
    const one = share(weights[k]!);
    parts[k] = one.floor;
    // Rounding up instead of down changes the squared error by (1 − f)² − f² = 1 − 2f.
    if (lay(first.home[k]!, shift + second.home[k]!, one, one.whole - 2 * one.rest)) cells.push(k);
  }
  first.above.forEach((above, v) => above >= 0 && lay(above, v, share(first.weight[v]!), 0));
  second.above.forEach(
    (above, v) => above >= 0 && lay(shift + v, shift + above, share(second.weight[v]!), 0),
  );
  const all = share(first.weight[0]!).floor;
  excess[0]! += all;
  excess[shift]! -= all;
  const from = Int32Array.from(roads.from);
  return {
    vertices,
    from,
    to: Int32Array.from(roads.to),
    cost: Float64Array.from(roads.cost),
    excess,
    parts,
    cells,
    overflow,
  };
}
