import { percentText } from '../../app/share.ts';
import { useT } from '../../data/hooks.tsx';
import { type Completeness, steps } from './completeness.ts';
import './loop-ring.css';

const SIZE = 240;
const RADIUS = 96;
const GAP = 7;

interface LoopRingProps {
  readonly completeness: Completeness;
}

/** The loop of the five steps: each is a fifth of the ring, filled as far as it is complete. The list beside it says the same. */
export function LoopRing({ completeness }: LoopRingProps) {
  const t = useT();
  const share = percentText(completeness.share, t.locale);
  const label = t('plan.loop.label', { share });
  const sector = 360 / steps.length;
  return (
    <svg className="loop" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={label}>
      {steps.map(({ step }, index) => {
        const from = index * sector + GAP / 2;
        const length = sector - GAP;
        const filled = length * completeness.steps[step].share;
        const [x, y] = pointAt(from + length / 2, RADIUS);
        return (
          <g key={step}>
            <path className="loop__ground" d={arc(from, length)} />
            {filled > 0.5 && <path className="loop__fill" d={arc(from, filled)} />}
            <circle className="loop__seal" cx={x} cy={y} r={13} />
            <text className="loop__number num" x={x} y={y} dy="0.36em">
              {index + 1}
            </text>
          </g>
        );
      })}
      <text className="loop__share num" x={SIZE / 2} y={SIZE / 2} dy="0.1em">
        {share}
      </text>
      <text className="loop__word" x={SIZE / 2} y={SIZE / 2 + 26}>
        {t('plan.loop.complete')}
      </text>
    </svg>
  );
}

/** Degrees run clockwise from the top. */
function pointAt(degrees: number, radius: number): readonly [number, number] {
  const angle = ((degrees - 90) * Math.PI) / 180;
  return [SIZE / 2 + radius * Math.cos(angle), SIZE / 2 + radius * Math.sin(angle)];
}

function arc(from: number, length: number): string {
  const [x1, y1] = pointAt(from, RADIUS);
  const [x2, y2] = pointAt(from + length, RADIUS);
  return `M ${x1} ${y1} A ${RADIUS} ${RADIUS} 0 ${length > 180 ? 1 : 0} 1 ${x2} ${y2}`;
}
