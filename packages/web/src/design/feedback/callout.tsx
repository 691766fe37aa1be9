import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import { type Tone, ToneIcon } from './tone.tsx';
import './callout.css';

export interface CalloutProps {
  readonly tone: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Speak it when it appears: polite for news, urgent for what stops the work. */
  readonly announce?: 'polite' | 'urgent' | undefined;
}

/** A remark inside the page that stays until its reason is gone. */
export function Callout({ tone, title, children, action, announce }: CalloutProps) {
  const role = announce === undefined ? undefined : announce === 'urgent' ? 'alert' : 'status';
  return (
    <div role={role} className={classes('sp-callout', `sp-tone--${tone}`)}>
      <ToneIcon tone={tone} />
      <div className="sp-callout__body">
        {title !== undefined && <p className="sp-callout__title">{title}</p>}
        {children !== undefined && <div>{children}</div>}
      </div>
      {action !== undefined && <div className="sp-callout__action">{action}</div>}
    </div>
  );
}
