import { ownRow } from '../../targets/index.ts';
import type { Laid } from './lay.ts';
import { type CoverageSlice, firstAtLeast, isNamedAt, missingInto } from './slice.ts';

/** What is missing in each of many places of a slice: members by periods (COV-10). */
export interface Gaps {
  readonly slice: CoverageSlice;
  /** Nodes of members, ascending. */
  readonly nodes: Int32Array;
  /** Nodes of periods. */
  readonly times: Int32Array;
  /** Row by row; negative = more than asked, NaN = nothing says. */
  readonly missing: Float64Array;
  /** In how many something is missing. */
  readonly count: number;
}

/** A place in which something is missing. */
export interface Gap {
  readonly node: number;
  readonly time: number;
  /** In units of coverage; above 0. */
  readonly missing: number;
  /** No initiative names it or what contains it. */
  readonly bare: boolean;
}

/** `nodes` ascending. */
export function gapsOf(slice: CoverageSlice, nodes: Int32Array, times: Int32Array): Gaps {
  const steps = gapsInSteps(slice, nodes, times, nodes.length);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same with a pause after every `atOnce` members, for whoever has something else to do in between. */
export function* gapsInSteps(
  slice: CoverageSlice,
  nodes: Int32Array,
  times: Int32Array,
  atOnce: number,
): Generator<void, Gaps> {
  const missing = new Float64Array(nodes.length * times.length);
  for (let row = 0; row < nodes.length; row++) {
    if (row > 0 && row % atOnce === 0) yield;
    missingInto(slice, nodes[row]!, times, missing, row * times.length);
  }
  return { slice, nodes, times, missing, count: countIn(missing) };
}

/**
 * The same places after contributions changed, and nothing else: of the same target, numbers, baseline and slice. Only those
 * are computed anew that a changed contribution counts in.
 */
export function followGaps(before: Gaps, slice: CoverageSlice): Gaps {
  if (before.slice === slice) return before;
  const { nodes, times } = before;
  const changed = changedBetween(before.slice.coverage.laid, slice.coverage.laid);
  if (changed.length === 0) return { ...before, slice };
  const missing = before.missing.slice();
  let { count } = before;
  for (const row of rowsAbove(before, slice, changed)) {
    const [from, to] = [row * times.length, (row + 1) * times.length];
    missingInto(slice, nodes[row]!, times, missing, from);
    count += countIn(missing.subarray(from, to)) - countIn(before.missing.subarray(from, to));
  }
  return { slice, nodes, times, missing, count };
}

/** The largest `most` of them: those that nobody carries first, then what misses most, then in order. */
export function largestGaps({ slice, nodes, times, missing }: Gaps, most: number): readonly Gap[] {
  const found: Gap[] = [];
  let last: Gap | undefined;
  for (let row = 0; row < nodes.length; row++) {
    const node = nodes[row]!;
    let bare: boolean | undefined;
    for (let i = 0; i < times.length; i++) {
      const gap = missing[row * times.length + i]!;
      // Most are smaller than what is shown, and what no initiative names is asked for the others only.
      if (!(gap > 0) || (last?.bare && gap <= last.missing)) continue;
      bare ??= !isNamedAt(slice, node);
      if (last && !comesBefore({ missing: gap, bare }, last)) continue;
      insert(found, { node, time: times[i]!, missing: gap, bare });
      if (found.length > most) found.pop();
      last = found.length === most ? found.at(-1) : undefined;
    }
  }
  return found;
}

/** Into a sorted list, behind those as large. */
function insert(found: Gap[], gap: Gap): void {
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comesBefore(gap, found[middle]!)) high = middle;
    else low = middle + 1;
  }
  found.splice(low, 0, gap);
}

type Rank = Pick<Gap, 'missing' | 'bare'>;

const comesBefore = (a: Rank, b: Rank): boolean => (a.bare === b.bare ? a.missing > b.missing : a.bare);

function countIn(missing: Float64Array): number {
  let count = 0;
  for (const gap of missing) if (gap > 0) count += 1;
  return count;
}

/** What is laid in one of the two only; what stays the same is the same object (`coverageOf`). */
function changedBetween(before: readonly Laid[], after: readonly Laid[]): readonly Laid[] {
  const [then, now] = [new Set(before), new Set(after)];
  return [...before.filter((one) => !now.has(one)), ...after.filter((one) => !then.has(one))];
}

/** Rows of the members at which any of these is laid, and of all above them. */
function rowsAbove(
  { nodes }: Gaps,
  { coverage, along }: CoverageSlice,
  changed: readonly Laid[],
): Set<number> {
  const parent = coverage.layout.frame.trees[along]?.parent;
  const rows = new Set<number>();
  for (const { place } of changed) {
    const at = place.members[along] ?? 0;
    for (let node = at < 0 ? ownRow(at) : at; node >= 0; node = parent?.[node] ?? -1) {
      const row = firstAtLeast(nodes, node);
      if (nodes[row] === node) rows.add(row);
    }
  }
  return rows;
}
