import {
  type Actor,
  type BookStateView,
  restrictChanges,
  rowInside,
  type Seen,
  seenRecord,
  type Territory,
  territoryOf,
} from '@shapan/contract';
import {
  type BookState,
  type Change,
  type Cube,
  cellAddress,
  coordinateOf,
  isPresent,
  kinds,
  readLeaf,
  rowCount,
  rowsOf,
} from '@shapan/engine';

/** A book as one member sees it: everything outside the member's scope is not there. */
export function viewOfBook(bookId: string, state: BookState, master: BookState, actor: Actor): BookStateView {
  const territory = territoryOf(actor.scope, master);
  const records: BookStateView['records'] = [];
  for (const [name, { byId }] of state.records) {
    const kind = kinds.get(name);
    if (!kind) continue;
    for (const record of byId.values()) {
      const seen = seenRecord(actor, territory, kind, record);
      if (seen) records.push({ ...seen, fields: { ...seen.fields } });
    }
  }
  const cubes: BookStateView['cubes'] = [];
  for (const [target, { shape, cube }] of state.cubes) {
    if (shape && cube) {
      cubes.push({
        target,
        shape: { ...shape, dimensions: [...shape.dimensions] },
        ...viewOfCube(cube, territory),
      });
    }
  }
  return { book: bookId, position: state.position, records, cubes };
}

function viewOfCube(
  cube: Cube,
  territory: Territory,
): Pick<BookStateView['cubes'][number], 'rows' | 'absent' | 'parts'> {
  const rows: (string[] | null)[] = [];
  const absent: number[] = [];
  for (let row = 0; row < rowCount(cube); row++) {
    const coordinate = coordinateOf(cube, row);
    rows.push(rowInside(territory, cube.dimensions, coordinate) ? coordinate : null);
    if (!isPresent(cube, row)) absent.push(row);
  }
  const parts = Array.from({ length: cube.parts }, (_, part) => leavesOf(cube, part, rows));
  return { rows, absent, parts };
}

function leavesOf(
  cube: Cube,
  part: number,
  rows: readonly (string[] | null)[],
): { cells: number[]; values: number[] } {
  const cells: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    if (rows[row] === null) continue;
    for (let slot = cube.firstSlot; slot < cube.firstSlot + cube.slotCount; slot++) {
      const value = readLeaf(cube, part, row, slot);
      if (value === null) continue;
      cells.push(cellAddress(row, slot));
      values.push(value);
    }
  }
  return { cells, values };
}

/** Changes as one member may know them; `state` is the state right after them. */
export function viewOfChanges(
  changes: readonly Change[],
  state: BookState,
  master: BookState,
  actor: Actor,
): Seen {
  return restrictChanges(changes, actor, {
    state,
    territory: territoryOf(actor.scope, master),
    kinds,
    rowOf: rowsOf(state),
  });
}
