import { type Cube, rowOf, slotOf } from '../../plan/cube.ts';
import { type Frame, leavesUnder, type Place } from '../frame.ts';
import { childrenOf, leafOfSlot, type TimeTree, type Tree } from '../tree.ts';
import { copyPeriods, leavesInWindow, type Sum, sumLeaves } from './scan.ts';

/**
 * All totals of one part in one array: cell = Σ node × stride, time innermost. Two linear folds fill it:
 * the sums, and – only when some leaf has no entry – the *holes*, the number of leaves without one. A cell
 * is null when it has as many holes as leaves; in a full cube nothing but the sums is touched.
 */
export interface Dense {
  readonly kind: 'dense';
  readonly part: number;
  readonly strides: readonly number[];
  /** Time nodes kept: all of them for `flow`; otherwise the leaf periods, the rest being read from those. */
  readonly periods: number;
  readonly folded: boolean;
  readonly sums: Float64Array;
  /** Rows under each combination of member nodes. */
  readonly rows: Int32Array;
  /** Upper bound of the cells above one leaf, itself included. */
  readonly levels: number;
  holes: Int32Array | null;
}

/** How many cells the dense form would hold. */
export function denseSize(frame: Frame, behaviour: string): number {
  const periods = behaviour === 'flow' ? frame.time.ids.length : frame.time.slots.length;
  return frame.trees.reduce((size, tree) => size * tree.ids.length, Math.max(1, periods));
}

export function createDense(cube: Cube, frame: Frame, part: number, behaviour: string): Dense {
  const folded = behaviour === 'flow';
  const periods = Math.max(1, folded ? frame.time.ids.length : frame.time.slots.length);
  const strides: number[] = [];
  let size = periods;
  for (let d = frame.trees.length - 1; d >= 0; d--) {
    strides.unshift(size);
    size *= frame.trees[d]!.ids.length;
  }
  const rows = new Int32Array(size / periods);
  fold(frame, strides, 1, addCounts.bind(null, rows), (_, at) => {
    rows[at]! += 1;
  });
  const dense: Dense = {
    kind: 'dense',
    part,
    strides,
    periods,
    folded,
    sums: new Float64Array(size),
    rows,
    levels: frame.trees.reduce((n, tree) => n * levelsOf(tree), levelsOf(frame.time)),
    holes: null,
  };
  sumUp(dense, cube, frame);
  return dense;
}

/** Every total from scratch, in place. */
export function rebuildDense(dense: Dense, cube: Cube, frame: Frame): void {
  dense.sums.fill(0);
  sumUp(dense, cube, frame);
}

function sumUp(dense: Dense, cube: Cube, frame: Frame): void {
  const { time } = frame;
  const { periods, folded, sums, strides } = dense;
  const { from, to } = leavesInWindow(cube, time, 0);
  const line = new Float64Array(to - from);
  const nodes = Int32Array.from({ length: to - from }, (_, i) =>
    folded ? time.leafNodes[from + i]! : from + i,
  );
  const families = folded ? familiesOf(time) : noFamilies;
  let gaps = time.slots.length - (to - from);
  fold(frame, strides, periods, addSums.bind(null, sums), (row, at) => {
    if (from < to) copyPeriods(cube, time, dense.part, row, from, to, line, 0);
    gaps += placeLeaves(sums, at, line, nodes);
    foldPeriods(sums, at, families);
  });
  dense.holes = gaps > 0 ? countHoles(dense, cube, frame, from, to) : null;
}

function countHoles(dense: Dense, cube: Cube, frame: Frame, from: number, to: number): Int32Array {
  const { time } = frame;
  const { periods, folded } = dense;
  const families = folded ? familiesOf(time) : noFamilies;
  const holes = new Int32Array(dense.sums.length);
  const line = new Float64Array(time.slots.length).fill(Number.NaN);
  fold(frame, dense.strides, periods, addCounts.bind(null, holes), (row, at) => {
    if (from < to) copyPeriods(cube, time, dense.part, row, from, to, line, from);
    for (let leaf = 0; leaf < line.length; leaf++) {
      const value = line[leaf]!;
      if (value !== value) holes[at + (folded ? time.leafNodes[leaf]! : leaf)] = 1;
    }
    countPeriods(holes, at, families);
  });
  return holes;
}

/**
 * Fill the rows and add them up along every dimension. `perCombination` numbers of what is filled belong to one
 * combination of member nodes (`strides` are in cells). A node's slab is complete – folded along all later dimensions – before it is added to its
 * parent's, so the data of one slab stays close while it is worked on.
 */
function fold(
  frame: Frame,
  strides: readonly number[],
  perCombination: number,
  add: AddSlab,
  fill: (row: number, at: number) => void,
): void {
  const { order, trees, position } = frame;
  const scale = perCombination / (strides.at(-1) ?? 1);
  const walk = (d: number, from: number, to: number, base: number): void => {
    if (d === trees.length) {
      // Rows are unique: the last dimension leaves exactly one.
      fill(order[from]!, base);
      return;
    }
    const tree = trees[d]!;
    const nodes = position[d]!;
    const stride = strides[d]! * scale;
    const touched = new Uint8Array(tree.ids.length);
    for (let i = from; i < to; ) {
      const node = nodes[order[i]!]!;
      let next = i + 1;
      while (next < to && nodes[order[next]!] === node) next++;
      walk(d + 1, i, next, base + node * stride);
      touched[node] = 1;
      i = next;
    }
    addUp(tree, touched, add, base, stride);
  };
  if (order.length > 0) walk(0, 0, order.length, 0);
}

function addUp(tree: Tree, touched: Uint8Array, add: AddSlab, base: number, stride: number): void {
  for (let node = touched.length - 1; node > 0; node--) {
    if (touched[node] === 0) continue;
    const above = tree.parent[node]!;
    add(base + above * stride, base + node * stride, stride);
    touched[above] = 1;
  }
}

/** Periods that have others below them, the lowest first: each with its children in a run of `list`. */
interface Families {
  readonly nodes: Int32Array;
  readonly start: Int32Array;
  readonly list: Int32Array;
}

const noFamilies: Families = { nodes: new Int32Array(), start: new Int32Array(1), list: new Int32Array() };

function familiesOf(time: TimeTree): Families {
  const nodes: number[] = [];
  const start: number[] = [0];
  const list: number[] = [];
  for (let node = time.ids.length - 1; node >= 0; node--) {
    const children = childrenOf(time, node);
    if (children.length === 0) continue;
    nodes.push(node);
    list.push(...children);
    start.push(list.length);
  }
  return { nodes: Int32Array.from(nodes), start: Int32Array.from(start), list: Int32Array.from(list) };
}

/** Put a row's leaves where they belong; answers how many of them have no entry. */
function placeLeaves(sums: Float64Array, at: number, line: Float64Array, nodes: Int32Array): number {
  let gaps = 0;
  for (let i = 0; i < nodes.length; i++) {
    const value = line[i]!;
    if (value === value) sums[at + nodes[i]!] = value;
    else gaps++;
  }
  return gaps;
}

function foldPeriods(sums: Float64Array, at: number, families: Families): void {
  const { nodes, start, list } = families;
  for (let f = 0; f < nodes.length; f++) {
    let sum = 0;
    for (let i = start[f]!; i < start[f + 1]!; i++) sum += sums[at + list[i]!]!;
    sums[at + nodes[f]!] = sum;
  }
}

function countPeriods(counts: Int32Array, at: number, { nodes, start, list }: Families): void {
  for (let f = 0; f < nodes.length; f++) {
    let sum = 0;
    for (let i = start[f]!; i < start[f + 1]!; i++) sum += counts[at + list[i]!]!;
    counts[at + nodes[f]!] = sum;
  }
}

/** Adds `length` numbers at `from` onto those at `into`. */
type AddSlab = (into: number, from: number, length: number) => void;

// The same loop twice: each sees one kind of array only, and is compiled for it.
function addSums(target: Float64Array, into: number, from: number, length: number): void {
  for (let i = 0; i < length; i++) target[into + i]! += target[from + i]!;
}

function addCounts(target: Int32Array, into: number, from: number, length: number): void {
  for (let i = 0; i < length; i++) target[into + i]! += target[from + i]!;
}

export function readDense(dense: Dense, cube: Cube, frame: Frame, place: Place): Sum {
  const { time } = frame;
  let at = 0;
  for (let d = 0; d < place.members.length; d++) {
    const node = place.members[d]!;
    if (node < 0) return sumLeaves(cube, frame, dense.part, place);
    at += node * dense.strides[d]!;
  }
  const { from, to } = leavesUnder(time, place.time);
  if (!dense.folded && to - from !== 1) return sumLeaves(cube, frame, dense.part, place);
  at += dense.folded ? place.time : from;
  const leaves = dense.rows[Math.floor(at / dense.periods)]! * (to - from);
  return { sum: dense.sums[at]!, entries: leaves - (dense.holes?.[at] ?? 0) };
}

export function refreshDense(
  dense: Dense,
  cube: Cube,
  frame: Frame,
  cells: ArrayLike<number>,
  before: ArrayLike<number | null>,
  after: ArrayLike<number | null>,
): void {
  if (cells.length * dense.levels > dense.sums.length) {
    rebuildDense(dense, cube, frame);
    return;
  }
  for (let i = 0; i < cells.length; i++) {
    carry(dense, frame, cells[i]!, before[i] ?? Number.NaN, after[i] ?? Number.NaN);
  }
}

/** Ancestors of one leaf; reused, because an edit must not allocate. */
let ancestors = new Float64Array(64);

function carry(dense: Dense, frame: Frame, cell: number, was: number, is: number): void {
  const row = rowOf(cell);
  const leaf = leafOfSlot(frame.time, slotOf(cell));
  if (leaf < 0 || (frame.rank[row] ?? -1) < 0) return;
  const filled = (was !== was ? 1 : 0) - (is !== is ? 1 : 0);
  if (filled < 0 && dense.holes === null) dense.holes = new Int32Array(dense.sums.length);
  const delta = (is !== is ? 0 : is) - (was !== was ? 0 : was);
  const count = listAncestors(dense, frame, row, leaf);
  for (let i = 0; i < count; i++) dense.sums[ancestors[i]!]! += delta;
  const { holes } = dense;
  if (filled !== 0 && holes !== null) for (let i = 0; i < count; i++) holes[ancestors[i]!]! -= filled;
}

/** All combinations of a leaf's ancestors, itself included. Answers how many. */
function listAncestors(dense: Dense, frame: Frame, row: number, leaf: number): number {
  let count = 0;
  const { parent, leafNodes } = frame.time;
  if (dense.folded)
    for (let node = leafNodes[leaf]!; node >= 0; node = parent[node]!) ancestors[count++] = node;
  else ancestors[count++] = leaf;
  for (let d = 0; d < frame.trees.length; d++) {
    const above = frame.trees[d]!.parent;
    const stride = dense.strides[d]!;
    const own = frame.position[d]![row]!;
    const one = count;
    for (let node = above[own]!; node >= 0; node = above[node]!) {
      if (count + one > ancestors.length) ancestors = enlarge(ancestors);
      for (let i = 0; i < one; i++) ancestors[count++] = ancestors[i]! + node * stride;
    }
    for (let i = 0; i < one; i++) ancestors[i]! += own * stride;
  }
  return count;
}

function enlarge(from: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(from.length * 2);
  larger.set(from);
  return larger;
}

function levelsOf(tree: Tree): number {
  return tree.depth.reduce((deepest, depth) => Math.max(deepest, depth), 0) + 1;
}
