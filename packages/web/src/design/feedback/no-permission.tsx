import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import './states.css';

export interface NoPermissionProps {
  readonly title: ReactNode;
  /** Who can grant it, or what may be seen instead. */
  readonly text?: ReactNode;
  readonly action?: ReactNode;
}

export function NoPermission({ title, text, action }: NoPermissionProps) {
  return (
    <div className="sp-state">
      <div className="sp-state__sign">
        <LockKeyhole aria-hidden="true" />
      </div>
      <div className="sp-state__title">{title}</div>
      {text !== undefined && <div className="sp-state__text">{text}</div>}
      {action !== undefined && <div className="sp-state__actions">{action}</div>}
    </div>
  );
}
