import type { ReactNode } from 'react';
import './key-figure.css';

export interface KeyFigureProps {
  readonly label: ReactNode;
  /** The number for people; its unit stands beside it, smaller. */
  readonly value: ReactNode;
  readonly unit?: ReactNode;
  /** What the number means, in a sentence or with a `StatusTag`. */
  readonly note?: ReactNode;
}

/** A number that the page is about. Put a few into a `KeyFigures` line; more than six are a table. */
export function KeyFigure({ label, value, unit, note }: KeyFigureProps) {
  return (
    <div className="sp-figure">
      <dt className="sp-figure__label">{label}</dt>
      <dd className="sp-figure__value num">
        {value}
        {unit !== undefined && <span className="sp-figure__unit">{unit}</span>}
      </dd>
      {note !== undefined && <dd className="sp-figure__note">{note}</dd>}
    </div>
  );
}

/** Figures side by side, parted by hairlines. */
export function KeyFigures({ children }: { readonly children: ReactNode }) {
  return <dl className="sp-figures">{children}</dl>;
}
