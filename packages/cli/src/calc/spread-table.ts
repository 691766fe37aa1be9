import {
  addRows,
  buildTimeTree,
  createCube,
  createFrame,
  isLeafNode,
  ok,
  type Place,
  problem,
  type Result,
  refuse,
  rowsUnder,
  type Tree,
  wholeId,
} from '@shapan/engine';
import { memberTree } from './member-tree.ts';
import type { Unfilled } from './sheet.ts';
import type { SpreadFields } from './spread-fields.ts';

/** Stands between the members of a place, one of each dimension; and for all members of one. */
export const between = '|';
export const all = '*';

/** Most places a request may have. */
const MAX_PLACES = 1_000_000;

/** Several dimensions: a place is `North|Tea`, a total `North|*`. Every combination of leaves is a leaf. */
export function tableSheet(dimensions: NonNullable<SpreadFields['dimensions']>): Result<Unfilled> {
  const trees: Tree[] = [];
  for (const [d, { members }] of dimensions.entries()) {
    const wrong = members.findIndex(({ id }) => id.includes(between) || id === all);
    if (wrong >= 0) {
      return refuse(
        problem('INVALID', `dimensions[${d}].members[${wrong}].id`, { expected: `no ${between} or ${all}` }),
      );
    }
    const tree = memberTree(members, `dimensions[${d}].members`);
    if (!tree.ok) return tree;
    trees.push(tree.value);
  }
  const places = trees.reduce((count, { ids }) => count * ids.length, 1);
  if (places > MAX_PLACES) return refuse(problem('TOO_LARGE', 'dimensions', { n: places, max: MAX_PLACES }));
  return sheetOf(
    dimensions.map(({ id }) => id),
    trees,
    dimensions.map(({ members }) => members.map(({ id }) => id)),
  );
}

function sheetOf(
  dimensions: readonly string[],
  trees: readonly Tree[],
  members: readonly (readonly string[])[],
): Result<Unfilled> {
  const time = buildTimeTree([{ id: 'period', slot: 0 }]);
  if (!time.ok) return time;
  const cube = createCube({ dimensions, parts: 1, firstSlot: 0, slotCount: 1 });
  const isBottom = (d: number, id: string): boolean => isLeafNode(trees[d]!, trees[d]!.index.get(id)!);
  const rows = combined(trees.map((tree, d) => tree.ids.filter((id) => id !== wholeId && isBottom(d, id))));
  addRows(cube, rows);
  const frame = createFrame(cube, trees, time.value);
  const leaves = rows.map((row) => row.join(between));
  const placeOf = (id: string): Place | undefined => {
    const ids = id.split(between);
    const nodes = ids.map((one, d) =>
      one === all ? 0 : one === wholeId ? undefined : trees[d]?.index.get(one),
    );
    if (ids.length !== trees.length || nodes.includes(undefined)) return undefined;
    return { members: nodes as number[], time: 0 };
  };
  return ok({
    // A tree with one top of its own needs no other name for all of it.
    ids: combined(members.map((ids, d) => (trees[d]!.ids[0] === wholeId ? [...ids, all] : ids))).map((ids) =>
      ids.join(between),
    ),
    cube,
    frame,
    behaviour: 'flow',
    placeOf,
    idAt: (row) => leaves[row]!,
    isLeaf: (id) => id.split(between).every((one, d) => one !== all && isBottom(d, one)),
    leavesBelow: (id) => Array.from(rowsUnder(frame, placeOf(id)!), (row) => leaves[row]!),
    leaves,
    dimensions,
  });
}

/** Every choice of one of each. */
const combined = (lists: readonly (readonly string[])[]): string[][] =>
  lists.reduce<string[][]>((made, list) => made.flatMap((start) => list.map((one) => [...start, one])), [[]]);
