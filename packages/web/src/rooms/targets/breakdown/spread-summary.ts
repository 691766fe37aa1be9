import {
  type BookState,
  type Change,
  coordinateOf,
  createTotals,
  type EntryEffect,
  entryEffect,
  type Fraction,
  forkCube,
  leafInTable,
  type Place,
  placeAbove,
  readFraction,
  rowOf,
  setCells,
  type Totals,
} from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';
import { movedTotals } from './moved-totals.ts';

/** What an entry would do, in few numbers (SPR-T87). */
export interface SpreadSummary {
  readonly leaves: number;
  readonly rows: number;
  /**
   * The rows of the table that move most, the largest first; then the one that moves most for its size, if it is none of
   * them. What stands in several places one after the other has a row for each.
   */
  readonly movers: readonly Mover[];
  /** The edited cells before and after. */
  readonly before: Fraction | null;
  readonly after: Fraction | null;
  /** The totals right above it, one in each dimension and in time. */
  readonly above: readonly AboveCell[];
  /** How the total of the whole target moves. */
  readonly net: number;
  /** Whose numbers move, and who is to agree; `null` where that was not asked or nothing of this target changes. */
  readonly effect: EntryEffect | null;
  /** Where the whole stays: the first totals of members and periods that move all the same, and how many there are. */
  readonly moved: { readonly totals: readonly MovedCell[]; readonly count: number };
}

export interface AboveCell extends MovedCell {
  /** The number of the dimension along which it lies above, or `time`. */
  readonly along: number | 'time';
}

export interface MovedCell {
  readonly place: Place;
  readonly before: Fraction | null;
  readonly after: Fraction | null;
}

export interface Mover {
  readonly coordinate: readonly string[];
  readonly difference: number;
  /** Of what the cells that move were together; `null` where they were nothing. */
  readonly share: Fraction | null;
}

/** Where people are named. */
export interface PlanBooks {
  readonly state: BookState;
  readonly master: BookState;
}

/** `place`: the cell that was typed, or several cells apart; movers of rates are summed by their numerators. */
export function spreadSummary(
  table: TargetTable,
  changes: readonly Change[],
  place: Place | readonly Place[],
  books?: PlanBooks,
): SpreadSummary {
  const places = 'members' in place ? [place] : place;
  const [only] = places.length === 1 ? places : [];
  const { layout, totals } = table;
  const byRow = new Map<number, Moved>();
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
      if (change.part === 0) {
        const row = rowOf(leafInTable(layout, cell));
        const moved = byRow.get(row);
        byRow.set(row, {
          difference: (moved?.difference ?? 0) + difference,
          before: (moved?.before ?? 0) + (change.before[i] ?? 0),
        });
      }
      parts[change.part] = (parts[change.part] ?? 0) + difference;
    });
  }
  const before = sumAt(totals, places);
  const then = totalsAfter(table, changes);
  const effect = books === undefined ? null : entryEffect(layout, books, changes);
  const moving = effect && !effect.isNetChange ? movedTotals(table, changes) : [];
  return {
    leaves,
    rows: byRow.size,
    movers: moversOf(byRow).map(([row, moved]) => ({
      coordinate: coordinateOf(layout.cube, row),
      difference: moved.difference,
      share: shareOf(moved),
    })),
    before,
    after: then ? sumAt(then, places) : shifted(before, parts, layout.cube.parts),
    above: then && only ? aboveCells(table, then, only) : [],
    net: parts[0] ?? 0,
    effect,
    moved: {
      totals: moving.slice(0, mostMoved).flatMap((at) => (then ? movedCell(totals, then, at) : [])),
      count: moving.length,
    },
  };
}

interface Moved {
  readonly difference: number;
  readonly before: number;
}

const shareOf = ({ difference, before }: Moved): Fraction | null =>
  before === 0 ? null : { numerator: difference, denominator: Math.abs(before) };

const steepness = ({ difference, before }: Moved): number =>
  before === 0 ? 0 : Math.abs(difference / before);

/** So many rows are named for how much they move. */
const mostMovers = 5;

function moversOf(byRow: ReadonlyMap<number, Moved>): readonly (readonly [number, Moved])[] {
  const moving = [...byRow].filter(([, { difference }]) => difference !== 0);
  const by = (size: (moved: Moved) => number) => (a: readonly [number, Moved], b: readonly [number, Moved]) =>
    size(b[1]) - size(a[1]);
  const largest = moving.sort(by(({ difference }) => Math.abs(difference))).slice(0, mostMovers);
  const [steepest] = moving.toSorted(by((moved) => steepness(moved)));
  return steepest && !largest.includes(steepest) ? [...largest, steepest] : largest;
}

/** So many totals that move are named. */
const mostMoved = 8;

const movedCell = (totals: Totals, then: Totals, place: Place): MovedCell => ({
  place,
  before: readFraction(totals, place),
  after: readFraction(then, place),
});

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
export function totalsAfter({ layout }: TargetTable, changes: readonly Change[]): Totals | null {
  if (layout.totals !== 'spread') return null;
  const cube = forkCube(layout.cube);
  for (const change of changes) {
    if (change.type !== 'cells.changed' || change.target !== layout.target.id) continue;
    const cells = change.cells.map((cell) => leafInTable(layout, cell));
    setCells(cube, change.part, cells, change.after);
  }
  return createTotals(cube, layout.frame, { behaviour: layout.behaviour, denseLimit: 0 });
}

function aboveCells({ layout, totals }: TargetTable, then: Totals, place: Place): readonly AboveCell[] {
  return [...place.members.keys(), 'time' as const].flatMap((along) => {
    const above = placeAbove(layout.frame, place, along);
    if (above === null) return [];
    return { along, ...movedCell(totals, then, above) };
  });
}

function shifted(before: Fraction | null, parts: readonly number[], count: 1 | 2): Fraction | null {
  const numerator = (before?.numerator ?? 0) + (parts[0] ?? 0);
  if (count === 1) return { numerator, denominator: 1 };
  const denominator = (before?.denominator ?? 0) + (parts[1] ?? 0);
  return denominator === 0 ? null : { numerator, denominator };
}
