import type { Fields } from './record.ts';

/** What somebody asks of any record. Ids are made by whoever asks. */
export type RecordCommand = AddRecord | UpdateRecord | RemoveRecord;

export interface AddRecord {
  readonly type: 'record.add';
  readonly kind: string;
  readonly id: string;
  readonly fields: Fields;
}

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

export interface RemoveRecord {
  readonly type: 'record.remove';
  readonly kind: string;
  readonly id: string;
}
