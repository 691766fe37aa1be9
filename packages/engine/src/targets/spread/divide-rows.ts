import { apportion, type Stack } from './apportion.ts';
import { addOn, addThree, type Children, divideFew } from './few-children.ts';
import type { Periods } from './periods.ts';
import type { LevelResidueRule } from './request.ts';
import type { Span } from './scope.ts';

/**
 * The last step down: the shares of rows among their periods. A block of rows at a time goes down level by level, so
 * that what is done for each period is one plain loop over the block. Leaves are read and written where they stand.
 */
export interface RowDescent {
  readonly scope: Span;
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
  const groups = children[i + 1]! - children[i]!;
  const together = familyOf(descent, block, i);
  if (together !== null && groups === 3) {
    addThree(together, weight, own, block.rows);
    return;
  }
  for (let c = children[i]!; c < children[i + 1]!; c++) {
    const isLeaf = column[c]! >= 0;
    const from = isLeaf ? leavesFrom(descent, block, c) : innerFrom(periods, c);
    addOn(from, weight, own, block.rows, c > children[i]!);
  }
}

function dividePeriod(descent: RowDescent, block: Block, i: number): void {
  const { mixed, residue, periods, stack } = descent;
  const groups = periods.children[i + 1]! - periods.children[i]!;
  const quick = groups > 1 && groups <= 4 && !mixed && residue === 'largestRemainder';
  const together = quick ? familyOf(descent, block, i) : null;
  const { rows } = block;
  const shared = { amounts: periods.part, wholes: periods.weight, own: i * periods.block, rows, units: 0 };
  for (let r = 0; r < rows; r++) {
    if (together !== null) r = divideFew(groups, together, shared, r);
    if (r < rows) divideOne(descent, block, i, r);
  }
  stack.units += shared.units;
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
