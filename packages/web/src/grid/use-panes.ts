import type { RefObject } from 'react';
import type { CellAddress, GridModel } from './core/model.ts';
import { showInWindow } from './in-window.ts';
import { nearest } from './lines.ts';
import { type Columns, useColumns } from './use-columns.ts';
import { type Density, type RowPlace, type Rows, useRows } from './use-rows.ts';
import { useView } from './use-view.ts';

/** A cell in the content of the grid; pinned cells cover scrolled ones. */
export interface CellBox extends RowPlace {
  readonly left: number;
  readonly width: number;
}

/** Where everything stands: which rows and columns are drawn, and how to bring a cell into sight. */
export interface Panes {
  readonly columns: Columns;
  readonly rows: Rows;
  /** How many rows fit, for Page Up and Page Down. */
  readonly page: () => number;
  readonly boxOf: (cell: CellAddress) => CellBox;
  readonly reveal: (cell: CellAddress) => void;
}

export function usePanes(
  model: GridModel,
  scrollerRef: RefObject<HTMLDivElement | null>,
  active: CellAddress,
  density: Density,
): Panes {
  const look = useView(scrollerRef);
  const [, now] = look;
  const columns = useColumns(model, look, active.column);
  const titles = columns.headings.length > 0 ? 2 : 1;
  const rows = useRows(model, scrollerRef, look, active.row, density, titles, columns.widthOf);

  return {
    columns,
    rows,
    page: () => {
      const free = (scrollerRef.current?.clientHeight ?? 0) - rows.headHeight - rows.footHeight;
      return Math.max(1, Math.floor(free / rows.rowHeight) - 1);
    },
    boxOf: ({ row, column }) => {
      const place = rows.placeOf(row);
      const sticky = column < columns.sticky;
      const scrolled = sticky ? columns.scrolled() : 0;
      return {
        ...place,
        left: columns.leftOf(column) + scrolled,
        width: columns.widthOf(column),
        pinned: sticky || place.pinned,
      };
    },
    reveal: ({ row, column }) => {
      const box = scrollerRef.current;
      if (!box) return;
      const { top: scrollTop, left: scrollLeft, width, height } = now();
      const place = rows.placeOf(row);
      const top = scrollTop + rows.headHeight;
      const bottom = scrollTop + height - rows.footHeight;
      const nextTop = nearest(top, bottom, place.top, place.height) - rows.headHeight;
      if (!place.pinned && nextTop !== scrollTop) box.scrollTop = nextTop;
      const shownAt = place.top - (place.pinned ? scrollTop : nextTop);
      // With the picture that is drawn next, which lays everything out in any case.
      requestAnimationFrame(() => showInWindow(box, shownAt, shownAt + place.height));
      if (column < columns.sticky) return;
      const left = scrollLeft + columns.stickyWidth;
      const right = scrollLeft + width;
      const nextLeft =
        nearest(left, right, columns.leftOf(column), columns.widthOf(column)) - columns.stickyWidth;
      if (nextLeft !== scrollLeft) box.scrollLeft = nextLeft;
    },
  };
}
