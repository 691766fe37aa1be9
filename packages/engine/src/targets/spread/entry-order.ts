import { type Frame, leavesUnder, type Place, rowsUnder } from '../frame.ts';
import { isLeafNode } from '../tree.ts';
import type { SpreadInput } from './request.ts';

/** A place with the number of leaves under it. */
export interface Sized {
  readonly place: Place;
  readonly size: number;
}

export function sizeOf(frame: Frame, place: Place): number {
  const { from, to } = leavesUnder(frame.time, place.time);
  return rowsUnder(frame, place).length * (to - from);
}

/**
 * The order in which entries and held totals are done: the smaller first, of two with the same leaves the deeper one, then
 * by member along the dimensions as their ids sort. So it depends neither on the order of records (SPR-T8) nor on that of
 * the dimensions (SPR-19.17), and the same cell told in two ways stands side by side.
 */
export function smallestFirst({ cube, frame }: SpreadInput): (a: Sized, b: Sized) => number {
  const { dimensions } = cube;
  const byId = [...dimensions.keys()].sort((a, b) => (dimensions[a]! < dimensions[b]! ? -1 : 1));
  return alongDimensions(frame, byId);
}

/** The same in the order of the dimensions: which of two crossing families are rows is told by that. */
export const rowsFirst = (frame: Frame): ((a: Sized, b: Sized) => number) =>
  alongDimensions(frame, [...frame.trees.keys()]);

function alongDimensions(frame: Frame, order: readonly number[]): (a: Sized, b: Sized) => number {
  const { trees } = frame;
  const memberOf = ({ members }: Place, d: number): number => {
    const node = members[d]!;
    return node < 0 && isLeafNode(trees[d]!, ~node) ? ~node : node;
  };
  return (a, b) => {
    const coarse = a.size - b.size || depthOf(frame, b.place) - depthOf(frame, a.place);
    if (coarse !== 0) return coarse;
    for (const d of order) {
      const difference = memberOf(a.place, d) - memberOf(b.place, d);
      if (difference !== 0) return difference;
    }
    return a.place.time - b.place.time;
  };
}

function depthOf({ trees, time }: Frame, place: Place): number {
  return place.members.reduce(
    (sum, node, d) => sum + trees[d]!.depth[node < 0 ? ~node : node]!,
    time.depth[place.time]!,
  );
}
