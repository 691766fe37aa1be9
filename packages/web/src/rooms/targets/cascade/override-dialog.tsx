import type { CommandRequest } from '@shapan/contract';
import type { CellPlace } from '@shapan/engine';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { usePlan } from '../../../app/open-plan.tsx';
import { useSubmit } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Field, TextArea, TextInput } from '../../../design/index.ts';
import { readAmount } from '../breakdown/entries.ts';
import { inUnit } from '../in-unit.ts';
import type { MetricFormat } from '../metric-format.ts';
import { refusalText } from '../words.ts';
import { AmountDialog } from './amount-dialog.tsx';
import { coordinateOf } from './coordinate.ts';

export interface CellDialogProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly at: CellPlace;
  readonly name: string;
  /** What the cell shows, in the metric's smallest unit. */
  readonly current: number | null;
  readonly onClose: () => void;
}

/** Set a number by hand, with what was calculated and the reason beside it; rules that say so leave it alone (SPR-T95). */
export function OverrideDialog({ table, format, at, name, current, onClose }: CellDialogProps) {
  const t = useT();
  const { store, state } = usePlan();
  const { workspace, memberName } = useWorkspace();
  const submit = useSubmit(store);
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const typed = value.trim() === '' ? null : readAmount(value, current, format);
  const target = table.layout.target.id;

  const save = async (): Promise<void> => {
    setTried(true);
    if (reason.trim() === '' || typed?.ok === false) return;
    const fields = {
      target,
      coordinate: coordinateOf(table.layout, at.members),
      time: at.time,
      ...(current !== null && { calculated: current }),
      reason: reason.trim(),
      author: workspace.me.id,
    };
    const place = { members: [...at.members], time: at.time };
    const commands: CommandRequest[] = [
      { type: 'record.add', kind: 'override', id: uuidv7(), fields },
      ...(typed?.ok
        ? [
            {
              type: 'target.enter' as const,
              target,
              entries: [{ at: place, value: typed.value.amount }],
            },
          ]
        : []),
    ];
    if (await submit(commands)) onClose();
  };

  return (
    <AmountDialog
      title={t('targets.override.title', { name })}
      text={t('targets.override.text')}
      confirm={t('targets.override.save')}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Field
        label={inUnit(t, t('targets.override.value'), format.unitLabel)}
        note={t('targets.override.stays')}
        error={
          tried && typed?.ok === false
            ? refusalText({ t, state, format, memberName }, typed.problems[0]!)
            : undefined
        }
      >
        <TextInput autoFocus value={value} onChange={setValue} inputMode="decimal" />
      </Field>
      <Field
        label={t('field.override.reason')}
        error={tried && reason.trim() === '' ? t('problem.REQUIRED') : undefined}
      >
        <TextArea value={reason} onChange={setReason} rows={2} maxLength={400} />
      </Field>
    </AmountDialog>
  );
}
