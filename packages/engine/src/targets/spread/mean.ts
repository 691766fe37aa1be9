import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import type { Place } from '../frame.ts';
import { leavesInWindow } from '../totals/scan.ts';
import type { Draft } from './draft.ts';
import { percentFactor, timesRatio } from './exact.ts';
import { type Cell, cellsAt, type StepEntry } from './ordered.ts';
import type { SpreadRequest } from './request.ts';

/** A leaf period with its days. */
interface Period extends Cell {
  readonly days: number;
}

/**
 * A day-weighted mean of several periods typed at once (SPR-T40): what may change is scaled – or set equal where it holds
 * nothing – so that Σ number × days comes to mean × Σ days. Whole units may miss it by less than the shortest period;
 * then the nearest mean is taken and told (SPR-T79). Periods without an entry are not among them unless all are.
 */
export function planWeightedMean(
  draft: Draft,
  place: Place,
  request: SpreadRequest,
): Result<readonly StepEntry[]> {
  const { time } = draft.input.frame;
  const { from, to } = leavesInWindow(draft.input.cube, time, place.time);
  const places = Array.from(time.leafNodes.subarray(from, to), (node) => ({ ...place, time: node }));
  const cells = cellsAt(draft, places, request.part ?? 0);
  if (!cells.ok) return cells;
  const all = cells.value.map((cell, i): Period => ({ ...cell, days: time.days[from + i]! }));
  const filled = all.filter(({ entries }) => entries > 0);
  const periods = filled.length > 0 ? filled : all;
  const length = total(periods, ({ days }) => days);
  const wanted = wantedSum(periods, length, request);
  if (!Number.isSafeInteger(wanted)) return refuse(problem('OUT_OF_RANGE', 'value', { value: wanted }));
  // What already shows the number stays as it is (SPR-T9).
  if (filled.length > 0 && wanted === total(periods, ({ sum, days }) => sum * days)) return ok([]);
  const open = periods.filter(({ free }) => free > 0);
  const amount = wanted - total(periods, ({ fixed, days }) => fixed * days);
  if (open.length === 0) {
    return amount === 0 ? ok([]) : refuse(problem('NO_FREE_CELL', 'at', { amount, holds: '' }));
  }
  const parts = scaled(open, amount);
  if (parts === null) return refuse(problem('BASIS_CANCELS', 'at', { amount }));
  const missed = amount - open.reduce((sum, { days }, i) => sum + parts[i]! * days, 0);
  if (missed !== 0) {
    draft.notices.push({
      code: 'NEAREST_RATE',
      params: { numerator: wanted - missed, denominator: length },
    });
  }
  return ok(open.map(({ place: at, fixed }, i) => ({ place: at, value: fixed + parts[i]! })));
}

const total = (periods: readonly Period[], of: (period: Period) => number): number =>
  periods.reduce((sum, period) => sum + of(period), 0);

/** Σ number × days that the request asks for. */
function wantedSum(periods: readonly Period[], length: number, request: SpreadRequest): number {
  const now = total(periods, ({ sum, days }) => sum * days);
  if (request.value === undefined) return timesRatio(now, percentFactor(request));
  if (request.action === 'add') return now + request.value * length;
  return request.action === 'subtract' ? now - request.value * length : request.value * length;
}

/**
 * What the free leaves of each period together become: shares cut towards zero, then whole units while they fit. `null`:
 * positives and negatives cancel (SPR-T60).
 */
function scaled(open: readonly Period[], amount: number): number[] | null {
  const weights = open.map(({ sum, fixed }) => sum - fixed);
  const even = weights.every((weight) => weight === 0);
  const weightOf = (i: number): bigint => BigInt(even ? 1 : weights[i]!);
  const den = open.reduce((sum, { days }, i) => sum + weightOf(i) * BigInt(days), 0n);
  if (den === 0n) return null;
  const exact = open.map((_, i) => weightOf(i) * BigInt(amount));
  const parts = exact.map((share) => Number(share / den));
  const step = amount < 0 ? -1 : 1;
  let left = amount - open.reduce((sum, { days }, i) => sum + parts[i]! * days, 0);
  const byRest = open
    .map(({ days }, i) => ({ i, days, rest: exact[i]! - BigInt(parts[i]!) * den }))
    .sort((a, b) => compareSize(b.rest, a.rest) || a.i - b.i);
  for (const { i, days } of byRest) {
    // One unit more where it brings the sum nearer: the last may overshoot by less than it would fall short.
    if (Math.abs(left) * 2 <= days) continue;
    parts[i]! += step;
    left -= step * days;
    if (left === 0 || left < 0 !== step < 0) break;
  }
  return parts;
}

function compareSize(a: bigint, b: bigint): number {
  const size = (a < 0n ? -a : a) - (b < 0n ? -b : b);
  return size === 0n ? 0 : size < 0n ? -1 : 1;
}
