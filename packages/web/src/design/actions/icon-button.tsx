import type { ComponentProps, ReactNode } from 'react';
import { classes } from '../classes.ts';
import { Tooltip } from '../overlays/tooltip.tsx';
import { type ButtonKind, type ButtonSize, buttonClass } from './button.tsx';
import './icon-button.css';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  /** What it does: its accessible name and its tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly kind?: ButtonKind | undefined;
  readonly size?: ButtonSize | undefined;
  /** The keys that do the same, shown in the tooltip. */
  readonly keys?: readonly string[] | undefined;
}

export function IconButton({ label, icon, kind = 'quiet', size, keys, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={classes(buttonClass(kind, size), 'sp-icon-button', className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
