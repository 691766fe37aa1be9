import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import type { Place } from '../frame.ts';
import { readReference } from './basis.ts';
import { type Draft, scopeOf } from './draft.ts';
import { roundedQuotient } from './exact.ts';
import { type Cell, nothingToWrite, orderedCells, type StepEntry, shareOut } from './ordered.ts';
import type { SpreadRequest } from './request.ts';

/** A known number at a position of the line. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** A straight line as exact fractions: (`start` + `rise`·x) ÷ `den`. */
interface Trend {
  readonly start: bigint;
  readonly rise: bigint;
  readonly den: bigint;
}

/**
 * SPR-T37: the least-squares line through what is known fills the cells that follow, each rounded on its own; with a value
 * they share it out in these proportions. Known are the source's cells before them, or the numbers of the reference: where
 * it says nothing of the last cells these follow, otherwise it is taken to stand right before all of them. With neither,
 * known are the cells that have an entry, up to the last one of them.
 */
export function planPredict(
  draft: Draft,
  place: Place,
  request: SpreadRequest,
): Result<readonly StepEntry[]> {
  const cells = orderedCells(draft, place, request);
  if (!cells.ok) return cells;
  const known = knownPoints(draft, place, request, cells.value);
  if (!known.ok) return known;
  if (known.value.length < 2) return refuse(problem('LINE_OF_ONE', 'at', { points: known.value.length }));
  const trend = leastSquares(known.value);
  const last = Math.max(-1, known.value.at(-1)!.x);
  const following = cells.value
    .map((cell, x) => ({ cell, x }))
    .filter(({ x, cell }) => x > last && (request.value !== undefined || cell.free > 0));
  const at = (x: number): bigint => trend.start + trend.rise * BigInt(x);
  if (request.value === undefined) {
    const beyond = cells.value.filter((_, x) => x > last);
    const nothing = beyond.length === 0 ? null : nothingToWrite(draft, beyond, request);
    if (nothing) return refuse(nothing);
    return ok(
      following.map(({ cell, x }) => ({ place: cell.place, value: roundedQuotient(at(x), trend.den) })),
    );
  }
  const weights = following.map(({ x }) => at(x));
  if (weights.some((weight) => weight < 0n))
    return refuse(problem('BASIS_NEGATIVE', 'at', { method: 'predict' }));
  const before = cells.value.slice(0, last + 1).map((cell) => ({ ...cell, free: 0, fixed: cell.sum }));
  const shared = [...before, ...following.map(({ cell }) => cell)];
  return shareOut(shared, [...before.map(() => 0n), ...weights], request.value, request);
}

function knownPoints(
  draft: Draft,
  place: Place,
  request: SpreadRequest,
  cells: readonly Cell[],
): Result<readonly Point[]> {
  if (request.reference !== undefined) return referencePoints(draft, request, cells);
  if (request.source === undefined) {
    return ok(cells.flatMap(({ entries, sum }, x) => (entries > 0 ? [{ x, y: sum }] : [])));
  }
  const { along, part } = request;
  const source = orderedCells(draft, request.source, {
    at: request.source,
    method: request.method,
    part,
    along: along ?? (request.source.time === place.time ? undefined : 'time'),
  });
  if (!source.ok) return source;
  const { length } = source.value;
  return ok(source.value.flatMap(({ entries, sum }, i) => (entries > 0 ? [{ x: i - length, y: sum }] : [])));
}

function referencePoints(
  draft: Draft,
  request: SpreadRequest,
  cells: readonly Cell[],
): Result<readonly Point[]> {
  const points: Point[] = [];
  for (const [i, { place }] of cells.entries()) {
    const scope = scopeOf(draft, place, request.part ?? 0);
    if (!scope.ok) return scope;
    const read = readReference(draft.input.frame, scope.value, request.reference!);
    if (!read.ok) return read;
    const numbers = read.value.filter((one) => !Number.isNaN(one));
    if (numbers.length > 0) points.push({ x: i, y: numbers.reduce((sum, one) => sum + one, 0) });
  }
  const isBefore = points.at(-1)?.x === cells.length - 1;
  return ok(isBefore ? points.map(({ x, y }) => ({ x: x - cells.length, y })) : points);
}

/** At least two points at different positions. */
function leastSquares(points: readonly Point[]): Trend {
  let [sx, sy, sxx, sxy] = [0n, 0n, 0n, 0n];
  for (const { x, y } of points) {
    sx += BigInt(x);
    sy += BigInt(y);
    sxx += BigInt(x) * BigInt(x);
    sxy += BigInt(x) * BigInt(y);
  }
  const n = BigInt(points.length);
  return { start: sy * sxx - sx * sxy, rise: n * sxy - sx * sy, den: n * sxx - sx * sx };
}
