import { type Cube, clearEntries, rowOf, scatterLeaves, slotOf } from '../../plan/cube.ts';
import { type Frame, leavesUnder, type Place } from '../frame.ts';
import { leafOfSlot, type TimeTree, type Tree } from '../tree.ts';
import { addUp, carryCounts, carrySums, foldPeriodCounts, foldPeriods } from './add-up.ts';
import { leavesInWindow, type Sum, sumLeaves } from './scan.ts';

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
  /** Where each row of the frame, in its order, has its periods. */
  readonly starts: Int32Array;
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
  const starts = startsOf(frame, strides);
  const rows = new Int32Array(size / periods);
  addUp(frame, strides, {
    width: 1,
    fill: (from, to) => {
      for (const start of starts.subarray(from, to)) rows[start / periods]! += 1;
    },
    lengthen: () => {},
    carryUp: carryCounts.bind(null, rows),
  });
  const dense: Dense = {
    kind: 'dense',
    part,
    strides,
    periods,
    folded,
    sums: new Float64Array(size),
    starts,
    rows,
    levels: frame.trees.reduce((n, tree) => n * levelsOf(tree), levelsOf(frame.time)),
    holes: null,
  };
  sumUp(dense, cube, frame);
  return dense;
}

/** Where each row of the frame, in its order, has its periods. */
function startsOf({ order, position }: Frame, strides: readonly number[]): Int32Array {
  const starts = new Int32Array(order.length);
  strides.forEach((stride, d) => {
    const nodes = position[d]!;
    for (let i = 0; i < order.length; i++) starts[i]! += nodes[order[i]!]! * stride;
  });
  return starts;
}

/** Every total from scratch, in place. */
export function rebuildDense(dense: Dense, cube: Cube, frame: Frame): void {
  dense.sums.fill(0);
  sumUp(dense, cube, frame);
}

function sumUp(dense: Dense, cube: Cube, frame: Frame): void {
  const { part, sums, starts, strides, periods } = dense;
  const { order, time } = frame;
  const { columns, nodes } = columnsOf(dense, cube, time);
  let empty = order.length * (time.slots.length - columns.length);
  addUp(frame, strides, {
    width: periods,
    fill: (from, to) => {
      empty += scatterLeaves(
        cube,
        part,
        order.subarray(from, to),
        columns,
        sums,
        starts.subarray(from, to),
        nodes,
      );
    },
    lengthen: (from, to) => {
      if (dense.folded) foldPeriods(sums, time.parent, from, to);
    },
    carryUp: carrySums.bind(null, sums),
  });
  dense.holes = empty > 0 ? countHoles(dense, cube, frame) : null;
}

function countHoles(dense: Dense, cube: Cube, frame: Frame): Int32Array {
  const { part, starts, strides, periods } = dense;
  const { order, time } = frame;
  const { columns, nodes } = columnsOf(dense, cube, time);
  const all = leafPeriods(dense, time);
  const holes = new Int32Array(dense.sums.length);
  addUp(frame, strides, {
    width: periods,
    fill: (from, to) => {
      const begin = starts.subarray(from, to);
      for (const start of begin) for (const node of all) holes[start + node] = 1;
      clearEntries(cube, part, order.subarray(from, to), columns, holes, begin, nodes);
    },
    lengthen: (from, to) => {
      if (dense.folded) foldPeriodCounts(holes, time.parent, from, to);
    },
    carryUp: carryCounts.bind(null, holes),
  });
  return holes;
}

/** The cube's columns of the leaf periods in its window, and where each stands among a row's periods. */
function columnsOf(dense: Dense, cube: Cube, time: TimeTree): { columns: Int32Array; nodes: Int32Array } {
  const { from, to } = leavesInWindow(cube, time, 0);
  return {
    columns: time.slots.slice(from, to).map((slot) => slot - cube.firstSlot),
    nodes: leafPeriods(dense, time).subarray(from, to),
  };
}

/** Where each leaf period stands among a row's periods. */
function leafPeriods(dense: Dense, time: TimeTree): Int32Array {
  return dense.folded ? time.leafNodes : time.leafNodes.map((_, i) => i);
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
