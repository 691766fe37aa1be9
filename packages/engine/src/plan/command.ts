import type { Fields } from './record.ts';

/** What somebody asks of any record. Ids are made by whoever asks. */
export type RecordCommand = AddRecord | UpdateRecord | RemoveRecord;

/**
 * A new record. Refused with `INVALID` (kind of another book, id not 1–64 letters, digits, `_` or `-`),
 * `ALREADY_EXISTS`, or whatever is wrong with the fields: see `checkFields`; `CYCLE` and `DUPLICATE` where the kind
 * is a tree or has a key.
 */
export interface AddRecord {
  readonly type: 'record.add';
  readonly kind: string;
  readonly id: string;
  readonly fields: Fields;
}

/**
 * New values for some fields. Refused with `NOT_FOUND`, `STALE` (see `expect`), `FROZEN` (a field that is fixed once the
 * record is made), and as `AddRecord` for the fields that result. Setting what is there already changes nothing.
 */
export interface UpdateRecord {
  readonly type: 'record.update';
  readonly kind: string;
  readonly id: string;
  /** The fields to set; `null` empties one. Others stay. */
  readonly set: Fields;
  /**
   * What the asker saw in these fields. A field that holds something else by now is refused as `STALE` with both
   * values, so that nobody overwrites what they have not seen; edits of different fields never collide.
   */
  readonly expect?: Fields;
}

/** A record goes. Refused with `NOT_FOUND`, and with `IN_USE` while records of the same book point to it. */
export interface RemoveRecord {
  readonly type: 'record.remove';
  readonly kind: string;
  readonly id: string;
}
