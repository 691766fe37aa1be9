import type { Frame } from '../frame.ts';
import { isLeafNode } from '../tree.ts';
import { apportion, EXACT, type Stack } from './apportion.ts';
import type { LevelResidueRule } from './request.ts';
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
  /** Of each inner period of each row of a block: number of the period × `BLOCK` + number of the row. */
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
  const size = nodes.length * BLOCK;
  return {
    children: Int32Array.from(children),
    parent: Int32Array.from(parent),
    inner: Int32Array.from(inner),
    column: Int32Array.from(nodes, (node) => (isLeafNode(time, node) ? time.firstLeaf[node]! - from : -1)),
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
  const { scope, periods, stack, parts } = descent;
  const { inner, part, column } = periods;
  const width = scope.to - scope.from;
  for (let done = 0; done < count; done += BLOCK) {
    const block = { begin: (row + done) * width, rows: Math.min(BLOCK, count - done), num, den };
    const target = column[0]! < 0 ? part : parts;
    const first = column[0]! < 0 ? 0 : block.begin;
    for (let r = 0; r < block.rows; r++) target[first + r] = stack.part[at + done + r]!;
    for (let n = inner.length - 1; n >= 0; n--) addUp(descent, block, inner[n]!);
    for (let n = 0; n < inner.length; n++) dividePeriod(descent, block, inner[n]!);
  }
}

function addUp({ scope, weights, periods }: RowDescent, { begin, rows }: Block, i: number): void {
  const { children, column, weight } = periods;
  const width = scope.to - scope.from;
  const own = i * BLOCK;
  for (let c = children[i]!; c < children[i + 1]!; c++) {
    const isFirst = c === children[i];
    const leaf = column[c]! >= 0;
    const from = leaf ? weights : weight;
    const step = leaf ? width : 1;
    let k = leaf ? begin + column[c]! : c * BLOCK;
    if (isFirst) for (let r = 0; r < rows; r++, k += step) weight[own + r] = from[k]!;
    else for (let r = 0; r < rows; r++, k += step) weight[own + r]! += from[k]!;
  }
}

function dividePeriod(descent: RowDescent, block: Block, i: number): void {
  const { mixed, residue, scope, weights, periods, parts } = descent;
  const { children, column, weight, part } = periods;
  const first = children[i]!;
  const groups = children[i + 1]! - first;
  let leaves = 0;
  for (let c = first; c < first + groups; c++) if (column[c]! >= 0) leaves++;
  const few = groups > 1 && groups <= 4 && !mixed && residue === 'largestRemainder';
  if (few && leaves === groups) {
    const width = scope.to - scope.from;
    divideFew(descent, block, i, groups, weights, parts, block.begin + column[first]!, width, 1);
  } else if (few && leaves === 0) {
    divideFew(descent, block, i, groups, weight, part, first * BLOCK, 1, BLOCK);
  } else for (let r = 0; r < block.rows; r++) divideOne(descent, block, i, r);
}

/**
 * The same as `apportion` for two to four groups without negative weights, row by row: quarters of a year and months of
 * a quarter are most of all nodes. Everything stays in registers, and nothing branches on which remainder happens to be
 * larger. The groups of the first row stand from `first`, `step` apart; those of the next `stride` further.
 */
function divideFew(
  descent: RowDescent,
  block: Block,
  i: number,
  groups: number,
  weight: Float64Array,
  part: Float64Array,
  first: number,
  stride: number,
  step: number,
): void {
  const { periods } = descent;
  let units = 0;
  for (let r = 0, at = first; r < block.rows; r++, at += stride) {
    const amount = periods.part[i * BLOCK + r]!;
    const whole = periods.weight[i * BLOCK + r]!;
    if (!(amount >= 0 && whole > 0 && amount * whole <= EXACT)) {
      divideOne(descent, block, i, r);
      continue;
    }
    const ratio = amount / whole;
    const w0 = weight[at]!;
    const w1 = weight[at + step]!;
    const w2 = groups > 2 ? weight[at + 2 * step]! : 0;
    const w3 = groups > 3 ? weight[at + 3 * step]! : 0;
    const f0 = floorOf(amount * w0, w0 * ratio, whole);
    const f1 = floorOf(amount * w1, w1 * ratio, whole);
    const f2 = floorOf(amount * w2, w2 * ratio, whole);
    const f3 = floorOf(amount * w3, w3 * ratio, whole);
    const r0 = w0 === 0 ? -1 : amount * w0 - f0 * whole;
    const r1 = w1 === 0 ? -1 : amount * w1 - f1 * whole;
    const r2 = w2 === 0 ? -1 : amount * w2 - f2 * whole;
    const r3 = w3 === 0 ? -1 : amount * w3 - f3 * whole;
    const left = amount - f0 - f1 - f2 - f3;
    units += left;
    // Of each pair the one with the larger remainder precedes, of equals the first.
    const a = +(r1 > r0) | 0;
    const b = +(r2 > r0) | 0;
    const c = +(r3 > r0) | 0;
    const d = +(r2 > r1) | 0;
    const e = +(r3 > r1) | 0;
    const f = +(r3 > r2) | 0;
    // A unit for whom fewer than `left` precede.
    part[at] = f0 + (+(a + b + c < left) | 0);
    part[at + step] = f1 + (+(1 - a + d + e < left) | 0);
    if (groups > 2) part[at + 2 * step] = f2 + (+(2 - b - d + f < left) | 0);
    if (groups > 3) part[at + 3 * step] = f3 + (+(3 - c - e - f < left) | 0);
  }
  descent.stack.units += units;
}

/** ⌊product ÷ divisor⌋ from an estimate of the quotient that is one off at most. */
function floorOf(product: number, estimate: number, divisor: number): number {
  const floor = Math.floor(estimate);
  const rest = product - floor * divisor;
  return rest < 0 ? floor - 1 : rest >= divisor ? floor + 1 : floor;
}

/** One period of one row, whatever its weights: its children take their turn on the stack. */
function divideOne(descent: RowDescent, block: Block, i: number, r: number): void {
  const { scope, periods, stack, residue, weights, parts } = descent;
  const { children, column, weight, part, up, down } = periods;
  const own = i * BLOCK + r;
  const row = block.begin + r * (scope.to - scope.from);
  const from = children[i]!;
  const groups = children[i + 1]! - from;
  const { top } = stack;
  passOn(descent, block, i, r);
  if (isIdle(descent, part[own]!, weight[own]!)) stack.part.fill(0, top, top + groups);
  else if (groups === 1) stack.part[top] = part[own]!;
  else {
    for (let g = 0; g < groups; g++) {
      const leaf = column[from + g]!;
      stack.weight[top + g] = leaf < 0 ? weight[(from + g) * BLOCK + r]! : weights[row + leaf]!;
    }
    apportion(stack, top, top + groups, part[own]!, up[own]!, down[own]!, residue);
  }
  for (let g = 0; g < groups; g++) {
    const leaf = column[from + g]!;
    if (leaf < 0) part[(from + g) * BLOCK + r] = stack.part[top + g]!;
    else parts[row + leaf] = stack.part[top + g]!;
  }
}

/** By what the children of a period share; nothing where the period is idle. */
function passOn(descent: RowDescent, { num, den }: Block, i: number, r: number): void {
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
