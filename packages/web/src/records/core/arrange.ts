import type { PlanRecord } from '@shapan/engine';
import { findAnywhere, nameOf, type RecordContext } from './context.ts';
import { idsOf, showValue } from './show.ts';
import { kindOf, type RecordView, type TableColumn } from './view.ts';

/** How somebody wants to see a table. It stands in the address. */
export interface Arrangement {
  /** Text that every shown record holds somewhere. */
  readonly search: string;
  /** Field → the value it must hold; the empty text = none. */
  readonly where: Readonly<Record<string, string>>;
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
  /** The field whose values head groups; the empty text = none. */
  readonly group: string;
}

export interface Group {
  /** The value of the field, or the empty text. */
  readonly value: string;
  readonly name: string;
  /** The record that the group stands for, when the field is a reference. */
  readonly head: PlanRecord | undefined;
  readonly records: readonly PlanRecord[];
}

export const isFiltered = ({ search, where }: Arrangement): boolean =>
  search.trim() !== '' || Object.keys(where).length > 0;

/** The records that are to be seen, in their order. */
export function arrange(
  context: RecordContext,
  view: RecordView,
  columns: readonly TableColumn[],
  records: readonly PlanRecord[],
  asked: Arrangement,
): readonly PlanRecord[] {
  const words = asked.search.trim().toLowerCase();
  const shown = records.filter(
    (record) =>
      Object.entries(asked.where).every(([field, value]) => holds(record, field, value)) &&
      (words === '' ||
        columns.some((column) => cellText(context, column, record).toLowerCase().includes(words))),
  );
  if (asked.sort.length === 0) return view.compare ? shown.toSorted(view.compare) : shown;
  const keys = asked.sort.flatMap(({ column, descending }) => {
    const found = columns.find(({ id }) => id === column);
    return found ? [{ column: found, sign: descending ? -1 : 1 }] : [];
  });
  return shown.toSorted((a, b) => {
    for (const { column, sign } of keys) {
      const order = compareKeys(context, sortKey(context, column, a), sortKey(context, column, b), sign);
      if (order !== 0) return order;
    }
    return 0;
  });
}

const holds = ({ fields }: PlanRecord, field: string, value: string): boolean => {
  const held = fields[field];
  if (value === '') return held === undefined || held === null;
  return idsOf(held).includes(value) || String(held) === value;
};

/** What stands in a cell, for people. */
export function cellText(context: RecordContext, column: TableColumn, record: PlanRecord): string {
  if (column.derived) return column.derived.text(context, record);
  return column.field
    ? showValue(context, column.id, column.field, record.fields[column.id], record.fields)
    : '';
}

type SortKey = number | string | undefined;

function sortKey(context: RecordContext, column: TableColumn, record: PlanRecord): SortKey {
  const { derived, field, id } = column;
  if (derived) return (derived.order ?? derived.text)(context, record);
  const value = record.fields[id];
  if (value === undefined || value === null) return undefined;
  // A choice is ordered as its kind lists it: high before medium before low.
  if (field?.type === 'choice') return field.options.indexOf(String(value));
  if (typeof value === 'number') return value;
  return field?.type === 'date' ? String(value) : cellText(context, column, record);
}

/** What is empty comes last, whichever way one sorts. */
function compareKeys({ t }: RecordContext, a: SortKey, b: SortKey, sign: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * sign;
  return String(a).localeCompare(String(b), t.locale) * sign;
}

/** The records below the values of a field: in the order of the choices, or of the records it leads to. */
export function groupsOf(
  context: RecordContext,
  view: RecordView,
  by: string,
  records: readonly PlanRecord[],
  keepEmpty: boolean,
): readonly Group[] {
  const field = kindOf(view).fields[by];
  if (!field) return [{ value: '', name: '', head: undefined, records }];
  const heads = headsOf(context, by, view);
  const known = new Set(heads.map(({ value }) => value));
  const below = new Map<string, PlanRecord[]>();
  for (const record of records) {
    const value = idsOf(record.fields[by])[0];
    const head = value !== undefined && known.has(value) ? value : '';
    const group = below.get(head);
    if (group) group.push(record);
    else below.set(head, [record]);
  }
  const rest = below.get('') ?? [];
  const groups = heads.map((head) => ({ ...head, records: below.get(head.value) ?? [] }));
  const filled = groups.filter((group) => keepEmpty || group.records.length > 0);
  if (rest.length === 0 && filled.length > 0) return filled;
  return [...filled, { value: '', name: context.t('records.group.none'), head: undefined, records: rest }];
}

function headsOf(context: RecordContext, by: string, view: RecordView): readonly Omit<Group, 'records'>[] {
  const field = kindOf(view).fields[by];
  if (field?.type === 'choice') {
    return field.options.map((value) => ({
      value,
      name: showValue(context, by, field, value),
      head: undefined,
    }));
  }
  if (field?.type === 'person') {
    return context.members.map(({ id, displayName }) => ({ value: id, name: displayName, head: undefined }));
  }
  if (field?.type !== 'reference') return [];
  return field.kinds.flatMap((kind) =>
    [...(context.state.records.get(kind)?.byId.keys() ?? [])].flatMap((id) => {
      const head = findAnywhere(context, [kind], id);
      return head ? [{ value: id, name: nameOf(context, head), head }] : [];
    }),
  );
}
