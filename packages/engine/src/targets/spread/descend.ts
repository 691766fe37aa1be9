import type { Frame } from '../frame.ts';
import type { Tree } from '../tree.ts';
import { apportion, createStack } from './apportion.ts';
import { divideRows, isIdle, leaveRows, type RowDescent } from './divide-rows.ts';
import { periodsOf } from './periods.ts';
import type { LevelResidueRule } from './request.ts';
import { everyLeaf, type RowSums } from './row-sums.ts';
import type { Span } from './scope.ts';

/** What each leaf receives or keeps, and how many units the rounding had to hand out. */
export interface Parts {
  readonly parts: Float64Array;
  readonly units: number;
}

/** Leaves that share, and what is known of their weights. */
export interface Chosen {
  /** 1 = the leaf shares. */
  readonly takes: Uint8Array;
  readonly sums: RowSums;
}

interface Descent extends RowDescent {
  readonly frame: Frame;
  /** Sum of the weights of all rows before a row: a group is a range, its weight one subtraction. */
  readonly before: Float64Array;
}

/**
 * Whole units through the levels (SPR-T69): from the cell downwards each node's integer is divided among
 * its children by largest remainder – first along the first dimension, then the second …, time last – so
 * every level is whole and adds up. Weights are integers, 0 = receives nothing.
 *
 * Below a node whose positive and negative weights cancel exactly there is no share of the node; its
 * children keep the ratio of the node above.
 *
 * With `chosen` only some leaves share; every other one keeps the number that its weight is. So numbers that are their
 * own weights need no copy.
 *
 * `null`: weights or parts leave the range of exact numbers.
 */
export function descend(
  frame: Frame,
  scope: Span,
  weights: Float64Array,
  amount: number,
  residue: LevelResidueRule = 'largestRemainder',
  chosen: Chosen = everyLeaf(scope, weights),
): Parts | null {
  const { takes, sums } = chosen;
  const { total, negative } = sums;
  const positive = total + negative;
  if (positive + negative > 2 ** 53) return null;
  const periods = periodsOf(frame, scope);
  const levels = frame.trees.reduce((n, tree) => n + tree.levels, 1);
  const nodes = frame.trees.reduce((n, tree) => n + tree.ids.length, 0);
  const descent: Descent = {
    frame,
    scope,
    weights,
    takes,
    before: sums.before,
    mixed: positive > 0 && negative > 0,
    periods,
    stack: createStack(Math.min(scope.rows.length, nodes) + periods.size + levels + 8),
    parts: new Float64Array(weights.length),
    residue,
  };
  walk(descent, 0, scope.place.members[0] ?? 0, 0, scope.rows.length, amount, amount, total);
  const { overflow, units } = descent.stack;
  return overflow ? null : { parts: descent.parts, units };
}

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
  const { frame, scope, stack, before } = descent;
  const { trees } = frame;
  if (d === trees.length) {
    stack.part[stack.top] = amount;
    divideRows(descent, from, 1, stack.top++, num, den);
    stack.top--;
    return;
  }
  if (isBottom(trees[d]!, node)) {
    walk(descent, d + 1, scope.place.members[d + 1] ?? 0, from, to, amount, num, den);
    return;
  }
  const weight = before[to]! - before[from]!;
  if (isIdle(descent, amount, weight)) {
    leaveRows(descent, from, to);
    return;
  }
  const bottom = stack.top;
  const top = groupRows(descent, d, node, from, to);
  stack.top = top;
  const up = weight === 0 ? num : amount;
  const down = weight === 0 ? den : weight;
  if (top - bottom === 1) stack.part[bottom] = amount;
  else apportion(stack, bottom, top, amount, up, down, descent.residue);
  // Below the last dimension a group is one row; rows side by side go down together.
  const rows = d === trees.length - 1 ? top : bottom;
  for (let g = bottom; g < top; g++) {
    const first = g;
    while (g < rows && isBottom(trees[d]!, stack.node[g]!)) g++;
    if (g > first) divideRows(descent, stack.start[first]!, g - first, first, up, down);
    if (g === top) break;
    const next = g + 1 < top ? stack.start[g + 1]! : to;
    walk(descent, d, stack.node[g]!, stack.start[g]!, next, stack.part[g]!, up, down);
  }
  stack.top = bottom;
}

/** Whether there is no level of this dimension below: the rows of a node itself, and a leaf's. */
const isBottom = (tree: Tree, node: number): boolean => node < 0 || tree.end[node] === node + 1;

/** Put the children of a node that have rows on the stack, with their weights; answers its new top. */
function groupRows(
  { frame, scope, stack, before }: Descent,
  d: number,
  node: number,
  from: number,
  to: number,
): number {
  const { parent, end } = frame.trees[d]!;
  const position = frame.position[d]!;
  const { rows } = scope;
  let top = stack.top;
  for (let i = from; i < to; top++) {
    let child = position[rows[i]!]!;
    const own = child === node;
    if (!own) while (parent[child] !== node) child = parent[child]!;
    const beyond = own ? node + 1 : end[child]!;
    stack.start[top] = i;
    stack.node[top] = own ? -1 : child;
    const start = before[i]!;
    do i++;
    while (i < to && position[rows[i]!]! < beyond);
    stack.weight[top] = before[i]! - start;
  }
  return top;
}
