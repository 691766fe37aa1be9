import type { Field, PlanRecord } from '@shapan/engine';
import {
  type GridCell,
  type GridChoice,
  type GridColumn,
  type GridEditor,
  type GridModel,
  type GridRow,
  linesIn,
} from '../../grid/index.ts';
import type { Group } from '../core/arrange.ts';
import { cellText } from '../core/arrange.ts';
import type { RecordContext } from '../core/context.ts';
import type { WrongCell } from '../core/edits.ts';
import { moneyValue } from '../core/money.ts';
import { namedMembers, namedRecords } from '../core/read.ts';
import { editText, estimateParts } from '../core/show.ts';
import { isTyped, type RecordView, type TableColumn } from '../core/view.ts';
import { optionWord } from '../core/words.ts';

export type TableRow =
  | { readonly type: 'group'; readonly id: string; readonly group: Group; readonly expanded: boolean }
  | { readonly type: 'record'; readonly id: string; readonly record: PlanRecord; readonly depth: number }
  | { readonly type: 'new'; readonly id: string; readonly group: string | undefined; readonly depth: number };

export interface TableModelInput {
  readonly context: RecordContext;
  readonly view: RecordView;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly mayAdd: boolean;
  readonly mayChange: (record: PlanRecord) => boolean;
  /** What was typed into new rows, by row and column. */
  readonly drafts: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly wrong: readonly WrongCell[];
  readonly newLabel: string;
}

/** Groups, their records, and below each a row that waits for a new one. */
export function rowsOf(
  groups: readonly Group[],
  grouped: boolean,
  closed: ReadonlySet<string>,
  mayAdd: boolean,
): readonly TableRow[] {
  return groups.flatMap((group): readonly TableRow[] => {
    const depth = grouped ? 1 : 0;
    const expanded = !closed.has(group.value);
    const head = { type: 'group', id: `group:${group.value}`, group, expanded } as const;
    const body = group.records.map((record) => ({ type: 'record', id: record.id, record, depth }) as const);
    const fresh = {
      type: 'new',
      id: `new:${group.value}`,
      group: grouped ? group.value : undefined,
      depth,
    } as const;
    const below = mayAdd ? [...body, fresh] : body;
    if (!grouped) return below;
    return expanded ? [head, ...below] : [head];
  });
}

/** The table as the grid sees it. */
export function tableModel(input: TableModelInput): GridModel {
  const { columns, rows, context } = input;
  const wrapping = columns.flatMap((column, index) =>
    column.field && !oneLine.has(column.field.type) ? [{ column, index }] : [],
  );
  const wrong = new Map(input.wrong.map((cell) => [`${cell.row} ${cell.column}`, cell]));
  return {
    rowCount: rows.length,
    columnCount: columns.length,
    growable: input.mayAdd,
    row: (index) => gridRow(input, rows[index] as TableRow),
    lines: (index, widthOf) => linesOf(input, wrapping, rows[index] as TableRow, widthOf),
    column: (index) => gridColumn(columns[index] as TableColumn, index, input),
    cell: (row, column) =>
      cellOf(input, rows[row] as TableRow, columns[column] as TableColumn, column, wrong),
    choices: (_, column) => choicesOf(context, (columns[column] as TableColumn).id, columns[column]?.field),
  };
}

function gridRow(input: TableModelInput, row: TableRow): GridRow {
  const flat = { id: row.id, expandable: false, expanded: false };
  if (row.type === 'group') {
    const expandable = row.group.records.length > 0 || input.mayAdd;
    return { ...flat, depth: 0, expandable, expanded: row.expanded, kind: 'group' };
  }
  if (row.type === 'new') return { ...flat, depth: row.depth, kind: 'new', label: input.newLabel };
  return { ...flat, depth: row.depth, kind: input.view.tone?.(row.record) ?? 'leaf' };
}

const maxLines = 3;

/** As high as its longest text needs, three lines at most: the rest is a hover or a drawer away. */
function linesOf(
  { context }: TableModelInput,
  wrapping: readonly { readonly column: TableColumn; readonly index: number }[],
  row: TableRow,
  widthOf: (column: number) => number,
): number {
  if (row.type !== 'record') return 1;
  const { record, depth } = row;
  let lines = 1;
  for (const { column, index } of wrapping) {
    if ((record.fields[column.id] ?? null) === null) continue;
    const width = widthOf(index) - (index === 0 && depth > 0 ? indent : 0);
    lines = Math.max(lines, linesIn(cellText(context, column, record), width));
  }
  return Math.min(maxLines, lines);
}

/** What of these types is said never breaks. */
const oneLine: ReadonlySet<Field['type']> = new Set(['number', 'money', 'date', 'choice']);

/** What the first cell of a row below a group loses to the tree. */
const indent = 34;

const editors: Readonly<Record<Field['type'], GridEditor>> = {
  text: 'text',
  number: 'amount',
  money: 'amount',
  boolean: 'choice',
  date: 'date',
  choice: 'choice',
  reference: 'choice',
  person: 'choice',
  estimate: 'text',
  coordinate: 'text',
  list: 'text',
  dayExceptions: 'none',
  weights: 'none',
};

/** What is worth more room where the window leaves some: words rather than numbers and days. */
const growing: ReadonlySet<Field['type']> = new Set(['text', 'reference', 'coordinate', 'list']);
/** A line of text longer than this is read with effort. */
const mostGrown = 480;

function gridColumn(
  { id, header, width, field, derived }: TableColumn,
  index: number,
  { view }: TableModelInput,
): GridColumn {
  const many = field && 'many' in field && field.many === true;
  const numeric =
    field?.type === 'number' ||
    field?.type === 'money' ||
    field?.type === 'estimate' ||
    derived?.numeric === true;
  return {
    id,
    header,
    width,
    grow: field && growing.has(field.type) ? mostGrown : undefined,
    align: numeric ? 'end' : 'start',
    sticky: index === 0,
    editor: field ? (many ? 'text' : editors[field.type]) : derived?.write ? 'text' : 'none',
    kind: view.kind === 'risk' && id === 'level' ? 'level' : 'field',
  };
}

function cellOf(
  input: TableModelInput,
  row: TableRow,
  column: TableColumn,
  index: number,
  wrong: ReadonlyMap<string, WrongCell>,
): GridCell {
  if (row.type === 'group') return groupCell(input, row, index);
  const bad = wrong.get(`${row.id} ${column.id}`);
  const invalid = bad && { invalid: bad.message };
  if (row.type === 'new') {
    const typed = bad?.text ?? input.drafts.get(row.id)?.[column.id] ?? '';
    const inviting = typed === '' && index === 0;
    const state = { editable: isTyped(column), muted: inviting, ...invalid };
    // A choice is kept by its value and read by its word.
    const chosen = choicesOf(input.context, column.id, column.field).find(({ value }) => value === typed);
    const text = typed === '' ? '' : (chosen?.label ?? typed);
    return { text: inviting ? `＋ ${input.newLabel}` : text, edit: typed, state };
  }
  const { context } = input;
  const mayEdit = input.mayChange(row.record);
  const { field } = column;
  if (!field && !column.derived?.write)
    return {
      text: cellText(context, column, row.record),
      edit: '',
      state: { editable: false, computed: true },
    };
  if (bad) return { text: bad.text, edit: bad.text, state: { editable: mayEdit, ...invalid } };
  if (!field) {
    const text = cellText(context, column, row.record);
    return { text, edit: text, state: { editable: mayEdit } };
  }
  const value = row.record.fields[column.id];
  const numeric = numberBehind(context, field, value);
  return {
    text: cellText(context, column, row.record),
    edit: editText(context, column.id, field, value, row.record.fields),
    state: { editable: mayEdit && field.fixed !== true, ...(numeric !== undefined && { numeric }) },
  };
}

function groupCell(
  { context, mayChange }: TableModelInput,
  row: TableRow & { readonly type: 'group' },
  index: number,
): GridCell {
  const { group } = row;
  if (index > 0) return { text: '', edit: '', state: { editable: false, computed: true } };
  const text = context.t('records.group.count', { name: group.name, count: group.records.length });
  return { text, edit: group.name, state: { editable: group.head !== undefined && mayChange(group.head) } };
}

function numberBehind(
  { state }: RecordContext,
  field: Field,
  value: PlanRecord['fields'][string] | undefined,
): number | null | undefined {
  if (field.type === 'number') return typeof value === 'number' ? value : null;
  if (field.type === 'money') return moneyValue(state, value);
  if (field.type === 'estimate') return value ? (estimateParts(value)[1] ?? null) : null;
  return undefined;
}

function choicesOf(context: RecordContext, name: string, field: Field | undefined): readonly GridChoice[] {
  const none = { value: '', label: context.t('records.empty') };
  const rest = field?.required ? [] : [none];
  switch (field?.type) {
    case 'boolean':
      return [
        ...rest,
        { value: context.t('records.yes'), label: context.t('records.yes') },
        { value: context.t('records.no'), label: context.t('records.no') },
      ];
    case 'choice':
      return [
        ...field.options.map((value) => ({ value, label: optionWord(context.t, name, value) })),
        ...rest,
      ];
    case 'person':
      return [...namedMembers(context).map(named), ...rest];
    case 'reference':
      return [...namedRecords(context, field.kinds).map(named), ...rest];
    default:
      return [];
  }
}

/** The name is what is written into the cell: whoever reads it back finds the same record. */
const named = ({
  name,
  code,
}: {
  readonly name: string;
  readonly code?: string | undefined;
}): GridChoice => ({
  value: name,
  label: name,
  ...(code !== undefined && { search: code }),
});
