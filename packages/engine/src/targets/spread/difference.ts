import { MAX_AMOUNT } from '../../foundation/amount.ts';
import { cellsOfRuns, type LeafRuns, runSize } from '../../plan/leaf-runs.ts';
import type { Frame } from '../frame.ts';
import type { Sum } from '../totals/scan.ts';
import type { CellChanges } from './cell-changes.ts';
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
  const slots = frame.time.slots.subarray(from, to);
  const stays = new Int32Array(Object.keys(guards).length);
  const walk: Walk = {
    scope,
    slots,
    after,
    runs: new Int32Array(2 * runSize * (rows.length + slots.length)),
    stays,
    written: 0,
    changed: 0,
    next: -1,
    was: 0,
    is: 0,
    fixed: 0,
    empty: 0,
    emptied: 0,
    largest: 0,
  };
  const rare: Rare = { tooLarge: null, below: 0, wasBelow: false };
  for (let row = 0; row < rows.length; row += stretch) {
    makeRoom(walk);
    compareRows(walk, rare, row, Math.min(rows.length, row + stretch));
  }
  const { changed: n, was, is, fixed, empty, emptied } = walk;
  const leaves = values.length;
  return {
    changes: changesOf(part, first(walk.runs, walk.written), first(values, n), first(after, n)),
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
  runs: Int32Array;
  readonly stays: Int32Array;
  /** So many numbers of `runs`, and so many changed leaves. */
  written: number;
  changed: number;
  /** The slot at which the run before would go on in its row. */
  next: number;
  was: number;
  is: number;
  fixed: number;
  /** Leaves without an entry before, and afterwards. */
  empty: number;
  emptied: number;
  largest: number;
}

/** Rows `[begin, end)`: as far as possible the quick way, from the first unusual leaf of a row on leaf by leaf. */
function compareRows(walk: Walk, rare: Rare, begin: number, end: number): void {
  const width = walk.slots.length;
  for (let row = begin; row < end; row++) {
    const k = compareUsual(walk, row, end);
    row = Math.floor(k / width);
    if (row < end) compareLeaves(walk, rare, row, k);
  }
}

/**
 * Leaves of the rows from `begin` on, until one is or becomes empty, below zero or too large; answers which, or where the
 * rows end. No loop here calls anything, see `divideFew`.
 */
function compareUsual(walk: Walk, begin: number, end: number): number {
  const { scope, slots, after, runs, stays } = walk;
  const { values, guard, rows } = scope;
  const width = slots.length;
  const most = MAX_AMOUNT;
  const { free } = guards;
  let { changed: n, written: r, largest } = walk;
  let fixed = 0;
  let next = -1;
  let k = begin * width;
  let sumWas = 0;
  let sumIs = 0;
  for (let row = begin, usual = true; row < end && usual; row++) {
    // Sums of their own: so the rows do not wait for each other.
    let was = 0;
    let is = 0;
    next = -1;
    for (let j = 0; j < width; j++, k++) {
      const old = values[k]!;
      const now = after[k]!;
      if (!(old >= 0 && now >= 0 && now <= most)) {
        usual = false;
        break;
      }
      was += old;
      is += now;
      if (old !== now) {
        if (now > largest) largest = now;
        const slot = slots[j]!;
        if (slot !== next) {
          runs[r] = rows[row]!;
          runs[r + 1] = slot;
          runs[r + 2] = n;
          r += runSize;
        }
        next = slot + 1;
        values[n] = old;
        after[n++] = now + 0; // −0 would be a second zero
      } else if (guard[k] !== free) {
        fixed += old;
        stays[guard[k]!]! += 1;
      }
    }
    sumWas += was;
    sumIs += is;
  }
  walk.changed = n;
  walk.written = r;
  walk.largest = largest;
  walk.next = next;
  walk.fixed += fixed;
  walk.was += sumWas;
  walk.is += sumIs;
  return k;
}

/** The leaves of a row from `begin` on, whatever they are. */
function compareLeaves(walk: Walk, rare: Rare, row: number, begin: number): void {
  const { scope, slots, after, runs } = walk;
  const { values, guard, rows } = scope;
  const first = row * slots.length;
  for (let k = begin; k < first + slots.length; k++) {
    const old = values[k]!;
    const now = after[k]!;
    if (old === old) walk.was += old;
    else walk.empty++;
    if (now === now) walk.is += now;
    else walk.emptied++;
    if (guard[k] !== guards.free) keepProtected(walk, old, guard[k]!);
    note(rare, old, now);
    if (old === now || (old !== old && now !== now)) continue;
    if (Math.abs(now) > walk.largest) walk.largest = Math.abs(now);
    const slot = slots[k - first]!;
    if (slot !== walk.next) {
      runs[walk.written++] = rows[row]!;
      runs[walk.written++] = slot;
      runs[walk.written++] = walk.changed;
    }
    walk.next = slot + 1;
    values[walk.changed] = old;
    after[walk.changed++] = now + 0;
  }
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

/** Room for as many runs as a stretch of rows can have. */
function makeRoom(walk: Walk): void {
  const { runs, written, slots, scope } = walk;
  const most = runSize * Math.min(scope.rows.length, stretch) * Math.ceil(slots.length / 2);
  if (written + most <= runs.length) return;
  walk.runs = new Int32Array(2 * runs.length + most);
  walk.runs.set(runs);
}

/** Changed leaves by their runs. */
export function changesOf(
  part: 0 | 1,
  runs: LeafRuns,
  before: Float64Array,
  after: Float64Array,
): CellChanges {
  let cells: Float64Array | undefined;
  return {
    part,
    runs,
    get cells() {
      cells ??= Float64Array.from(cellsOfRuns(runs, after.length));
      return cells;
    },
    before,
    after,
  };
}

/** The first numbers of a column; a copy where the rest would be most of what is kept. */
const first = <T extends Float64Array | Int32Array>(column: T, count: number): T =>
  (2 * count < column.length ? column.slice(0, count) : column.subarray(0, count)) as T;
