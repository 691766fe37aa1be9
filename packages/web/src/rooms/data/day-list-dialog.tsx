import type { DayKind } from '@shapan/engine';
import { useState } from 'react';
import { Button, Callout, Dialog, Field, TextArea } from '../../design/index.ts';
import type { RecordContext } from '../../records/index.ts';
import { readDayList } from './day-list.ts';

interface DayListDialogProps {
  readonly context: RecordContext;
  readonly onAdd: (days: Readonly<Record<string, DayKind>>) => void;
  readonly onClose: () => void;
}

/** The holidays and make-up days of a year at once, as they were announced. */
export function DayListDialog({ context, onAdd, onClose }: DayListDialogProps) {
  const { t, year } = context;
  const [text, setText] = useState('');
  const { days, wrong } = readDayList(text, year);
  const count = Object.keys(days).length;
  const add = (): void => {
    onAdd(days);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('data.exceptions.list')}
      closeLabel={t('app.close')}
      description={t('data.exceptions.list.text')}
      dismissible={text === ''}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" disabled={count === 0 || wrong.length > 0} onClick={add}>
            {t('data.exceptions.list.add', { count })}
          </Button>
        </>
      }
    >
      <Field label={t('data.exceptions')}>
        <TextArea autoFocus value={text} onChange={setText} rows={8} />
      </Field>
      {wrong.length > 0 && (
        <Callout tone="bad" announce="polite">
          {t('data.exceptions.list.wrong', { lines: wrong.join(t('targets.list.comma')) })}
        </Callout>
      )}
    </Dialog>
  );
}
