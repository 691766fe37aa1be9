import type { Frame } from '../frame.ts';
import { apportion, createStack, type Stack } from './apportion.ts';
import type { ResidueRule } from './request.ts';
import type { Scope } from './scope.ts';

/** What each leaf receives, and how many units the rounding had to hand out. */
export interface Parts {
  readonly parts: Float64Array;
  readonly units: number;
}

interface Descent {
  readonly frame: Frame;
  readonly scope: Scope;
  readonly width: number;
  readonly stack: Stack;
  /** Sum of the weights of all leaves before a leaf: a group is a range, its weight one subtraction. */
  readonly before: Float64Array;
  /** Weights of both signs: a node's sum may vanish although its leaves do not. */
  readonly mixed: boolean;
  readonly parts: Float64Array;
  readonly residue: ResidueRule;
}

/**
 * Whole units through the levels (SPR-T69): from the cell downwards each node's integer is divided among
 * its children by largest remainder – first along the first dimension, then the second …, time last – so
 * every level is whole and adds up. Weights are integers, 0 = receives nothing.
 *
 * Below a node whose positive and negative weights cancel exactly there is no share of the node; its
 * children keep the ratio of the node above.
 *
 * `null`: weights or parts leave the range of exact numbers.
 */
export function descend(
  frame: Frame,
  scope: Scope,
  weights: Float64Array,
  amount: number,
  residue: ResidueRule = 'largestRemainder',
): Parts | null {
  const sums = prefixSums(weights);
  if (sums === null) return null;
  const width = scope.to - scope.from;
  const levels = frame.trees.reduce((n, tree) => n + deepest(tree.depth), deepest(frame.time.depth));
  const descent: Descent = {
    frame,
    scope,
    width,
    stack: createStack(scope.rows.length + width + 2 * levels + 8),
    before: sums.before,
    mixed: sums.mixed,
    parts: new Float64Array(weights.length),
    residue,
  };
  walk(descent, 0, scope.place.members[0] ?? 0, 0, scope.rows.length, amount, amount, sums.total);
  const { overflow, units } = descent.stack;
  return overflow ? null : { parts: descent.parts, units };
}

function prefixSums(weights: Float64Array): { before: Float64Array; total: number; mixed: boolean } | null {
  const before = new Float64Array(weights.length + 1);
  let total = 0;
  let positive = 0;
  for (let k = 0; k < weights.length; k++) {
    const weight = weights[k]!;
    total += weight;
    if (weight > 0) positive += weight;
    before[k + 1] = total;
  }
  const negative = positive - total;
  if (positive + negative > 2 ** 53) return null;
  return { before, total, mixed: positive > 0 && negative > 0 };
}

const deepest = (depth: Int32Array): number => depth.reduce((most, one) => Math.max(most, one), 0) + 1;

/**
 * One node of dimension `d` that holds the rows `[from, to)` of the scope, all alike in earlier dimensions,
 * and is to receive `amount`. Its leaves' exact shares are weight × num ÷ den.
 */
function walk(
  descent: Descent,
  d: number,
  node: number,
  from: number,
  to: number,
  amount: number,
  num: number,
  den: number,
): void {
  const { frame, scope, width, stack, before } = descent;
  if (d === frame.trees.length) {
    walkTime(descent, scope.place.time, from, amount, num, den);
    return;
  }
  const tree = frame.trees[d]!;
  // The rows of a node itself, and a leaf's, have no level of this dimension left.
  if (node < 0 || tree.end[node] === node + 1) {
    walk(descent, d + 1, scope.place.members[d + 1] ?? 0, from, to, amount, num, den);
    return;
  }
  const { parent } = tree;
  const position = frame.position[d]!;
  const bottom = stack.top;
  let top = bottom;
  for (let i = from; i < to; ) {
    let child = position[scope.rows[i]!]!;
    const own = child === node;
    if (!own) while (parent[child] !== node) child = parent[child]!;
    const end = own ? node + 1 : tree.end[child]!;
    stack.start[top] = i;
    stack.node[top] = own ? -1 : child;
    while (i < to && position[scope.rows[i]!]! < end) i++;
    stack.weight[top] = before[i * width]! - before[stack.start[top]! * width]!;
    top++;
  }
  stack.top = top;
  const weight = before[to * width]! - before[from * width]!;
  if (!isIdle(descent, amount, weight)) {
    const up = weight === 0 ? num : amount;
    const down = weight === 0 ? den : weight;
    divide(descent, bottom, top, amount, up, down);
    for (let g = bottom; g < top; g++) {
      const next = g + 1 < top ? stack.start[g + 1]! : to;
      walk(descent, d, stack.node[g]!, stack.start[g]!, next, stack.part[g]!, up, down);
    }
  }
  stack.top = bottom;
}

/** Nothing below this node receives anything: its leaves all have weight 0, or its share is 0. */
function isIdle(descent: Descent, amount: number, weight: number): boolean {
  return descent.stack.overflow || (weight === 0 ? !descent.mixed : amount === 0);
}

function divide(
  descent: Descent,
  bottom: number,
  top: number,
  amount: number,
  num: number,
  den: number,
): void {
  if (top - bottom === 1) descent.stack.part[bottom] = amount;
  else apportion(descent.stack, bottom, top, amount, num, den, descent.residue);
}

/** One row: the periods below a time node. Positions of leaves are absolute; `row` is an index of the scope. */
function walkTime(
  descent: Descent,
  node: number,
  row: number,
  amount: number,
  num: number,
  den: number,
): void {
  const { frame, scope, width, stack, before, parts } = descent;
  const { end, firstLeaf } = frame.time;
  const base = row * width - scope.from;
  const from = Math.max(scope.from, firstLeaf[node]!);
  const to = Math.min(scope.to, firstLeaf[end[node]!]!);
  if (end[node] === node + 1) {
    if (from < to) parts[base + from] = amount;
    return;
  }
  const weight = before[base + to]! - before[base + from]!;
  if (isIdle(descent, amount, weight)) return;
  const bottom = stack.top;
  let top = bottom;
  for (let child = node + 1; child < end[node]!; child = end[child]!) {
    const a = Math.max(from, firstLeaf[child]!);
    const b = Math.min(to, firstLeaf[end[child]!]!);
    if (a >= b) continue;
    stack.node[top] = child;
    stack.weight[top] = before[base + b]! - before[base + a]!;
    top++;
  }
  stack.top = top;
  const up = weight === 0 ? num : amount;
  const down = weight === 0 ? den : weight;
  divide(descent, bottom, top, amount, up, down);
  for (let g = bottom; g < top; g++) {
    const child = stack.node[g]!;
    if (end[child] === child + 1) parts[base + firstLeaf[child]!] = stack.part[g]!;
    else walkTime(descent, child, row, stack.part[g]!, up, down);
  }
  stack.top = bottom;
}
