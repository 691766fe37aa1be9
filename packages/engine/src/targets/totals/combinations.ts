import type { Frame } from '../frame.ts';
import { isLeafNode } from '../tree.ts';

/**
 * The combinations of member nodes, one of each dimension: number = Σ node × stride. At the bottom of every tree a
 * combination is one row or none, and the cube has its leaves already; every other one has a *line* of leaf periods in
 * the table of totals.
 */
export interface Combinations {
  readonly count: number;
  readonly strides: readonly number[];
  readonly lines: number;
  /** The line of a combination; at the bottom of every tree `rowAt` its row, or `NOBODY`. */
  readonly at: Int32Array;
  /** The combination of each row of the frame, in its order. */
  readonly ofRows: Int32Array;
}

/** A combination at the bottom of every tree that no row has. */
export const NOBODY = -1;

/** How `at` names a row, and back: it is its own inverse. Always below `NOBODY`. */
export const rowAt = (row: number): number => -2 - row;

export function combinationsOf(frame: Frame): Combinations {
  const { trees, order } = frame;
  const strides: number[] = [];
  let count = 1;
  for (let d = trees.length - 1; d >= 0; d--) {
    strides.unshift(count);
    count *= trees[d]!.ids.length;
  }
  const ofRows = placeRows(frame, strides);
  const at = new Int32Array(count);
  const lines = lineUp(frame, strides, at);
  if (seatRows(order, ofRows, at)) return { count, strides, lines, at, ofRows };
  // Two rows in one place cannot both be the leaves of it: then nothing is read from the cube.
  return { count, strides, lines: count, at: at.map((_, c) => c), ofRows };
}

function placeRows({ order, position }: Frame, strides: readonly number[]): Int32Array {
  const ofRows = new Int32Array(order.length);
  strides.forEach((stride, d) => {
    const nodes = position[d]!;
    for (let i = 0; i < order.length; i++) ofRows[i]! += nodes[order[i]!]! * stride;
  });
  return ofRows;
}

/** Gives every combination that is not at the bottom of all trees the next line; answers how many there are. */
function lineUp({ trees }: Frame, strides: readonly number[], at: Int32Array): number {
  let lines = 0;
  const walk = (d: number, base: number, isBottom: boolean): void => {
    const tree = trees[d];
    if (tree === undefined) {
      at[base] = isBottom ? NOBODY : lines++;
      return;
    }
    for (let node = 0; node < tree.ids.length; node++)
      walk(d + 1, base + node * strides[d]!, isBottom && isLeafNode(tree, node));
  };
  walk(0, 0, true);
  return lines;
}

function seatRows(order: Int32Array, ofRows: Int32Array, at: Int32Array): boolean {
  for (let i = 0; i < order.length; i++) {
    const c = ofRows[i]!;
    if (at[c]! >= 0) continue;
    if (at[c] !== NOBODY) return false;
    at[c] = rowAt(order[i]!);
  }
  return true;
}
