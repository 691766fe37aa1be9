import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import type { Place } from '../frame.ts';
import type { Draft } from './draft.ts';
import { percentOf, roundedQuotient } from './exact.ts';
import { nothingToWrite, orderedCells, type StepEntry, shareOut } from './ordered.ts';
import type { SpreadRequest } from './request.ts';

/** SPR-T25: positions are counted over the whole range; cells in which nothing may change keep their number. */
export function planLine(draft: Draft, place: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  const { from, to } = request;
  if (from === undefined) return refuse(problem('REQUIRED', 'from', { method: 'straightLine' }));
  if (to === undefined) return refuse(problem('REQUIRED', 'to', { method: 'straightLine' }));
  const cells = orderedCells(draft, place, request);
  if (!cells.ok) return cells;
  const n = cells.value.length;
  if (n === 1 && from !== to) return refuse(problem('LINE_OF_ONE', 'at'));
  const nothing = nothingToWrite(draft, cells.value, request);
  if (nothing) return refuse(nothing);
  const steps = BigInt(Math.max(1, n - 1));
  const start = BigInt(from) * steps;
  const rise = BigInt(to) - BigInt(from);
  return ok(
    cells.value.flatMap((cell, k) =>
      cell.free === 0 ? [] : [{ place: cell.place, value: roundedQuotient(start + rise * BigInt(k), steps) }],
    ),
  );
}

/** SPR-T26: a·(1+p)^(k−1), each from the exact power; or in these proportions so that the total is V. */
export function planGrowth(draft: Draft, place: Place, request: SpreadRequest): Result<readonly StepEntry[]> {
  const { from, percent, value } = request;
  if (percent === undefined) return refuse(problem('REQUIRED', 'percent', { method: 'growth' }));
  if (percent < -100) return refuse(problem('OUT_OF_RANGE', 'percent', { value: percent, min: -100 }));
  if (from === undefined && value === undefined) {
    return refuse(problem('REQUIRED', 'from', { method: 'growth' }));
  }
  const cells = orderedCells(draft, place, request);
  if (!cells.ok) return cells;
  const nothing = from === undefined ? null : nothingToWrite(draft, cells.value, request);
  if (nothing) return refuse(nothing);
  const { numerator: num, denominator: den } = percentOf(percent);
  const base = den + num;
  const last = cells.value.length - 1;
  if (from !== undefined) {
    return ok(
      cells.value.flatMap((cell, k) => {
        if (cell.free === 0) return [];
        const exact = BigInt(from) * base ** BigInt(k);
        return [{ place: cell.place, value: roundedQuotient(exact, den ** BigInt(k)) }];
      }),
    );
  }
  const weights = cells.value.map((_, k) => base ** BigInt(k) * den ** BigInt(last - k));
  return shareOut(cells.value, weights, value!, request);
}
