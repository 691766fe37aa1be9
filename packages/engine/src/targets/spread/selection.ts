import { problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { covers, type Frame, type Place, rowsUnder } from '../frame.ts';
import { addPlace, indexPlaces, meeting } from '../place-index.ts';
import type { SpreadRequest } from './request.ts';
import { guards, type Scope } from './scope.ts';

/** A request with the cells it is really about: `at` and the rest of the selection. */
export function withLowestCells(frame: Frame, request: SpreadRequest): Result<SpreadRequest> {
  if (request.selection === undefined) return ok(request);
  const cells = selectedCells(frame, request);
  if (!cells.ok) return cells;
  const [at = request.at, ...selection] = cells.value;
  return ok({ ...request, at, selection: selection.length === 0 ? undefined : selection });
}

/**
 * The cells that an entry is about, in its order. Of a cell and one below it only the lower is left (SPR-T14). Refuses
 * with `CONTRADICTION` cells that share leaves although neither lies in the other: their sum would count them twice.
 */
function selectedCells(frame: Frame, request: SpreadRequest): Result<readonly Place[]> {
  const cells = [request.at, ...(request.selection ?? [])];
  const index = indexPlaces(
    frame,
    cells.map((place, item) => ({ place, item })),
  );
  const lowest = [...cells.keys()].filter((i) => {
    const cell = cells[i]!;
    const isAbove = (j: number): boolean => i !== j && covers(frame, cell, cells[j]!);
    return !meeting(index, cell).some((j) => isAbove(j) && !(i < j && covers(frame, cells[j]!, cell)));
  });
  const apart = indexPlaces<number>(frame);
  for (const i of lowest) {
    if (meeting(apart, cells[i]!).length > 0) return refuse(problem('CONTRADICTION', `selection[${i - 1}]`));
    addPlace(apart, cells[i]!, i);
  }
  return ok(lowest.map((i) => cells[i]!));
}

/** Leave alone what lies in the hull but in none of the cells; answers the sum of that. */
export function leaveOut(frame: Frame, scope: Scope, cells: readonly Place[]): number {
  const width = scope.to - scope.from;
  const chosen = new Uint8Array(scope.values.length);
  const indexOf = new Map(Array.from(scope.rows, (row, i) => [row, i]));
  for (const cell of cells) {
    const from = Math.max(scope.from, frame.time.firstLeaf[cell.time]!) - scope.from;
    const to = Math.min(scope.to, frame.time.firstLeaf[frame.time.end[cell.time]!]!) - scope.from;
    for (const row of rowsUnder(frame, cell)) {
      const base = indexOf.get(row)! * width;
      if (from < to) chosen.fill(1, base + from, base + to);
    }
  }
  let outside = 0;
  for (let k = 0; k < chosen.length; k++) {
    if (chosen[k] === 1) continue;
    scope.guard[k] = guards.aside;
    const value = scope.values[k]!;
    if (!Number.isNaN(value)) outside += value;
  }
  return outside;
}
