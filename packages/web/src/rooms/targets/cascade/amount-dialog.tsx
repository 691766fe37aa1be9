import type { ReactNode } from 'react';
import { useT } from '../../../data/hooks.tsx';
import { Button, Dialog } from '../../../design/index.ts';

interface AmountDialogProps {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  /** Nothing can come of it as things stand; the dialog says why. */
  readonly disabled?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question about one number of the table: what it is, and what is to become of it. */
export function AmountDialog(props: AmountDialogProps) {
  const { title, text, confirm, disabled = false, onConfirm, onClose, children } = props;
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
          <Button kind="primary" disabled={disabled} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      <div className="targets-form">{children}</div>
    </Dialog>
  );
}
