import type { FieldValue } from '@shapan/engine';
import { type ClipboardEvent, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { readClipboard } from '../../grid/core/clipboard.ts';
import type { GridSelection } from '../../grid/index.ts';
import type { Records } from '../core/context.ts';
import { headingOf, type PastedRows, readRows } from '../core/paste.ts';
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

/**
 * A paste that would make new rows – into the waiting row, or with headings of its own – is read as records and
 * shown first. Every other paste lays values over cells and belongs to the grid.
 */
export function usePaste(parts: PasteParts) {
  const { records, view, columns, rows, selection } = parts;
  const [pasted, setPasted] = useState<PastedRows | null>(null);
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
    const headed =
      headingOf(records.context, view, columns, block[0] ?? []) !== undefined && block.length > 1;
    const single = block.length === 1 && block[0]?.length === 1;
    if (block.length === 0 || (!headed && (at?.type !== 'new' || single))) return;
    event.preventDefault();
    event.stopPropagation();
    const left = selection?.range.left ?? 0;
    const read = readRows(records.context, view, columns, block, left, parts.givenBy(at), uuidv7);
    setPasted(judged(records.context, read));
  };
  return { pasted, onPaste, close: () => setPasted(null) };
}
