import type { CommandRequest } from '@shapan/contract';
import type { PlanRecord } from '@shapan/engine';
import { useMemo, useState } from 'react';
import { Button, Dialog } from '../../design/index.ts';
import { nameOf, type RecordContext } from '../core/context.ts';
import { removalOf } from '../core/removal.ts';
import { kindWord } from '../core/words.ts';

interface RemoveDialogProps {
  readonly context: RecordContext;
  readonly records: readonly PlanRecord[];
  readonly submit: (commands: readonly CommandRequest[]) => Promise<boolean>;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

const NAMED = 12;

/** Asks before records go, and names everything that hangs on them. */
export function RemoveDialog({ context, records, submit, onClose, onDone }: RemoveDialogProps) {
  const { t } = context;
  const [busy, setBusy] = useState(false);
  const removal = useMemo(() => removalOf(context.state, context.book, records), [context, records]);
  const remove = async (): Promise<void> => {
    setBusy(true);
    const done = await submit(removal.commands);
    setBusy(false);
    if (!done) return;
    onClose();
    onDone?.();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('records.remove.title', { count: records.length })}
      closeLabel={t('records.close')}
      description={t('records.remove.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('records.cancel')}</Button>
          <Button kind="danger" busy={busy} onClick={() => void remove()}>
            {t('records.remove')}
          </Button>
        </>
      }
    >
      <Names context={context} records={records} />
      {removal.taken.length > 0 && (
        <>
          <h3>{t('records.remove.taken', { count: removal.taken.length })}</h3>
          <Names context={context} records={removal.taken} />
        </>
      )}
      {removal.loosened.length > 0 && (
        <>
          <h3>{t('records.remove.loosened', { count: removal.loosened.length })}</h3>
          <Names context={context} records={removal.loosened} />
        </>
      )}
    </Dialog>
  );
}

function Names({
  context,
  records,
}: {
  readonly context: RecordContext;
  readonly records: readonly PlanRecord[];
}) {
  const { t } = context;
  return (
    <ul className="records__names">
      {records.slice(0, NAMED).map((record) => (
        <li key={record.id}>
          <span className="quiet">{kindWord(t, record.kind)}</span> {nameOf(context, record)}
        </li>
      ))}
      {records.length > NAMED && (
        <li className="quiet">{t('records.more', { count: records.length - NAMED })}</li>
      )}
    </ul>
  );
}
