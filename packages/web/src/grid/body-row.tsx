import { type CSSProperties, memo, useMemo } from 'react';
import { Cell, type CellMark } from './cell.tsx';
import type { CellAddress, CellRange, GridCell, GridModel } from './core/model.ts';
import { cellCount } from './core/range.ts';
import { sameFlat } from './same-flat.ts';
import type { DrawnColumn } from './use-columns.ts';
import type { DrawnRow } from './use-rows.ts';
import type { GridWords } from './words.ts';

/** What the selection and the fill handle say about one row; equal marks need no new drawing. */
export interface RowMark {
  readonly active: number;
  readonly selected: Band | null;
  readonly filling: Band | null;
  /** The column with the fill handle; -1 without. */
  readonly handle: number;
}

interface Band {
  readonly left: number;
  readonly right: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly single: boolean;
}

interface BodyRowProps {
  readonly gridId: string;
  readonly model: GridModel;
  readonly place: DrawnRow;
  readonly columns: readonly DrawnColumn[];
  readonly headRows: number;
  readonly tree: boolean;
  readonly mark: RowMark;
  readonly words: GridWords;
}

export const cellId = (gridId: string, cell: CellAddress): string => `${gridId}-${cell.row}-${cell.column}`;

export const BodyRow = memo(DrawRow, (before, after) => {
  const { mark: a, place: p, ...restBefore } = before;
  const { mark: b, place: q, ...restAfter } = after;
  return (
    sameFlat(restBefore, restAfter) &&
    sameFlat(p, q) &&
    a.active === b.active &&
    a.handle === b.handle &&
    sameFlat(a.selected, b.selected) &&
    sameFlat(a.filling, b.filling)
  );
});

function DrawRow({ gridId, model, place, columns, headRows, tree, mark, words }: BodyRowProps) {
  const row = model.row(place.index);
  const cells = useMemo(() => cellsOf(model, place.index), [model, place.index]);
  return (
    <div
      role="row"
      className="grid-row"
      aria-rowindex={headRows + place.index + 1}
      aria-level={tree ? row.depth + 1 : undefined}
      aria-expanded={tree && row.expandable ? row.expanded : undefined}
      data-kind={row.kind}
      data-lines={place.lines > 1 ? place.lines : undefined}
      data-marked={mark.selected ? true : undefined}
      style={
        {
          top: place.top,
          height: place.height,
          ...(place.lines > 1 && { '--grid-lines': place.lines }),
        } as CSSProperties
      }
    >
      {columns.map((column, drawn) => (
        <Cell
          key={model.column(column.index).id}
          id={cellId(gridId, { row: place.index, column: column.index })}
          row={row}
          rowIndex={place.index}
          column={model.column(column.index)}
          place={column}
          gap={column.left - endOf(columns[drawn - 1])}
          cell={cells(column.index)}
          mark={cellMark(mark, column.index)}
          words={words}
        />
      ))}
    </div>
  );
}

const endOf = (column: DrawnColumn | undefined): number => (column ? column.left + column.width : 0);

/** The cells of a row, each asked of the model once: by the next scroll step most of them are there already. */
function cellsOf(model: GridModel, row: number): (column: number) => GridCell {
  const cells = new Map<number, GridCell>();
  return (column) => {
    const known = cells.get(column);
    if (known) return known;
    const cell = model.cell(row, column);
    cells.set(column, cell);
    return cell;
  };
}

export function rowMark(
  row: number,
  active: CellAddress,
  selected: CellRange,
  filling: CellRange | null,
  handle: boolean,
): RowMark {
  return {
    active: active.row === row ? active.column : -1,
    selected: bandOf(selected, row),
    filling: filling && bandOf(filling, row),
    handle: handle && row === selected.bottom ? selected.right : -1,
  };
}

function bandOf(range: CellRange, row: number): Band | null {
  if (row < range.top || row > range.bottom) return null;
  const { left, right } = range;
  return {
    left,
    right,
    first: row === range.top,
    last: row === range.bottom,
    single: cellCount(range) === 1,
  };
}

const noMark: CellMark = { selected: false, active: false, filling: false, handle: false, edges: '' };

function cellMark(mark: RowMark, column: number): CellMark {
  const bare = mark.selected === null && mark.filling === null;
  if (bare && mark.active !== column && mark.handle !== column) return noMark;
  const inside = (band: Band | null) => band !== null && column >= band.left && column <= band.right;
  const selected = inside(mark.selected);
  const filling = inside(mark.filling);
  const band = filling ? mark.filling : selected && !mark.selected?.single ? mark.selected : null;
  const edges = band
    ? [
        band.first && 'top',
        band.last && 'bottom',
        column === band.left && 'left',
        column === band.right && 'right',
      ]
    : [];
  return {
    selected,
    filling,
    active: mark.active === column,
    handle: mark.handle === column,
    edges: edges.filter(Boolean).join(' '),
  };
}
