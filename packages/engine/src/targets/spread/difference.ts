import { MAX_AMOUNT } from '../../foundation/amount.ts';
import { cellAddress } from '../../plan/cube.ts';
import type { Frame } from '../frame.ts';
import type { Sum } from '../totals/scan.ts';
import type { CellChanges } from './request.ts';
import { guards, type Scope } from './scope.ts';
import { stretch } from './stretch.ts';

/** What a step changes, and what has to be known of its numbers before it may be taken. */
export interface Difference {
  readonly changes: CellChanges;
  readonly before: Sum;
  readonly after: Sum;
  /** No new number is larger, with either sign. */
  readonly largest: number;
  /** The first new number beyond ±`MAX_AMOUNT`. */
  readonly tooLarge: number | null;
  /** Sum of the new numbers below zero. */
  readonly below: number;
  /** Whether some number was below zero. */
  readonly wasBelow: boolean;
  /** Sum of what is protected. */
  readonly fixed: number;
  /** How many leaves stay, by what protects them (`guards`). */
  readonly stays: Int32Array;
}

/**
 * One walk over the numbers of a scope and what they become. The changed ones move together where they stand, so that
 * nothing of this size is copied: afterwards `scope.values` and `after` belong to the answer.
 */
export function differenceOf(frame: Frame, scope: Scope, part: 0 | 1, after: Float64Array): Difference {
  const { values, rows, from, to } = scope;
  const cells = new Float64Array(values.length);
  const slots = frame.time.slots.subarray(from, to);
  const stays = new Int32Array(Object.keys(guards).length);
  const walk: Walk = {
    scope,
    slots,
    after,
    cells,
    stays,
    changed: 0,
    was: 0,
    is: 0,
    fixed: 0,
    empty: 0,
    emptied: 0,
    largest: 0,
  };
  const rare: Rare = { tooLarge: null, below: 0, wasBelow: false };
  for (let row = 0; row < rows.length; row += stretch) {
    compareRows(walk, rare, row, Math.min(rows.length, row + stretch));
  }
  const { changed: n, was, is, fixed, empty, emptied } = walk;
  const leaves = values.length;
  return {
    changes: { part, cells: first(cells, n), before: first(values, n), after: first(after, n) },
    before: { sum: was, entries: leaves - empty },
    after: { sum: is, entries: leaves - emptied },
    largest: walk.largest,
    ...rare,
    fixed,
    stays,
  };
}

interface Walk {
  readonly scope: Scope;
  readonly slots: Int32Array;
  readonly after: Float64Array;
  readonly cells: Float64Array;
  readonly stays: Int32Array;
  changed: number;
  was: number;
  is: number;
  fixed: number;
  /** Leaves without an entry before, and afterwards. */
  empty: number;
  emptied: number;
  largest: number;
}

/** Rows `[begin, end)`. */
function compareRows(walk: Walk, rare: Rare, begin: number, end: number): void {
  const { scope, slots, after, cells } = walk;
  const { values, guard, rows } = scope;
  const width = slots.length;
  let n = walk.changed;
  let { largest } = walk;
  for (let i = begin, k = begin * width; i < end; i++) {
    const row = cellAddress(rows[i]!, 0);
    // Sums of their own: so the rows do not wait for each other.
    let was = 0;
    let is = 0;
    for (let j = 0; j < width; j++, k++) {
      const old = values[k]!;
      const now = after[k]!;
      if (old >= 0 && now >= 0 && now <= MAX_AMOUNT) {
        was += old;
        is += now;
        if (old === now) {
          if (guard[k] !== guards.free) keepProtected(walk, old, guard[k]!);
          continue;
        }
      } else {
        if (old === old) was += old;
        else walk.empty++;
        if (now === now) is += now;
        else walk.emptied++;
        if (guard[k] !== guards.free) keepProtected(walk, old, guard[k]!);
        note(rare, old, now);
        if (-now > largest) largest = -now;
        if (old === now || (old !== old && now !== now)) continue;
      }
      if (now > largest) largest = now;
      cells[n] = row + slots[j]!;
      values[n] = old;
      after[n++] = now + 0; // −0 would be a second zero
    }
    walk.was += was;
    walk.is += is;
  }
  walk.changed = n;
  walk.largest = largest;
}

function keepProtected(walk: Walk, old: number, guard: number): void {
  if (old === old) walk.fixed += old;
  walk.stays[guard]! += 1;
}

interface Rare {
  tooLarge: number | null;
  below: number;
  wasBelow: boolean;
}

function note(rare: Rare, old: number, now: number): void {
  if (old < 0) rare.wasBelow = true;
  if (now !== now || now === old) return;
  if (Math.abs(now) > MAX_AMOUNT) rare.tooLarge ??= now;
  else if (now < 0) rare.below += now;
}

/** The first numbers of a column; a copy where the rest would be most of what is kept. */
const first = (column: Float64Array, count: number): Float64Array =>
  2 * count < column.length ? column.slice(0, count) : column.subarray(0, count);
