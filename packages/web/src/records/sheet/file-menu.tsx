import type { Translate } from '@shapan/i18n';
import { FileSpreadsheet } from 'lucide-react';
import { useId } from 'react';
import { saveAs } from '../../data/save-as.ts';
import { csvFile, type OutTable, xlsxBytes, xlsxType } from '../../data/write-file.ts';
import { Button, Menu, useToasts } from '../../design/index.ts';
import type { Block } from '../core/paste.ts';
import { readSheet } from './read-sheet.ts';

interface FileMenuProps {
  readonly t: Translate;
  /** The name of the table: that of its file. */
  readonly label: string;
  /** The table, where there is something to take out. */
  readonly out?: (() => OutTable) | undefined;
  /** The same with nothing in it, to be filled in. */
  readonly empty?: (() => OutTable) | undefined;
  /** What a file holds, for whoever may bring something in. */
  readonly onRead?: ((block: Block) => void) | undefined;
}

/** A table as a file, an empty one to fill in, and files read back. */
export function FileMenu({ t, label, out, empty, onRead }: FileMenuProps) {
  const toasts = useToasts();
  const input = useId();
  const file = (name: string, ending: string): string => `${name.replaceAll(/[\\/:*?"<>|]/g, ' ')}.${ending}`;
  const asXlsx = async (table: OutTable, name: string): Promise<void> => {
    const bytes = await xlsxBytes(table, name);
    saveAs(new Blob([bytes as BlobPart], { type: xlsxType }), file(name, 'xlsx'));
  };
  const asCsv = (table: OutTable): void =>
    saveAs(new Blob([csvFile(table)], { type: 'text/csv;charset=utf-8' }), file(label, 'csv'));
  const read = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const block = await readSheet(chosen);
    if (typeof block !== 'string') return onRead?.(block);
    toasts.show({ tone: 'bad', title: t(`records.file.${block}`, { name: chosen.name }) });
  };
  const template = t('records.file.templateName', { name: label });
  const saving = out && [
    { id: 'xlsx', label: t('records.file.xlsx'), onSelect: () => void asXlsx(out(), label) },
    { id: 'csv', label: t('records.file.csv'), onSelect: () => asCsv(out()) },
  ];
  const reading = [
    ...(empty
      ? [
          {
            id: 'template',
            label: t('records.file.template'),
            onSelect: () => void asXlsx(empty(), template),
          },
        ]
      : []),
    ...(onRead
      ? [
          {
            id: 'read',
            label: t('records.file.read'),
            onSelect: () => document.getElementById(input)?.click(),
          },
        ]
      : []),
  ];
  return (
    <>
      <Menu
        align="end"
        groups={[
          ...(saving ? [{ id: 'save', label: t('records.file.save'), actions: saving }] : []),
          ...(reading.length > 0 ? [{ id: 'read', label: t('records.file.import'), actions: reading }] : []),
        ]}
        trigger={
          <Button kind="quiet" size="small" icon={<FileSpreadsheet aria-hidden="true" />}>
            {t('records.file')}
          </Button>
        }
      />
      <input
        id={input}
        type="file"
        hidden
        accept=".xlsx,.csv,text/csv"
        aria-label={t('records.file.read')}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          // The same file again is a new choice; the chosen one outlives the emptied field.
          event.target.value = '';
          void read(chosen);
        }}
      />
    </>
  );
}
