import { type Cube, readLeaf, rowOf, slotOf } from '../../plan/cube.ts';
import { type Frame, leavesUnder, type Place } from '../frame.ts';
import { leafOfSlot } from '../tree.ts';
import { type Combinations, combinationsOf, NOBODY, rowAt } from './combinations.ts';
import { foldedPeriods, leafPeriods, onePeriod, type Periods } from './periods.ts';
import { rollUp, sizesOf, type Table } from './roll-up.ts';
import { gapReader, leafReader, rowCounter } from './row-readers.ts';
import { type Sum, sumLeaves } from './scan.ts';

/**
 * All totals of one part in one table. It holds no leaf: those are read from the cube, which has to be the one that
 * changes are told of. Beside the sums there are – only when some leaf has no entry – the *holes*, the number of leaves
 * without one. A cell is null when it has as many holes as leaves; in a full cube nothing but the sums is touched.
 */
export interface Dense {
  readonly kind: 'dense';
  readonly part: number;
  readonly combinations: Combinations;
  /** All of them for `flow`; otherwise the leaf periods, the rest being read from those. */
  readonly periods: Periods;
  readonly sums: Table<Float64Array>;
  /** Rows under each line. */
  readonly rows: Int32Array;
  /** Upper bound of the cells above one leaf, itself included. */
  readonly levels: number;
  holes: Table<Int32Array> | null;
}

/** How many cells the dense form would hold. */
export function denseSize(frame: Frame, behaviour: string): number {
  const periods = behaviour === 'flow' ? frame.time.ids.length : frame.time.slots.length;
  return frame.trees.reduce((size, tree) => size * tree.ids.length, Math.max(1, periods));
}

export function createDense(cube: Cube, frame: Frame, part: number, behaviour: string): Dense {
  const combinations = combinationsOf(frame);
  const periods = behaviour === 'flow' ? foldedPeriods(frame.time) : leafPeriods(frame.time);
  const dense: Dense = {
    kind: 'dense',
    part,
    combinations,
    periods,
    sums: emptyTable(combinations, periods),
    rows: countRows(frame, combinations),
    levels: frame.trees.reduce((n, tree) => n * tree.levels, frame.time.levels),
    holes: null,
  };
  rebuildDense(dense, cube, frame);
  return dense;
}

function emptyTable(combinations: Combinations, periods: Periods): Table<Float64Array> {
  const { leaves, longer } = sizesOf(combinations, periods);
  return { leaves: new Float64Array(leaves), longer: new Float64Array(longer) };
}

function countRows(frame: Frame, combinations: Combinations): Int32Array {
  const counts = emptyTable(combinations, onePeriod());
  rollUp(frame, combinations, onePeriod(), rowCounter(), counts);
  return Int32Array.from(counts.leaves);
}

/** Every total from scratch, in place. */
export function rebuildDense(dense: Dense, cube: Cube, frame: Frame): void {
  const { part, combinations, periods, sums } = dense;
  const gaps = { count: 0 };
  rollUp(frame, combinations, periods, leafReader(cube, frame, part, gaps), sums);
  dense.holes = gaps.count > 0 ? countHoles(dense, cube, frame) : null;
}

function countHoles({ part, combinations, periods }: Dense, cube: Cube, frame: Frame): Table<Int32Array> {
  const holes = emptyTable(combinations, periods);
  rollUp(frame, combinations, periods, gapReader(cube, frame, part), holes);
  return { leaves: Int32Array.from(holes.leaves), longer: Int32Array.from(holes.longer) };
}

/** The combination of a place; −1 where only the row on some member itself is meant. */
function combinationOf({ strides }: Combinations, members: readonly number[]): number {
  let c = 0;
  for (let d = 0; d < members.length; d++) {
    const node = members[d]!;
    if (node < 0) return -1;
    c += node * strides[d]!;
  }
  return c;
}

/** The sum held for a place; 0 as well where it is not held as one number, and for nothing but empty leaves. */
export function heldSum(
  { combinations, periods, sums, part }: Dense,
  cube: Cube,
  { time }: Frame,
  place: Place,
): number {
  const period = periods.places[place.time]!;
  const c = combinationOf(combinations, place.members);
  if (period < 0 || c < 0) return 0;
  const { leaves } = periods;
  if (period >= leaves) return sums.longer[c * periods.longer + period - leaves]!;
  const line = combinations.at[c]!;
  if (line >= 0) return sums.leaves[line * leaves + period]!;
  return line === NOBODY ? 0 : (readLeaf(cube, part, rowAt(line), time.slots[period]!) ?? 0);
}

export function readDense(dense: Dense, cube: Cube, frame: Frame, place: Place): Sum {
  const { combinations, periods, part, rows, sums, holes } = dense;
  const c = combinationOf(combinations, place.members);
  const { from, to } = leavesUnder(frame.time, place.time);
  const period = periods.places[place.time]!;
  if (c < 0 || (period < 0 && to - from !== 1)) return sumLeaves(cube, frame, part, place);
  // A period of one leaf period shows what that shows.
  const leaf = period < 0 ? from : period;
  const line = combinations.at[c]!;
  if (line === NOBODY) return { sum: 0, entries: 0 };
  if (line < 0 && leaf < periods.leaves) {
    const value = readLeaf(cube, part, rowAt(line), frame.time.slots[leaf]!);
    return { sum: value ?? 0, entries: value === null ? 0 : 1 };
  }
  const cells = (line < 0 ? 1 : rows[line]!) * (to - from);
  if (leaf < periods.leaves) {
    const at = line * periods.leaves + leaf;
    return { sum: sums.leaves[at]!, entries: cells - (holes === null ? 0 : holes.leaves[at]!) };
  }
  const at = c * periods.longer + leaf - periods.leaves;
  return { sum: sums.longer[at]!, entries: cells - (holes === null ? 0 : holes.longer[at]!) };
}

/** Whether carrying so many leaves up would cost more than building all totals anew. */
export const outgrows = ({ levels, sums: { leaves, longer } }: Dense, changed: number): boolean =>
  changed * levels > leaves.length + longer.length;

export function refreshDense(
  dense: Dense,
  cube: Cube,
  frame: Frame,
  cells: ArrayLike<number>,
  before: ArrayLike<number | null>,
  after: ArrayLike<number | null>,
): void {
  if (outgrows(dense, cells.length)) {
    rebuildDense(dense, cube, frame);
    return;
  }
  for (let i = 0; i < cells.length; i++) {
    carry(dense, frame, cells[i]!, before[i] ?? Number.NaN, after[i] ?? Number.NaN);
  }
}

function carry(dense: Dense, frame: Frame, cell: number, was: number, is: number): void {
  const row = rowOf(cell);
  const leaf = leafOfSlot(frame.time, slotOf(cell));
  const rank = frame.rank[row] ?? -1;
  if (leaf < 0 || rank < 0) return;
  const delta = (is !== is ? 0 : is) - (was !== was ? 0 : was);
  const emptied = (is !== is ? 1 : 0) - (was !== was ? 1 : 0);
  const { combinations, periods } = dense;
  if (emptied > 0) dense.holes ??= noHoles(dense);
  const count = listAncestors(combinations, frame, row, combinations.ofRows[rank]!);
  addTo(dense.sums, combinations, periods, frame, count, leaf, delta);
  if (emptied !== 0 && dense.holes !== null)
    addTo(dense.holes, combinations, periods, frame, count, leaf, emptied);
}

const noHoles = ({ sums }: Dense): Table<Int32Array> => ({
  leaves: new Int32Array(sums.leaves.length),
  longer: new Int32Array(sums.longer.length),
});

/** Onto a leaf period and the longer ones around it, in each of the first so many combinations of `ancestors`. */
function addTo(
  table: Table<Float64Array | Int32Array>,
  { at }: Combinations,
  periods: Periods,
  { time }: Frame,
  count: number,
  leaf: number,
  delta: number,
): void {
  const { places, leaves, longer } = periods;
  for (let i = 0; i < count; i++) {
    const line = at[ancestors[i]!]!;
    if (line >= 0) table.leaves[line * leaves + leaf]! += delta;
  }
  if (longer === 0) return;
  for (let node = time.parent[time.leafNodes[leaf]!]!; node >= 0; node = time.parent[node]!) {
    const period = places[node]! - leaves;
    for (let i = 0; i < count; i++) table.longer[ancestors[i]! * longer + period]! += delta;
  }
}

/** Combinations above one row; reused, because an edit must not allocate. */
let ancestors = new Int32Array(64);

/** All combinations of a row's ancestors, its own included. Answers how many. */
function listAncestors({ strides }: Combinations, frame: Frame, row: number, own: number): number {
  ancestors[0] = own;
  let count = 1;
  for (let d = 0; d < frame.trees.length; d++) {
    const { parent } = frame.trees[d]!;
    const node = frame.position[d]![row]!;
    const some = count;
    for (let above = parent[node]!; above >= 0; above = parent[above]!) {
      if (count + some > ancestors.length) ancestors = enlarged(ancestors);
      const up = (above - node) * strides[d]!;
      for (let i = 0; i < some; i++) ancestors[count++] = ancestors[i]! + up;
    }
  }
  return count;
}

function enlarged(from: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(from.length * 2);
  larger.set(from);
  return larger;
}
