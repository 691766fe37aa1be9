import type { Frame } from '../frame.ts';
import { isLeafNode } from '../tree.ts';
import { apportion, EXACT, type Stack } from './apportion.ts';
import type { LevelResidueRule } from './request.ts';
import type { Scope } from './scope.ts';

/**
 * The last step down: the shares of rows among their periods. A block of rows at a time is read period by period, goes
 * down level by level, and is written where its leaves stand: what is done for each period is one plain loop over the
 * block, and between reading and writing nothing leaves the nearest cache.
 */
export interface RowDescent {
  readonly scope: Scope;
  readonly weights: Float64Array;
  /** 1 = the leaf shares by its weight; every other one keeps the number that its weight is. `null`: all share. */
  readonly takes: Uint8Array | null;
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
  /** The period of each leaf of a row. */
  readonly leaves: Int32Array;
  readonly size: number;
  /** How many rows go down together. */
  readonly block: number;
  /** Of each period of each row of a block: number of the period × `block` + number of the row. */
  readonly weight: Float64Array;
  readonly part: Float64Array;
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
  const leaves = new Int32Array(to - from);
  const isInScope = (node: number): boolean =>
    time.firstLeaf[node]! < to && time.firstLeaf[time.end[node]!]! > from;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    children.push(nodes.length);
    if (isLeafNode(time, node)) {
      leaves[time.firstLeaf[node]! - from] = i;
      continue;
    }
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
    leaves,
    size: nodes.length,
    block,
    weight: new Float64Array(size),
    part: new Float64Array(size),
    up: new Float64Array(size),
    down: new Float64Array(size),
  };
}

/** Nothing below such a node receives anything: its leaves all have weight 0, or its share is 0. */
export const isIdle = ({ stack, mixed }: RowDescent, amount: number, weight: number): boolean =>
  stack.overflow || (weight === 0 ? !mixed : amount === 0);

/** Rows `[from, to)` of the scope receive nothing: leaves that share go to 0, the others keep their number. */
export function leaveRows({ scope, weights, takes, parts }: RowDescent, from: number, to: number): void {
  if (takes === null) return;
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
    for (let r = 0; r < block.rows; r++) part[r] = stack.part[at + done + r]!;
    readLeaves(descent, block);
    for (let n = inner.length - 1; n >= 0; n--) addUp(periods, block.rows, inner[n]!);
    for (let n = 0; n < inner.length; n++) dividePeriod(descent, block, inner[n]!);
    writeLeaves(descent, block);
  }
}

function readLeaves({ weights, takes, periods }: RowDescent, { begin, rows }: Block): void {
  const { leaves, weight, block } = periods;
  const width = leaves.length;
  for (let j = 0; j < width; j++) {
    const own = leaves[j]! * block;
    let k = begin + j;
    if (takes === null) for (let r = own; r < own + rows; r++, k += width) weight[r] = weights[k]!;
    else for (let r = own; r < own + rows; r++, k += width) weight[r] = takes[k] === 1 ? weights[k]! : 0;
  }
}

function writeLeaves({ weights, takes, periods, parts }: RowDescent, { begin, rows }: Block): void {
  const { leaves, part, block } = periods;
  const width = leaves.length;
  for (let j = 0; j < width; j++) {
    const own = leaves[j]! * block;
    let k = begin + j;
    if (takes === null) for (let r = own; r < own + rows; r++, k += width) parts[k] = part[r]!;
    else
      for (let r = own; r < own + rows; r++, k += width) parts[k] = takes[k] === 1 ? part[r]! : weights[k]!;
  }
}

function addUp({ children, weight, block }: Periods, rows: number, i: number): void {
  const own = i * block;
  const first = children[i]!;
  const end = children[i + 1]!;
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let k = first * block + r; k < end * block; k += block) sum += weight[k]!;
    weight[own + r] = sum;
  }
}

function dividePeriod(descent: RowDescent, block: Block, i: number): void {
  const { mixed, residue, periods } = descent;
  const groups = periods.children[i + 1]! - periods.children[i]!;
  const quick = !mixed && residue === 'largestRemainder';
  if (quick && groups === 3) divideInThree(descent, block, i);
  else if (quick && groups === 4) divideInFour(descent, block, i);
  else if (quick && groups === 2) divideInTwo(descent, block, i);
  else for (let r = 0; r < block.rows; r++) divideOne(descent, block, i, r);
}

/*
 * The same as `apportion` for two, three and four children without negative weights, row by row: quarters of a year and
 * months of a quarter are most of all nodes. Everything stays in registers, and nothing branches on which remainder
 * happens to be larger: of each pair the one with the larger remainder precedes, of equals the first, and a unit goes
 * to whom fewer than the units that are left precede. A child of weight 0 has remainder 0 and gets none: with `left`
 * units over, more than `left` children have a remainder.
 */

/** Whether the quick way is exact: products of amount and weight are whole numbers that a double holds. */
const isExact = (amount: number, whole: number): boolean =>
  amount >= 0 && whole > 0 && amount * whole <= EXACT;

/** ⌊product ÷ divisor⌋ from an estimate of the quotient that is one off at most. */
function floorOf(product: number, estimate: number, divisor: number): number {
  const floor = Math.floor(estimate);
  const rest = product - floor * divisor;
  return rest < 0 ? floor - 1 : rest >= divisor ? floor + 1 : floor;
}

function divideInTwo(descent: RowDescent, block: Block, i: number): void {
  const { children, weight, part, block: step } = descent.periods;
  const first = children[i]! * step;
  let units = 0;
  for (let r = 0; r < block.rows; r++) {
    const amount = part[i * step + r]!;
    const whole = weight[i * step + r]!;
    if (!isExact(amount, whole)) {
      divideOne(descent, block, i, r);
      continue;
    }
    const at = first + r;
    const ratio = amount / whole;
    const w0 = weight[at]!;
    const w1 = weight[at + step]!;
    const f0 = floorOf(amount * w0, w0 * ratio, whole);
    const f1 = floorOf(amount * w1, w1 * ratio, whole);
    const a = +(amount * w1 - f1 * whole > amount * w0 - f0 * whole) | 0;
    const left = amount - f0 - f1;
    units += left;
    part[at] = f0 + (+(a < left) | 0);
    part[at + step] = f1 + (+(1 - a < left) | 0);
  }
  descent.stack.units += units;
}

function divideInThree(descent: RowDescent, block: Block, i: number): void {
  const { children, weight, part, block: step } = descent.periods;
  const first = children[i]! * step;
  let units = 0;
  for (let r = 0; r < block.rows; r++) {
    const amount = part[i * step + r]!;
    const whole = weight[i * step + r]!;
    if (!isExact(amount, whole)) {
      divideOne(descent, block, i, r);
      continue;
    }
    const at = first + r;
    const ratio = amount / whole;
    const w0 = weight[at]!;
    const w1 = weight[at + step]!;
    const w2 = weight[at + 2 * step]!;
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
    part[at] = f0 + (+(a + b < left) | 0);
    part[at + step] = f1 + (+(1 - a + c < left) | 0);
    part[at + 2 * step] = f2 + (+(2 - b - c < left) | 0);
  }
  descent.stack.units += units;
}

function divideInFour(descent: RowDescent, block: Block, i: number): void {
  const { children, weight, part, block: step } = descent.periods;
  const first = children[i]! * step;
  let units = 0;
  for (let r = 0; r < block.rows; r++) {
    const amount = part[i * step + r]!;
    const whole = weight[i * step + r]!;
    if (!isExact(amount, whole)) {
      divideOne(descent, block, i, r);
      continue;
    }
    const at = first + r;
    const ratio = amount / whole;
    const w0 = weight[at]!;
    const w1 = weight[at + step]!;
    const w2 = weight[at + 2 * step]!;
    const w3 = weight[at + 3 * step]!;
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
    part[at] = f0 + (+(a + b + c < left) | 0);
    part[at + step] = f1 + (+(1 - a + d + e < left) | 0);
    part[at + 2 * step] = f2 + (+(2 - b - d + f < left) | 0);
    part[at + 3 * step] = f3 + (+(3 - c - e - f < left) | 0);
  }
  descent.stack.units += units;
}

/** One period of one row, whatever its weights: its children take their turn on the stack. */
function divideOne(descent: RowDescent, block: Block, i: number, r: number): void {
  const { periods, stack, residue } = descent;
  const { children, weight, part, up, down, block: step } = periods;
  const own = i * step + r;
  const from = children[i]!;
  const groups = children[i + 1]! - from;
  const { top } = stack;
  passOn(descent, block, i, r);
  if (isIdle(descent, part[own]!, weight[own]!)) stack.part.fill(0, top, top + groups);
  else if (groups === 1) stack.part[top] = part[own]!;
  else {
    for (let g = 0; g < groups; g++) stack.weight[top + g] = weight[(from + g) * step + r]!;
    apportion(stack, top, top + groups, part[own]!, up[own]!, down[own]!, residue);
  }
  for (let g = 0; g < groups; g++) part[(from + g) * step + r] = stack.part[top + g]!;
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
