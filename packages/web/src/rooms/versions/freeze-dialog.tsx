import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { usePlan } from '../../app/open-plan.tsx';
import { useSubmit } from '../../app/use-submit.ts';
import { useT } from '../../data/hooks.tsx';
import { Button, Dialog, Field, SegmentedControl, TextArea, TextInput } from '../../design/index.ts';

type Purpose = 'baseline' | 'revision' | 'snapshot';

/** Keep the plan as it is now under a name. */
export function FreezeDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const { store } = usePlan();
  const submit = useSubmit(store);
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState<Purpose>('baseline');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const missing = name.trim() === '';
  const freeze = async (): Promise<void> => {
    setTried(true);
    if (missing) return;
    const remark = reason.trim() === '' ? {} : { reason: reason.trim() };
    if (await submit([{ type: 'version.freeze', id: uuidv7(), name: name.trim(), purpose, ...remark }]))
      onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('versions.freeze')}
      closeLabel={t('app.close')}
      description={t('versions.freeze.text')}
      dismissible={missing}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" onClick={() => void freeze()}>
            {t('versions.freeze')}
          </Button>
        </>
      }
    >
      <div className="versions-form">
        <Field label={t('versions.freeze.name')} error={tried && missing ? t('problem.REQUIRED') : undefined}>
          <TextInput
            value={name}
            onChange={setName}
            onEnter={() => void freeze()}
            maxLength={120}
            autoFocus
          />
        </Field>
        <SegmentedControl
          label={t('versions.freeze.purpose')}
          value={purpose}
          onChange={setPurpose}
          segments={(['baseline', 'revision', 'snapshot'] as const).map((value) => ({
            value,
            label: t(`versions.purpose.${value}`),
          }))}
        />
        <Field label={t('versions.freeze.reason')} note={t('targets.optional')}>
          <TextArea value={reason} onChange={setReason} rows={2} maxLength={2000} />
        </Field>
      </div>
    </Dialog>
  );
}
