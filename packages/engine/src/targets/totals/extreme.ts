import { type Cube, rowOf, slotOf } from '../../plan/cube.ts';
import { type Frame, isUnder, type Place, rowsUnder } from '../frame.ts';
import { leafOfSlot } from '../tree.ts';
import { copyPeriods, leavesInWindow, type Sum } from './scan.ts';

/** Which leaf speaks for the place above it. */
export type Extremum = 'max' | 'min';

/**
 * Totals of a metric whose larger places show the largest or smallest leaf below (DOMAIN-5). Found when first asked
 * for; a place is forgotten when a leaf below it changes, because the leaf that spoke for it may be gone.
 */
export interface Extreme {
  readonly kind: 'extreme';
  readonly part: number;
  readonly of: Extremum;
  readonly known: Map<string, { readonly place: Place; readonly total: Sum }>;
}

/** Above this product of changed leaves and known places, forgetting all is cheaper than looking. */
const lookLimit = 2_000_000;

export const createExtreme = (part: number, of: Extremum): Extreme => ({
  kind: 'extreme',
  part,
  of,
  known: new Map(),
});

export function readExtreme(held: Extreme, cube: Cube, frame: Frame, place: Place): Sum {
  const key = `${place.members.join(',')};${place.time}`;
  const known = held.known.get(key);
  if (known !== undefined) return known.total;
  const total = extremeLeaf(cube, frame, held.part, place, held.of);
  held.known.set(key, { place, total });
  return total;
}

/** The largest or smallest leaf under a place and the number of entries, by visiting all: the definition. */
export function extremeLeaf(cube: Cube, frame: Frame, part: number, place: Place, of: Extremum): Sum {
  const { from, to } = leavesInWindow(cube, frame.time, place.time);
  const line = new Float64Array(to - from);
  const sign = of === 'max' ? 1 : -1;
  let best = Number.NEGATIVE_INFINITY;
  let entries = 0;
  if (from === to) return { sum: 0, entries };
  for (const row of rowsUnder(frame, place)) {
    copyPeriods(cube, frame.time, part, row, from, to, line, 0);
    for (const value of line) {
      if (value !== value) continue;
      entries++;
      if (sign * value > best) best = sign * value;
    }
  }
  return { sum: entries === 0 ? 0 : sign * best + 0, entries };
}

export function refreshExtreme({ known }: Extreme, frame: Frame, cells: ArrayLike<number>): void {
  if (cells.length * known.size > lookLimit) {
    known.clear();
    return;
  }
  for (let i = 0; i < cells.length; i++) {
    const row = rowOf(cells[i]!);
    const leaf = leafOfSlot(frame.time, slotOf(cells[i]!));
    if (leaf < 0 || (frame.rank[row] ?? -1) < 0) continue;
    for (const [key, { place }] of known) if (isUnder(frame, place, row, leaf)) known.delete(key);
  }
}
