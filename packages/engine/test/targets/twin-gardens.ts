import {
  addRows,
  type Cube,
  cellAddress,
  coordinateOf,
  createCube,
  createFrame,
  type Hold,
  type Place,
  type SpreadRequest,
  setCells,
} from './doors.ts';
import { allValues, type Garden } from './garden.ts';

/** The same cube told otherwise: what a law says has to follow. */

/** A cube of the same shape with its rows in another order and its numbers changed. */
function copyOf(
  { cube }: Garden,
  dimensions: readonly string[],
  rowsOf: (cube: Cube) => readonly number[],
  coordinate: (row: readonly string[]) => readonly string[],
  number: (value: number) => number,
): Cube {
  const { firstSlot, slotCount, parts } = cube;
  const twin = createCube({ dimensions, firstSlot, slotCount, parts });
  const rows = rowsOf(cube);
  const values = allValues(cube);
  const added = addRows(
    twin,
    rows.map((row) => coordinate(coordinateOf(cube, row))),
  );
  added.forEach((row, i) => {
    const cells = Array.from({ length: slotCount }, (_, m) => cellAddress(row, firstSlot + m));
    const own = values.slice(rows[i]! * slotCount, (rows[i]! + 1) * slotCount);
    setCells(
      twin,
      0,
      cells,
      own.map((value) => (value === null ? null : number(value))),
    );
  });
  return twin;
}

const inOrder = (cube: Cube): number[] => Array.from({ length: cube.rows.count }, (_, row) => row);
const same = <T>(one: T): T => one;

/** The rows in the opposite order of insertion. */
export function reversedRows(garden: Garden): Garden {
  const { dimensions } = garden.cube;
  const cube = copyOf(garden, dimensions, (one) => inOrder(one).toReversed(), same, same);
  return { ...garden, cube, frame: createFrame(cube, garden.trees, garden.time) };
}

/** The dimensions in the opposite order. */
export function turnedDimensions(garden: Garden): Garden {
  const turn = (row: readonly string[]): string[] => [...row].toReversed();
  const trees = garden.trees.toReversed();
  const cube = copyOf(garden, turn(garden.cube.dimensions), inOrder, turn, same);
  return { cube, frame: createFrame(cube, trees, garden.time), trees, time: garden.time };
}

/** Every number with the other sign. */
export function negated(garden: Garden): Garden {
  const cube = copyOf(garden, garden.cube.dimensions, inOrder, same, (value) => 0 - value);
  return { ...garden, cube, frame: createFrame(cube, garden.trees, garden.time) };
}

const turnPlace = ({ members, time }: Place): Place => ({ members: members.toReversed(), time });

export const turnRequest = (request: SpreadRequest): SpreadRequest => ({
  ...request,
  at: turnPlace(request.at),
  ...(request.selection && { selection: request.selection.map(turnPlace) }),
  source: request.source && turnPlace(request.source),
  target: request.target && turnPlace(request.target),
});

export const turnHold = ({ at, share, ...hold }: Hold): Hold => ({
  ...hold,
  at: turnPlace(at),
  share: share && { ...share, along: share.along === 'time' ? 'time' : at.members.length - 1 - share.along },
});
