import type { CommandRequest } from '@shapan/contract';
import { checkField, type Fields, kinds } from '@shapan/engine';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { Button, Dialog, Field, TextInput } from '../../design/index.ts';
import type { RecordContext } from '../core/context.ts';
import { sayProblem } from '../core/read.ts';

interface EvidenceLinkDialogProps {
  readonly context: RecordContext;
  readonly given: Fields;
  readonly submit: (commands: readonly CommandRequest[]) => Promise<boolean>;
  readonly onClose: () => void;
}

/** A page of the web that backs a record up: its address, and what it is called. */
export function EvidenceLinkDialog({ context, given, submit, onClose }: EvidenceLinkDialogProps) {
  const { t } = context;
  const [link, setLink] = useState('');
  const [title, setTitle] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const fields = { ...given, link: addressIn(link), title: title.trim() || link.trim().slice(0, 200) };
  const field = kinds.get('evidence')?.fields['link'];
  const wrong = field && link.trim() !== '' ? checkField(field, fields.link, 'fields.link') : [];
  const reason =
    link.trim() === '' ? t('records.required') : wrong.map((one) => sayProblem(context, one)).join(' ');
  const add = async (): Promise<void> => {
    setTried(true);
    if (reason !== '') return;
    setBusy(true);
    const done = await submit([{ type: 'record.add', kind: 'evidence', id: uuidv7(), fields }]);
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      dismissible={false}
      onOpenChange={(open) => !open && onClose()}
      title={t('records.evidence.link')}
      closeLabel={t('records.close')}
      footer={
        <>
          <Button onClick={onClose}>{t('records.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void add()}>
            {t('records.evidence.add')}
          </Button>
        </>
      }
    >
      <div className="records__form">
        <Field
          label={t('records.evidence.address')}
          note={t('records.required.note')}
          error={tried && reason !== '' ? reason : undefined}
        >
          <TextInput
            type="url"
            inputMode="url"
            placeholder="https://"
            value={link}
            onChange={setLink}
            onEnter={() => void add()}
          />
        </Field>
        <Field label={t('records.evidence.heading')}>
          <TextInput value={title} maxLength={200} onChange={setTitle} onEnter={() => void add()} />
        </Field>
      </div>
    </Dialog>
  );
}

/** People copy addresses without what stands before them. */
function addressIn(text: string): string {
  const typed = text.trim();
  return /^[a-z][a-z\d+.-]*:/i.test(typed) || typed === '' ? typed : `https://${typed}`;
}
