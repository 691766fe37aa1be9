import {
  covers,
  leavesUnder,
  meets,
  ownRow,
  type Place,
  readFraction,
  samePlace,
  standsThere,
  type TargetLayout,
} from '../../targets/index.ts';
import { type Coverage, coverageAt } from './coverage.ts';
import { type CoverageFigures, coverageUnits, figuresOf, missingOf } from './figures.ts';
import { type Added, addsUp, type Laid, sumsOverMembers } from './lay.ts';

/**
 * Coverage of many places at once: the members of one dimension, or none, in every period, each other dimension at one member
 * (COV-10). Nodes are numbered in preorder, so what counts at a member is one stretch of what counts at all of them: a
 * place costs the same however many initiatives there are.
 */
export interface CoverageSlice {
  readonly coverage: Coverage;
  /** The dimension whose members differ; −1 = none does. */
  readonly along: number;
  /** A node of every dimension; in `along` that of the whole. */
  readonly members: readonly number[];
  /** What counts somewhere here, by its node. */
  readonly counted: Stretches;
  /** Nodes, ascending, of what shares something with some place here, whether it counts or not. */
  readonly naming: Int32Array;
  /** By node: whether one of those names it or what contains it. */
  readonly named: Uint8Array;
}

interface Stretches {
  /** Nodes, ascending. */
  readonly nodes: Int32Array;
  /** What the first so many come to: over time so far, too, where that adds up. `null`: too large to be added up exactly. */
  readonly sums: Readonly<Record<keyof Added, Float64Array>> | null;
  /** Numbers of `sums` for each of them. */
  readonly width: number;
}

const parts = ['low', 'likely', 'high', 'expected'] as const;

/** `members`: where the other dimensions stand, a node of every dimension; `along` −1 of a target that has none. */
export function sliceOf(coverage: Coverage, along: number, members: readonly number[]): CoverageSlice {
  const { layout, laid, isWider } = coverage;
  const { frame } = layout;
  const whole = withNode(members, along, 0);
  const here: Place = { members: whole, time: 0 };
  const sums = sumsOverMembers(layout);
  const counted: Laid[] = [];
  const naming: Laid[] = [];
  for (const one of laid) {
    const at: Place = { members: withNode(one.place.members, along, 0), time: 0 };
    if (!meets(frame, here, at)) continue;
    naming.push(one);
    // What is no sum is told at a member itself: its own row is another place where it has members below.
    const within = sums ? covers(frame, here, at) : samePlace(frame, here, at) && isNode(layout, along, one);
    if (within && !isWider(one.contribution)) counted.push(one);
  }
  return {
    coverage,
    along,
    members: whole,
    counted: stretchesOf(layout, along, counted),
    naming: Int32Array.from(naming, (one) => nodeOf(one, along)).sort(),
    named: namedBy(layout, along, naming),
  };
}

const withNode = (members: readonly number[], along: number, node: number): readonly number[] =>
  along < 0 ? members : members.with(along, node);

/** Where something is laid along the slice; a member's own row stands where the member does. */
const nodeOf = ({ place }: Laid, along: number): number => {
  const node = place.members[along] ?? 0;
  return node < 0 ? ownRow(node) : node;
};

/** Whether it is laid at a member with all below it, not at the member's own row alone. */
const isNode = ({ frame }: TargetLayout, along: number, laid: Laid): boolean =>
  (laid.place.members[along] ?? 0) >= 0 ||
  frame.trees[along]?.end[nodeOf(laid, along)] === nodeOf(laid, along) + 1;

/** By node, whether one of these contains it: steps up where a subtree begins, and down where it ends. */
function namedBy(layout: TargetLayout, along: number, naming: readonly Laid[]): Uint8Array {
  const tree = layout.frame.trees[along];
  const steps = new Int32Array((tree?.ids.length ?? 1) + 1);
  for (const one of naming) {
    const node = nodeOf(one, along);
    steps[node]! += 1;
    steps[isNode(layout, along, one) ? (tree?.end[node] ?? 1) : node + 1]! -= 1;
  }
  const named = new Uint8Array(steps.length - 1);
  for (let node = 0, depth = 0; node < named.length; node++) {
    depth += steps[node]!;
    named[node] = depth > 0 ? 1 : 0;
  }
  return named;
}

function stretchesOf(layout: TargetLayout, along: number, counted: readonly Laid[]): Stretches {
  const sorted = counted.toSorted((a, b) => nodeOf(a, along) - nodeOf(b, along));
  const nodes = Int32Array.from(sorted, (one) => nodeOf(one, along));
  const leaves = layout.periods.length;
  const width = leaves + 1;
  if (!isExact(sorted)) return { nodes, sums: null, width };
  const flows = addsUp(layout);
  const summed = (part: keyof Added): Float64Array => {
    const sums = new Float64Array((sorted.length + 1) * width);
    sorted.forEach(({ amounts }, i) => {
      let soFar = 0;
      for (let leaf = 0; leaf < leaves; leaf++) {
        const amount = amounts[part][leaf]!;
        soFar = flows ? soFar + amount : amount;
        sums[(i + 1) * width + leaf + 1] = sums[i * width + leaf + 1]! + soFar;
      }
    });
    return sums;
  };
  const [low, likely, high, expected] = parts.map(summed) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { nodes, sums: { low, likely, high, expected }, width };
}

/** Whether every sum of some of them, in any order, is a whole number that a double holds. */
function isExact(counted: readonly Laid[]): boolean {
  const sizes = parts.map((part) =>
    counted.reduce(
      (sum, { amounts }) => sum + amounts[part].reduce((size, amount) => size + Math.abs(amount), 0),
      0,
    ),
  );
  return sizes.every((size) => size <= Number.MAX_SAFE_INTEGER);
}

/** How a member in a period is covered; `undefined` where it does not stand there then. */
export function figuresAt(slice: CoverageSlice, node: number, time: number): CoverageFigures | undefined {
  const { coverage, along, counted } = slice;
  const { layout } = coverage;
  const place: Place = { members: withNode(slice.members, along, node), time };
  if (!standsThere(layout.frame, place)) return undefined;
  if (counted.sums === null) return coverageAt(coverage, place);
  const stretch = stretchAt(slice, node);
  const [low, likely, high, expected] = parts.map((part) => sumAt(slice, part, stretch, time)) as [
    number,
    number,
    number,
    number,
  ];
  const added = { low, likely, high, expected };
  const target = coverageUnits(layout, readFraction(coverage.targets, place));
  return figuresOf(layout, target, coverage.baseline(place), added, () => isNamedAt(slice, node));
}

/** Whether an initiative names a member, one below it, or what contains it. */
export function isNamedAt({ coverage, along, naming, named }: CoverageSlice, node: number): boolean {
  if (named[node] === 1) return true;
  const below = naming[firstAtLeast(naming, node)];
  return below !== undefined && below < (coverage.layout.frame.trees[along]?.end[node] ?? 1);
}

/** What is missing at a member in each of some periods, written into `into` from `at` on; NaN where nothing says. */
export function missingInto(
  slice: CoverageSlice,
  node: number,
  times: ArrayLike<number>,
  into: Float64Array,
  at: number,
): void {
  const { coverage, along, counted } = slice;
  const { layout, targets, baseline } = coverage;
  const members = withNode(slice.members, along, node);
  const stretch = stretchAt(slice, node);
  for (let i = 0; i < times.length; i++) {
    const place: Place = { members, time: times[i]! };
    let missing: number | null = null;
    if (counted.sums === null) missing = figuresAt(slice, node, place.time)?.uncovered ?? null;
    else if (standsThere(layout.frame, place)) {
      const target = coverageUnits(layout, readFraction(targets, place));
      const reached =
        target === null ? 0 : (baseline(place) ?? 0) + sumAt(slice, 'expected', stretch, place.time);
      missing = missingOf(layout, target, reached);
    }
    into[at + i] = missing ?? Number.NaN;
  }
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What counts at a member: all below it where members add up, else its own. */
function stretchAt(
  { coverage: { layout }, along, counted: { nodes } }: CoverageSlice,
  node: number,
): Stretch {
  const end = layout.frame.trees[along]?.end[node] ?? 1;
  // A member's own row counts as the member only where that has nothing else below.
  const to = sumsOverMembers(layout) ? end : node + 1;
  return { from: firstAtLeast(nodes, node), to: firstAtLeast(nodes, to) };
}

function sumAt(
  { coverage: { layout }, counted: { sums, width } }: CoverageSlice,
  part: keyof Added,
  stretch: Stretch,
  time: number,
): number {
  const { from, to } = leavesUnder(layout.frame.time, time);
  const table = sums![part];
  const upTo = (leaf: number): number =>
    table[stretch.to * width + leaf]! - table[stretch.from * width + leaf]!;
  return addsUp(layout) ? upTo(to) - upTo(from) : upTo(to);
}

/** Where among ascending nodes the first stands that is not before one. */
export function firstAtLeast(nodes: Int32Array, node: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle]! < node) low = middle + 1;
    else high = middle;
  }
  return low;
}
