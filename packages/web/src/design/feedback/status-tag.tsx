import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import { type Tone, ToneIcon } from './tone.tsx';
import './status-tag.css';

export interface StatusTagProps {
  readonly tone: Tone;
  /** The word for the state: 正常, 关注, 落后, 已触发. */
  readonly children: ReactNode;
  /** Without its ground, inside dense tables. */
  readonly plain?: boolean | undefined;
}

export function StatusTag({ tone, children, plain }: StatusTagProps) {
  return (
    <span className={classes('sp-tag', `sp-tone--${tone}`, plain && 'sp-tag--plain')}>
      <ToneIcon tone={tone} />
      {children}
    </span>
  );
}
