import type { ReactNode } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Dialog } from '../../../design/index.ts';

interface AmountDialogProps {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question about one number of the table: what it is, and what is to become of it. */
export function AmountDialog({ title, text, confirm, onConfirm, onClose, children }: AmountDialogProps) {
  const t = useT();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      closeLabel={t('app.close')}
      description={text}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      <div className="targets-form">{children}</div>
    </Dialog>
  );
}
