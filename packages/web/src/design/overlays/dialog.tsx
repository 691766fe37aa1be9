import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClass } from '../actions/button.tsx';
import { classes } from '../classes.ts';
import '../actions/icon-button.css';
import { useReturnFocus } from './return-focus.ts';
import { scrollStop } from './scroll-stop.ts';
import './dialog.css';

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly closeLabel: string;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the primary one last. */
  readonly footer?: ReactNode;
  readonly size?: 'normal' | 'wide' | undefined;
  /** False while something typed would be lost by a press beside the dialog. */
  readonly dismissible?: boolean | undefined;
}

export function Dialog(props: DialogProps) {
  const {
    open,
    onOpenChange,
    title,
    closeLabel,
    description,
    children,
    footer,
    size,
    dismissible = true,
  } = props;
  const sheet = useReturnFocus(open);
  return (
    <BaseDialog.Root
      open={open}
      onOpenChange={(next) => onOpenChange(next)}
      disablePointerDismissal={!dismissible}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="sp-scrim" />
        <BaseDialog.Popup
          ref={sheet}
          initialFocus={() => firstField(sheet.current) ?? true}
          finalFocus={false}
          className={classes('sp-surface', 'sp-dialog', size === 'wide' && 'sp-dialog--wide')}
        >
          <div className="sp-sheet__head">
            <BaseDialog.Title className="sp-sheet__title">{title}</BaseDialog.Title>
            <CloseButton label={closeLabel} />
          </div>
          <div className="sp-sheet__body" ref={scrollStop}>
            {description !== undefined && (
              <BaseDialog.Description className="sp-sheet__text" render={<div />}>
                {description}
              </BaseDialog.Description>
            )}
            {children}
          </div>
          {footer !== undefined && <div className="sp-sheet__foot">{footer}</div>}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

const fields = ['input:not([type=hidden])', 'textarea', '[role=combobox]', '[role=radio][tabindex="0"]'];

/**
 * What is asked first has the keyboard, not the cross that gives up the answer. A finger does not want the keys of the
 * screen over the question before it is read.
 */
function firstField(sheet: HTMLElement | null): HTMLElement | null {
  if (matchMedia('(pointer: coarse)').matches) return null;
  return sheet?.querySelector<HTMLElement>(`.sp-sheet__body :is(${fields.join()}):not(:disabled)`) ?? null;
}

/** The cross of a dialog or drawer. */
export function CloseButton({ label }: { readonly label: string }) {
  return (
    <BaseDialog.Close
      aria-label={label}
      className={classes(buttonClass('quiet'), 'sp-icon-button', 'sp-sheet__close')}
    >
      <X aria-hidden="true" />
    </BaseDialog.Close>
  );
}
