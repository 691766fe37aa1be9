import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { classes } from '../classes.ts';
import './button.css';

export type ButtonKind = 'primary' | 'default' | 'quiet' | 'danger';
export type ButtonSize = 'normal' | 'small';

export interface ButtonProps extends ComponentProps<'button'> {
  /** One primary a view at most; danger only for what cannot be undone. */
  readonly kind?: ButtonKind | undefined;
  readonly size?: ButtonSize | undefined;
  readonly icon?: ReactNode;
  /** Work is under way: the button keeps its width and its focus, and takes no second press. */
  readonly busy?: boolean | undefined;
}

export function Button({ kind, size, icon, busy, className, children, onClick, ...rest }: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy === true) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      onClick={press}
      className={classes(buttonClass(kind, size), busy && 'sp-button--busy', className)}
      aria-busy={busy === true || undefined}
      aria-disabled={busy === true || undefined}
    >
      {icon !== undefined && <span className="sp-button__icon">{icon}</span>}
      {children}
      {busy === true && <span className="sp-button__busy" aria-hidden="true" />}
    </button>
  );
}

/** The look of a button for a link that leads somewhere. */
export function buttonClass(kind: ButtonKind = 'default', size: ButtonSize = 'normal'): string {
  return classes('sp-button', `sp-button--${kind}`, size === 'small' && 'sp-button--small');
}
