import { type Problem, problem } from '../foundation/problem.ts';
import { type Frame, ownRow, type Place, rowsUnder } from './frame.ts';
import { childrenOf, isLeafNode } from './tree.ts';

/** A place of a request and where in the request it stands. */
export interface StatedPlace {
  readonly place: Place;
  readonly path: string;
}

/**
 * A distinct count is at least its largest part and at most the sum of its parts, along every dimension and over time
 * (SPR-T78). Parts without a number say nothing: they bound nothing from below, and while one is missing there is no
 * sum. Checked at the places of a request and at the places directly above them, on the table as it would be.
 * `tells`: whether the asker may know the numbers of a place; others are not told as limits.
 */
export function checkDistinct(
  frame: Frame,
  numberAt: (place: Place) => number | null,
  places: readonly StatedPlace[],
  tells: (place: Place) => boolean,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { place, path } of places) {
    const wrong = axesOf(frame).flatMap((axis) => {
      const above = parentOn(frame, place, axis);
      return [place, ...(above ? [above] : [])].flatMap((whole) => {
        const limits = limitsOf(frame, numberAt, whole, axis);
        const value = numberAt(whole);
        if (value === null || (value >= limits.least && value <= limits.most)) return [];
        return [{ whole, limits }];
      });
    });
    const [first] = wrong;
    if (first) problems.push(outside(path, place, first, numberAt, tells));
  }
  return problems;
}

interface Limits {
  readonly least: number;
  readonly most: number;
}

/** What the typed number would have to be: as the whole, between its parts; as a part, what the whole leaves it. */
function outside(
  path: string,
  place: Place,
  { whole, limits }: { readonly whole: Place; readonly limits: Limits },
  numberAt: (place: Place) => number | null,
  tells: (place: Place) => boolean,
): Problem {
  const asWhole = whole === place;
  const known = tells(whole);
  const most = Number.isFinite(limits.most) ? limits.most : null;
  return problem('DISTINCT_RANGE', path, {
    asWhole,
    value: known ? numberAt(whole) : null,
    least: known ? Math.max(limits.least, 0) : null,
    most: known ? most : null,
  });
}

type Axis = number | 'time';

const axesOf = ({ trees }: Frame): readonly Axis[] => [...trees.keys(), 'time'];

const treeOn = (frame: Frame, axis: Axis) => (axis === 'time' ? frame.time : frame.trees[axis]!);
const nodeOn = (place: Place, axis: Axis) => (axis === 'time' ? place.time : place.members[axis]!);

function moved(place: Place, axis: Axis, node: number): Place {
  if (axis === 'time') return { members: place.members, time: node };
  return { members: place.members.map((one, d) => (d === axis ? node : one)), time: place.time };
}

function parentOn(frame: Frame, place: Place, axis: Axis): Place | null {
  const node = nodeOn(place, axis);
  const above = node < 0 ? ~node : treeOn(frame, axis).parent[node]!;
  return above < 0 ? null : moved(place, axis, above);
}

function limitsOf(frame: Frame, numberAt: (place: Place) => number | null, whole: Place, axis: Axis): Limits {
  const tree = treeOn(frame, axis);
  const node = nodeOn(whole, axis);
  const open = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
  if (node < 0 || isLeafNode(tree, node)) return open;
  const parts = childrenOf(tree, node).map((child) => moved(whole, axis, child));
  if (axis !== 'time') parts.push(moved(whole, axis, ownRow(node)));
  const there = parts.filter((part) => rowsUnder(frame, part).length > 0);
  const known = there.map(numberAt).filter((number) => number !== null);
  if (known.length === 0) return open;
  const complete = known.length === there.length;
  return {
    least: Math.max(...known),
    most: complete ? known.reduce((sum, number) => sum + number, 0) : Number.POSITIVE_INFINITY,
  };
}
