import type { Cube } from '../plan/cube.ts';
import { type Frame, leavesUnder, type Place } from './frame.ts';
import type { CellChanges } from './spread/cell-changes.ts';
import {
  createDense,
  type Dense,
  denseSize,
  heldSum,
  outgrows,
  readDense,
  rebuildDense,
  refreshDense,
} from './totals/dense.ts';
import { createExtreme, type Extreme, type Extremum, readExtreme, refreshExtreme } from './totals/extreme.ts';
import { createLazy, type Lazy, readLazy, refreshLazy } from './totals/lazy.ts';
import type { Sum } from './totals/scan.ts';

/**
 * Every total at every level, derived from the leaves and never stored as truth (SPR-T1). Two ways to hold
 * them: all of them in one dense array where that is affordable – one pass to build, some tens of
 * nanoseconds per ancestor to keep – or, for wide cubes, only those somebody asked for.
 */
export interface Totals {
  readonly cube: Cube;
  readonly frame: Frame;
  readonly behaviour: TimeBehaviour;
  readonly parts: readonly (Dense | Lazy | Extreme)[];
  /** What a cell shows where that does not follow from adding leaves up (SPR-T78). */
  readonly shown?: ((place: Place) => Fraction | null) | undefined;
}

/** How leaf periods make a longer period (SPR-T40). `first` and `last` skip periods without any entry. */
export const timeBehaviours = ['flow', 'first', 'last', 'average', 'weightedAverage', 'fill'] as const;

/**
 * `flow` adds periods up, `first` and `last` are balances, `average` is the mean of the periods with an entry,
 * `weightedAverage` counts each of them by its days. `fill` adds up like `flow`; a number typed at a longer period is
 * copied into each of its leaf periods.
 */
export type TimeBehaviour = (typeof timeBehaviours)[number];

/** A total as an exact fraction, so that nothing is rounded on the way to the screen. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * The whole number of smallest units nearest to what a cell shows, halves away from zero: means and formulas need not
 * come out in whole units.
 */
export function nearestUnits({ numerator, denominator }: Fraction): number {
  if (denominator === 1) return numerator;
  const size = Math.round(Math.abs(numerator / denominator));
  return numerator < 0 !== denominator < 0 ? 0 - size : size;
}

/** Left out: `flow`, and 2^25 cells. */
export interface TotalsOptions {
  readonly behaviour?: TimeBehaviour;
  /** Largest number of cells kept densely; at most 12 bytes each. */
  readonly denseLimit?: number;
  /** Larger places show the largest or smallest leaf below instead of a sum, over time too. */
  readonly extremum?: Extremum | undefined;
  /** Overrules what `readFraction` shows, at every place. */
  readonly shown?: ((place: Place) => Fraction | null) | undefined;
}

/**
 * Totals of all parts of a cube. Densely held ones are built here, in one pass; the others when they are first read.
 * From then on `refreshTotals` must hear of every change of a leaf, and another cube or a new frame needs new totals.
 */
export function createTotals(cube: Cube, frame: Frame, options: TotalsOptions = {}): Totals {
  const { denseLimit = 2 ** 25, extremum, shown } = options;
  if (extremum !== undefined) {
    const parts = Array.from({ length: cube.parts }, (_, part) => createExtreme(part, extremum));
    return { cube, frame, behaviour: 'flow', parts, shown };
  }
  const behaviour = options.behaviour === 'fill' ? 'flow' : (options.behaviour ?? 'flow');
  const dense = denseSize(frame, behaviour) <= denseLimit;
  const parts = Array.from({ length: cube.parts }, (_, part) =>
    dense ? createDense(cube, frame, part, behaviour) : createLazy(part),
  );
  return { cube, frame, behaviour, parts, shown };
}

/**
 * One part's total at a place, in smallest units; `null` where no leaf below has an entry. For the averages it
 * is the sum over the leaf periods; `readFraction` gives the mean.
 */
export function readTotal(totals: Totals, place: Place, part = 0): number | null {
  const held = totals.parts[part]!;
  if (held.kind === 'dense' && totals.behaviour === 'flow') {
    // What is not 0 has an entry below it: nothing has to be counted.
    const known = heldSum(held, totals.cube, totals.frame, place);
    if (known !== 0) return known;
  }
  const { sum, entries } = readSettled(totals, place, part);
  return entries === 0 ? null : sum;
}

/**
 * What a cell shows: numerator ÷ denominator. Two-part metrics give Σ numerator ÷ Σ denominator (DOMAIN-5);
 * `average` gives the sum over the number of leaf periods with an entry, `weightedAverage` each by its days; everything
 * else has denominator 1.
 * `null` where there is no entry, or nothing to divide by.
 */
export function readFraction(totals: Totals, place: Place): Fraction | null {
  return totals.shown === undefined ? shownByLeaves(totals, place) : totals.shown(place);
}

/** What the leaves below alone make a cell show; `readFraction` where nothing overrules them. */
export function shownByLeaves(totals: Totals, place: Place): Fraction | null {
  const numerator = readTotal(totals, place, 0);
  if (numerator === null) return null;
  if (totals.cube.parts === 2) {
    const denominator = readTotal(totals, place, 1);
    return denominator === null || denominator === 0 ? null : { numerator, denominator };
  }
  if (totals.behaviour === 'weightedAverage') return weightedMean(totals, place);
  if (totals.behaviour !== 'average') return { numerator, denominator: 1 };
  return { numerator, denominator: leavesWithEntry(totals, place).length };
}

function weightedMean(totals: Totals, place: Place): Fraction {
  const { days } = totals.frame.time;
  let numerator = 0;
  let denominator = 0;
  for (const leaf of leavesWithEntry(totals, place)) {
    numerator += readAt(totals, atLeaf(totals.frame, place, leaf), 0).sum * days[leaf]!;
    denominator += days[leaf]!;
  }
  return { numerator, denominator };
}

/**
 * Follow a change of leaves that the cube already has. A few leaves are carried up their ancestors; where
 * that would cost more than building anew, the totals are built anew.
 */
export function refreshTotals(
  totals: Totals,
  part: number,
  cells: ArrayLike<number>,
  before: ArrayLike<number | null>,
  after: ArrayLike<number | null>,
): void {
  const held = totals.parts[part]!;
  if (held.kind === 'dense') refreshDense(held, totals.cube, totals.frame, cells, before, after);
  else if (held.kind === 'extreme') refreshExtreme(held, totals.frame, cells);
  else refreshLazy(held, totals.frame, cells, before, after);
}

/** The same for what a spread answers. Where all is built anew, nobody asks for the address of each leaf. */
export function followChanges(totals: Totals, changes: CellChanges): void {
  const { part, before, after } = changes;
  const held = totals.parts[part]!;
  if (held.kind === 'dense' && outgrows(held, after.length)) rebuildTotals(totals, part);
  else refreshTotals(totals, part, changes.cells, before, after);
}

/** Derive every total of one part again from the leaves, in place. */
export function rebuildTotals(totals: Totals, part: number): void {
  const held = totals.parts[part]!;
  if (held.kind === 'dense') rebuildDense(held, totals.cube, totals.frame);
  else held.known.clear();
}

/** Leaf periods (as positions) under the place in which any row below has an entry. */
export function leavesWithEntry(totals: Totals, place: Place, part = 0): number[] {
  const { from, to } = leavesUnder(totals.frame.time, place.time);
  const found: number[] = [];
  for (let leaf = from; leaf < to; leaf++) {
    if (readAt(totals, atLeaf(totals.frame, place, leaf), part).entries > 0) found.push(leaf);
  }
  return found;
}

function readSettled(totals: Totals, place: Place, part: number): Sum {
  const { behaviour, frame } = totals;
  if (behaviour === 'flow') return readAt(totals, place, part);
  const { from, to } = leavesUnder(frame.time, place.time);
  let sum = 0;
  let entries = 0;
  for (let i = from; i < to; i++) {
    const leaf = behaviour === 'last' ? from + to - 1 - i : i;
    const one = readAt(totals, atLeaf(frame, place, leaf), part);
    if (one.entries > 0 && (behaviour === 'first' || behaviour === 'last')) return one;
    sum += one.sum;
    entries += one.entries;
  }
  return { sum, entries };
}

function readAt(totals: Totals, place: Place, part: number): Sum {
  const held = totals.parts[part]!;
  if (held.kind === 'extreme') return readExtreme(held, totals.cube, totals.frame, place);
  return held.kind === 'dense'
    ? readDense(held, totals.cube, totals.frame, place)
    : readLazy(held, totals.cube, totals.frame, place);
}

/** The same members in one leaf period. */
export function atLeaf(frame: Frame, place: Place, leaf: number): Place {
  return { members: place.members, time: frame.time.leafNodes[leaf]! };
}
