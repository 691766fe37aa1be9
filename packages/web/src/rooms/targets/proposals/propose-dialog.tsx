import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { usePlan } from '../../../app/open-plan.tsx';
import { useSubmit } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Dialog, Field, Select, TextArea, TextInput } from '../../../design/index.ts';
import { readAmount } from '../breakdown/entries.ts';
import { periodText } from '../cell-text.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';
import { refusalText } from '../words.ts';

interface ProposeDialogProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly members: readonly string[];
  /** The period it is first about; the whole when left out. */
  readonly time?: string;
  /** What the node is called. */
  readonly name: string;
  /** What it shows now. */
  readonly current: number | null;
  readonly onClose: () => void;
}

/** A number from below: how much, why, and what it would take. */
export function ProposeDialog(props: ProposeDialogProps) {
  const { table, format, members, time, name, current, onClose } = props;
  const t = useT();
  const { store, state } = usePlan();
  const { memberName } = useWorkspace();
  const submit = useSubmit(store);
  const [draft, setDraft] = useState({
    time: time ?? table.layout.frame.time.ids[0] ?? 'all',
    value: '',
    reason: '',
    measures: '',
  });
  const [tried, setTried] = useState(false);
  const set = (change: Partial<typeof draft>): void => setDraft({ ...draft, ...change });
  const typed = readAmount(draft.value, current, format);
  const problem = typed.ok ? null : typed.problems[0]!;
  const periods = table.layout.frame.time.ids.map((id, node) => ({
    value: id,
    label: node === 0 ? t('targets.rule.whole') : periodText(t, table.layout, id),
  }));

  const send = async (): Promise<void> => {
    setTried(true);
    if (!typed.ok || draft.reason.trim() === '') return;
    const done = await submit([
      {
        type: 'target.propose',
        id: uuidv7(),
        target: table.layout.target.id,
        at: { members: [...members], time: draft.time },
        value: typed.value.amount,
        reason: draft.reason.trim(),
        ...(draft.measures.trim() !== '' && { measures: draft.measures.trim() }),
      },
    ]);
    if (done) onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.proposal.title', { name })}
      closeLabel={t('app.close')}
      description={t('targets.proposal.hint')}
      dismissible={draft.value === '' && draft.reason === ''}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" onClick={() => void send()}>
            {t('targets.proposal.send')}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        <div className="targets-form__row">
          <Field
            label={inUnit(t, t('targets.proposal.value'), format.unitLabel)}
            error={tried && problem ? refusalText({ t, state, format, memberName }, problem) : undefined}
          >
            <TextInput
              autoFocus
              value={draft.value}
              onChange={(value) => set({ value })}
              inputMode="decimal"
            />
          </Field>
          <Field label={t('field.proposal.time')}>
            <Select value={draft.time} onChange={(time) => set({ time })} choices={periods} />
          </Field>
        </div>
        <Field
          label={t('field.proposal.reason')}
          error={tried && draft.reason.trim() === '' ? t('problem.REQUIRED') : undefined}
        >
          <TextArea value={draft.reason} onChange={(reason) => set({ reason })} rows={2} maxLength={400} />
        </Field>
        <Field label={t('field.proposal.measures')} note={t('targets.optional')}>
          <TextArea
            value={draft.measures}
            onChange={(measures) => set({ measures })}
            rows={2}
            maxLength={2_000}
          />
        </Field>
      </div>
    </Dialog>
  );
}
