import type { FieldValue } from '@shapan/engine';
import { type ClipboardEvent, useMemo, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { readClipboard } from '../../grid/core/clipboard.ts';
import type { GridSelection } from '../../grid/index.ts';
import type { Records } from '../core/context.ts';
import { type Block, headingOf, type PastedRows, readRows } from '../core/paste.ts';
import { judged } from '../core/paste-laws.ts';
import type { RecordView, TableColumn } from '../core/view.ts';
import type { TableRow } from './table-model.ts';

interface PasteParts {
  readonly records: Records;
  readonly view: RecordView;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly selection: GridSelection | null;
  readonly givenBy: (row: TableRow | undefined) => Readonly<Record<string, FieldValue>>;
}

/** Rows on their way into a table, as they were copied or stand in a file. */
interface Arriving {
  readonly block: Block;
  readonly from: 'clipboard' | 'file';
  readonly left: number;
  readonly given: Readonly<Record<string, FieldValue>>;
  /** Whether rows that are called like records there are change those. */
  readonly known: boolean;
}

/** Such rows, read and judged. */
export interface Sheet {
  readonly from: Arriving['from'];
  readonly read: PastedRows;
  /** How many rows are called like something there is. */
  readonly same: number;
  readonly known: boolean;
  readonly onKnown: (known: boolean) => void;
}

/**
 * A paste that would make new rows – into the waiting row, or with headings of its own – and a file are read as records and
 * shown first. Every other paste lays values over cells and belongs to the grid.
 */
export function usePaste(parts: PasteParts) {
  const { records, view, columns, rows, selection, givenBy } = parts;
  const { context } = records;
  const [arriving, setArriving] = useState<Arriving | null>(null);
  const sheet = useMemo((): Sheet | null => {
    if (!arriving) return null;
    const { block, from, left, given, known } = arriving;
    const readAs = (as: boolean): PastedRows =>
      readRows(context, view, columns, block, { left, given, known: as, newId: uuidv7 });
    const asKnown = readAs(true);
    const same = asKnown.headed ? asKnown.rows.filter(({ of }) => of !== undefined).length : 0;
    return {
      from,
      read: judged(context, known && same > 0 ? asKnown : readAs(false)),
      same,
      known,
      onKnown: (next) => setArriving({ ...arriving, known: next }),
    };
  }, [arriving, context, view, columns]);
  const onPaste = (event: ClipboardEvent<HTMLDivElement>): void => {
    const field = event.target;
    const editing = field instanceof HTMLTextAreaElement && field.dataset['open'] !== undefined;
    if (editing || !records.mayAdd(view.kind)) return;
    const { clipboardData } = event;
    const block = readClipboard({
      text: clipboardData.getData('text/plain'),
      html: clipboardData.getData('text/html'),
    });
    const at = selection ? rows[selection.active.row] : rows.at(-1);
    const headed = headingOf(context, view, block[0] ?? []) !== undefined && block.length > 1;
    const single = block.length === 1 && block[0]?.length === 1;
    if (block.length === 0 || (!headed && (at?.type !== 'new' || single))) return;
    event.preventDefault();
    event.stopPropagation();
    const left = selection?.range.left ?? 0;
    setArriving({ block, from: 'clipboard', left, given: givenBy(at), known: false });
  };
  const onFile = (block: Block): void =>
    setArriving({ block, from: 'file', left: 0, given: {}, known: true });
  return { sheet, onPaste, onFile, close: () => setArriving(null) };
}
