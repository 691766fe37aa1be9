import { type ReactNode, useId } from 'react';
import { classes } from '../classes.ts';
import { keepsFocus } from './kept-focus.ts';
import './panel.css';

export interface PanelProps {
  readonly title?: ReactNode;
  /** Beside the title: a count, a state, a unit. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
  readonly footer?: ReactNode;
  /** The content reaches the border: tables, charts with axes of their own. */
  readonly flush?: boolean | undefined;
  /** A sandbox: the dashed frame that cannot be taken for the live plan. */
  readonly whatif?: boolean | undefined;
}

/** A sheet of paper on the desk. Never put one inside another; a line or a space separates what belongs together. */
export function Panel({ title, note, actions, children, footer, flush, whatif }: PanelProps) {
  const id = useId();
  return (
    <section
      ref={keepsFocus}
      className={classes('sp-panel', flush && 'sp-panel--flush', whatif && 'sp-panel--whatif')}
      aria-labelledby={title === undefined ? undefined : id}
    >
      {(title !== undefined || actions !== undefined) && (
        <header className="sp-panel__head">
          <h2 id={id} className="sp-panel__title">
            {title}
          </h2>
          {note !== undefined && <div className="sp-panel__note">{note}</div>}
          {actions !== undefined && <div className="sp-panel__actions">{actions}</div>}
        </header>
      )}
      <div className="sp-panel__body">{children}</div>
      {footer !== undefined && <footer className="sp-panel__foot">{footer}</footer>}
    </section>
  );
}
