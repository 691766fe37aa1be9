import type { Frame } from '../frame.ts';
import type { Tree } from '../tree.ts';

/** What is added up: numbers of one array, `width` of them for each combination of member nodes. */
export interface Summand {
  readonly width: number;
  /** Empty the numbers `[from, to)`: those of nodes that no row of their own fills. */
  readonly clear: (from: number, to: number) => void;
  /** Put in place what the rows `[from, to)` of the order bring, and complete the slab of the last dimension at `base`. */
  readonly complete: (from: number, to: number, base: number) => void;
  /**
   * Add the `stride` numbers of node `open` onto its parent's, then the parent's onto the one above, as long
   * as `next` is not below them; answers the node that is still open.
   */
  readonly carryUp: (tree: Tree, base: number, stride: number, open: number, next: number) => number;
}

/**
 * Fill the rows and add them up along every dimension. A node's slab is complete – folded along all later
 * dimensions – before it is added to its parent's, and that happens at once, so the numbers are still close. Whatever
 * was there before is overwritten: only what no row fills is emptied.
 */
export function addUp(frame: Frame, strides: readonly number[], summand: Summand): void {
  const { order, trees, position } = frame;
  const { width, clear, complete, carryUp } = summand;
  const scale = width / (strides.at(-1) ?? 1);
  const last = trees.length - 1;
  const walk = (d: number, from: number, to: number, base: number): void => {
    if (d >= last) {
      complete(from, to, base);
      return;
    }
    const tree = trees[d]!;
    const nodes = position[d]!;
    const stride = (strides[d]! * scale) | 0;
    let open = -1;
    let filled = 0;
    for (let i = from; i < to; ) {
      const node = nodes[order[i]!]!;
      open = carryUp(tree, base, stride, open, node);
      if (filled < node) clear(base + filled * stride, base + node * stride);
      filled = node + 1;
      let next = i + 1;
      while (next < to && nodes[order[next]!] === node) next++;
      walk(d + 1, i, next, base + node * stride);
      i = next;
      open = node;
    }
    carryUp(tree, base, stride, open, tree.ids.length);
    if (filled < tree.ids.length) clear(base + filled * stride, base + tree.ids.length * stride);
  };
  if (order.length > 0) walk(0, 0, order.length, 0);
}

/**
 * The periods kept of each combination: leaf periods first, then the longer ones from below, so that the periods a
 * longer one consists of stand side by side.
 */
export interface Periods {
  readonly size: number;
  readonly leaves: number;
  /** Where each node of the time tree stands, −1 = it is not kept. */
  readonly places: Int32Array;
  /** Four numbers each: sum into this period, those from here on, so many; 1 = on top of what is there. */
  readonly families: Int32Array;
}

export function foldedPeriods(time: Tree & { readonly leafNodes: Int32Array }): Periods {
  const places = new Int32Array(time.ids.length);
  time.leafNodes.forEach((node, i) => {
    places[node] = i;
  });
  const leaves = time.leafNodes.length;
  const inner = Array.from(time.ids.keys())
    .filter((node) => time.end[node] !== node + 1)
    .sort((a, b) => time.depth[b]! - time.depth[a]! || a - b);
  inner.forEach((node, i) => {
    places[node] = leaves + i;
  });
  const families = inner.flatMap((node) => familiesOf(time, node, places));
  return { size: Math.max(1, leaves + inner.length), leaves, places, families: Int32Array.from(families) };
}

/** Children that stand side by side are one family; in a ragged tree a period may consist of several. */
function familiesOf(time: Tree, node: number, places: Int32Array): number[] {
  const found: number[] = [];
  for (let child = node + 1; child < time.end[node]!; child = time.end[child]!) {
    const at = places[child]!;
    const last = found.length - 4;
    const end = last < 0 ? -1 : found[last + 1]! + found[last + 2]!;
    if (end === at) found[last + 2]! += 1;
    else found.push(places[node]!, at, 1, found.length === 0 ? 0 : 1);
  }
  return found;
}

/** Only the leaf periods: what a balance or a mean is read from. */
export function leafPeriods(time: Tree & { readonly leafNodes: Int32Array }): Periods {
  const places = new Int32Array(time.ids.length).fill(-1);
  time.leafNodes.forEach((node, i) => {
    places[node] = i;
  });
  const leaves = time.leafNodes.length;
  return { size: Math.max(1, leaves), leaves, places, families: new Int32Array(0) };
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

/** Empty what no row of a slab fills: the nodes of its dimension between those of the rows, `width` numbers each. */
export function clearBetween(
  sums: Float64Array,
  nodes: Int32Array,
  base: number,
  width: number,
  end: number,
): void {
  let filled = 0;
  for (let i = 0; i <= nodes.length; i++) {
    const node = i < nodes.length ? nodes[i]! : end;
    if (filled < node) sums.fill(0, base + filled * width, base + node * width);
    filled = node + 1;
  }
}

/** Rows of one slab along their dimension, `leaves` of `width` numbers each; `nodes` are theirs, ascending. */
export function raiseSums(
  sums: Float64Array,
  { parent, end }: Tree,
  nodes: Int32Array,
  base: number,
  width: number,
  leaves: number,
): void {
  let open = -1;
  for (let i = 0; i <= nodes.length; i++) {
    const next = i < nodes.length ? nodes[i]! : end[0]!;
    while (open > 0 && end[open]! <= next) {
      const from = base + open * width;
      open = parent[open]!;
      const into = base + open * width;
      for (let j = 0; j < leaves; j++) sums[into + j]! += sums[from + j]!;
    }
    open = next;
  }
}

export function raiseCounts(
  counts: Int32Array,
  { parent, end }: Tree,
  nodes: Int32Array,
  base: number,
  width: number,
  leaves: number,
): void {
  let open = -1;
  for (let i = 0; i <= nodes.length; i++) {
    const next = i < nodes.length ? nodes[i]! : end[0]!;
    while (open > 0 && end[open]! <= next) {
      const from = base + open * width;
      open = parent[open]!;
      const into = base + open * width;
      for (let j = 0; j < leaves; j++) counts[into + j]! += counts[from + j]!;
    }
    open = next;
  }
}

/** So many combinations at a time: their numbers stay close, and their additions do not wait for each other. */
const together = 64;

export function foldPeriods(sums: Float64Array, { size, families }: Periods, from: number, to: number): void {
  for (let begin = from; begin < to; begin += together * size) {
    const end = Math.min(to, begin + together * size);
    for (let f = 0; f < families.length; f += 4) {
      const into = families[f]!;
      const first = families[f + 1]! - into;
      const count = families[f + 2]!;
      if (families[f + 3] === 1 || count > 4)
        foldFamily(sums, size, begin + into, end, first, count, families[f + 3]!);
      else if (count === 1) {
        for (let at = begin + into; at < end; at += size) sums[at] = sums[at + first]!;
      } else if (count === 2) {
        for (let at = begin + into; at < end; at += size)
          sums[at] = sums[at + first]! + sums[at + first + 1]!;
      } else if (count === 3) {
        for (let at = begin + into; at < end; at += size)
          sums[at] = sums[at + first]! + sums[at + first + 1]! + sums[at + first + 2]!;
      } else {
        for (let at = begin + into; at < end; at += size)
          sums[at] =
            sums[at + first]! + sums[at + first + 1]! + (sums[at + first + 2]! + sums[at + first + 3]!);
      }
    }
  }
}

function foldFamily(
  sums: Float64Array,
  size: number,
  from: number,
  to: number,
  first: number,
  count: number,
  onTop: number,
): void {
  for (let at = from; at < to; at += size) {
    let sum = onTop === 1 ? sums[at]! : 0;
    for (let j = 0; j < count; j++) sum += sums[at + first + j]!;
    sums[at] = sum;
  }
}

export function foldCounts(counts: Int32Array, { size, families }: Periods, from: number, to: number): void {
  for (let f = 0; f < families.length; f += 4) {
    const into = families[f]!;
    const first = families[f + 1]! - into;
    const count = families[f + 2]!;
    for (let at = from + into; at < to; at += size) {
      let sum = families[f + 3] === 1 ? counts[at]! : 0;
      for (let j = 0; j < count; j++) sum += counts[at + first + j]!;
      counts[at] = sum;
    }
  }
}
