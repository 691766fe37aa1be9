import { EXACT } from './apportion.ts';

/** Where the children of a period stand: those of the first row from `first`, `step` apart; of the next `stride` on. */
export interface Children {
  readonly weights: Float64Array;
  readonly takes: Uint8Array;
  readonly parts: Float64Array;
  readonly first: number;
  readonly stride: number;
  readonly step: number;
}

/** Months of a quarter are most of all: their three weights are read at once. */
export function addThree(
  { weights, takes, first, stride, step }: Children,
  sums: Float64Array,
  own: number,
  rows: number,
): void {
  for (let r = own, k = first; r < own + rows; r++, k += stride) {
    const w0 = takes[k] === 1 ? weights[k]! : 0;
    const w1 = takes[k + step] === 1 ? weights[k + step]! : 0;
    const w2 = takes[k + 2 * step] === 1 ? weights[k + 2 * step]! : 0;
    sums[r] = w0 + w1 + w2;
  }
}

/** The weights of a period's first children, or on top of those of the ones before. */
export function addOn(
  { weights, takes, first, stride }: Children,
  sums: Float64Array,
  own: number,
  rows: number,
  onTop: boolean,
): void {
  if (onTop) {
    for (let r = own, k = first; r < own + rows; r++, k += stride)
      sums[r]! += takes[k] === 1 ? weights[k]! : 0;
  } else {
    for (let r = own, k = first; r < own + rows; r++, k += stride) sums[r] = takes[k] === 1 ? weights[k]! : 0;
  }
}

/*
 * The same as `apportion` for two, three and four children without negative weights, row by row: quarters of a year and
 * months of a quarter are most of all nodes. Everything stays in registers, and nothing branches on which remainder
 * happens to be larger: of each pair the one with the larger remainder precedes, of equals the first, and a unit goes
 * to whom fewer than the units that are left precede. A child of weight 0 has remainder 0 and gets none: with `left`
 * units over, more than `left` children have a remainder.
 */

/** What is divided: the amounts of a block of rows, by weights that make `wholes`. Rows of the block from `own` on. */
export interface Shared {
  readonly amounts: Float64Array;
  readonly wholes: Float64Array;
  readonly own: number;
  readonly rows: number;
  /** Units handed out after flooring. */
  units: number;
}

/**
 * Divide rows from `begin` on among two, three or four children; answers the first row that it leaves alone because the
 * quick way would not be exact there, or how many rows there are. No loop here calls anything: whatever may be called could
 * change where the numbers lie, and that would be looked up for every row.
 */
export function divideFew(groups: number, children: Children, shared: Shared, begin: number): number {
  if (groups === 2) return divideInTwo(children, shared, begin);
  return groups === 3 ? divideInThree(children, shared, begin) : divideInFour(children, shared, begin);
}

/**
 * Whether the quick way is exact: products of amount and weight are whole numbers that a double holds. A quotient from
 * weight × ratio is then one unit off at most, and its remainder says so; three remainders add up exactly as well.
 */
const isExact = (amount: number, whole: number): boolean =>
  amount >= 0 && whole > 0 && amount * whole <= LARGEST;

const LARGEST = EXACT / 2;

/*
 * The last child's floor follows from the remainders of the others: theirs and its own together are the units left over
 * times the whole, and its own is less than the whole.
 */

function divideInTwo(children: Children, shared: Shared, begin: number): number {
  const { amounts, wholes, own, rows } = shared;
  const { weights, takes, parts, first, stride, step } = children;
  let units = 0;
  let r = begin;
  for (let at = first + begin * stride; r < rows; r++, at += stride) {
    const amount = amounts[own + r]!;
    const whole = wholes[own + r]!;
    if (!isExact(amount, whole)) break;
    const v0 = weights[at]!;
    const t0 = takes[at] === 1;
    const w0 = t0 ? v0 : 0;
    const v1 = weights[at + step]!;
    const t1 = takes[at + step] === 1;
    let f0 = Math.floor(w0 * (amount / whole));
    let r0 = amount * w0 - f0 * whole;
    if (r0 < 0) {
      f0--;
      r0 += whole;
    } else if (r0 >= whole) {
      f0++;
      r0 -= whole;
    }
    const left = +(r0 > 0) | 0;
    const a = +(left * whole - r0 > r0) | 0;
    units += left;
    parts[at] = t0 ? f0 + (+(a < left) | 0) : v0;
    parts[at + step] = t1 ? amount - f0 - left + (+(1 - a < left) | 0) : v1;
  }
  shared.units += units;
  return r;
}

function divideInThree(children: Children, shared: Shared, begin: number): number {
  const { amounts, wholes, own, rows } = shared;
  const { weights, takes, parts, first, stride, step } = children;
  let units = 0;
  let r = begin;
  for (let at = first + begin * stride; r < rows; r++, at += stride) {
    const amount = amounts[own + r]!;
    const whole = wholes[own + r]!;
    if (!isExact(amount, whole)) break;
    const ratio = amount / whole;
    const v0 = weights[at]!;
    const t0 = takes[at] === 1;
    const w0 = t0 ? v0 : 0;
    const v1 = weights[at + step]!;
    const t1 = takes[at + step] === 1;
    const w1 = t1 ? v1 : 0;
    const v2 = weights[at + 2 * step]!;
    const t2 = takes[at + 2 * step] === 1;
    let f0 = Math.floor(w0 * ratio);
    let f1 = Math.floor(w1 * ratio);
    let r0 = amount * w0 - f0 * whole;
    let r1 = amount * w1 - f1 * whole;
    if (r0 < 0) {
      f0--;
      r0 += whole;
    } else if (r0 >= whole) {
      f0++;
      r0 -= whole;
    }
    if (r1 < 0) {
      f1--;
      r1 += whole;
    } else if (r1 >= whole) {
      f1++;
      r1 -= whole;
    }
    const rest = r0 + r1;
    const left = (+(rest > 0) | 0) + (+(rest > whole) | 0);
    const r2 = left * whole - rest;
    const a = +(r1 > r0) | 0;
    const b = +(r2 > r0) | 0;
    const c = +(r2 > r1) | 0;
    units += left;
    parts[at] = t0 ? f0 + (+(a + b < left) | 0) : v0;
    parts[at + step] = t1 ? f1 + (+(1 - a + c < left) | 0) : v1;
    parts[at + 2 * step] = t2 ? amount - f0 - f1 - left + (+(2 - b - c < left) | 0) : v2;
  }
  shared.units += units;
  return r;
}

function divideInFour(children: Children, shared: Shared, begin: number): number {
  const { amounts, wholes, own, rows } = shared;
  const { weights, takes, parts, first, stride, step } = children;
  let units = 0;
  let r = begin;
  for (let at = first + begin * stride; r < rows; r++, at += stride) {
    const amount = amounts[own + r]!;
    const whole = wholes[own + r]!;
    if (!isExact(amount, whole)) break;
    const ratio = amount / whole;
    const v0 = weights[at]!;
    const t0 = takes[at] === 1;
    const w0 = t0 ? v0 : 0;
    const v1 = weights[at + step]!;
    const t1 = takes[at + step] === 1;
    const w1 = t1 ? v1 : 0;
    const v2 = weights[at + 2 * step]!;
    const t2 = takes[at + 2 * step] === 1;
    const w2 = t2 ? v2 : 0;
    const v3 = weights[at + 3 * step]!;
    const t3 = takes[at + 3 * step] === 1;
    let f0 = Math.floor(w0 * ratio);
    let f1 = Math.floor(w1 * ratio);
    let f2 = Math.floor(w2 * ratio);
    let r0 = amount * w0 - f0 * whole;
    let r1 = amount * w1 - f1 * whole;
    let r2 = amount * w2 - f2 * whole;
    if (r0 < 0) {
      f0--;
      r0 += whole;
    } else if (r0 >= whole) {
      f0++;
      r0 -= whole;
    }
    if (r1 < 0) {
      f1--;
      r1 += whole;
    } else if (r1 >= whole) {
      f1++;
      r1 -= whole;
    }
    if (r2 < 0) {
      f2--;
      r2 += whole;
    } else if (r2 >= whole) {
      f2++;
      r2 -= whole;
    }
    const rest = r0 + r1 + r2;
    const left = (+(rest > 0) | 0) + (+(rest > whole) | 0) + (+(rest > 2 * whole) | 0);
    const r3 = left * whole - rest;
    const a = +(r1 > r0) | 0;
    const b = +(r2 > r0) | 0;
    const c = +(r3 > r0) | 0;
    const d = +(r2 > r1) | 0;
    const e = +(r3 > r1) | 0;
    const f = +(r3 > r2) | 0;
    units += left;
    parts[at] = t0 ? f0 + (+(a + b + c < left) | 0) : v0;
    parts[at + step] = t1 ? f1 + (+(1 - a + d + e < left) | 0) : v1;
    parts[at + 2 * step] = t2 ? f2 + (+(2 - b - d + f < left) | 0) : v2;
    parts[at + 3 * step] = t3 ? amount - f0 - f1 - f2 - left + (+(3 - c - e - f < left) | 0) : v3;
  }
  shared.units += units;
  return r;
}
