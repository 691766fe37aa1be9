import { type Frame, meets, type Place } from './frame.ts';
import { isLeafNode, type Tree } from './tree.ts';

/**
 * Places, and which of them share something with another one, without looking at all of them. Of two nodes of a tree the
 * deeper one lies in the other when its ancestor at the other's depth is the other. So places of one *shape* – depths in
 * every dimension and in time – are looked up by their ancestors at the depths that they have in common with the place
 * that is asked about; there are as many shapes as levels, however many places.
 */
export interface PlaceIndex<T> {
  readonly frame: Frame;
  readonly all: readonly Placed<T>[];
  /** How often it was asked: the first few questions are not worth an index. */
  asked: number;
  readonly shapes: Map<string, Shape<T>>;
  /** How many of `all` are in the shapes. */
  known: number;
}

interface Placed<T> {
  readonly place: Place;
  readonly item: T;
}

interface Shape<T> {
  readonly depths: readonly number[];
  readonly all: Placed<T>[];
  /** By depths, then by the ancestors there. */
  readonly tables: Map<string, Map<string, Placed<T>[]>>;
}

const fewQuestions = 8;

export const indexPlaces = <T>(frame: Frame, all: readonly Placed<T>[] = []): PlaceIndex<T> => ({
  frame,
  all: [...all],
  asked: 0,
  shapes: new Map(),
  known: 0,
});

export function addPlace<T>(index: PlaceIndex<T>, place: Place, item: T): void {
  (index.all as Placed<T>[]).push({ place, item });
}

/** Only the first so many are left. */
export function keepPlaces<T>(index: PlaceIndex<T>, count: number): void {
  (index.all as Placed<T>[]).length = count;
  if (index.known <= count) return;
  index.shapes.clear();
  index.known = 0;
}

/** Everything that shares something with a place: it lies in it, or around it, or they cross. In no order. */
export function meeting<T>(index: PlaceIndex<T>, place: Place): T[] {
  const { frame, all } = index;
  if (index.asked++ < fewQuestions)
    return all.filter((one) => meets(frame, one.place, place)).map(({ item }) => item);
  for (; index.known < all.length; index.known++) fileAway(index, all[index.known]!);
  const depths = depthsOf(frame, place);
  const found: T[] = [];
  for (const shape of index.shapes.values()) {
    const common = depths.map((depth, d) => Math.min(depth, shape.depths[d]!));
    const met = tableAt(frame, shape, common).get(ancestorsAt(frame, place, common)) ?? [];
    for (const { item } of met) found.push(item);
  }
  return found;
}

function fileAway<T>({ frame, shapes }: PlaceIndex<T>, one: Placed<T>): void {
  const depths = depthsOf(frame, one.place);
  const key = depths.join();
  let shape = shapes.get(key);
  if (shape === undefined) {
    shape = { depths, all: [], tables: new Map() };
    shapes.set(key, shape);
  }
  shape.all.push(one);
  for (const [at, table] of shape.tables) putIn(frame, table, at.split(',').map(Number), one);
}

function tableAt<T>(frame: Frame, { all, tables }: Shape<T>, depths: readonly number[]) {
  const key = depths.join();
  let table = tables.get(key);
  if (table === undefined) {
    table = new Map<string, Placed<T>[]>();
    tables.set(key, table);
    for (const one of all) putIn(frame, table, depths, one);
  }
  return table;
}

function putIn<T>(
  frame: Frame,
  table: Map<string, Placed<T>[]>,
  depths: readonly number[],
  one: Placed<T>,
): void {
  const key = ancestorsAt(frame, one.place, depths);
  const there = table.get(key);
  if (there === undefined) table.set(key, [one]);
  else there.push(one);
}

const depthsOf = ({ trees, time }: Frame, place: Place): number[] => [
  ...place.members.map((node, d) => depthIn(trees[d]!, node)),
  depthIn(time, place.time),
];

/** A member's own row stands one level below the member, except where nothing else does. */
function depthIn(tree: Tree, node: number): number {
  if (node >= 0) return tree.depth[node]!;
  return tree.depth[~node]! + (isLeafNode(tree, ~node) ? 0 : 1);
}

function ancestorsAt({ trees, time }: Frame, place: Place, depths: readonly number[]): string {
  let key = '';
  for (let d = 0; d < trees.length; d++) key += `${ancestorAt(trees[d]!, place.members[d]!, depths[d]!)},`;
  return key + ancestorAt(time, place.time, depths[trees.length]!);
}

function ancestorAt(tree: Tree, node: number, depth: number): number {
  if (node < 0 && depth === tree.depth[~node]! + 1) return node;
  let at = node < 0 ? ~node : node;
  while (tree.depth[at]! > depth) at = tree.parent[at]!;
  return at;
}
