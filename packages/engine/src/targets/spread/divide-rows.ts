import type { Frame } from '../frame.ts';
import { isLeafNode } from '../tree.ts';
import { apportion, EXACT, type Stack } from './apportion.ts';
import type { LevelResidueRule } from './request.ts';
import type { Scope } from './scope.ts';

/**
 * The last step down: the shares of rows among their periods. A block of rows at a time goes down level by level, so
 * that what is done for each period is one plain loop over the block. Leaves are read and written where they stand.
 */
export interface RowDescent {
  readonly scope: Scope;
  readonly weights: Float64Array;
  /** 1 = the leaf shares by its weight; every other one keeps the number that its weight is. */
  readonly takes: Uint8Array;
  /** Weights of both signs: a node's sum may vanish although its leaves do not. */
  readonly mixed: boolean;
  readonly residue: LevelResidueRule;
  readonly periods: Periods;
  readonly stack: Stack;
  readonly parts: Float64Array;
}

/** The periods under the place, level by level, so that the children of each stand side by side. */
export interface Periods {
  /** Children of period i: `[children[i], children[i + 1])`. */
  readonly children: Int32Array;
  readonly parent: Int32Array;
  /** Periods with others below them, from above. */
  readonly inner: Int32Array;
  /** A leaf period's place among the leaves of a row, −1 for the others. */
  readonly column: Int32Array;
  readonly size: number;
  /** How many rows go down together. */
  readonly block: number;
  /** Of each inner period of each row of a block: number of the period × `block` + number of the row. */
  readonly weight: Float64Array;
  readonly part: Float64Array;
  /** Nothing but 1: inner periods always share. */
  readonly takes: Uint8Array;
  /** Amount and weight that a period's children share by; where its own weight vanishes, those of the one above. */
  readonly up: Float64Array;
  readonly down: Float64Array;
}

/** So many numbers of one kind stay close at hand. */
const closeAtHand = 1_024;
const [fewestRows, mostRows] = [8, 64];

export function periodsOf({ time }: Frame, { place, from, to }: Scope): Periods {
  const nodes = [place.time];
  const parent = [-1];
  const children: number[] = [];
  const inner: number[] = [];
  const isInScope = (node: number): boolean =>
    time.firstLeaf[node]! < to && time.firstLeaf[time.end[node]!]! > from;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    children.push(nodes.length);
    if (isLeafNode(time, node)) continue;
    inner.push(i);
    for (let child = node + 1; child < time.end[node]!; child = time.end[child]!) {
      if (!isInScope(child)) continue;
      nodes.push(child);
      parent.push(i);
    }
  }
  children.push(nodes.length);
  const block = Math.max(fewestRows, Math.min(mostRows, Math.floor(closeAtHand / nodes.length)));
  const size = nodes.length * block;
  return {
    children: Int32Array.from(children),
    parent: Int32Array.from(parent),
    inner: Int32Array.from(inner),
    column: Int32Array.from(nodes, (node) => (isLeafNode(time, node) ? time.firstLeaf[node]! - from : -1)),
    size: nodes.length,
    block,
    weight: new Float64Array(size),
    part: new Float64Array(size),
    takes: new Uint8Array(size).fill(1),
    up: new Float64Array(size),
    down: new Float64Array(size),
  };
}

/** Nothing below such a node receives anything: its leaves all have weight 0, or its share is 0. */
export const isIdle = ({ stack, mixed }: RowDescent, amount: number, weight: number): boolean =>
  stack.overflow || (weight === 0 ? !mixed : amount === 0);

/** Rows `[from, to)` of the scope receive nothing: leaves that share go to 0, the others keep their number. */
export function leaveRows({ scope, weights, takes, parts }: RowDescent, from: number, to: number): void {
  const width = scope.to - scope.from;
  for (let k = from * width; k < to * width; k++) parts[k] = takes[k] === 1 ? 0 : weights[k]!;
}

/** The rows on their way down, and by what they share where their weights cancel. */
interface Block {
  /** Where the leaves of the first row begin. */
  readonly begin: number;
  readonly rows: number;
  readonly num: number;
  readonly den: number;
}

/**
 * Rows `[row, row + count)` of the scope, whose shares stand on the stack from `at`. Where a row's weights cancel, its
 * periods share by num ÷ den.
 */
export function divideRows(
  descent: RowDescent,
  row: number,
  count: number,
  at: number,
  num: number,
  den: number,
): void {
  const { scope, periods, stack } = descent;
  const { inner, part, block: most } = periods;
  const width = scope.to - scope.from;
  for (let done = 0; done < count; done += most) {
    const block = { begin: (row + done) * width, rows: Math.min(most, count - done), num, den };
    if (inner.length === 0) giveLeaves(descent, block.begin, block.rows, at + done);
    else for (let r = 0; r < block.rows; r++) part[r] = stack.part[at + done + r]!;
    for (let n = inner.length - 1; n >= 0; n--) addUp(descent, block, inner[n]!);
    for (let n = 0; n < inner.length; n++) dividePeriod(descent, block, inner[n]!);
  }
}

/** One leaf a row: what the row receives is the leaf's. */
function giveLeaves(
  { weights, takes, parts, stack }: RowDescent,
  begin: number,
  rows: number,
  at: number,
): void {
  for (let r = 0; r < rows; r++)
    parts[begin + r] = takes[begin + r] === 1 ? stack.part[at + r]! : weights[begin + r]!;
}

function addUp(descent: RowDescent, block: Block, i: number): void {
  const { periods } = descent;
  const { children, column, weight, block: size } = periods;
  const own = i * size;
  const together = familyOf(descent, block, i);
  if (together !== null && children[i + 1]! - children[i]! === 3) {
    addThree(together, weight, own, block.rows);
    return;
  }
  for (let c = children[i]!; c < children[i + 1]!; c++) {
    const isLeaf = column[c]! >= 0;
    const from = isLeaf ? leavesFrom(descent, block, c) : innerFrom(periods, c);
    addOn(from, weight, own, block.rows, c > children[i]!);
  }
}

/** Months of a quarter are most of all: their three weights are read at once. */
function addThree(
  { weights, takes, first, stride, step }: Children,
  sums: Float64Array,
  own: number,
  rows: number,
): void {
  for (let r = own, k = first; r < own + rows; r++, k += stride) {
    const w0 = takes[k] === 1 ? weights[k]! : 0;
    const w1 = takes[k + step] === 1 ? weights[k + step]! : 0;
    const w2 = takes[k + 2 * step] === 1 ? weights[k + 2 * step]! : 0;
    sums[r] = w0 + w1 + w2;
  }
}

/** The weights of a period's first children, or on top of those of the ones before. */
function addOn(
  { weights, takes, first, stride }: Children,
  sums: Float64Array,
  own: number,
  rows: number,
  onTop: boolean,
): void {
  if (onTop) {
    for (let r = own, k = first; r < own + rows; r++, k += stride)
      sums[r]! += takes[k] === 1 ? weights[k]! : 0;
  } else {
    for (let r = own, k = first; r < own + rows; r++, k += stride) sums[r] = takes[k] === 1 ? weights[k]! : 0;
  }
}

function dividePeriod(descent: RowDescent, block: Block, i: number): void {
  const { mixed, residue, periods } = descent;
  const groups = periods.children[i + 1]! - periods.children[i]!;
  const quick = groups > 1 && groups <= 4 && !mixed && residue === 'largestRemainder';
  const together = quick ? familyOf(descent, block, i) : null;
  if (together !== null) divideFew(descent, block, i, groups, together);
  else for (let r = 0; r < block.rows; r++) divideOne(descent, block, i, r);
}

/** Where the children of a period stand: those of the first row from `first`, `step` apart; of the next `stride` on. */
interface Children {
  readonly weights: Float64Array;
  readonly takes: Uint8Array;
  readonly parts: Float64Array;
  readonly first: number;
  readonly stride: number;
  readonly step: number;
}

/** The children of a period where they are all leaves, or none is; otherwise they do not stand side by side. */
function familyOf(descent: RowDescent, block: Block, i: number): Children | null {
  const { children, column } = descent.periods;
  const first = children[i]!;
  const areLeaves = column[first]! >= 0;
  for (let c = first + 1; c < children[i + 1]!; c++) if (column[c]! >= 0 !== areLeaves) return null;
  return areLeaves ? leavesFrom(descent, block, first) : innerFrom(descent.periods, first);
}

const leavesFrom = (
  { scope, weights, takes, parts, periods }: RowDescent,
  { begin }: Block,
  child: number,
): Children => ({
  weights,
  takes,
  parts,
  first: begin + periods.column[child]!,
  stride: scope.to - scope.from,
  step: 1,
});

const innerFrom = ({ weight, takes, part, block }: Periods, child: number): Children => ({
  weights: weight,
  takes,
  parts: part,
  first: child * block,
  stride: 1,
  step: block,
});

/*
 * The same as `apportion` for two, three and four children without negative weights, row by row: quarters of a year and
 * months of a quarter are most of all nodes. Everything stays in registers, and nothing branches on which remainder
 * happens to be larger: of each pair the one with the larger remainder precedes, of equals the first, and a unit goes
 * to whom fewer than the units that are left precede. A child of weight 0 has remainder 0 and gets none: with `left`
 * units over, more than `left` children have a remainder.
 */

function divideFew(descent: RowDescent, block: Block, i: number, groups: number, children: Children): void {
  if (groups === 2) divideInTwo(descent, block, i, children);
  else if (groups === 3) divideInThree(descent, block, i, children);
  else divideInFour(descent, block, i, children);
}

/** Whether the quick way is exact: products of amount and weight are whole numbers that a double holds. */
const isExact = (amount: number, whole: number): boolean =>
  amount >= 0 && whole > 0 && amount * whole <= EXACT;

/** ⌊product ÷ divisor⌋ from an estimate of the quotient that is one off at most. */
function floorOf(product: number, estimate: number, divisor: number): number {
  const floor = Math.floor(estimate);
  const rest = product - floor * divisor;
  return rest < 0 ? floor - 1 : rest >= divisor ? floor + 1 : floor;
}

function divideInTwo(descent: RowDescent, block: Block, i: number, children: Children): void {
  const { weight, part, block: size } = descent.periods;
  const { weights, takes, parts, first, stride, step } = children;
  let units = 0;
  for (let r = 0; r < block.rows; r++) {
    const amount = part[i * size + r]!;
    const whole = weight[i * size + r]!;
    if (!isExact(amount, whole)) {
      divideOne(descent, block, i, r);
      continue;
    }
    const at = first + r * stride;
    const ratio = amount / whole;
    const v0 = weights[at]!;
    const t0 = takes[at] === 1;
    const w0 = t0 ? v0 : 0;
    const v1 = weights[at + step]!;
    const t1 = takes[at + step] === 1;
    const w1 = t1 ? v1 : 0;
    const f0 = floorOf(amount * w0, w0 * ratio, whole);
    const f1 = floorOf(amount * w1, w1 * ratio, whole);
    const a = +(amount * w1 - f1 * whole > amount * w0 - f0 * whole) | 0;
    const left = amount - f0 - f1;
    units += left;
    parts[at] = t0 ? f0 + (+(a < left) | 0) : v0;
    parts[at + step] = t1 ? f1 + (+(1 - a < left) | 0) : v1;
  }
  descent.stack.units += units;
}

function divideInThree(descent: RowDescent, block: Block, i: number, children: Children): void {
  const { weight, part, block: size } = descent.periods;
  const { weights, takes, parts, first, stride, step } = children;
  let units = 0;
  for (let r = 0; r < block.rows; r++) {
    const amount = part[i * size + r]!;
    const whole = weight[i * size + r]!;
    if (!isExact(amount, whole)) {
      divideOne(descent, block, i, r);
      continue;
    }
    const at = first + r * stride;
    const ratio = amount / whole;
    const v0 = weights[at]!;
    const t0 = takes[at] === 1;
    const w0 = t0 ? v0 : 0;
    const v1 = weights[at + step]!;
    const t1 = takes[at + step] === 1;
    const w1 = t1 ? v1 : 0;
    const v2 = weights[at + 2 * step]!;
    const t2 = takes[at + 2 * step] === 1;
    const w2 = t2 ? v2 : 0;
    const f0 = floorOf(amount * w0, w0 * ratio, whole);
    const f1 = floorOf(amount * w1, w1 * ratio, whole);
    const f2 = floorOf(amount * w2, w2 * ratio, whole);
    const r0 = amount * w0 - f0 * whole;
    const r1 = amount * w1 - f1 * whole;
    const r2 = amount * w2 - f2 * whole;
    const left = amount - f0 - f1 - f2;
    units += left;
    const a = +(r1 > r0) | 0;
    const b = +(r2 > r0) | 0;
    const c = +(r2 > r1) | 0;
    parts[at] = t0 ? f0 + (+(a + b < left) | 0) : v0;
    parts[at + step] = t1 ? f1 + (+(1 - a + c < left) | 0) : v1;
    parts[at + 2 * step] = t2 ? f2 + (+(2 - b - c < left) | 0) : v2;
  }
  descent.stack.units += units;
}

function divideInFour(descent: RowDescent, block: Block, i: number, children: Children): void {
  const { weight, part, block: size } = descent.periods;
  const { weights, takes, parts, first, stride, step } = children;
  let units = 0;
  for (let r = 0; r < block.rows; r++) {
    const amount = part[i * size + r]!;
    const whole = weight[i * size + r]!;
    if (!isExact(amount, whole)) {
      divideOne(descent, block, i, r);
      continue;
    }
    const at = first + r * stride;
    const ratio = amount / whole;
    const v0 = weights[at]!;
    const t0 = takes[at] === 1;
    const w0 = t0 ? v0 : 0;
    const v1 = weights[at + step]!;
    const t1 = takes[at + step] === 1;
    const w1 = t1 ? v1 : 0;
    const v2 = weights[at + 2 * step]!;
    const t2 = takes[at + 2 * step] === 1;
    const w2 = t2 ? v2 : 0;
    const v3 = weights[at + 3 * step]!;
    const t3 = takes[at + 3 * step] === 1;
    const w3 = t3 ? v3 : 0;
    const f0 = floorOf(amount * w0, w0 * ratio, whole);
    const f1 = floorOf(amount * w1, w1 * ratio, whole);
    const f2 = floorOf(amount * w2, w2 * ratio, whole);
    const f3 = floorOf(amount * w3, w3 * ratio, whole);
    const r0 = amount * w0 - f0 * whole;
    const r1 = amount * w1 - f1 * whole;
    const r2 = amount * w2 - f2 * whole;
    const r3 = amount * w3 - f3 * whole;
    const left = amount - f0 - f1 - f2 - f3;
    units += left;
    const a = +(r1 > r0) | 0;
    const b = +(r2 > r0) | 0;
    const c = +(r3 > r0) | 0;
    const d = +(r2 > r1) | 0;
    const e = +(r3 > r1) | 0;
    const f = +(r3 > r2) | 0;
    parts[at] = t0 ? f0 + (+(a + b + c < left) | 0) : v0;
    parts[at + step] = t1 ? f1 + (+(1 - a + d + e < left) | 0) : v1;
    parts[at + 2 * step] = t2 ? f2 + (+(2 - b - d + f < left) | 0) : v2;
    parts[at + 3 * step] = t3 ? f3 + (+(3 - c - e - f < left) | 0) : v3;
  }
  descent.stack.units += units;
}

/** One period of one row, whatever its weights: its children take their turn on the stack. */
function divideOne(descent: RowDescent, block: Block, i: number, r: number): void {
  const { scope, periods, stack, residue, weights, takes, parts } = descent;
  const { children, column, weight, part, up, down, block: step } = periods;
  const own = i * step + r;
  const row = block.begin + r * (scope.to - scope.from);
  const from = children[i]!;
  const groups = children[i + 1]! - from;
  const { top } = stack;
  passOn(descent, block, i, r);
  if (isIdle(descent, part[own]!, weight[own]!)) stack.part.fill(0, top, top + groups);
  else if (groups === 1) stack.part[top] = part[own]!;
  else {
    for (let g = 0; g < groups; g++) {
      const k = row + column[from + g]!;
      if (column[from + g]! < 0) stack.weight[top + g] = weight[(from + g) * step + r]!;
      else stack.weight[top + g] = takes[k] === 1 ? weights[k]! : 0;
    }
    apportion(stack, top, top + groups, part[own]!, up[own]!, down[own]!, residue);
  }
  for (let g = 0; g < groups; g++) {
    const k = row + column[from + g]!;
    if (column[from + g]! < 0) part[(from + g) * step + r] = stack.part[top + g]!;
    else parts[k] = takes[k] === 1 ? stack.part[top + g]! : weights[k]!;
  }
}

/** By what the children of a period share; nothing where the period is idle. */
function passOn(descent: RowDescent, { num, den }: Block, i: number, r: number): void {
  const { parent, weight, part, up, down, block } = descent.periods;
  const own = i * block + r;
  const above = parent[i]! * block + r;
  if (isIdle(descent, part[own]!, weight[own]!)) {
    up[own] = 0;
    down[own] = 1;
  } else if (weight[own] !== 0) {
    up[own] = part[own]!;
    down[own] = weight[own]!;
  } else {
    up[own] = i === 0 ? num : up[above]!;
    down[own] = i === 0 ? den : down[above]!;
  }
}
