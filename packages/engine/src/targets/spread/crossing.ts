import { type Problem, problem } from '../../foundation/problem.ts';
import { ok, type Result, refuse } from '../../foundation/result.ts';
import { covers, type Frame, meetOf, type Place } from '../frame.ts';
import { splitTwoWay } from '../two-way.ts';
import { allocate } from './allocate.ts';
import { type FreeSet, freeSet } from './basis.ts';
import { type Draft, scopeOf, settle, takeStep } from './draft.ts';
import { fitMargins } from './margins.ts';
import type { Hold, SpreadRequest } from './request.ts';

/** A total that is to be true at the end: typed, or held. */
export interface Wanted {
  readonly place: Place;
  readonly value: number;
}

/** Whether two places share leaves although neither lies in the other. */
export function isCrossing(frame: Frame, a: Place, b: Place): boolean {
  return meetOf(frame, a, b) !== null && !covers(frame, a, b) && !covers(frame, b, a);
}

/**
 * Totals of two families that cross – regions and products, say – need the same leaves. Decide what each
 * crossing receives (SPR-T73 to T75), so that the totals can then be entered one after the other. Where rows
 * or columns also have leaves outside the crossings, those leaves scale along with their row or column.
 *
 * Refuses with `TWO_WAY_INFEASIBLE` when no such numbers exist, and with `MULTIWAY_UNPROVEN` when the totals
 * do not form two families (SPR-T72).
 */
export function fitCrossing(
  draft: Draft,
  part: 0 | 1,
  wanted: readonly Wanted[],
  except: readonly Hold[] = [],
): Result<null> {
  const { frame } = draft.input;
  const families = twoFamilies(frame, wanted);
  if (families === null) return refuse(unproven(wanted));
  const table = readTable(draft, part, families, except);
  if (!table.ok) return table;
  const { cells, rows, columns } = table.value;
  const margins = fitMargins(table.value);
  if (margins === null) return refuse(unproven(wanted));
  const weights = rows.map((_, i) => columns.map((_, j) => cells[i]![j]?.weight ?? 0));
  const split = splitTwoWay(margins.rows, margins.columns, weights);
  if (!split.ok) return refuse(...split.problems.map(asInfeasible));
  for (const [i, line] of cells.entries()) {
    for (const [j, cell] of line.entries()) {
      if (cell === null) continue;
      const value = cell.fixed + split.value[i]![j]!;
      const request: SpreadRequest = { at: cell.place, method: 'proportional', value };
      const taken = takeStep(draft, cell.place, part, (scope) => allocate(frame, scope, request), except);
      if (!taken.ok) return taken;
      settle(draft, cell.place);
    }
  }
  return ok(null);
}

/** Rows and columns: everything that crosses crosses between the families, within one nothing overlaps. */
function twoFamilies(frame: Frame, wanted: readonly Wanted[]): readonly [Wanted[], Wanted[]] | null {
  const families: [Wanted[], Wanted[]] = [[], []];
  const family = new Map<Wanted, 0 | 1>();
  const pending = [wanted[0]!];
  family.set(wanted[0]!, 0);
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    const side = family.get(one)!;
    families[side].push(one);
    for (const other of wanted) {
      if (!isCrossing(frame, one.place, other.place) || family.get(other) === 1 - side) continue;
      if (family.has(other)) return null;
      family.set(other, side === 0 ? 1 : 0);
      pending.push(other);
    }
  }
  const overlap = (list: readonly Wanted[]): boolean =>
    list.some((a, i) => list.some((b, j) => j > i && meetOf(frame, a.place, b.place) !== null));
  return family.size < wanted.length || overlap(families[0]) || overlap(families[1]) ? null : families;
}

/** What a row or column is to receive, and the weight of its leaves outside the crossings. */
export interface Margin {
  readonly amount: number;
  readonly rest: number;
}

export interface Crossing {
  readonly place: Place;
  readonly weight: number;
  readonly fixed: number;
}

export interface CrossTable {
  readonly rows: readonly Margin[];
  readonly columns: readonly Margin[];
  readonly cells: readonly (readonly (Crossing | null)[])[];
}

function readTable(
  draft: Draft,
  part: 0 | 1,
  [rows, columns]: readonly [readonly Wanted[], readonly Wanted[]],
  except: readonly Hold[],
): Result<CrossTable> {
  const { frame } = draft.input;
  const sets = new Map<Place, FreeSet>();
  const meetings = rows.map((row) => columns.map((column) => meetOf(frame, row.place, column.place)));
  const places = [...rows, ...columns].map(({ place }) => place);
  for (const place of [...places, ...meetings.flat()]) {
    if (place === null) continue;
    const scope = scopeOf(draft, place, part, except);
    if (!scope.ok) return scope;
    sets.set(place, freeSet(scope.value));
  }
  // Where nothing is there yet, every free leaf weighs the same (SPR-T58).
  const empty = places.every((place) => sets.get(place)!.gross === 0);
  const weigh = (place: Place): number => (empty ? sets.get(place)!.count : sets.get(place)!.free);
  const cells = meetings.map((line) =>
    line.map((place) =>
      place === null || sets.get(place)!.count === 0
        ? null
        : { place, weight: weigh(place), fixed: sets.get(place)!.fixed },
    ),
  );
  const margin = (one: Wanted, line: readonly (Crossing | null)[]): Margin => ({
    amount: one.value - sets.get(one.place)!.fixed,
    rest: weigh(one.place) - line.reduce((sum, cell) => sum + (cell?.weight ?? 0), 0),
  });
  return ok({
    cells,
    rows: rows.map((row, i) => margin(row, cells[i]!)),
    columns: columns.map((column, j) =>
      margin(
        column,
        cells.map((line) => line[j]!),
      ),
    ),
  });
}

function unproven(wanted: readonly Wanted[]): Problem {
  return problem('MULTIWAY_UNPROVEN', 'at', { totals: wanted.length });
}

/** Inside a commit, totals that disagree are one more way of not fitting together. */
function asInfeasible({ code, params }: Problem): Problem {
  return problem(code === 'CONTRADICTION' ? 'TWO_WAY_INFEASIBLE' : code, 'at', params);
}
