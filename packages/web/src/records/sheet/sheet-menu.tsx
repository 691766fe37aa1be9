import type { PlanRecord } from '@shapan/engine';
import { FileSpreadsheet } from 'lucide-react';
import { useRef } from 'react';
import { saveAs } from '../../data/save-as.ts';
import { csvFile, type OutTable, xlsxBytes, xlsxType } from '../../data/write-file.ts';
import { Button, Menu, useToasts } from '../../design/index.ts';
import type { RecordContext } from '../core/context.ts';
import type { Block } from '../core/paste.ts';
import type { RecordView } from '../core/view.ts';
import { readSheet } from './read-sheet.ts';
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

/** The table as a file, an empty one to fill in, and files read back. */
export function SheetMenu({ context, view, label, records, mayAdd, onRead }: SheetMenuProps) {
  const { t } = context;
  const toasts = useToasts();
  const input = useRef<HTMLInputElement>(null);
  const file = (name: string, ending: string): string => `${name.replaceAll(/[\\/:*?"<>|]/g, ' ')}.${ending}`;
  const asXlsx = async (out: OutTable, name: string): Promise<void> => {
    const bytes = await xlsxBytes(out, name);
    saveAs(new Blob([bytes as BlobPart], { type: xlsxType }), file(name, 'xlsx'));
  };
  const asCsv = (out: OutTable): void =>
    saveAs(new Blob([csvFile(out)], { type: 'text/csv;charset=utf-8' }), file(label, 'csv'));
  const read = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const block = await readSheet(chosen);
    if (typeof block !== 'string') return onRead(block);
    toasts.show({ tone: 'bad', title: t(`records.file.${block}`, { name: chosen.name }) });
  };
  const out = (): OutTable => sheetTable(context, view, records);
  const saving = [
    { id: 'xlsx', label: t('records.file.xlsx'), onSelect: () => void asXlsx(out(), label) },
    { id: 'csv', label: t('records.file.csv'), onSelect: () => asCsv(out()) },
  ];
  const template = t('records.file.templateName', { name: label });
  const reading = [
    {
      id: 'template',
      label: t('records.file.template'),
      onSelect: () => void asXlsx(emptySheet(context, view), template),
    },
    { id: 'read', label: t('records.file.read'), onSelect: () => input.current?.click() },
  ];
  return (
    <>
      <Menu
        align="end"
        groups={[
          ...(records.length > 0 ? [{ id: 'save', label: t('records.file.save'), actions: saving }] : []),
          ...(mayAdd ? [{ id: 'read', label: t('records.file.import'), actions: reading }] : []),
        ]}
        trigger={
          <Button kind="quiet" size="small" icon={<FileSpreadsheet aria-hidden="true" />}>
            {t('records.file')}
          </Button>
        }
      />
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.csv,text/csv"
        aria-label={t('records.file.read')}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          event.target.value = '';
          void read(chosen);
        }}
      />
    </>
  );
}
