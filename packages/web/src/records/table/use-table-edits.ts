import type { Fields, FieldValue } from '@shapan/engine';
import { useEffect, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { keepTexts, keptTexts } from '../../data/kept-texts.ts';
import { useToasts } from '../../design/index.ts';
import type { GridEdit, GridGesture } from '../../grid/index.ts';
import type { Records } from '../core/context.ts';
import { type CellEdit, commandsOf, newRecord, updateOf, type WrongCell } from '../core/edits.ts';
import { type Drafts, type Typing, takenUp, textsToKeep } from '../core/kept-rows.ts';
import { kindOf, type RecordView, type TableColumn } from '../core/view.ts';
import { listWord } from '../core/words.ts';
import type { RecordSubmit } from '../use-record-submit.tsx';
import type { TableRow } from './table-model.ts';

export interface TableEdits {
  readonly drafts: Drafts;
  readonly wrong: readonly WrongCell[];
  readonly edit: (edits: readonly GridEdit[], gesture: GridGesture) => void;
  /** What is being typed, stroke by stroke: it outlives a reload as well. */
  readonly typing: (typing: Typing | null) => void;
  /** Fields that a new record of this row has from its place: the group it stands in. */
  readonly givenBy: (row: TableRow | undefined) => Readonly<Record<string, FieldValue>>;
}

interface TableParts {
  readonly records: Records;
  readonly view: RecordView;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly group: string;
  readonly send: RecordSubmit['send'];
  /** The new row that somebody is still typing in has become a record. */
  readonly onMade: (row: string, id: string) => void;
}

/** What typing into the table does. What cannot be read stays in its cell, marked, until it is put right. */
export function useTableEdits(parts: TableParts): TableEdits {
  const { records, view, columns, rows, group, send } = parts;
  const { context } = records;
  const toasts = useToasts();
  const { drafts, setDrafts, wrong, setWrong, typing } = useKeptRows(records, view);
  const rowOf = (id: string | undefined) => rows.find((row) => row.id === id);
  const columnOf = (id: string) => columns.find((column) => column.id === id);

  const givenBy = (row: TableRow | undefined): Readonly<Record<string, FieldValue>> => {
    const value = row?.type === 'new' ? row.group : undefined;
    return group !== '' && value !== undefined && value !== '' ? { [group]: value } : {};
  };

  const tellCreated = (names: readonly string[]): void => {
    if (names.length > 0)
      toasts.show({
        tone: 'good',
        title: context.t('records.created', { names: listWord(context.t, names) }),
      });
  };

  const editNew = (row: TableRow, edits: readonly GridEdit[]): void => {
    const typed = Object.fromEntries(edits.map((edit) => [edit.columnId, edit.text]));
    const texts = { ...drafts.get(row.id), ...typed };
    const made = newRecord(
      context,
      view,
      columns,
      { texts, given: givenBy(row) },
      { row: row.id, unknown: 'create', newId: uuidv7 },
    );
    const done = made.id !== undefined && made.wrong.length === 0;
    const missing = made.missing.map((name) => ({
      row: row.id,
      column: name,
      text: '',
      message: context.t('records.required'),
    }));
    const empty = Object.values(texts).every((text) => text.trim() === '');
    const keep = !done && !empty;
    setDrafts(new Map([...drafts].filter(([id]) => id !== row.id)).set(row.id, keep ? texts : {}));
    setWrong([...wrong.filter((cell) => cell.row !== row.id), ...(keep ? [...made.wrong, ...missing] : [])]);
    if (!done || made.id === undefined) return;
    tellCreated(made.created);
    // Enter asks for the next new row; Tab and the mouse stay with this one, which may have cells to fill.
    if (!edits.some(({ below }) => below)) parts.onMade(row.id, made.id);
    void send(made.commands).then((sent) => {
      if (sent !== 'saved') setDrafts((now) => new Map(now).set(row.id, texts));
    });
  };

  const edit = (edits: readonly GridEdit[], gesture: GridGesture): void => {
    const fresh = rows.filter((row) => row.type === 'new' && edits.some(({ rowId }) => rowId === row.id));
    for (const row of fresh)
      editNew(
        row,
        edits.filter(({ rowId }) => rowId === row.id),
      );
    const heads = edits.flatMap((one) => headEdit(rowOf(one.rowId), one.text));
    const cells = edits.flatMap((one): CellEdit[] => {
      const row = rowOf(one.rowId);
      const column = columnOf(one.columnId);
      return row?.type === 'record' && column ? [{ record: row.record, column, text: one.text }] : [];
    });
    const unknown = gesture === 'type' ? 'create' : 'report';
    const outcome = commandsOf(context, cells, unknown, uuidv7);
    if (cells.length > 0) {
      const touched = new Set(cells.map(({ record, column }) => `${record.id} ${column.id}`));
      setWrong((now) => [
        ...now.filter(({ row, column }) => !touched.has(`${row} ${column}`)),
        ...outcome.wrong,
      ]);
    }
    tellCreated(outcome.created);
    void send([...outcome.commands, ...heads]).then((sent) => {
      if (sent === 'offline') setWrong((now) => [...now, ...unsavedCells(context, cells, outcome.wrong)]);
    });
  };

  return { drafts, wrong, edit, typing, givenBy };
}

/** What could be read and did not reach the server: the texts wait in their cells. */
function unsavedCells(
  { t }: Records['context'],
  cells: readonly CellEdit[],
  wrong: readonly WrongCell[],
): readonly WrongCell[] {
  const isWrong = ({ record, column }: CellEdit): boolean =>
    wrong.some((cell) => cell.row === record.id && cell.column === column.id);
  return cells
    .filter((cell) => !isWrong(cell))
    .map(({ record, column, text }) => ({
      row: record.id,
      column: column.id,
      text,
      message: t('targets.unsaved'),
    }));
}

/** What was typed and is not saved, from before a reload and for the next one. */
function useKeptRows({ context, store }: Records, view: RecordView) {
  const place = `records.${view.kind}.${view.key}`;
  const book = store.bookId;
  const { me } = context;
  const [before] = useState(() => takenUp(keptTexts({ me, book, place }), context.t('targets.unsaved')));
  const [drafts, setDrafts] = useState<Drafts>(before.drafts);
  const [wrong, setWrong] = useState<readonly WrongCell[]>(before.wrong);
  const typing = (typed: Typing | null): void =>
    keepTexts({ me, book, place }, textsToKeep(drafts, wrong, typed));
  useEffect(
    () => keepTexts({ me, book, place }, textsToKeep(drafts, wrong, null)),
    [me, book, place, drafts, wrong],
  );
  return { drafts, setDrafts, wrong, setWrong, typing };
}

/** Typing over the head of a group renames the record it stands for. */
function headEdit(row: TableRow | undefined, text: string) {
  const head = row?.type === 'group' ? row.group.head : undefined;
  const title = head && kindOf(head).title;
  const set: Fields | undefined = title && text.trim() !== '' ? { [title]: text.trim() } : undefined;
  return head && set ? [updateOf(head, set)] : [];
}
