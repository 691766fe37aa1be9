import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import './breadcrumb.css';

/** One place on the way: a word, or the router's link around it. */
export interface Crumb {
  readonly id: string;
  readonly content: ReactNode;
}

export interface BreadcrumbProps {
  readonly label: string;
  readonly crumbs: readonly Crumb[];
}

export function Breadcrumb({ label, crumbs }: BreadcrumbProps) {
  const last = crumbs.length - 1;
  return (
    <nav aria-label={label}>
      <ol className="sp-crumbs">
        {crumbs.map((crumb, index) => (
          <li key={crumb.id} aria-current={index === last ? 'page' : undefined}>
            {index > 0 && <ChevronRight aria-hidden="true" />}
            {crumb.content}
          </li>
        ))}
      </ol>
    </nav>
  );
}
