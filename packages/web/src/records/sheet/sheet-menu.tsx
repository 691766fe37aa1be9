import type { PlanRecord } from '@shapan/engine';
import type { RecordContext } from '../core/context.ts';
import type { Block } from '../core/paste.ts';
import type { RecordView } from '../core/view.ts';
import { FileMenu } from './file-menu.tsx';
import { emptySheet, sheetTable } from './sheet-table.ts';

interface SheetMenuProps {
  readonly context: RecordContext;
  readonly view: RecordView;
  /** The name of the table: that of its file. */
  readonly label: string;
  /** As they are seen: filtered and in order. */
  readonly records: readonly PlanRecord[];
  readonly mayAdd: boolean;
  readonly onRead: (block: Block) => void;
}

/** Records as a sheet, both ways. */
export function SheetMenu({ context, view, label, records, mayAdd, onRead }: SheetMenuProps) {
  return (
    <FileMenu
      t={context.t}
      label={label}
      out={records.length > 0 ? () => sheetTable(context, view, records) : undefined}
      empty={mayAdd ? () => emptySheet(context, view) : undefined}
      onRead={mayAdd ? onRead : undefined}
    />
  );
}
