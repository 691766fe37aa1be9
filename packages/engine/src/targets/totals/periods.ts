import type { Tree } from '../tree.ts';

/** The periods of a table of totals: its leaf periods, and the longer ones that are made from them. */
export interface Periods {
  readonly leaves: number;
  readonly longer: number;
  /** Where each node of the time tree stands: leaf periods first, then the longer ones; −1 = it is not kept. */
  readonly places: Int32Array;
  /**
   * Leaf periods that follow each other and belong to one longer period, all of them in order. Three numbers each: how
   * many, the longer one they make or −1, 1 = on top of what others have made of it.
   */
  readonly ofLeaves: Int32Array;
  /** Longer periods side by side that belong to one, from below: the first, how many, what they make, 1 = on top. */
  readonly ofLonger: Int32Array;
}

type Time = Tree & { readonly leafNodes: Int32Array };

export function foldedPeriods(time: Time): Periods {
  const places = new Int32Array(time.ids.length);
  time.leafNodes.forEach((node, i) => {
    places[node] = i;
  });
  const leaves = time.leafNodes.length;
  const inner = Array.from(time.ids.keys())
    .filter((node) => time.end[node] !== node + 1)
    .sort((a, b) => time.depth[b]! - time.depth[a]! || a - b);
  inner.forEach((node, i) => {
    places[node] = leaves + i;
  });
  const begun = new Set<number>();
  return {
    leaves,
    longer: inner.length,
    places,
    ofLeaves: Int32Array.from(familiesOfLeaves(time, places, begun)),
    ofLonger: Int32Array.from(inner.flatMap((node) => familiesOfLonger(time, node, places, begun))),
  };
}

function familiesOfLeaves(time: Time, places: Int32Array, begun: Set<number>): number[] {
  const found: number[] = [];
  let known = -2;
  for (const node of time.leafNodes) {
    const above = time.parent[node]!;
    if (above === known) found[found.length - 3]! += 1;
    else {
      const into = above < 0 ? -1 : places[above]! - time.leafNodes.length;
      found.push(1, into, Number(begun.has(above)));
      begun.add(above);
    }
    known = above;
  }
  return found;
}

function familiesOfLonger(time: Time, node: number, places: Int32Array, begun: Set<number>): number[] {
  const found: number[] = [];
  const leaves = time.leafNodes.length;
  for (let child = node + 1; child < time.end[node]!; child = time.end[child]!) {
    const at = places[child]! - leaves;
    const last = found.length - 4;
    if (at < 0) continue;
    const next = last < 0 ? -1 : found[last]! + found[last + 1]!;
    if (next === at) found[last + 1]! += 1;
    else {
      found.push(at, 1, places[node]! - leaves, Number(begun.has(node)));
      begun.add(node);
    }
  }
  return found;
}

/** Only the leaf periods: what a balance or a mean is read from. */
export function leafPeriods(time: Time): Periods {
  const places = new Int32Array(time.ids.length).fill(-1);
  time.leafNodes.forEach((node, i) => {
    places[node] = i;
  });
  return withoutLonger(time.leafNodes.length, places);
}

/** One number of each combination, nothing else: what rows are counted in. */
export const onePeriod = (): Periods => withoutLonger(1, Int32Array.of(0));

const withoutLonger = (leaves: number, places: Int32Array): Periods => ({
  leaves,
  longer: 0,
  places,
  ofLeaves: Int32Array.of(leaves, -1, 0),
  ofLonger: new Int32Array(0),
});

/**
 * The longer periods of combinations side by side: their leaf periods stand in `values` from `from` on, their longer ones
 * in `longer` from `at` on. Period by period, so that additions do not wait for each other.
 */
export function foldPeriods(
  { leaves, longer: size, ofLeaves, ofLonger }: Periods,
  values: Float64Array,
  from: number,
  longer: Float64Array,
  at: number,
  combinations: number,
): void {
  let k = from;
  for (let f = 0; f < ofLeaves.length; f += 3) {
    const count = ofLeaves[f]!;
    const into = ofLeaves[f + 1]!;
    const onTop = ofLeaves[f + 2] === 1;
    if (into >= 0) fold(values, k, leaves, count, onTop, longer, at + into, size, combinations);
    k += count;
  }
  for (let f = 0; f < ofLonger.length; f += 4) {
    const first = at + ofLonger[f]!;
    const into = at + ofLonger[f + 2]!;
    fold(longer, first, size, ofLonger[f + 1]!, ofLonger[f + 3] === 1, longer, into, size, combinations);
  }
}

/** `count` neighbours at `k` make the one at `at`; of the next combination those `step` and `size` further on. */
function fold(
  values: Float64Array,
  k: number,
  step: number,
  count: number,
  onTop: boolean,
  longer: Float64Array,
  at: number,
  size: number,
  combinations: number,
): void {
  if (count === 3 && !onTop) foldThree(values, k, step, longer, at, size, combinations);
  else if (count === 4 && !onTop) foldFour(values, k, step, longer, at, size, combinations);
  else foldMany(values, k, step, count, onTop, longer, at, size, combinations);
}

/** Months of a quarter. */
function foldThree(
  values: Float64Array,
  first: number,
  step: number,
  longer: Float64Array,
  at: number,
  size: number,
  combinations: number,
): void {
  for (let i = 0, k = first, into = at; i < combinations; i++, k += step, into += size)
    longer[into] = values[k]! + values[k + 1]! + values[k + 2]!;
}

/** Quarters of a year. */
function foldFour(
  values: Float64Array,
  first: number,
  step: number,
  longer: Float64Array,
  at: number,
  size: number,
  combinations: number,
): void {
  for (let i = 0, k = first, into = at; i < combinations; i++, k += step, into += size)
    longer[into] = values[k]! + values[k + 1]! + (values[k + 2]! + values[k + 3]!);
}

function foldMany(
  values: Float64Array,
  first: number,
  step: number,
  count: number,
  onTop: boolean,
  longer: Float64Array,
  at: number,
  size: number,
  combinations: number,
): void {
  for (let i = 0, from = first, into = at; i < combinations; i++, from += step, into += size) {
    let sum = onTop ? longer[into]! : 0;
    for (let k = from; k < from + count; k++) sum += values[k]!;
    longer[into] = sum;
  }
}
