import type { CommandRequest } from '@shapan/contract';
import type { FieldValue } from '@shapan/engine';
import { searchForm } from '../../design/search.ts';
import type { RecordContext } from './context.ts';
import { newRecord, type WrongCell } from './edits.ts';
import type { RecordView, TableColumn } from './view.ts';
import { fieldWord } from './words.ts';

export type Block = readonly (readonly string[])[];

/** Rows copied elsewhere, read as new records of a table. */
export interface PastedRows {
  /** Whether the first row named the columns. */
  readonly headed: boolean;
  readonly columns: readonly TableColumn[];
  /** Headings that no column bears, or columns where nothing can be typed; what stood there is left out. */
  readonly ignored: readonly string[];
  /** What rows lack that cannot be added without it, by name. */
  readonly lacking: readonly string[];
  readonly rows: readonly PastedRow[];
}

export interface PastedRow {
  readonly texts: Readonly<Record<string, string>>;
  readonly wrong: readonly WrongCell[];
  readonly missing: readonly string[];
  /** What the law says against it; such a row cannot be added. */
  readonly refused?: readonly WrongCell[];
  /** Nothing when a required field is missing: such a row cannot be added. */
  readonly commands: readonly CommandRequest[];
}

/** The columns that a first row names, when at least two – or all of them – are known headings. */
export function headingOf(
  context: RecordContext,
  view: RecordView,
  columns: readonly TableColumn[],
  first: readonly string[],
): readonly (TableColumn | undefined)[] | undefined {
  const named = first.map((text) =>
    columns.find((column) => headingsFor(context, view, column).includes(searchForm(text))),
  );
  const known = named.filter((column) => column !== undefined).length;
  const filled = first.filter((text) => text.trim() !== '').length;
  return known > 0 && (known >= 2 || known === filled) ? named : undefined;
}

const headingsFor = ({ t }: RecordContext, view: RecordView, column: TableColumn): readonly string[] =>
  [column.header, fieldWord(t, view.kind, column.id), column.id].map(searchForm);

/** Read a copied block: by its headings, or from column `left` on. */
export function readRows(
  context: RecordContext,
  view: RecordView,
  columns: readonly TableColumn[],
  block: Block,
  left: number,
  given: Readonly<Record<string, FieldValue>>,
  newId: () => string,
): PastedRows {
  const first = block[0] ?? [];
  const heading = headingOf(context, view, columns, first);
  const order = heading ?? columns.slice(left);
  const body = (heading ? block.slice(1) : block).filter((cells) => cells.some((text) => text.trim() !== ''));
  const rows = body.map((cells, index) => {
    const texts = Object.fromEntries(
      cells.flatMap((text, at) => (order[at]?.field ? [[order[at].id, text] as const] : [])),
    );
    const row = `row ${index}`;
    const { commands, wrong, missing } = newRecord(
      context,
      view,
      columns,
      { texts, given },
      { row, unknown: 'report', newId },
    );
    return { texts, wrong, missing, commands };
  });
  const used = order.filter((column): column is TableColumn => column?.field !== undefined);
  const ignored = heading
    ? first.filter((text, at) => text.trim() !== '' && !heading[at]?.field)
    : withoutField(context, order, body);
  const lacking = [...new Set(rows.flatMap(({ missing }) => missing))].map(
    (name) => columns.find(({ id }) => id === name)?.header ?? fieldWord(context.t, view.kind, name),
  );
  return { headed: heading !== undefined, columns: used, ignored, lacking, rows };
}

/** Without headings: filled columns of the block in which nothing can be typed, and those beyond the last, by their place. */
function withoutField(
  { t }: RecordContext,
  order: readonly (TableColumn | undefined)[],
  body: Block,
): readonly string[] {
  const width = Math.max(0, ...body.map((cells) => cells.length));
  const filled = (at: number): boolean => body.some((cells) => (cells[at] ?? '').trim() !== '');
  return Array.from({ length: width }, (_, at) => at).flatMap((at) =>
    order[at]?.field || !filled(at)
      ? []
      : [order[at]?.header ?? t('records.paste.column', { place: at + 1 })],
  );
}
