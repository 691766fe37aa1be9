import type { RowRun } from '../../plan/cube-rows.ts';
import type { Frame } from '../frame.ts';
import type { Tree } from '../tree.ts';
import type { Combinations } from './combinations.ts';
import { foldPeriods, type Periods } from './periods.ts';

/** A number for every kept period of every combination that has a line, and for the longer ones of all others too. */
export interface Table<Numbers> {
  /** Line by line, the leaf periods of each. */
  readonly leaves: Numbers;
  /** Combination by combination, the longer periods of each. */
  readonly longer: Numbers;
}

/** The next rows of `frame.order` from `begin` on, at most `mostRows` and none from `end` on; at least one. */
export type RowReader = (begin: number, end: number) => Readonly<RowRun>;

/** So many rows stay close at hand while everything that is made from them is made. */
export const mostRows = 64;

export const sizesOf = ({ count, lines }: Combinations, { leaves, longer }: Periods) => ({
  leaves: lines * leaves,
  longer: count * longer,
});

/**
 * Add rows up along every dimension and over time; whatever was in the table before is overwritten. A row at the bottom
 * of every tree is added onto its parent in each dimension while it is at hand. From there on lines are added: those of a
 * node are complete – along all later dimensions – before they are added to its parent's, and that happens at once, so
 * the numbers are still close. Longer periods follow from the leaf periods of the same combination.
 */
export function rollUp(
  frame: Frame,
  combinations: Combinations,
  periods: Periods,
  readRows: RowReader,
  { leaves, longer }: Table<Float64Array>,
): void {
  const { order, trees, position } = frame;
  const { strides } = combinations;
  const last = trees.length - 1;
  const walk: Walk = { combinations, periods, leaves, longer, last: trees[last], ups: trees.map(() => 0) };
  leaves.fill(0);
  longer.fill(0);
  const visit = (d: number, from: number, to: number, base: number): void => {
    if (d >= last) {
      for (let i = from; i < to; ) i += addRows(walk, readRows(i, to), i, base);
      if (last >= 0) raiseLines(walk, trees[last]!, base);
      return;
    }
    const tree = trees[d]!;
    const nodes = position[d]!;
    const stride = strides[d]!;
    let open = -1;
    for (let i = from; i < to; ) {
      const node = nodes[order[i]!]!;
      open = carryUp(walk, tree, base, stride, open, node);
      let next = i + 1;
      while (next < to && nodes[order[next]!] === node) next++;
      walk.ups[d] = node === 0 ? 0 : (tree.parent[node]! - node) * stride;
      visit(d + 1, i, next, base + node * stride);
      i = next;
      open = node;
    }
    carryUp(walk, tree, base, stride, open, tree.ids.length);
  };
  visit(0, 0, order.length, 0);
  foldLines(walk);
}

interface Walk extends Table<Float64Array> {
  readonly combinations: Combinations;
  readonly periods: Periods;
  /** The tree of the last dimension. */
  readonly last: Tree | undefined;
  /** From a combination to the one above it, per dimension but the last; 0 = there is none. */
  readonly ups: number[];
}

/**
 * Rows of the order from `first` on, all of the same node in every dimension but the last; answers how many. `base` is
 * the combination of node 0 of the last. Rows that stand side by side everywhere are taken together.
 */
function addRows(walk: Walk, { values, start, rows }: Readonly<RowRun>, first: number, base: number): number {
  const { combinations, periods, leaves, longer, last, ups } = walk;
  const { ofRows, at } = combinations;
  const width = periods.leaves;
  for (let r = 0; r < rows; ) {
    const c = ofRows[first + r]!;
    const from = start + r * width;
    const own = at[c]!;
    const above = last === undefined ? -1 : last.parent[c - base]!;
    const run = own < 0 ? runFrom(walk, first + r, first + rows, base, above) : 1;
    foldPeriods(periods, values, from, longer, c * periods.longer, run);
    if (own >= 0) addOnto(leaves, own * width, values, from, width);
    else {
      if (above >= 0) addRowsOnto(leaves, at[base + above]! * width, values, from, run, width);
      for (let d = 0; d < ups.length - 1; d++)
        if (ups[d] !== 0) addOnto(leaves, at[c + ups[d]!]! * width, values, from, run * width);
    }
    r += run;
  }
  return rows;
}

/** How many rows at the bottom follow each other from `i` on, below the same node of the last dimension. */
function runFrom({ combinations, last }: Walk, i: number, end: number, base: number, above: number): number {
  const { ofRows, at } = combinations;
  const c = ofRows[i]! - i;
  let next = i + 1;
  while (
    next < end &&
    ofRows[next] === c + next &&
    at[c + next]! < 0 &&
    last?.parent[c + next - base] === above
  )
    next++;
  return next - i;
}

/** Numbers onto as many others. Four at a time: most of what a number costs is the loop around it. */
function addOnto(sums: Float64Array, into: number, values: Float64Array, from: number, count: number): void {
  let k = 0;
  for (; k + 3 < count; k += 4) {
    sums[into + k]! += values[from + k]!;
    sums[into + k + 1]! += values[from + k + 1]!;
    sums[into + k + 2]! += values[from + k + 2]!;
    sums[into + k + 3]! += values[from + k + 3]!;
  }
  for (; k < count; k++) sums[into + k]! += values[from + k]!;
}

/** All of the rows onto one line, four of them at a time. */
function addRowsOnto(
  sums: Float64Array,
  into: number,
  values: Float64Array,
  from: number,
  rows: number,
  width: number,
): void {
  let k = from;
  let r = 0;
  for (; r + 3 < rows; r += 4, k += 3 * width) {
    for (let j = 0; j < width; j++, k++)
      sums[into + j]! += values[k]! + values[k + width]! + (values[k + 2 * width]! + values[k + 3 * width]!);
  }
  for (; r < rows; r++) for (let j = 0; j < width; j++, k++) sums[into + j]! += values[k]!;
}

/** Lines of the nodes of the last dimension onto their parents', the lowest first; `base` is the combination of node 0. */
function raiseLines(
  { combinations: { at }, leaves, periods }: Walk,
  { ids, parent }: Tree,
  base: number,
): void {
  const width = periods.leaves;
  for (let node = ids.length - 1; node > 0; node--) {
    const line = at[base + node]!;
    if (line >= 0) addOnto(leaves, at[base + parent[node]!]! * width, leaves, line * width, width);
  }
}

/**
 * Add the lines of node `open` onto its parent's, then the parent's onto the one above, as long as `next` is not below
 * them; answers the node that is still open.
 */
function carryUp(
  { combinations: { at }, leaves, periods }: Walk,
  { parent, end }: Tree,
  base: number,
  stride: number,
  open: number,
  next: number,
): number {
  const width = periods.leaves;
  let node = open;
  while (node > 0 && end[node]! <= next) {
    const above = parent[node]!;
    const from = base + node * stride;
    // The lines of a node that has others below it stand side by side.
    const into = at[base + above * stride]!;
    if (end[node]! > node + 1) addOnto(leaves, into * width, leaves, at[from]! * width, stride * width);
    else {
      for (let i = 0; i < stride; i++) {
        const line = at[from + i]!;
        if (line >= 0) addOnto(leaves, (into + i) * width, leaves, line * width, width);
      }
    }
    node = above;
  }
  return node;
}

/** The longer periods of everything that has a line. */
function foldLines({ combinations: { at, count }, periods, leaves, longer }: Walk): void {
  if (periods.longer === 0) return;
  for (let c = 0; c < count; ) {
    const line = at[c]!;
    let run = 1;
    if (line >= 0) {
      while (run < mostRows && c + run < count && at[c + run] === line + run) run++;
      foldPeriods(periods, leaves, line * periods.leaves, longer, c * periods.longer, run);
    }
    c += run;
  }
}
