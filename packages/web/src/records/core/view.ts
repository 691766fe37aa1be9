import type { CommandRequest } from '@shapan/contract';
import { type Field, type Fields, type Kind, kinds, type PlanRecord, type Result } from '@shapan/engine';
import type { MessageKey, Translate } from '@shapan/i18n';
import { textWidth } from '../../grid/index.ts';
import type { RecordContext } from './context.ts';
import { fieldWord, optionWord } from './words.ts';

/** What somebody typed into a column that stands for several fields, or for records of another kind. */
export interface Writing {
  readonly context: RecordContext;
  readonly text: string;
  /** The record as far as it is known: of a new one only the id. */
  readonly record: PlanRecord;
  readonly newId: () => string;
  /** A row of the same sheet, by its name or by its number there. */
  readonly rowNamed?: ((text: string) => string | undefined) | undefined;
}

/** What such a text means: fields of the record, and commands about others that name it by its id. */
export interface Written {
  readonly set?: Fields;
  readonly beside?: readonly CommandRequest[];
}

/** A column whose content follows from other fields or records. */
export interface DerivedColumn {
  readonly id: string;
  readonly header: MessageKey;
  readonly width?: number;
  readonly numeric?: boolean;
  readonly text: (context: RecordContext, record: PlanRecord) => string;
  /** For sorting; the text unless given. */
  readonly order?: (context: RecordContext, record: PlanRecord) => number | string;
  /** Reads what is typed into it, which is written as `text` shows it; without this nobody types into it. */
  readonly write?: (writing: Writing) => Result<Written>;
}

/** A table over the records of one kind, in the order of its template. The first column names the record. */
export interface RecordView {
  /** Tells the tables of one page apart in the address. */
  readonly key: string;
  readonly kind: string;
  /** `T2`, `T3` …: whose words head the columns. */
  readonly template?: string;
  readonly columns: readonly (string | DerivedColumn)[];
  /** Columns that are in no table and may be in a sheet that is read: a window in one cell. */
  readonly accepts?: readonly DerivedColumn[];
  /** Of a kind without names: the fields that together say which record a row of a sheet is about. */
  readonly identity?: readonly string[];
  /** Rows stand below the value of this field until somebody chooses otherwise. */
  readonly groupBy?: string;
  /** What a new record holds before anybody says anything. */
  readonly defaults?: Fields;
  /** The order before anybody sorts; the order in which they came unless given. */
  readonly compare?: (a: PlanRecord, b: PlanRecord) => number;
  /** A word for styling a row. */
  readonly tone?: (record: PlanRecord) => string | undefined;
  /** Fields shown on a card of a narrow screen. */
  readonly card: readonly string[];
}

export interface TableColumn {
  readonly id: string;
  readonly header: string;
  readonly width: number;
  readonly field: Field | undefined;
  readonly derived: DerivedColumn | undefined;
}

export function kindOf(view: Pick<RecordView, 'kind'>): Kind {
  const kind = kinds.get(view.kind);
  if (!kind) throw new Error(`No kind is called ${view.kind}`);
  return kind;
}

/** The columns with their words; `width` in CSS pixels follows from what a field holds. */
export function columnsOf(
  t: Translate,
  view: RecordView,
  columns: RecordView['columns'] = view.columns,
): readonly TableColumn[] {
  const kind = kindOf(view);
  return columns.map((column) => {
    if (typeof column !== 'string') {
      const { id, header, width = 110 } = column;
      return {
        id,
        header: t(header),
        width: withRoomFor([t(header)], width),
        field: undefined,
        derived: column,
      };
    }
    const field = kind.fields[column];
    if (!field) throw new Error(`${kind.kind} has no field ${column}`);
    const header = fieldWord(t, kind.kind, column, view.template);
    // What is one of a few words is as wide as the longest: none of them is read half.
    const words = field.type === 'choice' ? field.options.map((one) => optionWord(t, column, one)) : [];
    const width = withRoomFor([header, ...words], widthOf(field, column === kind.title));
    return { id: column, header, width, field, derived: undefined };
  });
}

/** All that a sheet of such records holds: the columns of the table, then what else somebody may say of one. */
export function sheetColumns(t: Translate, view: RecordView): readonly TableColumn[] {
  const shown = new Set(view.columns.map((column) => (typeof column === 'string' ? column : column.id)));
  const more = Object.entries(kindOf(view).fields).flatMap(([name, field]) =>
    shown.has(name) ||
    field.former ||
    field.ofFile ||
    field.type === 'weights' ||
    field.type === 'dayExceptions'
      ? []
      : [name],
  );
  return columnsOf(t, view, [...view.columns, ...more]);
}

/** Whether somebody may say something in the column. */
export const isTyped = ({ field, derived }: Pick<TableColumn, 'field' | 'derived'>): boolean =>
  field !== undefined || derived?.write !== undefined;

/** A column is as wide as its heading, which is read whole, with what a cell keeps free beside its text. */
const withRoomFor = (texts: readonly string[], width: number): number =>
  Math.max(width, ...texts.map((text) => Math.ceil(textWidth(text)) + 22));

function widthOf(field: Field, title: boolean): number {
  if (title) return 240;
  switch (field.type) {
    case 'text':
      return field.multiline ? 240 : 160;
    case 'date':
      return 124;
    case 'list':
      return field.of === 'date' ? 420 : 160;
    case 'money':
      return 112;
    case 'number':
    case 'boolean':
    case 'choice':
      return 88;
    case 'person':
      return field.many ? 160 : 104;
    default:
      return 160;
  }
}

/** Whether a field means something for a record with these others. */
export const isMeant = ({ only }: Field, fields: Fields): boolean =>
  only === undefined || fields[only.field] === only.is;

/** Whether a form shows a field: none of a file, and one that is asked for no more only where something was once said. */
export const isShown = (name: string, field: Field, fields: Fields): boolean =>
  isMeant(field, fields) &&
  field.ofFile !== true &&
  (field.former !== true || (fields[name] ?? null) !== null);

/** Whether some fields are only asked for by what another one says. */
export const asksByAnswer = (kind: Kind): boolean =>
  Object.values(kind.fields).some(({ only }) => only !== undefined);

/** Fields that a new record is asked for: what it must have, and what its other fields call for. */
export const askedFields = (kind: Kind, fields: Fields): readonly string[] =>
  Object.entries(kind.fields).flatMap(([name, field]) =>
    field.required || (field.only && isMeant(field, fields)) ? [name] : [],
  );

/** Fields that must be there before a record can be: all others may wait. */
export const requiredFields = (kind: Kind): readonly string[] =>
  Object.entries(kind.fields).flatMap(([name, field]) => (field.required ? [name] : []));
