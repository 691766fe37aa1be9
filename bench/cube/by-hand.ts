import { GROUPS, MONTHS, PERIODS, REGIONS } from './plan.ts';

/**
 * What somebody would write for this one plan and no other, without holds, without levels, without undo. Layout of
 * the sums: [all, groups, regions] × [all, products] × [year, quarters, months].
 */
export function rollUpByHand(leaves: Float64Array, sums: Float64Array, products: number): void {
  const slab = (products + 1) * PERIODS;
  sums.fill(0);
  for (let r = 0; r < REGIONS; r++) {
    const base = (1 + GROUPS + r) * slab;
    for (let p = 0; p < products; p++) {
      const cell = base + (1 + p) * PERIODS;
      const leaf = (r * products + p) * MONTHS;
      let year = 0;
      for (let q = 0; q < 4; q++) {
        const a = leaves[leaf + q * 3]!;
        const b = leaves[leaf + q * 3 + 1]!;
        const c = leaves[leaf + q * 3 + 2]!;
        sums[cell + 5 + q * 3] = a;
        sums[cell + 6 + q * 3] = b;
        sums[cell + 7 + q * 3] = c;
        sums[cell + 1 + q] = a + b + c;
        year += a + b + c;
      }
      sums[cell] = year;
      for (let t = 0; t < PERIODS; t++) sums[base + t]! += sums[cell + t]!;
    }
    const group = (1 + Math.floor(r / 10)) * slab;
    for (let i = 0; i < slab; i++) sums[group + i]! += sums[base + i]!;
  }
  for (let g = 1; g <= GROUPS; g++) for (let i = 0; i < slab; i++) sums[i]! += sums[g * slab + i]!;
}

export const handSums = (products: number): Float64Array =>
  new Float64Array((1 + GROUPS + REGIONS) * (products + 1) * PERIODS);

export function editByHand(
  sums: Float64Array,
  products: number,
  row: number,
  month: number,
  delta: number,
): void {
  const region = Math.floor(row / products);
  const slab = (products + 1) * PERIODS;
  const product = (1 + (row % products)) * PERIODS;
  for (const base of [(1 + GROUPS + region) * slab, (1 + Math.floor(region / 10)) * slab, 0]) {
    for (const at of [base + product, base]) {
      sums[at + 5 + month]! += delta;
      sums[at + 1 + Math.floor(month / 3)]! += delta;
      sums[at]! += delta;
    }
  }
}

const BUCKETS = 65_536;
const buckets = new Int32Array(BUCKETS);

/**
 * Largest remainder over all leaves as one list: exact in sum, remainders compared as doubles. The place where the
 * units end is found by counting remainders in 65,536 buckets, and only the last bucket is sorted.
 *
 * At its best: every loop is a function of its own – one function with all of them is compiled while its first loop
 * runs, and thrown away where that ends, every time – and none branches on which remainder happens to be larger.
 */
export function largestRemainderByHand(
  leaves: Float64Array,
  total: number,
  amount: number,
  target: Float64Array,
  rests: Float64Array,
): void {
  buckets.fill(0);
  const left = floorsByHand(leaves, amount / total, amount, target, rests);
  let bucket = BUCKETS;
  let above = 0;
  while (bucket > 0 && above + buckets[bucket - 1]! <= left) above += buckets[--bucket]!;
  const last = unitsByHand(target, rests, bucket);
  last.sort((a, b) => rests[b]! - rests[a]! || a - b);
  for (const i of last.slice(0, left - above)) target[i]! += 1;
}

function floorsByHand(
  leaves: Float64Array,
  factor: number,
  amount: number,
  target: Float64Array,
  rests: Float64Array,
): number {
  let left = amount;
  for (let i = 0; i < leaves.length; i++) {
    const exact = leaves[i]! * factor;
    const floor = Math.floor(exact);
    const rest = exact - floor;
    target[i] = floor;
    rests[i] = rest;
    left -= floor;
    buckets[(rest * BUCKETS) | 0]! += 1;
  }
  return left;
}

/** A unit for every remainder in `bucket` and above; answers who is in the bucket below. */
function unitsByHand(target: Float64Array, rests: Float64Array, bucket: number): number[] {
  const last: number[] = [];
  for (let i = 0; i < rests.length; i++) {
    const own = (rests[i]! * BUCKETS) | 0;
    target[i]! += +(own >= bucket) | 0;
    if (own === bucket - 1) last.push(i);
  }
  return last;
}
