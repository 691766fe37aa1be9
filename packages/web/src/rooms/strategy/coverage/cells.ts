import { type CoverageSlice, figuresAt, type Gap, type Gaps, largestGaps } from '@shapan/engine';
import {
  type CoverageColumn,
  type CoverageRow,
  type CoverageTable,
  type CoveredCell,
  placeName,
} from './places.ts';

/** The cells of a table, each computed when somebody looks at it. */
export interface Cells {
  /** How many rows and columns there are. */
  readonly size: number;
  /** `undefined` where the member does not stand there in the period. */
  readonly at: (row: CoverageRow, column: CoverageColumn) => CoveredCell | undefined;
  /** By its name, as the address has it; of a period that is not shown, what its row comes to in all. */
  readonly named: (at: string | undefined) => CoveredCell | undefined;
  /** The first so many, row by row. */
  readonly first: (most: number) => readonly CoveredCell[];
  /** Where a row stands among the rows; −1 = nowhere. */
  readonly indexOf: (row: CoverageRow) => number;
  /** The cell of a gap. */
  readonly ofGap: (gap: Gap) => CoveredCell | undefined;
}

export function cellsOf(slice: CoverageSlice, grid: CoverageTable): Cells {
  const { layout } = slice.coverage;
  const { rows, columns, along } = grid;
  const rowAt = new Map(rows.map((row, i) => [row.node, i] as const));
  const columnAt = new Map(columns.map((column, i) => [column.time, i] as const));
  const at: Cells['at'] = (row, column) => {
    const cover = figuresAt(slice, row.node, column.time);
    if (!cover) return undefined;
    const place = { members: row.members, time: column.time };
    return { key: placeName(layout, place), row, column, place, cover };
  };
  const atNodes = (node: number, time: number): CoveredCell | undefined => {
    const row = rows[rowAt.get(node) ?? -1];
    const column = columns[columnAt.get(time) ?? 0];
    return row && column && at(row, column);
  };
  const first = (most: number): readonly CoveredCell[] => {
    const found: CoveredCell[] = [];
    for (const row of rows)
      for (const column of columns) {
        if (found.length >= most) return found;
        const cell = at(row, column);
        if (cell) found.push(cell);
      }
    return found;
  };
  return {
    size: rows.length * columns.length,
    at,
    first,
    indexOf: ({ node }) => rowAt.get(node) ?? -1,
    named: (name) => {
      const [members = '', time = ''] = name?.split('@') ?? [];
      const id = along < 0 ? '' : (members.split(',')[along] ?? '');
      const node = along < 0 ? 0 : layout.frame.trees[along]?.index.get(id === '*' ? '' : id);
      const found = node === undefined ? undefined : atNodes(node, layout.frame.time.index.get(time) ?? 0);
      return found ?? first(1)[0];
    },
    ofGap: ({ node, time }) => atNodes(node, time),
  };
}

/** The smallest cells of a table: those in which a gap is a gap of nobody else's. */
export const smallestOf = ({ rows, columns }: CoverageTable): { nodes: Int32Array; times: Int32Array } => ({
  nodes: Int32Array.from(rows.filter(({ isLeaf }) => isLeaf).map(({ node }) => node)),
  times: Int32Array.from(columns.filter(({ isLeaf }) => isLeaf).map(({ time }) => time)),
});

/** The largest gaps as cells: those that nobody carries before the others. */
export const uncoveredOf = (cells: Cells, gaps: Gaps, most: number): readonly CoveredCell[] =>
  largestGaps(gaps, most).flatMap((gap) => cells.ofGap(gap) ?? []);

/** What is shown of many rows: so many from one on. */
export interface RowWindow {
  readonly from: number;
  readonly to: number;
}

/** The same window as long as the selected row stands in it; else one around that row. */
export function windowAround(window: RowWindow, selected: number, rows: number, atOnce: number): RowWindow {
  const to = Math.min(window.to, rows);
  if (selected < 0 || (selected >= window.from && selected < to)) return { from: window.from, to };
  const from = Math.max(0, Math.min(selected - Math.floor(atOnce / 4), rows - atOnce));
  return { from, to: Math.min(rows, from + atOnce) };
}
