import type { CommandRequest } from '@shapan/contract';
import type { FieldValue } from '@shapan/engine';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { Button, Dialog } from '../../design/index.ts';
import type { RecordContext } from '../core/context.ts';
import { askedFields, kindOf, type RecordView, requiredFields } from '../core/view.ts';
import { kindPhrase } from '../core/words.ts';
import { FieldEditor } from '../form/field-editor.tsx';

interface NewDialogProps {
  readonly context: RecordContext;
  readonly view: Pick<RecordView, 'kind' | 'defaults' | 'card'>;
  /** Where it is made says these already. */
  readonly given: Readonly<Record<string, FieldValue>>;
  readonly submit: (commands: readonly CommandRequest[]) => Promise<boolean>;
  readonly onMade: (id: string) => void;
  readonly onClose: () => void;
}

/** A new record with what it cannot do without; the rest is filled in where it is opened afterwards. */
export function NewDialog({ context, view, given, submit, onMade, onClose }: NewDialogProps) {
  const { t } = context;
  const kind = kindOf(view);
  const [fields, setFields] = useState<Record<string, FieldValue>>({ ...view.defaults, ...given });
  const asked = askedFields(kind, fields).filter(
    (name) => given[name] === undefined && kind.fields[name]?.type !== 'person',
  );
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const needed = new Set(requiredFields(kind));
  const missing = asked.filter((name) => needed.has(name) && (fields[name] ?? '') === '');
  const add = async (): Promise<void> => {
    setTried(true);
    if (missing.length > 0) return;
    setBusy(true);
    const id = uuidv7();
    const done = await submit([{ type: 'record.add', kind: kind.kind, id, fields }]);
    setBusy(false);
    if (!done) return;
    onClose();
    onMade(id);
  };
  return (
    <Dialog
      open
      dismissible={false}
      onOpenChange={(open) => !open && onClose()}
      title={t('records.add', { kind: kindPhrase(t, kind.kind) })}
      closeLabel={t('records.close')}
      footer={
        <>
          <Button onClick={onClose}>{t('records.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void add()}>
            {t('records.add.done')}
          </Button>
        </>
      }
    >
      <div className="records__form">
        {asked.map((name) => {
          const field = kind.fields[name];
          return (
            field && (
              <FieldEditor
                key={name}
                context={context}
                kind={kind.kind}
                name={name}
                field={field}
                value={fields[name] ?? null}
                among={fields}
                error={tried && missing.includes(name) ? t('records.required') : undefined}
                live
                onSend={() => void add()}
                onCommit={(value) => setFields((now) => ({ ...now, [name]: value }))}
              />
            )
          );
        })}
      </div>
    </Dialog>
  );
}
