import { type Problem, problem } from '../foundation/problem.ts';
import { checkField, type Field } from './field.ts';
import { memberOf } from './parents.ts';
import type { Fields, FieldValue, PlanRecord } from './record.ts';

/** One kind of record. A room lists its kinds in its `kinds.ts`; that is the only place a kind is described. */
export interface Kind {
  readonly kind: string;
  /** The room it belongs to, on every floor. */
  readonly room: Room;
  /** `master`: workspace master data; `plan`: part of one plan. */
  readonly book: BookKind;
  readonly fields: Readonly<Record<string, Field>>;
  /** The field that names the record for people; `null` when it has none of its own. */
  readonly title: string | null;
  /** The fields that say who answers for it: decides what a member of a given scope may see and change. */
  readonly scope?: RecordScope;
}

/** Where a record lives. A what-if is a book of kind `plan`. */
export type BookKind = 'plan' | 'master';

/** The rooms that own records, on every floor; `scenarios` makes plans but owns none. */
export type Room =
  | 'plan'
  | 'research'
  | 'targets'
  | 'strategy'
  | 'execution'
  | 'risks'
  | 'tracking'
  | 'retrospective'
  | 'documents';

/** How a record relates to a member's scope: through a coordinate field and through the persons in charge. */
export interface RecordScope {
  readonly coordinate?: string;
  /** It says numbers of its place: only who may see all of that place knows of it. Without a place it is the whole's. */
  readonly confined?: boolean;
  /**
   * The field that names what it belongs with: where it says no place of its own it lies with that, known to who knows any of it,
   * and with nothing named it is for who knows the whole.
   */
  readonly with?: string;
  readonly persons?: readonly string[];
  /** Fields that say an amount of the whole plan: not for who works in a part of it. */
  readonly whole?: readonly string[];
  /** Fields of a target that speak of its numbers in words: known as soon as all of them in the own part are (SPR-T93). */
  readonly words?: readonly string[];
}

/** The law by kind: what a kind may hold. `decide` refuses a kind that is not in it with `INVALID`. */
export type Kinds = ReadonlyMap<string, Kind>;

/** Lists of kinds as one law; of two descriptions of a kind the later one counts. */
export function kindsOf(...lists: readonly (readonly Kind[])[]): Kinds {
  return new Map(lists.flat().map((kind) => [kind.kind, kind]));
}

/** Is there a record of one of these kinds with this id (in the book or in the master data)? */
export type Resolve = (kinds: readonly string[], id: string) => boolean;

/**
 * Every problem of a whole record, at `fields.name`: `UNKNOWN_FIELD`, what `checkField` finds in a value, and
 * `UNKNOWN_REFERENCE` for ids that lead nowhere. None = the record may be as it is.
 */
export function checkFields(
  kind: Kind,
  fields: Fields,
  resolve: Resolve,
  typed: readonly string[] = Object.keys(fields),
): readonly Problem[] {
  const unknown = Object.keys(fields)
    .filter((name) => !Object.hasOwn(kind.fields, name))
    .map((name) => problem('UNKNOWN_FIELD', `fields.${name}`, { kind: kind.kind }));
  const wrong = Object.entries(kind.fields).flatMap(([name, field]) => {
    const path = `fields.${name}`;
    if (field.type === 'date' && isKept(fields[name]) && !typed.includes(name)) return [];
    const problems = checkField(field, fields[name], path);
    return problems.length > 0 ? problems : checkReferences(field, fields[name], path, resolve);
  });
  return [...unknown, ...wrong];
}

const isKept = (value: FieldValue | undefined): boolean => (value ?? '') !== '';

/** Ids that lead nowhere. */
export function checkReferences(
  field: Field,
  value: FieldValue | undefined,
  path: string,
  resolve: Resolve,
): readonly Problem[] {
  const kinds = kindsLedTo(field);
  return referencedIds(field, value)
    .filter((id) => !resolve(kinds, id))
    .map((id) => problem('UNKNOWN_REFERENCE', path, { id }));
}

/** Kinds of record that a field may lead to. */
export function kindsLedTo(field: Field): readonly string[] {
  if (field.type === 'reference') return field.kinds;
  const names = field.type === 'coordinate' || (field.type === 'list' && field.of === 'member');
  return names ? ['dimensionMember'] : [];
}

/** Ids of the records that a field's value points to. */
export function referencedIds(field: Field, value: FieldValue | undefined): readonly string[] {
  if (value === undefined || value === null || value === '') return [];
  if (field.type === 'coordinate') return Object.values(value as Record<string, string>).map(memberOf);
  if (field.type === 'list' && field.of === 'member')
    return (value as readonly string[]).filter((id) => id !== '*').map(memberOf);
  if (field.type !== 'reference') return [];
  return field.many ? (value as readonly string[]) : [value as string];
}

/** Ids of all records that `record` points to. */
export function outgoingIds(kind: Kind, record: PlanRecord): readonly string[] {
  return Object.entries(kind.fields).flatMap(([name, field]) => referencedIds(field, record.fields[name]));
}
