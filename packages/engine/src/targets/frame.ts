import type { Cube } from '../plan/cube.ts';
import type { TimeTree, Tree } from './tree.ts';

/**
 * A cube seen through its hierarchies: where each row stands in each tree, and the one canonical order of
 * rows – by the first dimension, then the second, and so on (SPR-T69). Whatever visits leaves visits them
 * in this order, so no result depends on the order in which rows were added (SPR-T8).
 *
 * Build a new frame when rows or trees change; edits of values leave it valid.
 */
export interface Frame {
  readonly trees: readonly Tree[];
  readonly time: TimeTree;
  /** Per dimension the node of each row, −1 where the row's member is not in the tree. */
  readonly position: readonly Int32Array[];
  /** Present rows whose members are all known, in canonical order. */
  readonly order: Int32Array;
  /** Place of a row in `order`, −1 for rows that count nowhere. */
  readonly rank: Int32Array;
  /** How many rows of `order` come before each node of the first dimension; one more for the end. */
  readonly first: Int32Array;
  /** Where members stand that do not stand in one place all the time; nothing = all do. */
  readonly standing?: Standing;
}

/** The nodes of members that stand in several places one after the other (ORG-1). */
export interface Standing {
  /** Leaf periods `[from, to)`, as positions, in which nobody moves. */
  readonly eras: readonly { readonly from: number; readonly to: number }[];
  /** Per dimension, by member: the node in each era, −1 = in none. */
  readonly places: readonly ReadonlyMap<string, Int32Array>[];
}

/**
 * Any cell: one node per dimension and one of the time tree. `ownRow(node)` instead of a node means only
 * the row that sits on that member itself, without what is below it (ragged trees).
 */
export interface Place {
  readonly members: readonly number[];
  readonly time: number;
}

/** A member without what is below it, for `Place.members`. Its own inverse; always negative, so never a node. */
export const ownRow = (node: number): number => ~node;

/**
 * See a cube through one tree per dimension, in the cube's order, and a time tree. Rows that are absent, or whose
 * member is not in the tree, count nowhere (`rank` −1).
 */
export function createFrame(cube: Cube, trees: readonly Tree[], time: TimeTree): Frame {
  const { rows } = cube;
  const position = trees.map((tree, d) => nodesOfRows(cube, tree, d));
  let order = rowsThatCount(cube, position);
  for (let d = trees.length - 1; d >= 0; d--) order = sortedByNode(order, position[d]!, trees[d]!.ids.length);
  const rank = new Int32Array(rows.count).fill(-1);
  for (let i = 0; i < order.length; i++) rank[order[i]!] = i;
  return { trees, time, position, order, rank, first: rowsBefore(order, position[0], trees[0]) };
}

/** The same table to whom only some of its rows are known: the others count nowhere, so that totals are theirs alone. */
export function withRows(frame: Frame, isKnown: (row: number) => boolean): Frame {
  const order = frame.order.filter(isKnown);
  const rank = new Int32Array(frame.rank.length).fill(-1);
  for (let i = 0; i < order.length; i++) rank[order[i]!] = i;
  return { ...frame, order, rank, first: rowsBefore(order, frame.position[0], frame.trees[0]) };
}

/** The node of each row in one dimension. Loops, not callbacks: a plan that is opened pays for each of its rows here. */
function nodesOfRows({ rows }: Cube, tree: Tree, d: number): Int32Array {
  const nodeOfCode = Int32Array.from(rows.interned[d]!.ids, (id) => tree.index.get(id) ?? -1);
  const codes = rows.columns[d]!;
  const nodes = new Int32Array(rows.count);
  for (let row = 0; row < nodes.length; row++) nodes[row] = nodeOfCode[codes[row]!]!;
  return nodes;
}

/** Present rows whose members are all known. */
function rowsThatCount({ rows }: Cube, position: readonly Int32Array[]): Int32Array {
  const counted = Int32Array.from(rows.present.subarray(0, rows.count));
  for (const nodes of position)
    for (let row = 0; row < counted.length; row++) if (nodes[row]! < 0) counted[row] = 0;
  let count = 0;
  for (let row = 0; row < counted.length; row++) if (counted[row] === 1) counted[count++] = row;
  return counted.subarray(0, count);
}

function rowsBefore(order: Int32Array, nodes: Int32Array | undefined, tree: Tree | undefined): Int32Array {
  const before = new Int32Array((tree?.ids.length ?? 0) + 1);
  if (nodes) for (const row of order) before[nodes[row]! + 1]! += 1;
  for (let node = 1; node < before.length; node++) before[node]! += before[node - 1]!;
  return before;
}

/** Stable counting sort: sorting by the last dimension first leaves the first one leading. */
function sortedByNode(rows: Int32Array, nodes: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const start = new Int32Array(size + 1);
  for (const row of rows) start[nodes[row]! + 1]!++;
  for (let node = 0; node < size; node++) start[node + 1]! += start[node]!;
  const sorted = new Int32Array(rows.length);
  for (const row of rows) sorted[start[nodes[row]!]!++] = row;
  return sorted;
}

const low = (node: number): number => (node < 0 ? ~node : node);
const high = (tree: Tree, node: number): number => (node < 0 ? ~node + 1 : tree.end[node]!);

/** Whether a place names nodes that exist. */
export function isPlace(frame: Frame, place: Place): boolean {
  return (
    place.members.length === frame.trees.length &&
    place.members.every((node, d) => Number.isInteger(node) && low(node) < frame.trees[d]!.ids.length) &&
    Number.isInteger(place.time) &&
    place.time >= 0 &&
    place.time < frame.time.ids.length
  );
}

/** The rows under a place, in canonical order. */
export function rowsUnder(frame: Frame, place: Place): Int32Array {
  const { order, trees } = frame;
  const { from, to, sorted } = stretchUnder(frame, place);
  if (sorted === trees.length) return order.subarray(from, to);
  return (
    fewerRows(frame, place, sorted, to - from) ?? rowsAmong(frame, place, sorted, order.subarray(from, to))
  );
}

/** Those of some rows that are under a place as far as the dimensions from `d` on go. */
function rowsAmong({ trees, position }: Frame, { members }: Place, d: number, rows: Int32Array): Int32Array {
  let among = rows;
  for (let i = d; i < trees.length; i++) {
    const nodes = position[i]!;
    const lo = low(members[i]!);
    const hi = high(trees[i]!, members[i]!);
    if (members[i] !== 0) among = among.filter((row) => nodes[row]! >= lo && nodes[row]! < hi);
  }
  return among;
}

/** The rows of one member are looked up where they are far fewer than a stretch of the order would have to be searched. */
const farFewer = 8;

function fewerRows(frame: Frame, place: Place, sorted: number, stretch: number): Int32Array | null {
  const { trees, order, rank } = frame;
  for (let d = sorted; d < trees.length; d++) {
    const node = place.members[d]!;
    if (node === 0 || stretch < farFewer * farFewer) continue;
    const { rows, before } = byMember(frame, d);
    const from = before[low(node)]!;
    const to = before[high(trees[d]!, node)]!;
    if ((to - from) * farFewer > stretch) continue;
    // The rows of several nodes are in order each for themselves.
    const ranks = rows.slice(from, to).map((row) => rank[row]!);
    return rowsAmong(
      frame,
      place,
      0,
      ranks.sort().map((at) => order[at]!),
    );
  }
  return null;
}

interface ByMember {
  /** The order of rows by another dimension first. */
  readonly rows: Int32Array;
  /** How many of them come before each node; one more for the end. */
  readonly before: Int32Array;
}

/** Made when first needed, and only for dimensions that are asked about. */
const knownByMember = new WeakMap<Frame, Map<number, ByMember>>();

function byMember(frame: Frame, d: number): ByMember {
  const known = knownByMember.get(frame) ?? new Map<number, ByMember>();
  knownByMember.set(frame, known);
  let found = known.get(d);
  if (found === undefined) {
    const { order, position, trees } = frame;
    const rows = sortedByNode(order, position[d]!, trees[d]!.ids.length);
    found = { rows, before: rowsBefore(rows, position[d], trees[d]) };
    known.set(d, found);
  }
  return found;
}

/**
 * The stretch of `order` in which the rows under a place lie: `[from, to)`. All rows in it are under the place as far as
 * its first `sorted` dimensions go.
 */
export function stretchUnder(
  { order, trees, position, first }: Frame,
  { members }: Place,
): { readonly from: number; readonly to: number; readonly sorted: number } {
  let from = 0;
  let to = order.length;
  let d = 0;
  for (let spans = false; d < trees.length && !spans; d++) {
    const lo = low(members[d]!);
    const hi = high(trees[d]!, members[d]!);
    if (d === 0) {
      from = first[lo]!;
      to = first[hi]!;
    } else {
      from = firstAtLeast(order, position[d]!, lo, from, to);
      to = firstAtLeast(order, position[d]!, hi, from, to);
    }
    // Beyond a dimension that spans several nodes the order is no longer sorted by the next one.
    spans = hi - lo > 1;
  }
  while (d < trees.length && members[d] === 0) d++;
  return { from, to, sorted: d };
}

/** Rows `[from, to)` are sorted by these nodes: the first whose node is not before `node`. */
function firstAtLeast(order: Int32Array, nodes: Int32Array, node: number, from: number, to: number): number {
  if (from === to) return to;
  // Where every node has one row, which is most often so, the distance of rows is that of nodes.
  const guess = from + node - nodes[order[from]!]!;
  if (guess <= from) return from;
  if (guess <= to && nodes[order[guess - 1]!]! < node && (guess === to || nodes[order[guess]!]! >= node))
    return guess;
  let lo = from;
  let hi = to;
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if (nodes[order[middle]!]! < node) lo = middle + 1;
    else hi = middle;
  }
  return lo;
}

/** Positions of the first and one past the last leaf period under a time node. */
export function leavesUnder(time: TimeTree, node: number): { readonly from: number; readonly to: number } {
  return { from: time.firstLeaf[node]!, to: time.firstLeaf[time.end[node]!]! };
}

/** Whether a leaf lies under a place. `leaf` is the position of the period among the leaves. */
export function isUnder(frame: Frame, place: Place, row: number, leaf: number): boolean {
  const { from, to } = leavesUnder(frame.time, place.time);
  if (leaf < from || leaf >= to) return false;
  return place.members.every((node, d) => {
    const at = frame.position[d]![row]!;
    return at >= low(node) && at < high(frame.trees[d]!, node);
  });
}

/** Whether everything under `inner` is under `outer`. */
export function covers(frame: Frame, outer: Place, inner: Place): boolean {
  const { trees, time } = frame;
  for (let d = 0; d < trees.length; d++) {
    if (!within(trees[d]!, outer.members[d]!, inner.members[d]!)) return false;
  }
  return within(time, outer.time, inner.time);
}

function within(tree: Tree, outer: number, inner: number): boolean {
  return low(inner) >= low(outer) && high(tree, inner) <= high(tree, outer);
}

/** Whether two places are the same cell. */
export function samePlace(frame: Frame, a: Place, b: Place): boolean {
  return covers(frame, a, b) && covers(frame, b, a);
}

/** Whether two places have something in common. */
export function meets({ trees, time }: Frame, a: Place, b: Place): boolean {
  for (let d = 0; d < trees.length; d++) {
    if (!touches(trees[d]!, a.members[d]!, b.members[d]!)) return false;
  }
  return touches(time, a.time, b.time);
}

const touches = (tree: Tree, a: number, b: number): boolean => within(tree, a, b) || within(tree, b, a);

/** What two places have in common: subtrees are nested or apart, so it is again one place, or nothing. */
export function meetOf(frame: Frame, a: Place, b: Place): Place | null {
  const members: number[] = [];
  for (let d = 0; d < frame.trees.length; d++) {
    const node = meetNode(frame.trees[d]!, a.members[d]!, b.members[d]!);
    if (node === null) return null;
    members.push(node);
  }
  const time = meetNode(frame.time, a.time, b.time);
  return time === null ? null : { members, time };
}

/** The place one level up along a dimension or time; `null` at its top. */
export function placeAbove(frame: Frame, place: Place, along: number | 'time'): Place | null {
  if (along === 'time') {
    const time = frame.time.parent[place.time]!;
    return time < 0 ? null : { members: place.members, time };
  }
  const node = place.members[along];
  if (node === undefined) return null;
  // A member's own row stands below the member itself.
  const above = node < 0 ? ~node : frame.trees[along]!.parent[node]!;
  return above < 0 ? null : { members: place.members.with(along, above), time: place.time };
}

/** The smallest cell that holds all of the places; there is at least one. */
export function hullOf(frame: Frame, places: readonly Place[]): Place {
  return {
    members: frame.trees.map((tree, d) =>
      joinNodes(
        tree,
        places.map(({ members }) => members[d]!),
      ),
    ),
    time: joinNodes(
      frame.time,
      places.map(({ time }) => time),
    ),
  };
}

/** The innermost node that all of them lie at or below; there is at least one. */
export function joinNodes(tree: Tree, nodes: readonly number[]): number {
  return nodes.reduce((above, node) => {
    let at = above;
    while (!within(tree, at, node)) at = at < 0 ? ~at : tree.parent[at]!;
    return at;
  });
}

function meetNode(tree: Tree, a: number, b: number): number | null {
  if (within(tree, b, a)) return a;
  return within(tree, a, b) ? b : null;
}
