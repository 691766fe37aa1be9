import { useState } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Dialog, Field, SegmentedControl, TextInput } from '../../../design/index.ts';

interface SaveViewDialogProps {
  readonly mayShare: boolean;
  readonly onClose: () => void;
  readonly onSave: (name: string, share: boolean) => Promise<void>;
}

/** The present layout gets a name: for oneself, or for everybody in the plan. */
export function SaveViewDialog({ mayShare, onClose, onSave }: SaveViewDialogProps) {
  const t = useT();
  const [name, setName] = useState('');
  const [share, setShare] = useState<'own' | 'shared'>('own');
  const ready = name.trim() !== '';
  const save = (): void => {
    if (ready) void onSave(name.trim(), share === 'shared');
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('targets.view.save')}
      closeLabel={t('app.close')}
      description={t('targets.view.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" disabled={!ready} onClick={save}>
            {t('targets.view.keep')}
          </Button>
        </>
      }
    >
      <div className="targets-form">
        <Field label={t('targets.view.name')}>
          <TextInput value={name} onChange={setName} onEnter={save} maxLength={80} autoFocus />
        </Field>
        {mayShare && (
          <SegmentedControl
            label={t('targets.view.for')}
            value={share}
            onChange={setShare}
            segments={[
              { value: 'own', label: t('targets.view.forMe') },
              { value: 'shared', label: t('targets.view.forAll') },
            ]}
          />
        )}
      </div>
    </Dialog>
  );
}
