import type { Frame } from '../frame.ts';
import type { Tree } from '../tree.ts';

/** What is added up: numbers of one array, `width` of them for each combination of member nodes. */
export interface Summand {
  readonly width: number;
  /** Put in place what the rows `[from, to)` of the order bring. */
  readonly fill: (from: number, to: number) => void;
  /** Derive the longer periods of all combinations between two places. */
  readonly lengthen: (from: number, to: number) => void;
  /**
   * Add the `stride` numbers of node `open` onto its parent's, then the parent's onto the one above, as long
   * as `next` is not below them; answers the node that is still open.
   */
  readonly carryUp: (tree: Tree, base: number, stride: number, open: number, next: number) => number;
}

/**
 * Fill the rows and add them up along every dimension. A node's slab is complete – folded along all later
 * dimensions – before it is added to its parent's, and that happens at once, so the numbers are still close.
 */
export function addUp(frame: Frame, strides: readonly number[], summand: Summand): void {
  const { order, trees, position } = frame;
  const { width, fill, lengthen, carryUp } = summand;
  const scale = width / (strides.at(-1) ?? 1);
  const last = trees.length - 1;
  const walk = (d: number, from: number, to: number, base: number): void => {
    const tree = trees[d]!;
    const nodes = position[d]!;
    const stride = (strides[d]! * scale) | 0;
    if (d === last) fill(from, to);
    let open = -1;
    for (let i = from; i < to; ) {
      const node = nodes[order[i]!]!;
      open = carryUp(tree, base, stride, open, node);
      if (d === last) {
        // Rows are unique: the last dimension leaves exactly one.
        i++;
      } else {
        let next = i + 1;
        while (next < to && nodes[order[next]!] === node) next++;
        walk(d + 1, i, next, base + node * stride);
        i = next;
      }
      open = node;
    }
    carryUp(tree, base, stride, open, tree.ids.length);
    if (d === last) lengthen(base, base + tree.ids.length * stride);
  };
  if (order.length === 0) return;
  if (last >= 0) {
    walk(0, 0, order.length, 0);
    return;
  }
  fill(0, order.length);
  lengthen(0, width);
}

// The same loops twice: each sees one kind of array only, and is compiled for it.
export function carrySums(
  sums: Float64Array,
  tree: Tree,
  base: number,
  stride: number,
  open: number,
  next: number,
): number {
  let node = open;
  while (node > 0 && tree.end[node]! <= next) {
    const above = tree.parent[node]!;
    const from = base + node * stride;
    const into = base + above * stride;
    for (let i = 0; i < stride; i++) sums[into + i]! += sums[from + i]!;
    node = above;
  }
  return node;
}

export function carryCounts(
  counts: Int32Array,
  tree: Tree,
  base: number,
  stride: number,
  open: number,
  next: number,
): number {
  let node = open;
  while (node > 0 && tree.end[node]! <= next) {
    const above = tree.parent[node]!;
    const from = base + node * stride;
    const into = base + above * stride;
    for (let i = 0; i < stride; i++) counts[into + i]! += counts[from + i]!;
    node = above;
  }
  return node;
}

/** So many combinations at a time: their numbers stay close, and their additions do not wait for each other. */
const together = 64;

export function foldPeriods(sums: Float64Array, parent: Int32Array, from: number, to: number): void {
  const periods = parent.length;
  for (let begin = from; begin < to; begin += together * periods) {
    const end = Math.min(to, begin + together * periods);
    for (let node = periods - 1; node > 0; node--) {
      const above = parent[node]! - node;
      for (let at = begin + node; at < end; at += periods) sums[at + above]! += sums[at]!;
    }
  }
}

export function foldPeriodCounts(counts: Int32Array, parent: Int32Array, from: number, to: number): void {
  const periods = parent.length;
  for (let begin = from; begin < to; begin += together * periods) {
    const end = Math.min(to, begin + together * periods);
    for (let node = periods - 1; node > 0; node--) {
      const above = parent[node]! - node;
      for (let at = begin + node; at < end; at += periods) counts[at + above]! += counts[at]!;
    }
  }
}
