import {
  type Change,
  coordinateOf,
  createTotals,
  type Fraction,
  forkCube,
  type Place,
  placeAbove,
  readFraction,
  rowOf,
  setCells,
  type Totals,
} from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';

/** What an entry would do, in few numbers (SPR-T87). */
export interface SpreadSummary {
  readonly leaves: number;
  readonly rows: number;
  /** The coordinates that move most, the largest first. */
  readonly movers: readonly Mover[];
  /** The edited cells before and after. */
  readonly before: Fraction | null;
  readonly after: Fraction | null;
  /** The totals right above it, one in each dimension and in time. */
  readonly above: readonly AboveCell[];
  /** How the total of the whole target moves. */
  readonly net: number;
}

export interface AboveCell {
  /** The number of the dimension along which it lies above, or `time`. */
  readonly along: number | 'time';
  readonly place: Place;
  readonly before: Fraction | null;
  readonly after: Fraction | null;
}

export interface Mover {
  readonly coordinate: readonly string[];
  readonly difference: number;
}

/** `place`: the cell that was typed, or several cells apart; movers of rates are summed by their numerators. */
export function spreadSummary(
  table: TargetTable,
  changes: readonly Change[],
  place: Place | readonly Place[],
  most = 5,
): SpreadSummary {
  const places = 'members' in place ? [place] : place;
  const [only] = places.length === 1 ? places : [];
  const { layout, totals } = table;
  const byRow = new Map<number, number>();
  const parts = [0, 0];
  let leaves = 0;
  for (const change of changes) {
    if (change.type !== 'cells.changed') continue;
    // A number typed on a formula moves a driver: how many leaves is all that can be said of them here.
    if (layout.totals === 'computed') leaves += change.cells.length;
    if (change.target !== layout.target.id) continue;
    change.cells.forEach((cell, i) => {
      const difference = (change.after[i] ?? 0) - (change.before[i] ?? 0);
      leaves += 1;
      if (change.part === 0) byRow.set(rowOf(cell), (byRow.get(rowOf(cell)) ?? 0) + difference);
      parts[change.part] = (parts[change.part] ?? 0) + difference;
    });
  }
  const movers = [...byRow]
    .filter(([, difference]) => difference !== 0)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, most)
    .map(([row, difference]) => ({ coordinate: coordinateOf(layout.cube, row), difference }));
  const before = sumAt(totals, places);
  const then = totalsAfter(table, changes);
  return {
    leaves,
    rows: byRow.size,
    movers,
    before,
    after: then ? sumAt(then, places) : shifted(before, parts, layout.cube.parts),
    above: then && only ? aboveCells(table, then, only) : [],
    net: parts[0] ?? 0,
  };
}

/** Of several cells their sum; rates are typed into one cell alone. */
function sumAt(totals: Totals, places: readonly Place[]): Fraction | null {
  const filled = places.flatMap((one) => readFraction(totals, one) ?? []);
  const [first, ...others] = filled;
  if (!first || others.length === 0) return first ?? null;
  return {
    numerator: filled.reduce((sum, { numerator }) => sum + numerator, 0),
    denominator: first.denominator,
  };
}

/** The table as it would be: only what is asked for is added up. `null` for totals that do not follow from leaves. */
function totalsAfter({ layout }: TargetTable, changes: readonly Change[]): Totals | null {
  if (layout.totals !== 'spread') return null;
  const cube = forkCube(layout.cube);
  for (const change of changes) {
    if (change.type !== 'cells.changed' || change.target !== layout.target.id) continue;
    setCells(cube, change.part, change.cells, change.after);
  }
  return createTotals(cube, layout.frame, { behaviour: layout.behaviour, denseLimit: 0 });
}

function aboveCells({ layout, totals }: TargetTable, then: Totals, place: Place): readonly AboveCell[] {
  return [...place.members.keys(), 'time' as const].flatMap((along) => {
    const above = placeAbove(layout.frame, place, along);
    if (above === null) return [];
    return { along, place: above, before: readFraction(totals, above), after: readFraction(then, above) };
  });
}

function shifted(before: Fraction | null, parts: readonly number[], count: 1 | 2): Fraction | null {
  const numerator = (before?.numerator ?? 0) + (parts[0] ?? 0);
  if (count === 1) return { numerator, denominator: 1 };
  const denominator = (before?.denominator ?? 0) + (parts[1] ?? 0);
  return denominator === 0 ? null : { numerator, denominator };
}
