import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import type { Tone } from '../feedback/tone.tsx';
import '../feedback/tone.css';
import './bullet-row.css';
import './chart.css';

export interface BulletRowProps {
  readonly name: ReactNode;
  readonly actual: number | null;
  readonly target: number;
  /** The share of the period that has passed, 0 to 1. */
  readonly elapsed?: number | undefined;
  /** The longest amount of all rows beside it, so that they share one scale; otherwise each row has its own. */
  readonly scale?: number | undefined;
  readonly tone?: Tone | undefined;
  /** The row in a sentence: 华东区 目标 210 万，实际 142 万. */
  readonly label: string;
  /** At the end of the row: the amount or the share, for people. */
  readonly value?: ReactNode;
}

export interface BulletLegendProps {
  readonly actual: string;
  readonly target: string;
  readonly elapsed?: string | undefined;
}

/** What the marks of the rows below it mean. */
export function BulletLegend({ actual, target, elapsed }: BulletLegendProps) {
  return (
    <div className="sp-legend sp-legend--bullet">
      <span className="sp-legend__item sp-legend__item--bar">{actual}</span>
      <span className="sp-legend__item sp-legend__item--tick">{target}</span>
      {elapsed !== undefined && <span className="sp-legend__item sp-legend__item--caret">{elapsed}</span>}
    </div>
  );
}

/** Actual against target in one line: bar, target tick, and where the target stands when time is counted. */
export function BulletRow(props: BulletRowProps) {
  const { name, actual, target, elapsed, tone = 'neutral', label, value } = props;
  const scale = props.scale ?? Math.max(target, actual ?? 0);
  const at = (amount: number) => `${scale > 0 ? Math.min(100, Math.max(0, (amount / scale) * 100)) : 0}%`;
  return (
    <div className={classes('sp-bullet', `sp-tone--${tone}`)}>
      <span className="sp-bullet__name">{name}</span>
      <div role="img" aria-label={label} className="sp-bullet__track">
        <div className="sp-bullet__ground" style={{ width: at(target) }} />
        <div className="sp-bullet__actual" style={{ width: at(actual ?? 0) }} />
        {elapsed !== undefined && (
          <div className="sp-bullet__elapsed" style={{ insetInlineStart: at(target * elapsed) }} />
        )}
        <div className="sp-bullet__target" style={{ insetInlineStart: at(target) }} />
      </div>
      {value !== undefined && <span className="sp-bullet__value num">{value}</span>}
    </div>
  );
}
