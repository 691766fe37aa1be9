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
  /** Divides one row in which the quick way would not be exact. */
  readonly slowly: (r: number) => void;
}

/** Divide among two, three or four children; answers the units handed out after flooring. */
export function divideFew(groups: number, children: Children, shared: Shared): number {
  if (groups === 2) return divideInTwo(children, shared);
  return groups === 3 ? divideInThree(children, shared) : divideInFour(children, shared);
}

/** Whether the quick way is exact: products of amount and weight are whole numbers that a double holds. */
const isExact = (amount: number, whole: number): boolean =>
  amount >= 0 && whole > 0 && amount * whole <= EXACT;

/** ⌊product ÷ divisor⌋ from an estimate of the quotient that is one off at most. */
function floorOf(product: number, estimate: number, divisor: number): number {
  const floor = Math.floor(estimate);
  const rest = product - floor * divisor;
  return rest < 0 ? floor - 1 : rest >= divisor ? floor + 1 : floor;
}

function divideInTwo(children: Children, { amounts, wholes, own, rows, slowly }: Shared): number {
  const { weights, takes, parts, first, stride, step } = children;
  let units = 0;
  for (let r = 0; r < rows; r++) {
    const amount = amounts[own + r]!;
    const whole = wholes[own + r]!;
    if (!isExact(amount, whole)) {
      slowly(r);
      continue;
    }
    const at = first + r * stride;
    const ratio = amount / whole;
    const v0 = weights[at]!;
    const t0 = takes[at] === 1;
    const w0 = t0 ? v0 : 0;
    const v1 = weights[at + step]!;
    const t1 = takes[at + step] === 1;
    const w1 = t1 ? v1 : 0;
    const f0 = floorOf(amount * w0, w0 * ratio, whole);
    const f1 = floorOf(amount * w1, w1 * ratio, whole);
    const a = +(amount * w1 - f1 * whole > amount * w0 - f0 * whole) | 0;
    const left = amount - f0 - f1;
    units += left;
    parts[at] = t0 ? f0 + (+(a < left) | 0) : v0;
    parts[at + step] = t1 ? f1 + (+(1 - a < left) | 0) : v1;
  }
  return units;
}

function divideInThree(children: Children, { amounts, wholes, own, rows, slowly }: Shared): number {
  const { weights, takes, parts, first, stride, step } = children;
  let units = 0;
  for (let r = 0; r < rows; r++) {
    const amount = amounts[own + r]!;
    const whole = wholes[own + r]!;
    if (!isExact(amount, whole)) {
      slowly(r);
      continue;
    }
    const at = first + r * stride;
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
    const f0 = floorOf(amount * w0, w0 * ratio, whole);
    const f1 = floorOf(amount * w1, w1 * ratio, whole);
    const f2 = floorOf(amount * w2, w2 * ratio, whole);
    const r0 = amount * w0 - f0 * whole;
    const r1 = amount * w1 - f1 * whole;
    const r2 = amount * w2 - f2 * whole;
    const left = amount - f0 - f1 - f2;
    units += left;
    const a = +(r1 > r0) | 0;
    const b = +(r2 > r0) | 0;
    const c = +(r2 > r1) | 0;
    parts[at] = t0 ? f0 + (+(a + b < left) | 0) : v0;
    parts[at + step] = t1 ? f1 + (+(1 - a + c < left) | 0) : v1;
    parts[at + 2 * step] = t2 ? f2 + (+(2 - b - c < left) | 0) : v2;
  }
  return units;
}

function divideInFour(children: Children, { amounts, wholes, own, rows, slowly }: Shared): number {
  const { weights, takes, parts, first, stride, step } = children;
  let units = 0;
  for (let r = 0; r < rows; r++) {
    const amount = amounts[own + r]!;
    const whole = wholes[own + r]!;
    if (!isExact(amount, whole)) {
      slowly(r);
      continue;
    }
    const at = first + r * stride;
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
    const w3 = t3 ? v3 : 0;
    const f0 = floorOf(amount * w0, w0 * ratio, whole);
    const f1 = floorOf(amount * w1, w1 * ratio, whole);
    const f2 = floorOf(amount * w2, w2 * ratio, whole);
    const f3 = floorOf(amount * w3, w3 * ratio, whole);
    const r0 = amount * w0 - f0 * whole;
    const r1 = amount * w1 - f1 * whole;
    const r2 = amount * w2 - f2 * whole;
    const r3 = amount * w3 - f3 * whole;
    const left = amount - f0 - f1 - f2 - f3;
    units += left;
    const a = +(r1 > r0) | 0;
    const b = +(r2 > r0) | 0;
    const c = +(r3 > r0) | 0;
    const d = +(r2 > r1) | 0;
    const e = +(r3 > r1) | 0;
    const f = +(r3 > r2) | 0;
    parts[at] = t0 ? f0 + (+(a + b + c < left) | 0) : v0;
    parts[at + step] = t1 ? f1 + (+(1 - a + d + e < left) | 0) : v1;
    parts[at + 2 * step] = t2 ? f2 + (+(2 - b - d + f < left) | 0) : v2;
    parts[at + 3 * step] = t3 ? f3 + (+(3 - c - e - f < left) | 0) : v3;
  }
  return units;
}
