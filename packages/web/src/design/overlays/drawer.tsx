import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { CloseButton } from './dialog.tsx';
import { useReturnFocus } from './return-focus.ts';
import { scrollStop } from './scroll-stop.ts';
import './drawer.css';

export interface DrawerProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly closeLabel: string;
  readonly children?: ReactNode;
  readonly footer?: ReactNode;
  /** Modal asks for an answer; otherwise the page beside it stays in use, and only the cross or Escape closes. */
  readonly modal?: boolean | undefined;
}

/** The sheet at the right: explain, history, comments. On a narrow screen it takes the whole width. */
export function Drawer({
  open,
  onOpenChange,
  title,
  closeLabel,
  children,
  footer,
  modal = false,
}: DrawerProps) {
  const sheet = useReturnFocus(open);
  return (
    <BaseDialog.Root
      open={open}
      onOpenChange={(next) => onOpenChange(next)}
      modal={modal}
      disablePointerDismissal={!modal}
    >
      <BaseDialog.Portal>
        {modal && <BaseDialog.Backdrop className="sp-scrim" />}
        <BaseDialog.Popup
          ref={sheet}
          finalFocus={false}
          className="sp-drawer"
          data-modal={modal || undefined}
        >
          <div className="sp-sheet__head">
            <BaseDialog.Title className="sp-sheet__title">{title}</BaseDialog.Title>
            <CloseButton label={closeLabel} />
          </div>
          <div className="sp-sheet__body" ref={scrollStop}>
            {children}
          </div>
          {footer !== undefined && <div className="sp-sheet__foot">{footer}</div>}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
