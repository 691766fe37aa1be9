import type { ReactNode } from 'react';
import './states.css';

export interface EmptyStateProps {
  /** One sentence: what will stand here and what it is good for. */
  readonly text: ReactNode;
  /** A small picture or an example row. */
  readonly picture?: ReactNode;
  /** The one thing to do. */
  readonly action?: ReactNode;
}

export function EmptyState({ text, picture, action }: EmptyStateProps) {
  return (
    <div className="sp-state">
      {picture !== undefined && <div className="sp-state__picture">{picture}</div>}
      <div className="sp-state__text">{text}</div>
      {action !== undefined && <div className="sp-state__actions">{action}</div>}
    </div>
  );
}
