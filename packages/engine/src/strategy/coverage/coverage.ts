import { sameValue } from '../../plan/record.ts';
import {
  covers,
  leavesUnder,
  meets,
  type Place,
  readFraction,
  type TargetLayout,
  type Totals,
} from '../../targets/index.ts';
import type { Contribution } from './contributions.ts';
import { type BaselineOf, type CoverageFigures, coverageUnits, figuresOf, shareOfAmount } from './figures.ts';
import { type Added, addsUp, type Laid, lay, sumsOverMembers } from './lay.ts';

/** A contribution as it counts at a place. */
export interface Carried extends Added {
  readonly contribution: Contribution;
}

/** A place's figures, and what they are made of. */
export interface PlaceCoverage extends CoverageFigures {
  /** Those that are carried here, the largest first. */
  readonly carried: readonly Carried[];
  /** What is promised for another place that shares some of this one: nobody said how much of it falls here. */
  readonly undivided: readonly Carried[];
}

/** Whether a contribution is for a larger place than the whole of the table, as seen by whoever knows a part of it. */
export type IsWider = (contribution: Contribution) => boolean;

/** What initiatives add to a target, laid over its table. */
export interface Coverage {
  readonly layout: TargetLayout;
  readonly targets: Totals;
  readonly baseline: BaselineOf;
  readonly laid: readonly Laid[];
  /** Whether a contribution is for more than this table shows, of which nobody said how much falls here. */
  readonly isWider: IsWider;
  /** Those that count nowhere: their place or their days lie outside the target, or nobody said when. */
  readonly outside: readonly Contribution[];
}

/**
 * Lay contributions over a target's table. `before`: what was laid over the same one; what is still the same is taken from
 * it, so that trying what a slip would do costs what slips.
 */
export function coverageOf(
  layout: TargetLayout,
  targets: Totals,
  contributions: readonly Contribution[],
  baseline: BaselineOf = statedBaseline(layout, targets),
  isWider: IsWider = () => false,
  before?: Coverage,
): Coverage {
  const known = new Map(
    before?.layout === layout ? before.laid.map((one) => [one.contribution.id, one] as const) : [],
  );
  const laid: Laid[] = [];
  const outside: Contribution[] = [];
  for (const one of contributions) {
    const then = known.get(one.id);
    const at = then && isSame(then.contribution, one) ? then : lay(layout, one);
    if (at) laid.push(at);
    else if (one.effect !== null || one.estimated === null) outside.push(one);
  }
  return { layout, targets, baseline, laid, isWider, outside };
}

/** Contributions are plain values all the way down. */
const isSame = (a: Contribution, b: Contribution): boolean =>
  sameValue({ ...a } as unknown as Values, { ...b } as unknown as Values);

type Values = Parameters<typeof sameValue>[0];

/** How one place is covered, and by what. Of many places at once see `sliceOf`. */
export function coverageAt(coverage: Coverage, place: Place): PlaceCoverage {
  const { layout, targets, laid, isWider } = coverage;
  const carried: Carried[] = [];
  const undivided: Carried[] = [];
  for (const one of laid) {
    if (!isWider(one.contribution) && counts(layout, place, one)) carried.push(carriedAt(layout, place, one));
    else if (meets(layout.frame, { ...one.place, time: place.time }, place))
      undivided.push(carriedAt(layout, place, one));
  }
  const target = coverageUnits(layout, readFraction(targets, place));
  const isNamed = carried.length + undivided.length > 0;
  return {
    ...figuresOf(layout, target, coverage.baseline(place), sumOf(carried), () => isNamed),
    carried: carried.sort((a, b) => b.expected - a.expected),
    undivided,
  };
}

/** What each initiative is expected to add to all of a target, by its id, in units of coverage: what levels and rates are in the end. */
export function expectedByInitiative({ layout, laid }: Coverage): ReadonlyMap<string, number> {
  const expected = new Map<string, number>();
  for (const { contribution, amounts } of laid) {
    const whole = addsUp(layout)
      ? amounts.expected.reduce((sum, amount) => sum + amount, 0)
      : (amounts.expected.at(-1) ?? 0);
    expected.set(contribution.initiative, (expected.get(contribution.initiative) ?? 0) + whole);
  }
  return expected;
}

/**
 * Where history knows nothing: the baseline that the target states for its whole. Each place has as much of it as it has of
 * the target, and what does not add up stands to its target as the whole does, to the nearest unit (COV-7).
 */
export function statedBaseline(layout: TargetLayout, targets: Totals): BaselineOf {
  const stated = layout.target.fields['baseline'];
  if (typeof stated !== 'number') return () => null;
  const whole: Place = { members: layout.frame.trees.map(() => 0), time: 0 };
  return (place) => {
    if (covers(layout.frame, place, whole)) return stated;
    // Numbers move in place: what the whole comes to is asked for each time.
    const all = readFraction(targets, whole);
    const here = readFraction(targets, place);
    return all && here && shareOfAmount(stated, here, all);
  };
}

/** Of what adds up, a place counts all that lies in it; of rates and levels judged by themselves, only its own. */
function counts(layout: TargetLayout, place: Place, { place: at }: Laid): boolean {
  const { frame } = layout;
  const inner = { ...at, time: place.time };
  return covers(frame, place, inner) && (sumsOverMembers(layout) || covers(frame, inner, place));
}

/** What adds up over time is summed over the place's periods; a level is what it is in the last of them. */
function carriedAt(layout: TargetLayout, place: Place, { contribution, amounts }: Laid): Carried {
  const { from, to } = leavesUnder(layout.frame.time, place.time);
  const at = (part: keyof Added): number =>
    addsUp(layout)
      ? amounts[part].slice(from, to).reduce((sum, amount) => sum + amount, 0)
      : (amounts[part][to - 1] ?? 0);
  return {
    contribution,
    low: at('low'),
    likely: at('likely'),
    high: at('high'),
    expected: at('expected'),
  };
}

function sumOf(carried: readonly Added[]): Added {
  const sum = (part: keyof Added): number => carried.reduce((whole, one) => whole + one[part], 0);
  return { low: sum('low'), likely: sum('likely'), high: sum('high'), expected: sum('expected') };
}
