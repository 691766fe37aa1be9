import type { PlanRecord } from '@shapan/engine';
import type { ReactNode } from 'react';
import { type RecordContext, type Records, useRecords } from './core/context.ts';
import { RecordDrawer } from './form/record-drawer.tsx';
import { useOpenRecord } from './use-arrangement.ts';
import { type RecordSubmit, useRecordSubmit } from './use-record-submit.tsx';

/** What a picture of records (a board, a matrix, a timeline) works with. */
export interface RecordPicture {
  readonly records: Records;
  readonly submit: RecordSubmit['submit'];
  readonly onOpen: (id: string) => void;
}

export interface RecordRoom extends RecordPicture {
  /** The drawer of the open record and the dialog of a collision; put them on the page once. */
  readonly layers: ReactNode;
}

/** A room whose records are changed in pictures beside their table. `beside`: what it says of a record in its drawer. */
export function useRecordRoom(
  beside?: (record: PlanRecord, context: RecordContext) => ReactNode,
): RecordRoom {
  const records = useRecords();
  const [, onOpen] = useOpenRecord();
  const { submit, dialog } = useRecordSubmit(records);
  const layers = (
    <>
      <RecordDrawer beside={beside && ((record) => beside(record, records.context))} />
      {dialog}
    </>
  );
  return { records, submit, onOpen, layers };
}
