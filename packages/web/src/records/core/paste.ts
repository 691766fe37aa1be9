import type { CommandRequest } from '@shapan/contract';
import type { FieldValue, PlanRecord } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { searchForm } from '../../design/search.ts';
import type { RecordContext } from './context.ts';
import { commandsOf, newRecord, type WrongCell } from './edits.ts';
import { recordsByRow } from './known-rows.ts';
import { columnsOf, isTyped, kindOf, type RecordView, sheetColumns, type TableColumn } from './view.ts';
import { fieldWord, inOther } from './words.ts';

export type Block = readonly (readonly string[])[];

/** Rows copied elsewhere, read as records of a table. */
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
  /** Of the record that it makes or changes. */
  readonly id: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly wrong: readonly WrongCell[];
  readonly missing: readonly string[];
  /** What the law says against it; such a row cannot be added. */
  readonly refused?: readonly WrongCell[];
  /** Nothing when a required field is missing: such a row cannot be added; and nothing where it changes nothing. */
  readonly commands: readonly CommandRequest[];
  /** About other records that may name any row: for when all of them are there. */
  readonly beside: readonly CommandRequest[];
  /** The record that the row is about already. */
  readonly of: PlanRecord | undefined;
}

/** About a record that says all of it already; of what could not be read nobody knows. */
export const isAsBefore = ({ of, commands, beside, wrong, refused }: PastedRow): boolean =>
  of !== undefined && refused === undefined && commands.length + beside.length + wrong.length === 0;

/** The columns that a first row names, when at least two – or all of them – are known headings. */
export function headingOf(
  context: RecordContext,
  view: RecordView,
  first: readonly string[],
): readonly (TableColumn | undefined)[] | undefined {
  const columns = readable(context.t, view).map((column) => ({
    column,
    headings: headingsFor(context, view, column),
  }));
  const named = first.map(
    (text) => columns.find(({ headings }) => headings.includes(searchForm(text)))?.column,
  );
  const known = named.filter((column) => column !== undefined).length;
  const filled = first.filter((text) => text.trim() !== '').length;
  return known > 0 && (known >= 2 || known === filled) ? named : undefined;
}

/** All that a sheet may hold, seen in the table or not. */
const readable = (t: Translate, view: RecordView): readonly TableColumn[] => [
  ...sheetColumns(t, view),
  ...columnsOf(t, view, view.accepts ?? []),
];

/** What a column is called in its template or by its kind, in either language, or by its own name. */
function headingsFor({ t }: RecordContext, view: RecordView, column: TableColumn): readonly string[] {
  const { id, derived } = column;
  const words = [t, inOther(t.locale)].flatMap((each) => [
    derived ? each(derived.header) : fieldWord(each, view.kind, id, view.template),
    fieldWord(each, view.kind, id),
  ]);
  return [...words, id].map(searchForm);
}

/** How people number the rows of a sheet. */
const numberHeadings: ReadonlySet<string> = new Set(
  ['序号', '编号', '#', 'no.', 'no', 'nr', 'id', 'number'].map(searchForm),
);

export interface PasteOptions {
  /** The column that the block begins in where it has no headings. */
  readonly left: number;
  /** Fields that every new record has from its place. */
  readonly given: Readonly<Record<string, FieldValue>>;
  /** Whether a row that is called like a record there is changes it; else every row is a new one. */
  readonly known: boolean;
  readonly newId: () => string;
}

/** Read a copied block: by its headings, or from column `left` of the table on. */
export function readRows(
  context: RecordContext,
  view: RecordView,
  columns: readonly TableColumn[],
  block: Block,
  { left, given, known, newId }: PasteOptions,
): PastedRows {
  const first = block[0] ?? [];
  const heading = headingOf(context, view, first);
  const order = heading ?? columns.slice(left);
  const body = (heading ? block.slice(1) : block).filter((cells) => cells.some((text) => text.trim() !== ''));
  const all = body.map((cells) =>
    Object.fromEntries(
      cells.flatMap((text, at) => {
        const column = order[at];
        return column && isTyped(column) ? [[column.id, text] as const] : [];
      }),
    ),
  );
  const of = known ? recordsByRow(context, view, all) : [];
  const ids = all.map((_, index) => of[index]?.id ?? newId());
  const numberAt = heading ? first.findIndex((text) => numberHeadings.has(searchForm(text))) : -1;
  const rowNamed = rowNames(view, all, ids, numberAt < 0 ? undefined : body.map((cells) => cells[numberAt]));
  const named = new Set(order.flatMap((column) => (column && isTyped(column) ? [column.id] : [])));
  // In the order of the table: what an estimate counts in is said before it.
  const used = (heading ? readable(context.t, view) : columns).filter(({ id }) => named.has(id));
  const rows = all.map((texts, index): PastedRow => {
    const row = `row ${index}`;
    const options = { row, unknown: 'report', newId, id: ids[index], rowNamed } as const;
    const record = of[index];
    const read = record
      ? { ...changed(context, used, record, texts, options), missing: [] }
      : newRecord(context, view, used, { texts, given }, options);
    const { commands, beside } = read;
    return {
      id: ids[index] ?? '',
      texts,
      of: record,
      wrong: read.wrong,
      missing: read.missing,
      commands: commands.slice(0, commands.length - beside.length),
      beside,
    };
  });
  const ignored = heading
    ? first.filter((text, at) => text.trim() !== '' && at !== numberAt && !isOffered(heading[at]))
    : withoutField(context, order, body);
  const lacking = [...new Set(rows.flatMap(({ missing }) => missing))].map(
    (name) => columns.find(({ id }) => id === name)?.header ?? fieldWord(context.t, view.kind, name),
  );
  return { headed: heading !== undefined, columns: used, ignored, lacking, rows };
}

const isOffered = (column: TableColumn | undefined): boolean => column !== undefined && isTyped(column);

/** What the sheet says of a record; an empty cell says nothing, and a dash that there is nothing. */
function changed(
  context: RecordContext,
  columns: readonly TableColumn[],
  record: PlanRecord,
  texts: PastedRow['texts'],
  { row, newId, rowNamed }: Pick<Parameters<typeof newRecord>[4], 'row' | 'newId' | 'rowNamed'>,
) {
  const edits = columns.flatMap((column) => {
    const text = texts[column.id]?.trim() ?? '';
    return text === '' || column.field?.fixed ? [] : [{ record, column, text }];
  });
  const { wrong, ...read } = commandsOf(context, edits, 'report', newId, rowNamed);
  return { ...read, wrong: wrong.map((cell) => ({ ...cell, row })) };
}

/** The rows of a sheet by what they are called, else by their number: that of a column of numbers, or their place. */
function rowNames(
  view: RecordView,
  rows: readonly PastedRow['texts'][],
  ids: readonly string[],
  numbers: readonly (string | undefined)[] | undefined,
): (text: string) => string | undefined {
  const title = kindOf(view).title ?? '';
  const byName = new Map<string, string>();
  const byNumber = new Map<string, string>();
  rows.forEach((texts, index) => {
    const id = ids[index] ?? '';
    const name = searchForm(texts[title] ?? '');
    if (name !== '' && !byName.has(name)) byName.set(name, id);
    const number = searchForm(numbers ? (numbers[index] ?? '') : String(index + 1));
    if (number !== '' && !byNumber.has(number)) byNumber.set(number, id);
  });
  return (text) => byName.get(searchForm(text)) ?? byNumber.get(searchForm(text));
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
    isOffered(order[at]) || !filled(at)
      ? []
      : [order[at]?.header ?? t('records.paste.column', { place: at + 1 })],
  );
}
