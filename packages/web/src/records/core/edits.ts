import type { CommandRequest } from '@shapan/contract';
import {
  type Field,
  type Fields,
  type FieldValue,
  kinds,
  type PlanRecord,
  type Problem,
  sameValue,
} from '@shapan/engine';
import type { RecordContext } from './context.ts';
import { readValue, sayProblem } from './read.ts';
import { isTyped, kindOf, type RecordView, requiredFields, type TableColumn, type Writing } from './view.ts';

/** One cell of a record, as somebody left it. */
export interface CellEdit {
  readonly record: PlanRecord;
  readonly column: TableColumn;
  readonly text: string;
}

/** What could not be read: the typed text stays in sight with the reason. */
export interface WrongCell {
  readonly row: string;
  readonly column: string;
  readonly text: string;
  readonly message: string;
}

export interface EditOutcome {
  readonly commands: readonly CommandRequest[];
  readonly wrong: readonly WrongCell[];
  /** Names of records that did not exist and are made by the same submission. */
  readonly created: readonly string[];
  /** Those of `commands`, the last ones, that are about other records and need these. */
  readonly beside: readonly CommandRequest[];
}

/** Whether an unknown name in a reference makes a new record (typing does), or is reported (pasting does). */
export type UnknownNames = 'create' | 'report';

/** The commands of one gesture over many cells; cells of one record become one command. */
export function commandsOf(
  context: RecordContext,
  edits: readonly CellEdit[],
  unknown: UnknownNames,
  newId: () => string,
  rowNamed?: Writing['rowNamed'],
): EditOutcome {
  const beside: CommandRequest[] = [];
  const sets = new Map<PlanRecord, Record<string, FieldValue>>();
  const wrong: WrongCell[] = [];
  const made = new Map<string, CommandRequest & { readonly type: 'record.add' }>();
  for (const { record, column, text } of edits) {
    if (column.derived?.write) {
      const written = column.derived.write({ context, text, record, newId, rowNamed });
      if (written.ok) {
        beside.push(...(written.value.beside ?? []));
        const set = Object.entries(written.value.set ?? {});
        const changed = set.filter(([name, value]) => !sameValue(record.fields[name], value));
        if (changed.length > 0) sets.set(record, { ...sets.get(record), ...Object.fromEntries(changed) });
      } else
        wrong.push({ row: record.id, column: column.id, text, message: said(context, written.problems) });
    }
    if (!column.field) continue;
    const before = record.fields[column.id];
    const maker = unknown === 'create' ? { made, newId } : undefined;
    const among = { ...record.fields, ...sets.get(record) };
    const read = readOrMake(context, { column, text, before, among }, maker);
    if ('message' in read) wrong.push({ row: record.id, column: column.id, text, message: read.message });
    else if (!sameValue(before, read.value)) {
      sets.set(record, { ...sets.get(record), [column.id]: read.value });
    }
  }
  const updates = [...sets].map(([record, set]) => updateOf(record, set));
  const commands = [...made.values(), ...updates, ...beside];
  return { commands, beside, wrong, created: [...made.keys()] };
}

const said = (context: RecordContext, problems: readonly Problem[]): string =>
  problems.map((one) => sayProblem(context, one)).join(' ');

/** An update that is refused as `STALE` when somebody changed one of these fields in the meantime. */
export function updateOf(record: PlanRecord, set: Readonly<Record<string, FieldValue>>): CommandRequest {
  const expect = Object.fromEntries(Object.keys(set).map((name) => [name, record.fields[name] ?? null]));
  return { type: 'record.update', kind: record.kind, id: record.id, set, expect };
}

type Read = { readonly value: FieldValue } | { readonly message: string };

interface Typed {
  readonly column: TableColumn;
  readonly text: string;
  readonly before: FieldValue | undefined;
  readonly among: Fields;
}

/** Where records that a typed name makes are collected, by that name. */
interface Maker {
  readonly made: Map<string, CommandRequest & { readonly type: 'record.add' }>;
  readonly newId: () => string;
}

function readOrMake(context: RecordContext, typed: Typed, maker: Maker | undefined): Read {
  const { column, text, before, among } = typed;
  const field = column.field as Field;
  const read = readValue(context, column.id, field, text, before, among);
  if (read.ok) return { value: read.value };
  const kind = maker && creatable(field);
  if (!kind || read.problems[0]?.code !== 'UNKNOWN_REFERENCE') {
    return { message: said(context, read.problems) };
  }
  const name = text.trim();
  const fields = { [titleField(kind)]: name };
  const command = maker.made.get(name) ?? { type: 'record.add' as const, kind, id: maker.newId(), fields };
  maker.made.set(name, command);
  return { value: command.id };
}

const titleField = (kind: string): string => kinds.get(kind)?.title ?? 'name';

/** The kind of which a name alone makes a record, when a reference leads to nothing else. */
export function creatable(field: Field): string | undefined {
  if (field.type !== 'reference' || field.many || field.kinds.length !== 1) return undefined;
  const kind = kinds.get(field.kinds[0] ?? '');
  if (!kind?.title || kind.book !== 'plan') return undefined;
  const required = requiredFields(kind);
  return required.length === 1 && required[0] === kind.title ? kind.kind : undefined;
}

export interface NewRecord {
  readonly texts: Readonly<Record<string, string>>;
  /** Fields given by where it is made: the group it stands in. */
  readonly given: Readonly<Record<string, FieldValue>>;
}

export interface NewOutcome extends EditOutcome {
  /** Required fields that still say nothing. */
  readonly missing: readonly string[];
  readonly id: string | undefined;
}

interface NewOptions {
  readonly row: string;
  readonly unknown: UnknownNames;
  readonly newId: () => string;
  /** The id that it is to have, where others name it already. */
  readonly id?: string | undefined;
  readonly rowNamed?: Writing['rowNamed'];
}

/** The commands that make a record of what was typed into a new row; none while something required is missing. */
export function newRecord(
  context: RecordContext,
  view: RecordView,
  columns: readonly TableColumn[],
  { texts, given }: NewRecord,
  { row, unknown, newId, id: wanted, rowNamed }: NewOptions,
): NewOutcome {
  const fields: Record<string, FieldValue> = { ...view.defaults, ...given };
  const wrong: WrongCell[] = [];
  const made = new Map<string, CommandRequest & { readonly type: 'record.add' }>();
  const id = wanted ?? newId();
  const beside: CommandRequest[] = [];
  for (const column of columns) {
    const text = texts[column.id];
    if (text === undefined || !isTyped(column)) continue;
    if (column.derived?.write) {
      const record = { kind: view.kind, id, fields };
      const written = column.derived.write({ context, text, record, newId, rowNamed });
      if (!written.ok) wrong.push({ row, column: column.id, text, message: said(context, written.problems) });
      else {
        Object.assign(fields, written.value.set);
        beside.push(...(written.value.beside ?? []));
      }
      continue;
    }
    const maker = unknown === 'create' ? { made, newId } : undefined;
    const read = readOrMake(context, { column, text, before: undefined, among: fields }, maker);
    if ('message' in read) wrong.push({ row, column: column.id, text, message: read.message });
    else if (read.value !== null) fields[column.id] = read.value;
  }
  const missing = requiredFields(kindOf(view)).filter((name) => (fields[name] ?? '') === '');
  const created = [...made.keys()];
  if (missing.length > 0) return { commands: [], beside: [], wrong, created: [], missing, id: undefined };
  const add: CommandRequest = { type: 'record.add', kind: view.kind, id, fields };
  return { commands: [...made.values(), add, ...beside], beside, wrong, created, missing, id };
}
