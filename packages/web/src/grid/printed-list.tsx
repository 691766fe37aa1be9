import { useMemo } from 'react';
import { usePrinting } from '../design/use-media.ts';
import type { GridModel } from './core/model.ts';
import './printed.css';

interface PrintedListProps {
  readonly model: GridModel;
  readonly label: string;
  /** Says below the table that of so many rows only the first are printed, and how to come by the others. */
  readonly leftOut: (printed: number, left: number) => string;
}

/** So many rows are printed at most, some fifty pages: a browser lays out ten thousand for minutes and answers nobody meanwhile. */
export const MOST_PRINTED = 2_000;

/**
 * A list on paper, where nothing scrolls: every row – as far as a browser lays them out –, every column that says anything within the width of the page, and
 * every text whole. It stands beside the grid, which paper leaves out. How the page lies is asked before this is drawn:
 * that is for the place around it to say, see `print-wide`.
 */
export function PrintedList(props: PrintedListProps) {
  return usePrinting() ? <Printed {...props} /> : null;
}

function Printed({ model, label, leftOut }: PrintedListProps) {
  const { rows, columns, left } = useMemo(() => saidBy(model), [model]);
  if (rows.length === 0) return null;
  return (
    <>
      <table className="printed" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ column, kind }) => (
              <th key={model.column(column).id} scope="col" className={kind}>
                {model.column(column).header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PrintedRow key={model.row(row).id} {...{ model, row, columns }} />
          ))}
        </tbody>
      </table>
      {left > 0 && <p className="printed__note">{leftOut(rows.length, left)}</p>}
    </>
  );
}

interface PrintedRowProps {
  readonly model: GridModel;
  readonly row: number;
  readonly columns: readonly PrintedColumn[];
}

function PrintedRow({ model, row, columns }: PrintedRowProps) {
  const { depth } = model.row(row);
  if (isHeading(model, row))
    return (
      <tr data-kind="group">
        <th scope="rowgroup" colSpan={columns.length}>
          {model.cell(row, 0).text}
        </th>
      </tr>
    );
  return (
    <tr>
      {columns.map(({ column, kind }) => (
        <td key={model.column(column).id} className={kind} style={column === 0 ? indentOf(depth) : undefined}>
          {model.cell(row, column).text}
        </td>
      ))}
    </tr>
  );
}

const indentOf = (depth: number) => (depth > 0 ? { paddingInlineStart: `${5 + depth * 12}px` } : undefined);

const isHeading = (model: GridModel, row: number): boolean => model.row(row).kind === 'group';

interface PrintedColumn {
  readonly column: number;
  /** How its texts are set. */
  readonly kind: string;
}

/**
 * What says something: not the rows that wait for what is new, and no column without a single text. `left`: rows beyond those
 * that are printed.
 */
export function saidBy(model: GridModel) {
  const all = numbersTo(model.rowCount).filter((row) => model.row(row).kind !== 'new');
  const rows = all.slice(0, MOST_PRINTED);
  const entries = rows.filter((row) => !isHeading(model, row));
  const columns = numbersTo(model.columnCount).flatMap((column): readonly PrintedColumn[] => {
    const texts = entries.map((row) => model.cell(row, column).text);
    if (column > 0 && texts.every((text) => text === '')) return [];
    return [{ column, kind: kindOf(model, column, texts) }];
  });
  return { rows, columns, left: all.length - rows.length };
}

const numbersTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** As wide as a date: what is no wider keeps to one line, and sentences share the rest of the width. */
const mostShort = 14;

/** In halves of a Chinese character. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);

function kindOf(model: GridModel, column: number, texts: readonly string[]): string {
  if (model.column(column).align === 'end') return 'printed__number num';
  return texts.every((text) => widthOf(text) <= mostShort) ? 'printed__short' : 'printed__text';
}
