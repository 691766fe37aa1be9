import type { CellPlace } from '@shapan/engine';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { usePlan } from '../../../app/open-plan.tsx';
import { useSubmit } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import { Button, Dialog, Field, SegmentedControl, TextArea, TextInput } from '../../../design/index.ts';

interface HoldDialogProps {
  readonly target: string;
  readonly at: CellPlace;
  /** What the cell is called and shows. */
  readonly name: string;
  readonly leaf: boolean;
  readonly onClose: () => void;
}

/** Keep a number from changing: what is kept, why, until when (SPR-T53). */
export function HoldDialog({ target, at, name, leaf, onClose }: HoldDialogProps) {
  const t = useT();
  const { store } = usePlan();
  const { workspace } = useWorkspace();
  const submit = useSubmit(store);
  const [keeps, setKeeps] = useState<'value' | 'total'>(leaf ? 'value' : 'total');
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === '';

  const hold = async (): Promise<void> => {
    setTried(true);
    if (missing) return;
    const fields = {
      target,
      members: [...at.members],
      time: at.time,
      keeps,
      owner: workspace.me.id,
      reason: reason.trim(),
      ...(expires !== '' && { expires }),
    };
    if (await submit([{ type: 'record.add', kind: 'hold', id: uuidv7(), fields }])) onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.hold.title')}
      closeLabel={t('app.close')}
      description={name}
      dismissible={reason === ''}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" onClick={() => void hold()}>
            {t('targets.hold.add')}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        {!leaf && (
          <>
            <SegmentedControl
              label={t('targets.hold.keeps')}
              value={keeps}
              onChange={setKeeps}
              segments={[
                { value: 'total', label: t('targets.hold.total') },
                { value: 'value', label: t('targets.hold.value') },
              ]}
            />
            <p className="targets-hint">
              {t(keeps === 'total' ? 'targets.hold.total.text' : 'targets.hold.value.text')}
            </p>
          </>
        )}
        <Field label={t('targets.hold.reason')} error={tried && missing ? t('problem.REQUIRED') : undefined}>
          <TextArea
            value={reason}
            onChange={setReason}
            rows={2}
            maxLength={400}
            autoFocus
            onSend={() => void hold()}
          />
        </Field>
        <Field label={t('targets.hold.expires')} note={t('targets.optional')}>
          <TextInput type="date" value={expires} onChange={setExpires} />
        </Field>
      </div>
    </Dialog>
  );
}
