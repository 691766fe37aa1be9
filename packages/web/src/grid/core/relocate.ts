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
  let places: Map<string, number> | undefined;
  const find = (id: string): number | undefined => {
    places ??= new Map(Array.from({ length: countAfter }, (_, index) => [idAfter(index), index] as const));
    return places.get(id);
  };
  return (index) => {
    if (index < countBefore && index < countAfter && idBefore(index) === idAfter(index)) return index;
    for (let place = Math.min(index, countBefore - 1); place >= 0; place -= 1) {
      const found = find(idBefore(place));
      if (found !== undefined) return found;
    }
    return 0;
  };
}

/** Where a row and a column with these ids stand; null when one of them is not there. */
export function addressOf(model: GridModel, rowId: string, columnId: string): CellAddress | null {
  const row = indexOf(model.rowCount, (index) => model.row(index).id === rowId);
  const column = indexOf(model.columnCount, (index) => model.column(index).id === columnId);
  return row === -1 || column === -1 ? null : { row, column };
}

function indexOf(count: number, fits: (index: number) => boolean): number {
  for (let index = 0; index < count; index += 1) if (fits(index)) return index;
  return -1;
}
