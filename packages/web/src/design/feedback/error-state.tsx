import { OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './states.css';

export interface ErrorStateProps {
  /** What happened, in plain words. */
  readonly title: ReactNode;
  /** What was kept: nothing typed is lost. */
  readonly kept?: ReactNode;
  /** What to do now. */
  readonly advice?: ReactNode;
  readonly action?: ReactNode;
  /** What support asks for. */
  readonly request?: { readonly label: string; readonly id: string } | undefined;
}

export function ErrorState({ title, kept, advice, action, request }: ErrorStateProps) {
  return (
    <div role="alert" className="sp-state sp-state--bad">
      <div className="sp-state__sign">
        <OctagonAlert aria-hidden="true" />
      </div>
      <div className="sp-state__title">{title}</div>
      {kept !== undefined && <p className="sp-state__text">{kept}</p>}
      {advice !== undefined && <p className="sp-state__text">{advice}</p>}
      {action !== undefined && <div className="sp-state__actions">{action}</div>}
      {request !== undefined && (
        <p className="sp-state__request">
          {request.label} <code>{request.id}</code>
        </p>
      )}
    </div>
  );
}
