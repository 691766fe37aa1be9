import type { CellAddress, GridModel } from './model.ts';
import type { Selection } from './selection.ts';

/**
 * The selection in the next snapshot. Cells keep their row and column by id, wherever these moved. What is gone –
 * a collapsed child, a deleted row – is replaced by the nearest line before it that is still there, which in a tree
 * is the parent.
 */
export function relocate(selection: Selection, before: GridModel, after: GridModel): Selection {
  const row = lineFinder(
    before.rowCount,
    after.rowCount,
    (i) => before.row(i).id,
    (i) => after.row(i).id,
  );
  const column = lineFinder(
    before.columnCount,
    after.columnCount,
    (i) => before.column(i).id,
    (i) => after.column(i).id,
  );
  const cell = (old: CellAddress): CellAddress => ({ row: row(old.row), column: column(old.column) });
  const anchor = cell(selection.anchor);
  const head = cell(selection.head);
  const active = cell(selection.active);
  const origin = selection.origin === null ? null : column(selection.origin);
  return { anchor, head, active, origin };
}

function lineFinder(
  countBefore: number,
  countAfter: number,
  idBefore: (index: number) => string,
  idAfter: (index: number) => string,
): (index: number) => number {
  const find = placeFinder(countAfter, idAfter);
  return (index) => {
    for (let place = Math.min(index, countBefore - 1); place >= 0; place -= 1) {
      const found = find(idBefore(place), place);
      if (found !== undefined) return found;
    }
    return 0;
  };
}

/** Where a row and a column with these ids stand; null when one of them is not there. */
export function addressOf(model: GridModel, rowId: string, columnId: string): CellAddress | null {
  return addressFinder(model)({ row: 0, column: 0 }, rowId, columnId);
}

/** The same for many cells of one model: most stand where they stood, the others are looked up in one list of all. */
export function addressFinder(
  model: GridModel,
): (before: CellAddress, rowId: string, columnId: string) => CellAddress | null {
  const rowOf = placeFinder(model.rowCount, (index) => model.row(index).id);
  const columnOf = placeFinder(model.columnCount, (index) => model.column(index).id);
  return (before, rowId, columnId) => {
    const row = rowOf(rowId, before.row);
    const column = columnOf(columnId, before.column);
    return row === undefined || column === undefined ? null : { row, column };
  };
}

/** Finds the place of an id, first where it is likely to be. The list of all is made when it is needed. */
function placeFinder(
  count: number,
  idAt: (index: number) => string,
): (id: string, likely: number) => number | undefined {
  let places: Map<string, number> | undefined;
  return (id, likely) => {
    if (likely < count && idAt(likely) === id) return likely;
    places ??= new Map(Array.from({ length: count }, (_, index) => [idAt(index), index] as const));
    return places.get(id);
  };
}
