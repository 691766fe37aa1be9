import {
  type BookState,
  type Change,
  type Cube,
  cellAddress,
  coordinateOf,
  isPresent,
  readdress,
  readLeaf,
  rowIndex,
  rowOf,
  slotOf,
} from '@shapan/engine';

/** Numbers of leaves, at their addresses. */
export type CellsChanged = Extract<Change, { type: 'cells.changed' }>;

/** A plan and a what-if of it. */
interface Books {
  readonly live: BookState;
  readonly branch: BookState;
}

/** The numbers of one target where plan and what-if meet. */
export interface Meeting extends Books {
  readonly target: string;
  readonly master: BookState;
  /** What the what-if did to them, in the addresses of `live`; the rows stand there by now as the what-if wants them. */
  readonly changes: readonly CellsChanged[];
}

/** A number in its parts: one, or numerator and denominator. */
export type Parts = readonly (number | null)[];

/** A leaf as it was when the what-if began, as the plan has it, and as the what-if has it. */
export interface Place {
  readonly cell: number;
  readonly base: Parts;
  readonly theirs: Parts;
  readonly yours: Parts;
  /** Whether there is a row for it. */
  readonly hasRow: boolean;
}

/**
 * What a what-if did to the numbers of a target, in the addresses of the plan, whose rows have come and gone already. With a
 * row that goes, numbers go that the plan alone has there: the what-if has found nothing in their place and leaves nothing.
 */
export function numbersOf(
  target: string,
  net: readonly Change[],
  { branch, live }: Books,
): readonly CellsChanged[] {
  const own = net
    .filter((one): one is CellsChanged => one.type === 'cells.changed' && one.target === target)
    .map((one) => readdress(one, branch, live) as CellsChanged);
  const gone = net.flatMap((one) =>
    one.type === 'rows.changed' && one.target === target && !one.present ? one.rows : [],
  );
  const cube = live.cubes.get(target)?.cube;
  return cube && gone.length > 0 ? [...own, ...unseenIn(cube, target, { own, gone })] : own;
}

/** Numbers in rows that are gone which no change mentions. */
function unseenIn(
  cube: Cube,
  target: string,
  { own, gone }: { readonly own: readonly CellsChanged[]; readonly gone: readonly (readonly string[])[] },
): readonly CellsChanged[] {
  const rows = gone.map((row) => rowIndex(cube, row)).filter((row) => row >= 0 && !isPresent(cube, row));
  return partsIn(cube).flatMap((part): readonly CellsChanged[] => {
    const seen = new Set(own.filter((one) => one.part === part).flatMap((one) => one.cells));
    const cells: number[] = [];
    for (const row of rows) {
      for (let slot = cube.firstSlot; slot < cube.firstSlot + cube.slotCount; slot++) {
        const cell = cellAddress(row, slot);
        if (!seen.has(cell) && readLeaf(cube, part, row, slot) !== null) cells.push(cell);
      }
    }
    const nothing = cells.map(() => null);
    return cells.length === 0
      ? []
      : [{ type: 'cells.changed', target, part, cells, before: nothing, after: nothing }];
  });
}

export const partsIn = (cube: Cube): readonly (0 | 1)[] => (cube.parts === 2 ? [0, 1] : [0]);

/** Every leaf that the what-if changed, once: of a rate in both its parts, as they are one number. */
export function* placesIn({ target, branch, changes }: Meeting, cube: Cube): Generator<Place> {
  const parts = partsIn(cube);
  const leaf = (cell: number) => {
    const [row, slot] = [rowOf(cell), slotOf(cell)];
    return { theirs: parts.map((part) => readLeaf(cube, part, row, slot)), hasRow: isPresent(cube, row) };
  };
  if (parts.length === 1) {
    for (const { cells, before, after } of changes)
      for (const [i, cell] of cells.entries())
        yield { cell, base: [before[i] ?? null], yours: [after[i] ?? null], ...leaf(cell) };
    return;
  }
  const there = branch.cubes.get(target)?.cube;
  const found = new Map<number, { readonly base: (number | null)[]; readonly yours: (number | null)[] }>();
  for (const { part, cells, before, after } of changes) {
    cells.forEach((cell, i) => {
      // A part that the what-if did not change is as it was.
      const known = found.get(cell) ?? {
        base: whatIfHas(there, cube, cell),
        yours: whatIfHas(there, cube, cell),
      };
      known.base[part] = before[i] ?? null;
      known.yours[part] = after[i] ?? null;
      found.set(cell, known);
    });
  }
  for (const [cell, known] of found) yield { cell, ...known, ...leaf(cell) };
}

function whatIfHas(there: Cube | undefined | null, cube: Cube, cell: number): (number | null)[] {
  const row = there ? rowIndex(there, coordinateOf(cube, rowOf(cell))) : -1;
  return partsIn(cube).map((part) => (there && row >= 0 ? readLeaf(there, part, row, slotOf(cell)) : null));
}
