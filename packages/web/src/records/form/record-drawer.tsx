import { type FieldValue, kinds, type PlanRecord } from '@shapan/engine';
import { Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, Callout, Drawer, useNarrow } from '../../design/index.ts';
import { findAnywhere, nameOf, useRecords } from '../core/context.ts';
import { updateOf } from '../core/edits.ts';
import { isShown } from '../core/view.ts';
import { kindPhrase, kindWord } from '../core/words.ts';
import { RemoveDialog } from '../table/remove-dialog.tsx';
import { useOpenRecord } from '../use-arrangement.ts';
import { useRecordSubmit } from '../use-record-submit.tsx';
import { Chain } from './chain.tsx';
import { Comments } from './comments.tsx';
import { Evidence } from './evidence.tsx';
import { EvidenceSource, fileFields } from './evidence-source.tsx';
import { FieldEditor } from './field-editor.tsx';
import { FlawMarks } from './flaw-marks.tsx';
import { Links } from './links.tsx';
import '../records.css';

interface RecordDrawerProps {
  /** What a room leads to from a record of its own. */
  readonly beside?: ((record: PlanRecord) => ReactNode) | undefined;
}

/** The record that the address names: all its fields, what it is linked with, and what was said about it. */
export function RecordDrawer({ beside }: RecordDrawerProps) {
  const { context } = useRecords();
  const [id, open] = useOpenRecord();
  const record = id === undefined ? undefined : findAnywhere(context, [...kinds.keys()], id);
  const { t } = context;
  // On a narrow screen it covers the page, so the page waits.
  const narrow = useNarrow();
  return (
    <Drawer
      modal={narrow}
      open={id !== undefined}
      onOpenChange={(next) => !next && open(undefined)}
      title={record ? nameOf(context, record) : t('records.gone')}
      closeLabel={t('records.close')}
    >
      {record ? (
        <RecordForm key={record.id} record={record} beside={beside?.(record)} />
      ) : (
        <Callout tone="warn">{t('records.gone.text')}</Callout>
      )}
    </Drawer>
  );
}

interface RecordFormProps {
  readonly record: PlanRecord;
  readonly beside: ReactNode;
}

/** Of a target what its own room tells in words, and what it was set by; its numbers have units that only that room knows. */
const targetFields: ReadonlySet<string> = new Set([
  'targetClass',
  'breakdownNote',
  'path',
  'accountable',
  'due',
  'evidence',
]);

const isTold = ({ kind }: PlanRecord, name: string): boolean =>
  kind === 'target' ? targetFields.has(name) : !fileFields.has(name);

function RecordForm({ record, beside }: RecordFormProps) {
  const records = useRecords();
  const { context, mayEdit, mayChange } = records;
  const { t } = context;
  const [, open] = useOpenRecord();
  const { submit, dialog } = useRecordSubmit(records);
  const [removing, setRemoving] = useState(false);
  const kind = kinds.get(record.kind);
  const editable = mayEdit && kind?.book === context.book && mayChange(record);
  // The rest of a target is edited in its own room.
  const mayCommit = (name: string): boolean => editable && (record.kind !== 'target' || name === 'evidence');
  const commit = (name: string, value: FieldValue): void => {
    void submit([updateOf(record, { [name]: value })]);
  };
  return (
    <div className="record">
      <p className="record__kind quiet">
        {kindWord(t, record.kind)} <FlawMarks context={context} record={record} />
      </p>
      <EvidenceSource records={records} record={record} />
      {beside}
      <div className="records__form">
        {Object.entries(kind?.fields ?? {})
          .filter(([name, field]) => isShown(name, field, record.fields) && isTold(record, name))
          .map(([name, field]) => (
            <FieldEditor
              key={name}
              context={context}
              kind={record.kind}
              name={name}
              field={field}
              value={record.fields[name] ?? null}
              among={record.fields}
              disabled={!mayCommit(name) || field.fixed === true}
              onCommit={(value) => commit(name, value)}
            />
          ))}
      </div>
      <Evidence records={records} record={record} submit={submit} onOpen={open} />
      <Chain records={records} record={record} submit={submit} onOpen={open} />
      <Links records={records} record={record} submit={submit} onOpen={open} />
      {context.book === 'plan' && <Comments records={records} record={record} submit={submit} />}
      {editable && record.kind !== 'target' && (
        <div className="record__end">
          <Button
            kind="quiet"
            size="small"
            icon={<Trash2 aria-hidden="true" />}
            onClick={() => setRemoving(true)}
          >
            {t('records.remove.one', { kind: kindPhrase(t, record.kind) })}
          </Button>
        </div>
      )}
      {removing && (
        <RemoveDialog
          context={context}
          records={[record]}
          submit={submit}
          onClose={() => setRemoving(false)}
          onDone={() => open(undefined)}
        />
      )}
      {dialog}
    </div>
  );
}
