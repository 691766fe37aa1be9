import { type Cube, rowOf, slotOf } from '../../plan/cube.ts';
import { type Frame, isUnder, type Place } from '../frame.ts';
import { leafOfSlot } from '../tree.ts';
import { type Sum, sumLeaves } from './scan.ts';

/** Totals of a cube with too many cells to hold: summed when first asked for, then kept up to date. */
export interface Lazy {
  readonly kind: 'lazy';
  readonly part: number;
  readonly known: Map<string, { readonly place: Place; sum: number; entries: number }>;
}

/** Above this product of changed leaves and known totals, forgetting is cheaper than following. */
const followLimit = 2_000_000;

export function createLazy(part: number): Lazy {
  return { kind: 'lazy', part, known: new Map() };
}

export function readLazy(lazy: Lazy, cube: Cube, frame: Frame, place: Place): Sum {
  const key = `${place.members.join(',')};${place.time}`;
  const known = lazy.known.get(key);
  if (known !== undefined) return known;
  const total = { place, ...sumLeaves(cube, frame, lazy.part, place) };
  lazy.known.set(key, total);
  return total;
}

export function refreshLazy(
  lazy: Lazy,
  frame: Frame,
  cells: ArrayLike<number>,
  before: ArrayLike<number | null>,
  after: ArrayLike<number | null>,
): void {
  if (cells.length * lazy.known.size > followLimit) {
    lazy.known.clear();
    return;
  }
  for (let i = 0; i < cells.length; i++) {
    const row = rowOf(cells[i]!);
    const leaf = leafOfSlot(frame.time, slotOf(cells[i]!));
    if (leaf < 0 || (frame.rank[row] ?? -1) < 0) continue;
    const was = before[i] ?? Number.NaN;
    const is = after[i] ?? Number.NaN;
    for (const total of lazy.known.values()) {
      if (!isUnder(frame, total.place, row, leaf)) continue;
      total.sum += (Number.isNaN(is) ? 0 : is) - (Number.isNaN(was) ? 0 : was);
      total.entries += Number(!Number.isNaN(is)) - Number(!Number.isNaN(was));
    }
  }
}
