import type { Frame } from '../frame.ts';
import { apportion, EXACT, type Stack } from './apportion.ts';
import type { ResidueRule } from './request.ts';
import type { Scope } from './scope.ts';

/**
 * The last step down: the shares of rows among their periods. A block of rows at a time goes down level by level,
 * so that what is done for each is one plain loop over the block.
 */
export interface RowDescent {
  readonly scope: Scope;
  readonly weights: Float64Array;
  /** Weights of both signs: a node's sum may vanish although its leaves do not. */
  readonly mixed: boolean;
  readonly residue: ResidueRule;
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
  /** Where each leaf period of the scope stands. */
  readonly leaves: Int32Array;
  readonly size: number;
  /** Of each period of each row of a block: number of the period × `BLOCK` + number of the row. */
  readonly weight: Float64Array;
  readonly part: Float64Array;
  /** Amount and weight that a period's children share by; where its own weight vanishes, those of the one above. */
  readonly up: Float64Array;
  readonly down: Float64Array;
}

const BLOCK = 64;

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
    if (time.end[node] === node + 1) {
      if (isInScope(node)) leaves[time.firstLeaf[node]! - from] = i;
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
  const size = nodes.length * BLOCK;
  return {
    children: Int32Array.from(children),
    parent: Int32Array.from(parent),
    inner: Int32Array.from(inner),
    leaves,
    size: nodes.length,
    weight: new Float64Array(size),
    part: new Float64Array(size),
    up: new Float64Array(size),
    down: new Float64Array(size),
  };
}

/** Nothing below such a node receives anything: its leaves all have weight 0, or its share is 0. */
export const isIdle = ({ stack, mixed }: RowDescent, amount: number, weight: number): boolean =>
  stack.overflow || (weight === 0 ? !mixed : amount === 0);

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
  const { scope, weights, periods, stack, parts } = descent;
  const { leaves, weight, part } = periods;
  const width = scope.to - scope.from;
  for (let done = 0; done < count; done += BLOCK) {
    const rows = Math.min(BLOCK, count - done);
    const begin = (row + done) * width;
    for (let r = 0; r < rows; r++) part[r] = stack.part[at + done + r]!;
    for (let j = 0; j < width; j++) {
      const leaf = leaves[j]! * BLOCK;
      for (let r = 0, k = begin + j; r < rows; r++, k += width) weight[leaf + r] = weights[k]!;
    }
    addUp(periods, rows);
    for (const i of periods.inner) dividePeriod(descent, i, rows, num, den);
    for (let j = 0; j < width; j++) {
      const leaf = leaves[j]! * BLOCK;
      for (let r = 0, k = begin + j; r < rows; r++, k += width) parts[k] = part[leaf + r]!;
    }
  }
}

function addUp({ inner, children, weight }: Periods, rows: number): void {
  for (let n = inner.length - 1; n >= 0; n--) {
    const own = inner[n]! * BLOCK;
    weight.fill(0, own, own + rows);
    for (let c = children[inner[n]!]!; c < children[inner[n]! + 1]!; c++) {
      const child = c * BLOCK;
      for (let r = 0; r < rows; r++) weight[own + r]! += weight[child + r]!;
    }
  }
}

function dividePeriod(descent: RowDescent, i: number, rows: number, num: number, den: number): void {
  const { mixed, residue, periods, stack } = descent;
  const { children, weight, part } = periods;
  const groups = children[i + 1]! - children[i]!;
  if (groups === 1) {
    part.copyWithin(children[i]! * BLOCK, i * BLOCK, i * BLOCK + rows);
    if (mixed) for (let r = 0; r < rows; r++) passOn(descent, i, r, num, den);
    return;
  }
  const few = groups <= 4 && !mixed && residue === 'largestRemainder';
  for (let r = 0; r < rows; r++) {
    const amount = part[i * BLOCK + r]!;
    const whole = weight[i * BLOCK + r]!;
    if (few && amount >= 0 && whole > 0 && amount * whole <= EXACT) {
      stack.units += divideFew(weight, part, children[i]! * BLOCK + r, groups, amount, whole);
    } else divideOne(descent, i, r, num, den);
  }
}

/**
 * The same as `apportion` for two to four groups without negative weights: quarters of a year, months of a quarter are
 * most of all nodes. Everything stays in registers, and nothing branches on which remainder happens to be larger.
 * Answers the units handed out after flooring.
 */
export function divideFew(
  weight: Float64Array,
  part: Float64Array,
  at: number,
  groups: number,
  amount: number,
  whole: number,
): number {
  const ratio = amount / whole;
  const w0 = weight[at]!;
  const w1 = weight[at + BLOCK]!;
  const w2 = groups > 2 ? weight[at + 2 * BLOCK]! : 0;
  const w3 = groups > 3 ? weight[at + 3 * BLOCK]! : 0;
  const f0 = floorOf(amount * w0, w0 * ratio, whole);
  const f1 = floorOf(amount * w1, w1 * ratio, whole);
  const f2 = floorOf(amount * w2, w2 * ratio, whole);
  const f3 = floorOf(amount * w3, w3 * ratio, whole);
  const r0 = w0 === 0 ? -1 : amount * w0 - f0 * whole;
  const r1 = w1 === 0 ? -1 : amount * w1 - f1 * whole;
  const r2 = w2 === 0 ? -1 : amount * w2 - f2 * whole;
  const r3 = w3 === 0 ? -1 : amount * w3 - f3 * whole;
  const left = amount - f0 - f1 - f2 - f3;
  // Of each pair the one with the larger remainder precedes, of equals the first.
  const a = +(r1 > r0) | 0;
  const b = +(r2 > r0) | 0;
  const c = +(r3 > r0) | 0;
  const d = +(r2 > r1) | 0;
  const e = +(r3 > r1) | 0;
  const f = +(r3 > r2) | 0;
  // A unit for whom fewer than `left` precede.
  part[at] = f0 + (+(a + b + c < left) | 0);
  part[at + BLOCK] = f1 + (+(1 - a + d + e < left) | 0);
  if (groups > 2) part[at + 2 * BLOCK] = f2 + (+(2 - b - d + f < left) | 0);
  if (groups > 3) part[at + 3 * BLOCK] = f3 + (+(3 - c - e - f < left) | 0);
  return left;
}

/** ⌊product ÷ divisor⌋ from an estimate of the quotient that is one off at most. */
function floorOf(product: number, estimate: number, divisor: number): number {
  const floor = Math.floor(estimate);
  const rest = product - floor * divisor;
  return rest < 0 ? floor - 1 : rest >= divisor ? floor + 1 : floor;
}

/** One period of one row, whatever its weights: its children take their turn on the stack. */
function divideOne(descent: RowDescent, i: number, r: number, num: number, den: number): void {
  const { periods, stack, residue } = descent;
  const { children, weight, part, up, down } = periods;
  const own = i * BLOCK + r;
  const from = children[i]!;
  const groups = children[i + 1]! - from;
  passOn(descent, i, r, num, den);
  if (isIdle(descent, part[own]!, weight[own]!)) {
    for (let g = 0; g < groups; g++) part[(from + g) * BLOCK + r] = 0;
    return;
  }
  const { top } = stack;
  for (let g = 0; g < groups; g++) stack.weight[top + g] = weight[(from + g) * BLOCK + r]!;
  apportion(stack, top, top + groups, part[own]!, up[own]!, down[own]!, residue);
  for (let g = 0; g < groups; g++) part[(from + g) * BLOCK + r] = stack.part[top + g]!;
}

/** By what the children of a period share; nothing where the period is idle. */
function passOn(descent: RowDescent, i: number, r: number, num: number, den: number): void {
  const { parent, weight, part, up, down } = descent.periods;
  const own = i * BLOCK + r;
  const above = parent[i]! * BLOCK + r;
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
