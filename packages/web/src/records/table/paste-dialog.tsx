import type { CommandRequest } from '@shapan/contract';
import { type ReactNode, useMemo, useState } from 'react';
import { Button, Callout, type Column, DataTable, Dialog, Switch } from '../../design/index.ts';
import type { RecordContext } from '../core/context.ts';
import { isAsBefore, type PastedRow } from '../core/paste.ts';
import type { RecordView } from '../core/view.ts';
import { kindPhrase, listWord } from '../core/words.ts';
import type { Sheet } from './use-paste.ts';

interface PasteDialogProps {
  readonly context: RecordContext;
  readonly view: RecordView;
  readonly sheet: Sheet;
  readonly submit: (commands: readonly CommandRequest[]) => Promise<boolean>;
  readonly onClose: () => void;
}

/** As many commands as one change of a book has at most. */
const MOST_COMMANDS = 5_000;

/** What a paste or a file would add and change, before it does: every row, and what of it could not be read. */
export function PasteDialog({ context, view, sheet, submit, onClose }: PasteDialogProps) {
  const { t } = context;
  const pasted = sheet.read;
  const [busy, setBusy] = useState(false);
  const ready = pasted.rows.filter(({ commands, beside }) => commands.length + beside.length > 0);
  const commands = [...ready.flatMap((row) => row.commands), ...ready.flatMap((row) => row.beside)];
  const changes = ready.filter(({ of }) => of !== undefined).length;
  const asBefore = pasted.rows.filter(isAsBefore).length;
  const wrong = pasted.rows.flatMap((row) => row.wrong);
  const refused = pasted.rows.filter((row) => row.refused !== undefined).length;
  const skipped = pasted.rows.filter(({ missing }) => missing.length > 0).length;
  const numbered = useMemo(() => badFirst(pasted.rows), [pasted]);
  const shown = Math.max(SHOWN, pasted.rows.filter(isBad).length);
  const cells: readonly Column<NumberedRow>[] = pasted.columns.map((column) => ({
    id: column.id,
    header: column.header,
    cell: ({ row }) => pastedCell(context, column.id, row),
  }));
  const columns: readonly Column<NumberedRow>[] = [
    { id: '#', header: t('records.paste.row'), cell: ({ place }) => place, numeric: true },
    ...cells,
  ];
  const add = async (): Promise<void> => {
    setBusy(true);
    const done = await submit(commands);
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      size="wide"
      onOpenChange={(open) => !open && onClose()}
      title={t(sheet.from === 'file' ? 'records.file.title' : 'records.paste.title', {
        count: pasted.rows.length,
        kind: kindPhrase(t, view.kind),
      })}
      closeLabel={t('records.close')}
      description={t(pasted.headed ? 'records.paste.headed' : 'records.paste.ordered')}
      footer={
        <>
          <Button onClick={onClose}>{t('records.cancel')}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={ready.length === 0 || commands.length > MOST_COMMANDS}
            onClick={() => void add()}
          >
            {changes > 0
              ? t('records.paste.take', { added: ready.length - changes, changed: changes })
              : t('records.paste.add', { count: ready.length })}
          </Button>
        </>
      }
    >
      <div className="records__paste">
        {sheet.same > 0 && (
          <Switch
            label={t('records.paste.same', { count: sheet.same })}
            checked={sheet.known}
            onChange={sheet.onKnown}
          />
        )}
        {asBefore > 0 && <Callout tone="neutral">{t('records.paste.asBefore', { count: asBefore })}</Callout>}
        {commands.length > MOST_COMMANDS && (
          <Callout tone="bad">
            {t('records.paste.tooMany', { count: commands.length, most: MOST_COMMANDS })}
          </Callout>
        )}
        {skipped > 0 && (
          <Callout tone="bad">
            {t('records.paste.skipped', { count: skipped, columns: listWord(t, pasted.lacking) })}
          </Callout>
        )}
        {refused > 0 && <Callout tone="bad">{t('records.paste.refused', { count: refused })}</Callout>}
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
          rows={numbered.slice(0, shown)}
          rowKey={({ place }) => String(place)}
          density="compact"
          maxHeight="50vh"
        />
        {pasted.rows.length > shown && (
          <p className="quiet">{t('records.paste.more', { count: pasted.rows.length - shown })}</p>
        )}
      </div>
    </Dialog>
  );
}

/** The preview shows so many rows, or all that something is wrong with. */
const SHOWN = 200;

interface NumberedRow {
  /** As it stood in what was copied, counted from 1 below the heading. */
  readonly place: number;
  readonly row: PastedRow;
}

const isBad = ({ wrong, missing, refused }: PastedRow): boolean =>
  wrong.length > 0 || missing.length > 0 || refused !== undefined;

/** Rows with something wrong stand first, so that none is looked for among thousands. */
function badFirst(rows: readonly PastedRow[]): readonly NumberedRow[] {
  const numbered = rows.map((row, i) => ({ place: i + 1, row }));
  return [...numbered.filter(({ row }) => isBad(row)), ...numbered.filter(({ row }) => !isBad(row))];
}

function pastedCell(context: RecordContext, column: string, row: PastedRow): ReactNode {
  const bad = [...row.wrong, ...(row.refused ?? [])].find((cell) => cell.column === column);
  const missing = row.missing.includes(column);
  const text = row.texts[column] ?? '';
  if (!bad && !missing) return text;
  return (
    <span className="records__bad">
      {text}
      <span className="records__why">{bad?.message ?? context.t('records.required')}</span>
    </span>
  );
}
