import type { CommandRequest } from '@shapan/contract';
import { type ReactNode, useState } from 'react';
import { Button, Callout, type Column, DataTable, Dialog } from '../../design/index.ts';
import type { RecordContext } from '../core/context.ts';
import type { PastedRow, PastedRows } from '../core/paste.ts';
import type { RecordView } from '../core/view.ts';
import { kindPhrase, listWord } from '../core/words.ts';

interface PasteDialogProps {
  readonly context: RecordContext;
  readonly view: RecordView;
  readonly pasted: PastedRows;
  readonly submit: (commands: readonly CommandRequest[]) => Promise<boolean>;
  readonly onClose: () => void;
}

/** What a paste would add, before it does: every row, and what of it could not be read. */
export function PasteDialog({ context, view, pasted, submit, onClose }: PasteDialogProps) {
  const { t } = context;
  const [busy, setBusy] = useState(false);
  const ready = pasted.rows.filter(({ commands }) => commands.length > 0);
  const wrong = pasted.rows.flatMap((row) => row.wrong);
  const skipped = pasted.rows.length - ready.length;
  const columns: readonly Column<PastedRow>[] = pasted.columns.map((column) => ({
    id: column.id,
    header: column.header,
    cell: pastedCell(context, column.id),
  }));
  const add = async (): Promise<void> => {
    setBusy(true);
    const done = await submit(ready.flatMap(({ commands }) => commands));
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      size="wide"
      onOpenChange={(open) => !open && onClose()}
      title={t('records.paste.title', { count: pasted.rows.length, kind: kindPhrase(t, view.kind) })}
      closeLabel={t('records.close')}
      description={t(pasted.headed ? 'records.paste.headed' : 'records.paste.ordered')}
      footer={
        <>
          <Button onClick={onClose}>{t('records.cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={ready.length === 0} onClick={() => void add()}>
            {t('records.paste.add', { count: ready.length })}
          </Button>
        </>
      }
    >
      <div className="records__paste">
        {skipped > 0 && (
          <Callout tone="bad">
            {t('records.paste.skipped', { count: skipped, columns: listWord(t, pasted.lacking) })}
          </Callout>
        )}
        {wrong.length > 0 && (
          <Callout tone="warn">{t('records.paste.wrong', { count: wrong.length })}</Callout>
        )}
        {pasted.ignored.length > 0 && (
          <Callout tone="neutral">
            {t('records.paste.ignored', { names: listWord(t, pasted.ignored) })}
          </Callout>
        )}
        <DataTable
          caption={t('records.paste.preview')}
          columns={columns}
          rows={pasted.rows.slice(0, 100)}
          rowKey={(row) => String(pasted.rows.indexOf(row))}
          density="compact"
          maxHeight="50vh"
        />
        {pasted.rows.length > 100 && (
          <p className="quiet">{t('records.paste.more', { count: pasted.rows.length - 100 })}</p>
        )}
      </div>
    </Dialog>
  );
}

const pastedCell =
  (context: RecordContext, column: string) =>
  (row: PastedRow): ReactNode => {
    const bad = row.wrong.find((cell) => cell.column === column);
    const missing = row.missing.includes(column);
    const text = row.texts[column] ?? '';
    if (!bad && !missing) return text;
    return (
      <span className="records__bad">
        {text}
        <span className="records__why">{bad?.message ?? context.t('records.required')}</span>
      </span>
    );
  };
