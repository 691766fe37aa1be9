import type { CommandRequest } from '@shapan/contract';
import { type FieldValue, type PlanRecord, sameValue } from '@shapan/engine';
import { useState } from 'react';
import { Button, Dialog, Field, Select } from '../../design/index.ts';
import type { RecordContext } from '../core/context.ts';
import { updateOf } from '../core/edits.ts';
import type { RecordView, TableColumn } from '../core/view.ts';
import { FieldEditor } from '../form/field-editor.tsx';

interface BulkDialogProps {
  readonly context: RecordContext;
  readonly view: RecordView;
  readonly columns: readonly TableColumn[];
  readonly records: readonly PlanRecord[];
  readonly submit: (commands: readonly CommandRequest[]) => Promise<boolean>;
  readonly onClose: () => void;
}

/** One value for one field of every selected record: one step of undo. */
export function BulkDialog({ context, view, columns, records, submit, onClose }: BulkDialogProps) {
  const { t } = context;
  const open = columns.filter(
    ({ id, field }) =>
      // An estimate means something else in each record that counts in another unit.
      field &&
      field.type !== 'estimate' &&
      !field.fixed &&
      !(field.required && field.type === 'text') &&
      id !== 'name',
  );
  const [name, setName] = useState<string>(
    open.find(({ field }) => field?.type === 'person')?.id ?? open[0]?.id ?? '',
  );
  const [value, setValue] = useState<FieldValue>(null);
  const [busy, setBusy] = useState(false);
  const column = open.find(({ id }) => id === name);
  const apply = async (): Promise<void> => {
    setBusy(true);
    const changed = records.filter(({ fields }) => !sameValue(fields[name], value));
    const done = await submit(changed.map((record) => updateOf(record, { [name]: value })));
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={t('records.bulk.title', { count: records.length })}
      closeLabel={t('records.close')}
      footer={
        <>
          <Button onClick={onClose}>{t('records.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void apply()}>
            {t('records.bulk.apply', { count: records.length })}
          </Button>
        </>
      }
    >
      <div className="records__form">
        <Field label={t('records.bulk.field')}>
          <Select
            value={name}
            onChange={(next) => {
              setName(next);
              setValue(null);
            }}
            choices={open.map(({ id, header }) => ({ value: id, label: header }))}
          />
        </Field>
        {column?.field && (
          <FieldEditor
            key={name}
            context={context}
            kind={view.kind}
            name={name}
            field={column.field}
            label={t('records.bulk.value')}
            value={value}
            onCommit={setValue}
          />
        )}
      </div>
    </Dialog>
  );
}
