import type { FieldValue } from '@shapan/engine';
import { estimateParts } from '../../records/index.ts';

/** A three-point estimate, and where its points lie on a bar of 0 to 100. */
export interface RangeBar {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
  readonly from: number;
  readonly at: number;
  readonly to: number;
}

/**
 * The bar begins at zero, so that a guess within a few per cent looks narrow; where zero lies between the points or above
 * them it spans them and zero. `null` without an estimate.
 */
export function readRange(value: FieldValue | undefined): RangeBar | null {
  if (value === undefined || value === null) return null;
  const [low, likely, high] = estimateParts(value) as [number, number, number];
  const [start, end] = [Math.min(0, low), Math.max(0, high)];
  const place = (point: number): number => (end === start ? 0 : ((point - start) / (end - start)) * 100);
  return { low, likely, high, from: place(low), at: place(likely), to: place(high) };
}
