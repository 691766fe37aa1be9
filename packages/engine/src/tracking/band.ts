import { unitScale } from '../foundation/amount.ts';
import { type Place, readFraction, type TargetLayout, type Totals } from '../targets/index.ts';

/** The limits between which a number is good, as what cells show: smallest units, or the quotient of a rate. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/**
 * The band of a place (DOMAIN-7.1). The limits are those of the whole target. Rates, extremes and judged scores mean the
 * same everywhere; of what adds up a place has its part of the limits, as its target is a part of the whole's. A side
 * that nobody has set, and a place whose part is not known, is as narrow as its target.
 */
export function bandAt(layout: TargetLayout, targets: Totals, place: Place, target: number): Band {
  const { lower, upper } = layout.target.fields;
  const share = isAlike(layout) ? 1 : shareOf(targets, place, target);
  const limit = (value: unknown): number =>
    typeof value === 'number' && share !== null ? inCells(layout, value) * share : target;
  const [low, high] = [limit(lower), limit(upper)];
  return { low: Math.min(low, high), high: Math.max(low, high) };
}

/** Whether a limit of the whole is also one of every part. */
function isAlike({ totals, aggregation, cube, metric }: TargetLayout): boolean {
  const pure = metric.fields['unit'] === 'percent' || metric.fields['unit'] === 'score';
  return (
    cube.parts === 2 || totals === 'extreme' || aggregation === 'manual' || (totals === 'computed' && pure)
  );
}

function shareOf(targets: Totals, place: Place, target: number): number | null {
  const whole = readFraction(targets, { members: place.members.map(() => 0), time: 0 });
  const top = whole && whole.numerator / whole.denominator;
  return top ? target / top : null;
}

/** 25 means 25 %, 25 days or 25 yuan, as the metric counts. */
function inCells({ cube, metric, decimals }: TargetLayout, value: number): number {
  if (cube.parts === 1) return value * unitScale(decimals);
  return metric.fields['unit'] === 'percent' ? value / 100 : value;
}
