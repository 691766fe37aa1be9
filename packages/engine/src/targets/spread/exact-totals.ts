import { MAX_AMOUNT } from '../../foundation/amount.ts';
import { type Problem, problem } from '../../foundation/problem.ts';
import { type Cube, peakOf, slotOf } from '../../plan/cube.ts';
import { copyLeaves } from '../../plan/cube-rows.ts';
import type { CellChanges } from './cell-changes.ts';
import type { Draft } from './draft.ts';
import { behaviourOf, isExtreme } from './landing.ts';
import type { SpreadInput } from './request.ts';

/** Tables up to this many leaves are added up for every entry: a few microseconds. */
const FEW = 4_096;

/**
 * SPR-T7: a total is exact while the sizes of the leaves it adds up stay within the limit, whatever their signs and in
 * whatever order they are added. Refuses what would leave it; an entry that makes them smaller is let through.
 *
 * A larger table is added up only when a leaf above its equal share of the limit is written, or ever was: while there is
 * none, all of them together stay within it.
 */
export function inexactTotals(
  { input, largest: written }: Pick<Draft, 'input' | 'largest'>,
  changes: readonly CellChanges[],
): Problem | null {
  if (isExtreme(input)) return null;
  const { cube } = input;
  const leaves = cube.rows.count * cube.slotCount;
  const small = leaves <= FEW ? 0 : MAX_AMOUNT / leaves;
  for (const change of changes) {
    const { part, before, after } = change;
    if (peakOf(cube, part) <= small && written <= small) continue;
    const { cells } = change;
    const sizes = sizesOf(cube, part);
    const was = largest(input, sizes);
    for (let i = 0; i < cells.length; i++) {
      sizes[slotOf(cells[i]!) - cube.firstSlot]! += sizeOf(after[i]!) - sizeOf(before[i]!);
    }
    const is = largest(input, sizes);
    if (is > MAX_AMOUNT && is > was) return problem('OUT_OF_RANGE', 'at', { value: is, max: MAX_AMOUNT });
  }
  return null;
}

const sizeOf = (value: number): number => (Number.isNaN(value) ? 0 : Math.abs(value));

/** What the sizes of all leaves come to in each period. */
function sizesOf(cube: Cube, part: 0 | 1): Float64Array {
  const { firstSlot, slotCount } = cube;
  const sizes = new Float64Array(slotCount);
  const row = new Float64Array(slotCount);
  for (let r = 0; r < cube.rows.count; r++) {
    copyLeaves(cube, part, r, firstSlot, slotCount, row, 0);
    for (let slot = 0; slot < slotCount; slot++) sizes[slot]! += sizeOf(row[slot]!);
  }
  return sizes;
}

/** Periods add up, save those of a balance, of which one is shown. */
function largest(input: SpreadInput, sizes: Float64Array): number {
  const behaviour = behaviourOf(input);
  if (behaviour === 'first' || behaviour === 'last')
    return sizes.reduce((most, one) => Math.max(most, one), 0);
  return sizes.reduce((sum, one) => sum + one, 0);
}
