import type { CellPlace, Fields, Place } from '@shapan/engine';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { usePlan } from '../../../app/open-plan.tsx';
import { useSubmit } from '../../../app/use-submit.ts';
import { useT, useWorkspace } from '../../../data/hooks.tsx';
import type { TargetTable } from '../../../data/tables.ts';
import { Button, Dialog, Field, SegmentedControl, TextArea, TextInput } from '../../../design/index.ts';
import type { MetricFormat } from '../metric-format.ts';
import { BoundFields, readEnds } from './bound-fields.tsx';
import { type ShareChoice, shareChoices } from './share-choices.ts';
import { ShareField } from './share-field.tsx';

interface HoldDialogProps {
  readonly table: TargetTable;
  readonly format: MetricFormat;
  readonly at: CellPlace;
  readonly place: Place;
  /** What the cell is called and shows. */
  readonly name: string;
  readonly leaf: boolean;
  readonly onClose: () => void;
}

type Keeps = 'value' | 'total' | 'share' | 'bound';

/** Keep a number from changing: what is kept, how strongly, why, until when (SPR-T51, SPR-T53). */
export function HoldDialog({ table, format, at, place, name, leaf, onClose }: HoldDialogProps) {
  const t = useT();
  const { store, master } = usePlan();
  const { workspace } = useWorkspace();
  const submit = useSubmit(store);
  const shares = shareChoices(table, place, master);
  const measured = !format.twoPart && ['sum', 'last'].includes(table.layout.aggregation);
  const kinds: readonly Keeps[] = [
    ...(leaf ? (['value'] as const) : (['total', 'value'] as const)),
    ...(measured && shares.length > 0 ? (['share'] as const) : []),
    ...(measured ? (['bound'] as const) : []),
  ];
  const [keeps, setKeeps] = useState<Keeps>(leaf ? 'value' : 'total');
  const [share, setShare] = useState<ShareChoice | undefined>(shares[0]);
  const [ends, setEnds] = useState({ floor: '', cap: '' });
  const [soft, setSoft] = useState<'firm' | 'soft'>('firm');
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === '';
  const read = readEnds(ends, format);

  const hold = async (): Promise<void> => {
    setTried(true);
    if (missing || (keeps === 'bound' && !read.ok)) return;
    const fields: Fields = {
      target: table.layout.target.id,
      members: [...at.members],
      time: at.time,
      keeps,
      owner: workspace.me.id,
      reason: reason.trim(),
      ...(keeps === 'share' && share && { along: share.along }),
      ...(keeps === 'bound' && read.ok && read.value),
      ...(soft === 'soft' && { strength: soft }),
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
        {kinds.length > 1 && (
          <>
            <SegmentedControl
              label={t('targets.hold.keeps')}
              value={keeps}
              onChange={setKeeps}
              segments={kinds.map((value) => ({
                value,
                label: t(value === 'value' && leaf ? 'targets.hold.number' : `targets.hold.${value}`),
              }))}
            />
            <p className="targets-hint">
              {t(keeps === 'value' && leaf ? 'targets.hold.number.text' : `targets.hold.${keeps}.text`)}
            </p>
          </>
        )}
        {keeps === 'share' && share && <ShareField shares={shares} share={share} onShare={setShare} />}
        {keeps === 'bound' && (
          <BoundFields ends={ends} onEnds={setEnds} format={format} problem={tried ? read : null} />
        )}
        <SegmentedControl
          label={t('targets.hold.strength')}
          value={soft}
          onChange={setSoft}
          segments={(['firm', 'soft'] as const).map((value) => ({
            value,
            label: t(`targets.hold.strength.${value}`),
          }))}
        />
        <p className="targets-hint">{t(`targets.hold.strength.${soft}.text`)}</p>
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
        <Field label={t('targets.hold.expires')} note={t('targets.hold.expires.note')}>
          <TextInput type="date" value={expires} onChange={setExpires} />
        </Field>
      </div>
    </Dialog>
  );
}
