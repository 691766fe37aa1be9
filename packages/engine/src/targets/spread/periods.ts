import type { Frame } from '../frame.ts';
import { isLeafNode } from '../tree.ts';
import type { Span } from './scope.ts';

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

/** So many numbers of inner periods stay close at hand, and so many rows of leaves. */
const closeAtHand = 1_024;
const mostRows = 128;

export function periodsOf({ time }: Frame, { place, rows, from, to }: Span): Periods {
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
  const close = Math.ceil(closeAtHand / Math.max(1, inner.length));
  const block = Math.max(1, Math.min(mostRows, close, rows.length));
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
