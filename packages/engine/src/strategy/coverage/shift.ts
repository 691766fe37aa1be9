import type { Place, TargetLayout } from '../../targets/index.ts';
import type { Contribution } from './contributions.ts';
import { type Coverage, coverageAt, type PlaceCoverage } from './coverage.ts';
import { type Laid, lay } from './lay.ts';

/** A target's coverage as somebody looks at it. */
export interface CoverageSight {
  readonly coverage: Coverage;
  /** What stands for the whole: the top of the table, or of the part that the reader knows. */
  readonly whole: Place;
  /** Nodes of the periods whose places are named where they become uncovered. */
  readonly times: readonly number[];
}

/** How a place is covered now, and how it would be. */
export interface PlaceShift {
  readonly place: Place;
  readonly was: PlaceCoverage;
  readonly is: PlaceCoverage;
}

/** What other contributions make of a target's coverage. */
export interface CoverageShift {
  readonly whole: PlaceShift;
  /** Places that are covered now and would not be any more, the largest gap first. */
  readonly uncovered: readonly PlaceShift[];
}

/**
 * What becomes of a target's coverage when some of its contributions are others (COV-9), each known by its id. Looks at them
 * and at the places they count in, not at the whole table. `null`: it comes to the same everywhere.
 */
export function coverageShift(
  { coverage, whole, times }: CoverageSight,
  changed: readonly Contribution[],
): CoverageShift | null {
  const others = new Map(changed.map((one) => [one.id, lay(coverage.layout, one)]));
  const were = coverage.laid.filter(({ contribution }) => others.has(contribution.id));
  const are = [...others.values()].filter((one) => one !== undefined);
  if (sameAmounts(were, are)) return null;
  const kept = coverage.laid.filter(({ contribution }) => !others.has(contribution.id));
  const after: Coverage = { ...coverage, laid: [...kept, ...are] };
  const shiftAt = (place: Place): PlaceShift => ({
    place,
    was: coverageAt(coverage, place),
    is: coverageAt(after, place),
  });
  const rows = rowsNamed(coverage.layout, [...were, ...are]);
  return {
    whole: shiftAt(whole),
    uncovered: rows
      .flatMap((members) => times.map((time) => shiftAt({ members, time })))
      .filter(({ was, is }) => was.state === 'covered' && (is.state === 'short' || is.state === 'bare'))
      .sort((a, b) => (b.is.uncovered ?? 0) - (a.is.uncovered ?? 0)),
  };
}

function sameAmounts(were: readonly Laid[], are: readonly Laid[]): boolean {
  if (were.length !== are.length) return false;
  const byId = new Map(were.map((one) => [one.contribution.id, one.amounts.expected]));
  return are.every(({ contribution: { id }, amounts: { expected } }) => {
    const before = byId.get(id);
    return before?.every((amount, period) => amount === expected[period]);
  });
}

/** The rows in which contributions count by themselves: a member of one dimension, all others at their top. */
function rowsNamed({ frame }: TargetLayout, laid: readonly Laid[]): readonly (readonly number[])[] {
  const rows = new Map<string, readonly number[]>();
  for (const { place } of laid) {
    const named = place.members.flatMap((node, along) =>
      node === 0 ? [] : [frame.trees.map((_, d) => (d === along ? node : 0))],
    );
    for (const members of named.length > 0 ? named : [place.members]) rows.set(members.join(), members);
  }
  return [...rows.values()];
}
