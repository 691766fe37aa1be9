import { kinds, type PlanRecord, recordsOf } from '@shapan/engine';
import type { RecordContext } from './context.ts';
import type { RecordRights } from './rights.ts';
import { idsOf } from './show.ts';

/** Records of one kind that lead to a record through one field. */
export interface Incoming {
  readonly kind: string;
  readonly field: string;
  /** Whether that field holds several: a new record of this kind then names just this one. */
  readonly many: boolean;
  /** Whether records of this kind may lead here through another field as well: then the field is to be named. */
  readonly shared: boolean;
  readonly records: readonly PlanRecord[];
}

/** Where a record is pointed to from, one entry for each kind and field that could. */
export function incomingOf({ state, book }: RecordContext, record: PlanRecord): readonly Incoming[] {
  return [...kinds.values()].flatMap((kind) => {
    if (kind.book !== book) return [];
    const leading = Object.entries(kind.fields).flatMap(([field, { type, ...rest }]) =>
      type === 'reference' && 'kinds' in rest && rest.kinds.includes(record.kind)
        ? [{ field, many: rest.many === true }]
        : [],
    );
    return leading.map(({ field, many }) => ({
      kind: kind.kind,
      field,
      many,
      shared: leading.length > 1,
      records: recordsOf(state, kind.kind).filter(({ fields }) => idsOf(fields[field]).includes(record.id)),
    }));
  });
}

/** The comments on a record, oldest first. */
export const commentsOn = ({ state }: Pick<RecordContext, 'state'>, id: string): readonly PlanRecord[] =>
  recordsOf(state, 'comment').filter(({ fields }) => fields['about'] === id);

/** These have no name of their own, and are made where they belong all the same. */
const madeWhereNamed: ReadonlySet<string> = new Set(['contribution']);

/** Whether a record that leads here can be begun from here: the reader adds such records, and they can be told apart. */
export const isBegunHere = ({ mayAdd }: Pick<RecordRights, 'mayAdd'>, kind: string): boolean =>
  mayAdd(kind) && (Boolean(kinds.get(kind)?.title) || madeWhereNamed.has(kind));
