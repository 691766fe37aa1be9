import { type Cube, clearEntries, rowOf, scatterLeaves, slotOf } from '../../plan/cube.ts';
import { type Frame, leavesUnder, type Place } from '../frame.ts';
import { leafOfSlot, type TimeTree, type Tree } from '../tree.ts';
import {
  addUp,
  carryCounts,
  carrySums,
  clearBetween,
  foldCounts,
  foldedPeriods,
  foldPeriods,
  leafPeriods,
  type Periods,
  raiseCounts,
  raiseSums,
} from './add-up.ts';
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
  /** All of them for `flow`; otherwise the leaf periods, the rest being read from those. */
  readonly periods: Periods;
  readonly sums: Float64Array;
  /** Where each row of the frame, in its order, has its periods, and its node in the last dimension. */
  readonly starts: Int32Array;
  readonly lastNodes: Int32Array;
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
  const periods = behaviour === 'flow' ? foldedPeriods(frame.time) : leafPeriods(frame.time);
  const strides: number[] = [];
  let size = periods.size;
  for (let d = frame.trees.length - 1; d >= 0; d--) {
    strides.unshift(size);
    size *= frame.trees[d]!.ids.length;
  }
  const dense: Dense = {
    kind: 'dense',
    part,
    strides,
    periods,
    sums: new Float64Array(size),
    starts: startsOf(frame, strides),
    lastNodes: lastNodesOf(frame),
    rows: new Int32Array(size / periods.size),
    levels: frame.trees.reduce((n, tree) => n * levelsOf(tree), levelsOf(frame.time)),
    holes: null,
  };
  countRows(dense, frame);
  sumUp(dense, cube, frame);
  return dense;
}

function countRows({ strides, starts, lastNodes, periods, rows }: Dense, frame: Frame): void {
  const last = frame.trees.at(-1);
  addUp(frame, strides, {
    width: 1,
    clear: alreadyEmpty,
    complete: (from, to, base) => {
      for (const start of starts.subarray(from, to)) rows[start / periods.size]! += 1;
      if (last) raiseCounts(rows, last, lastNodes.subarray(from, to), base, 1, 1);
    },
    carryUp: carryCounts.bind(null, rows),
  });
}

/** Counts are made anew, in an array of zeros. */
const alreadyEmpty = (): void => undefined;

/** The node of each row in the last dimension, in the order of the frame. */
function lastNodesOf({ order, position }: Frame): Int32Array {
  const nodes = position.at(-1);
  return nodes ? order.map((row) => nodes[row]!) : new Int32Array(order.length);
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
  sumUp(dense, cube, frame);
}

function sumUp(dense: Dense, cube: Cube, frame: Frame): void {
  const { part, sums, starts, lastNodes, strides, periods } = dense;
  const { order, time } = frame;
  const { columns, places } = columnsOf(cube, time);
  const last = frame.trees.at(-1);
  const slab = last ? last.ids.length * periods.size : periods.size;
  const beyond = periods.leaves - columns.length;
  let empty = order.length * beyond;
  if (order.length === 0) sums.fill(0);
  addUp(frame, strides, {
    width: periods.size,
    clear: (from, to) => sums.fill(0, from, to),
    complete: (from, to, base) => {
      const rows = order.subarray(from, to);
      if (last) clearBetween(sums, lastNodes.subarray(from, to), base, periods.size, last.ids.length);
      // Periods outside the cube's window have no leaves to fill them.
      if (beyond > 0) sums.fill(0, base, base + slab);
      empty += scatterLeaves(cube, part, rows, columns, sums, starts.subarray(from, to), places);
      if (last) raiseSums(sums, last, lastNodes.subarray(from, to), base, periods.size, periods.leaves);
      foldPeriods(sums, periods, base, base + slab);
    },
    carryUp: carrySums.bind(null, sums),
  });
  dense.holes = empty > 0 ? countHoles(dense, cube, frame) : null;
}

function countHoles(dense: Dense, cube: Cube, frame: Frame): Int32Array {
  const { part, starts, lastNodes, strides, periods } = dense;
  const { order, time } = frame;
  const { columns, places } = columnsOf(cube, time);
  const last = frame.trees.at(-1);
  const slab = last ? last.ids.length * periods.size : periods.size;
  const holes = new Int32Array(dense.sums.length);
  addUp(frame, strides, {
    width: periods.size,
    clear: alreadyEmpty,
    complete: (from, to, base) => {
      const begin = starts.subarray(from, to);
      for (const start of begin) holes.fill(1, start, start + periods.leaves);
      clearEntries(cube, part, order.subarray(from, to), columns, holes, begin, places);
      if (last) raiseCounts(holes, last, lastNodes.subarray(from, to), base, periods.size, periods.leaves);
      foldCounts(holes, periods, base, base + slab);
    },
    carryUp: carryCounts.bind(null, holes),
  });
  return holes;
}

/** The cube's columns of the leaf periods in its window, and where each stands among a row's periods. */
function columnsOf(cube: Cube, time: TimeTree): { columns: Int32Array; places: Int32Array } {
  const { from, to } = leavesInWindow(cube, time, 0);
  return {
    columns: time.slots.slice(from, to).map((slot) => slot - cube.firstSlot),
    places: Int32Array.from({ length: to - from }, (_, i) => from + i),
  };
}

/** The sum held for a place; 0 as well where it is not held as one number, and for nothing but empty leaves. */
export function heldSum({ strides, periods, sums }: Dense, { members, time }: Place): number {
  let at = periods.places[time]!;
  if (at < 0) return 0;
  for (let d = 0; d < members.length; d++) {
    const node = members[d]!;
    if (node < 0) return 0;
    at += node * strides[d]!;
  }
  return sums[at]!;
}

export function readDense(dense: Dense, cube: Cube, frame: Frame, place: Place): Sum {
  const { strides, periods, rows, sums, holes } = dense;
  let base = 0;
  for (let d = 0; d < place.members.length; d++) {
    const node = place.members[d]!;
    if (node < 0) return sumLeaves(cube, frame, dense.part, place);
    base += node * strides[d]!;
  }
  const { from, to } = leavesUnder(frame.time, place.time);
  const period = periods.places[place.time]!;
  if (period < 0)
    return to - from === 1
      ? readDense(dense, cube, frame, atLeafOf(frame, place, from))
      : sumLeaves(cube, frame, dense.part, place);
  const leaves = rows[Math.floor(base / periods.size)]! * (to - from);
  return { sum: sums[base + period]!, entries: leaves - (holes === null ? 0 : holes[base + period]!) };
}

/** A period of one leaf period shows what that shows. */
const atLeafOf = ({ time }: Frame, place: Place, leaf: number): Place => ({
  members: place.members,
  time: time.leafNodes[leaf]!,
});

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
  const { places } = dense.periods;
  for (let node = leafNodes[leaf]!; node >= 0; node = parent[node]!) {
    if (places[node]! >= 0) ancestors[count++] = places[node]!;
  }
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
