import type { ReactNode } from 'react';
import './page-header.css';

export interface PageHeaderProps {
  readonly title: ReactNode;
  /** A `Breadcrumb`, above the title. */
  readonly path?: ReactNode;
  /** The state, beside the title. */
  readonly status?: ReactNode;
  /** What the page answers, in one sentence. */
  readonly summary?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageHeader({ title, path, status, summary, actions }: PageHeaderProps) {
  return (
    <header className="sp-page-head">
      <div className="sp-page-head__main">
        {path}
        <div className="sp-page-head__line">
          <h1 className="sp-page-head__title">{title}</h1>
          {status}
        </div>
        {summary !== undefined && <p className="sp-page-head__summary">{summary}</p>}
      </div>
      {actions !== undefined && <div className="sp-page-head__actions">{actions}</div>}
    </header>
  );
}
