import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import type { Tone } from '../feedback/tone.tsx';
import '../feedback/tone.css';
import './breakdown-bars.css';

export interface BreakdownPart {
  readonly id: string;
  readonly name: ReactNode;
  /** Negative parts grow to the left of the common zero. */
  readonly amount: number;
  readonly tone?: Tone | undefined;
  /** The share or the cause beside the amount. */
  readonly note?: ReactNode;
}

export interface BreakdownBarsProps {
  /** What is taken apart: 缺口 −38 万 的构成. */
  readonly label: string;
  readonly headings: { readonly name: string; readonly bar: string; readonly amount: string };
  readonly parts: readonly BreakdownPart[];
  readonly format: (amount: number) => string;
}

/** What a number is made of, in the order given. It is a table that happens to have bars in it. */
export function BreakdownBars({ label, headings, parts, format }: BreakdownBarsProps) {
  const { left, span } = breakdownScale(parts.map((part) => part.amount));
  return (
    <table className="sp-breakdown">
      <caption className="visually-hidden">{label}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{headings.name}</th>
          <th scope="col">{headings.bar}</th>
          <th scope="col">{headings.amount}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.id}>
            <th scope="row">{part.name}</th>
            <td className="sp-breakdown__cell">
              <div
                className={classes('sp-breakdown__track', `sp-tone--${part.tone ?? 'neutral'}`)}
                aria-hidden="true"
              >
                <div
                  className="sp-breakdown__bar"
                  style={{
                    insetInlineStart: `${((left + Math.min(0, part.amount)) / span) * 100}%`,
                    width: `${(Math.abs(part.amount) / span) * 100}%`,
                  }}
                />
                <div className="sp-breakdown__zero" style={{ insetInlineStart: `${(left / span) * 100}%` }} />
              </div>
            </td>
            <td className="sp-breakdown__amount num">
              {format(part.amount)}
              {part.note !== undefined && <span className="sp-breakdown__note">{part.note}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How much room the parts need: `left` of zero, and `span` in all; never 0, so that it may divide. */
export function breakdownScale(amounts: readonly number[]): { readonly left: number; readonly span: number } {
  const left = Math.max(0, ...amounts.map((amount) => -amount));
  const right = Math.max(0, ...amounts);
  return { left, span: left + right || 1 };
}
