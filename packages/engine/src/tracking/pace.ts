import type { DateRange, PlainDate } from '../foundation/date.ts';
import type { DayBasis } from '../foundation/day-weight.ts';
import { type TimeElapsed, timeElapsed } from './time-elapsed.ts';

/** What is good: more, less, or staying inside a band. */
export type PaceGoal =
  | { readonly direction: 'up' | 'down'; readonly target: number | null }
  | { readonly direction: 'band'; readonly low: number; readonly high: number };

/**
 * A `flow` adds up over time (revenue): by half-time half of it is due. A `level` is due in full on every day
 * (discount rate, stock days). A band is always a level.
 */
export type PaceNature = 'flow' | 'level';

/** Lowest score that is still green, and still amber; 1 is exactly on pace. */
export interface PaceThresholds {
  readonly green: number;
  readonly amber: number;
}

/** Traffic light of a pace: on it, a little behind, far behind (`PaceThresholds`). */
export type PaceStatus = 'green' | 'amber' | 'red';

/** Green from 100 % of what is due, amber from 90 %. */
export const defaultPaceThresholds: PaceThresholds = { green: 1, amber: 0.9 };

/** Amounts are integers in the metric's smallest unit. `null` is "no value": no target set, no data yet. */
export interface PaceRequest {
  readonly goal: PaceGoal;
  /** Actual to date, the as-of day included. */
  readonly actual: number | null;
  readonly window: DateRange;
  readonly asOf: PlainDate;
  readonly basis: DayBasis;
  /** Default `flow`. */
  readonly nature?: PaceNature;
  readonly thresholds?: PaceThresholds;
}

/**
 * Attainment against time. Shares are fractions, 1 = 100 %. Rates are amounts in the smallest
 * unit per unit of the basis: per day, per workday, per point of weight. `null` is "not applicable".
 */
export interface Pace {
  readonly time: TimeElapsed;
  /** 达成率 A/T; for a band the closeness to it. `null` for a target of 0. Higher is better if `adjusted`. */
  readonly attainment: number | null;
  /** The target is negative, so a plain quotient would mislead: the reflected formula was used. */
  readonly adjusted: boolean;
  /** 时间进度达成率: attainment of what was due by the as-of day, for a positive flow (A/T)/τ. */
  readonly pacedAttainment: number | null;
  /** 进度差: attainment − τ as a fraction; ahead is positive, for `down` with a positive target negative. */
  readonly paceGap: number | null;
  /** 缺口, positive while something is missing: T − A for `up`, A − T for `down`, distance to a band. */
  readonly gap: number | null;
  /** gap ≤ 0. For `down` this means: within the limit so far. */
  readonly reached: boolean | null;
  /** 日均 A ÷ elapsed; `null` before the start and for levels. */
  readonly runRate: number | null;
  /**
   * 需日均 gap ÷ time left, never below 0: for `up` what each day left has to bring, for `down` – a limit that is exceeded –
   * what each has to take back. 0 when reached; `null` from the last day on and for levels.
   */
  readonly requiredRunRate: number | null;
  /** 追赶系数 required ÷ run rate; `null` when nothing was achieved yet (shown as "–"), and for `down`. */
  readonly catchUpFactor: number | null;
  /** Traffic light; `null` when nothing can be judged: no value, or a flow of which nothing is due yet. */
  readonly status: PaceStatus | null;
}

/** Where a metric stands against its target and against time. Total: every request has an answer. */
export function pace(request: PaceRequest): Pace {
  const time = timeElapsed(request.basis, request.window, request.asOf);
  const thresholds = request.thresholds ?? defaultPaceThresholds;
  const { goal, actual, nature = 'flow' } = request;
  if (goal.direction === 'band') return paceOfBand(goal.low, goal.high, actual, time, thresholds);
  const { direction, target } = goal;
  if (target === null || actual === null) {
    return { ...nothingKnown(time), runRate: nature === 'flow' ? runRateOf(actual, time) : null };
  }
  const due = nature === 'level' ? 1 : time.share;
  const pacedAttainment = due === null ? null : attainmentOf(actual, target * due, direction);
  const gap = direction === 'up' ? target - actual : actual - target;
  const rates = nature === 'flow' ? ratesOf(actual, gap, direction, time) : noRates;
  return {
    time,
    attainment: attainmentOf(actual, target, direction),
    adjusted: target < 0,
    pacedAttainment,
    paceGap: due === null ? null : paceGapOf(actual, target, due, direction),
    gap,
    reached: gap <= 0,
    ...rates,
    status: statusOf({ target, gap, pacedAttainment, direction }, thresholds),
  };
}

/**
 * 达成率. A negative target uses the reflected formula, so that better than target stays above 1:
 * 1 + (A − T)/|T| when higher is better, 1 + (T − A)/|T| when lower is. `null` for a target of 0.
 */
export function attainmentOf(actual: number, target: number, direction: 'up' | 'down'): number | null {
  if (target === 0) return null;
  if (target > 0) return actual / target;
  return 1 + (direction === 'up' ? actual - target : target - actual) / -target;
}

/** Inside [low, high] 1; outside 1 less the distance to the nearer bound relative to it; `null` if that is 0. */
export function bandAttainment(actual: number, low: number, high: number): number | null {
  const distance = distanceToBand(actual, low, high);
  if (distance === 0) return 1;
  const bound = Math.abs(actual < low ? low : high);
  return bound === 0 ? null : 1 - distance / bound;
}

const distanceToBand = (actual: number, low: number, high: number): number =>
  Math.max(0, low - actual, actual - high);

/** A/T − due. Where only the reflected quotient rises with the actual, its sign turns. */
function paceGapOf(actual: number, target: number, due: number, direction: 'up' | 'down'): number | null {
  if (target === 0) return null;
  return target < 0 && direction === 'up' ? due - actual / target : actual / target - due;
}

const noRates = { runRate: null, requiredRunRate: null, catchUpFactor: null } as const;

function ratesOf(actual: number, gap: number, direction: 'up' | 'down', time: TimeElapsed) {
  const runRate = runRateOf(actual, time);
  const left = time.total - time.elapsed;
  const requiredRunRate = left > 0 ? Math.max(0, gap) / left : null;
  const comparable = direction === 'up' && runRate !== null && runRate > 0 && requiredRunRate !== null;
  return { runRate, requiredRunRate, catchUpFactor: comparable ? requiredRunRate / runRate : null };
}

const runRateOf = (actual: number | null, { elapsed }: TimeElapsed): number | null =>
  actual !== null && elapsed > 0 ? actual / elapsed : null;

interface Standing {
  readonly target: number;
  readonly gap: number;
  readonly pacedAttainment: number | null;
  readonly direction: 'up' | 'down';
}

function statusOf(standing: Standing, thresholds: PaceThresholds): PaceStatus | null {
  const { target, gap, pacedAttainment, direction } = standing;
  // No quotient exists for a target of 0, but "no complaints" is still either kept or broken.
  if (target === 0) return gap <= 0 ? 'green' : 'red';
  if (pacedAttainment === null) return null;
  // Of a limit, 110 % used is as bad as 90 % achieved of a goal.
  return lightOf(direction === 'down' && target > 0 ? 2 - pacedAttainment : pacedAttainment, thresholds);
}

/** Keeps a score that lies on a threshold from falling below it by the last bit of a quotient. */
const TOLERANCE = 1e-12;

function lightOf(score: number, { green, amber }: PaceThresholds): PaceStatus {
  if (score >= green - TOLERANCE) return 'green';
  return score >= amber - TOLERANCE ? 'amber' : 'red';
}

function paceOfBand(
  low: number,
  high: number,
  actual: number | null,
  time: TimeElapsed,
  thresholds: PaceThresholds,
): Pace {
  if (actual === null) return nothingKnown(time);
  const attainment = bandAttainment(actual, low, high);
  const gap = distanceToBand(actual, low, high);
  return {
    ...nothingKnown(time),
    attainment,
    pacedAttainment: attainment,
    paceGap: attainment === null ? null : attainment - 1,
    gap,
    reached: gap === 0,
    status: attainment === null ? 'red' : lightOf(attainment, thresholds),
  };
}

const nothingKnown = (time: TimeElapsed): Pace => ({
  time,
  attainment: null,
  adjusted: false,
  pacedAttainment: null,
  paceGap: null,
  gap: null,
  reached: null,
  ...noRates,
  status: null,
});
