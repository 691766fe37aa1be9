import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import type { Tone } from './tone.tsx';
import './progress.css';
import './tone.css';

export interface ProgressProps {
  /** Reached share of the whole; above 1 is shown full, null is no value yet. */
  readonly value: number | null;
  /** The share of time that has passed, drawn as a tick to compare with. */
  readonly elapsed?: number | undefined;
  /** The whole in a sentence: 完成 68%，时间已过 75%. */
  readonly label: string;
  readonly tone?: Tone | undefined;
}

export interface ProgressRingProps extends ProgressProps {
  readonly size?: number | undefined;
  /** What stands in the middle, usually the percentage. */
  readonly children?: ReactNode;
}

export function ProgressBar({ value, elapsed, label, tone = 'neutral' }: ProgressProps) {
  return (
    <div role="img" aria-label={label} className={classes('sp-bar', `sp-tone--${tone}`)}>
      <div className="sp-bar__fill" style={{ width: `${share(value) * 100}%` }} />
      {elapsed !== undefined && (
        <div className="sp-bar__tick" style={{ insetInlineStart: `${share(elapsed) * 100}%` }} />
      )}
    </div>
  );
}

export function ProgressRing({
  value,
  elapsed,
  label,
  tone = 'neutral',
  size = 64,
  children,
}: ProgressRingProps) {
  const width = Math.max(4, Math.round(size / 14));
  const radius = size / 2 - width / 2 - 2;
  const middle = size / 2;
  const circle = { cx: middle, cy: middle, r: radius, strokeWidth: width, fill: 'none', pathLength: 1 };
  return (
    <div className={classes('sp-ring', `sp-tone--${tone}`)} style={{ width: size, height: size }}>
      <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
        <circle {...circle} className="sp-ring__ground" />
        <circle
          {...circle}
          className="sp-ring__fill"
          strokeDasharray={`${share(value)} 1`}
          transform={`rotate(-90 ${middle} ${middle})`}
        />
        {elapsed !== undefined && (
          <line
            className="sp-ring__tick"
            x1={middle}
            x2={middle}
            y1={middle - radius - width / 2 - 2}
            y2={middle - radius + width / 2 + 2}
            transform={`rotate(${share(elapsed) * 360} ${middle} ${middle})`}
          />
        )}
      </svg>
      {children !== undefined && <span className="sp-ring__text num">{children}</span>}
    </div>
  );
}

function share(value: number | null): number {
  return Math.min(1, Math.max(0, value ?? 0));
}
