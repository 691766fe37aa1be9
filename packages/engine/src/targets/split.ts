import { isAmount, MAX_AMOUNT } from '../foundation/amount.ts';
import { differenceOfProducts } from '../foundation/exact-product.ts';
import { problem } from '../foundation/problem.ts';
import { ok, type Result, refuse } from '../foundation/result.ts';
import { splitByDivisor } from './divisor.ts';
import { checkWeights, type Weights, wholeWeights, wideWeights } from './weights.ts';

/**
 * Who gets the units that are left after flooring.
 *
 * - `largestRemainder`: every part less than one unit from its exact share (SPR-T65);
 * - `divisor`: standard rounding with one common divisor; no part ever falls when the total rises, but a part
 *   may be more than one unit from its share (SPR-T67).
 */
export type SplitResidue = 'largestRemainder' | 'divisor';

/** Left out: `largestRemainder`, and negative weights are refused with `BASIS_NEGATIVE`. */
export interface SplitOptions {
  readonly residue?: SplitResidue | undefined;
  /** `keep`: negative weights are used as they are (basis self, SPR-T61); only with `largestRemainder`. */
  readonly negative?: 'refuse' | 'keep' | undefined;
}

/**
 * A total in whole parts by weights, exactly: the parts always add up to the total (SPR-T65, T66).
 *
 * Ties go to the earlier entry. A negative total gives the mirror image of the positive one, so shares are
 * floored towards −∞ for a positive total whatever the sign of the weights. An entry of weight 0 gets 0.
 * Weights are any finite numbers; decimals count as written.
 *
 * Refuses with `NOT_A_NUMBER`, `INVALID` or `OUT_OF_RANGE` at `total`; `NOT_A_NUMBER` or `BASIS_NEGATIVE` at
 * `weights[i]`; `BASIS_ZERO` (no weight but zeros), `BASIS_CANCELS` (positives and negatives sum to 0) and
 * `OUT_OF_RANGE` (nearly cancelling weights blow a part up) at `weights`.
 */
export function splitAmount(total: number, weights: Weights, options: SplitOptions = {}): Result<number[]> {
  const { residue = 'largestRemainder', negative = 'refuse' } = options;
  if (!isAmount(total)) return refuse(notAnAmount(total));
  const checked = checkWeights(weights, 'weights', negative === 'keep' && residue === 'largestRemainder');
  if (!checked.ok) return checked;
  if (weights.every((weight: number) => weight === 0)) return refuse(problem('BASIS_ZERO', 'weights'));
  const size = Math.abs(total);
  const parts = residue === 'divisor' ? splitByDivisor(size, wideWeights(weights)) : split(size, weights);
  if (parts === 'BASIS_CANCELS') return refuse(problem(parts, 'weights'));
  if (parts === 'OUT_OF_RANGE') return refuse(problem(parts, 'weights', { max: MAX_AMOUNT }));
  // Adding 0 turns the −0 of an empty share into 0.
  return ok(parts.map((part) => (total < 0 ? 0 - part : part + 0)));
}

function notAnAmount(total: number) {
  if (!Number.isFinite(total)) return problem('NOT_A_NUMBER', 'total');
  if (!Number.isInteger(total)) return problem('INVALID', 'total', { expected: 'whole number' });
  return problem('OUT_OF_RANGE', 'total', { min: -MAX_AMOUNT, max: MAX_AMOUNT });
}

type Parts = number[] | 'BASIS_CANCELS' | 'OUT_OF_RANGE';

/** Up to here remainders, a few weights' sums large until corrected, stay exact in doubles. */
const MAX_FAST_SUM = 2 ** 50;

function split(total: number, weights: Weights): Parts {
  const whole = wholeWeights(weights);
  if (whole === null) return splitWide(total, wideWeights(weights));
  const size = whole.reduce((sum, weight) => sum + Math.abs(weight), 0);
  return size <= MAX_FAST_SUM ? splitFast(total, whole) : splitWide(total, Array.from(whole, BigInt));
}

/** Largest remainder in doubles; `weights` are whole and Σ|w| ≤ 2^50. */
function splitFast(total: number, weights: Float64Array): Parts {
  const sum = weights.reduce((partial, weight) => partial + weight, 0);
  if (sum === 0) return 'BASIS_CANCELS';
  const sign = Math.sign(sum);
  const whole = sum * sign;
  const parts: number[] = [];
  const remainders = new Float64Array(weights.length);
  let left = total;
  for (const [at, signed] of weights.entries()) {
    const weight = signed * sign;
    let part = Math.floor((total * weight) / whole);
    if (Math.abs(part) > Number.MAX_SAFE_INTEGER) return 'OUT_OF_RANGE';
    // The quotient was rounded, so the floor may be a few units off; the exact remainder tells.
    let remainder = differenceOfProducts(total, weight, part, whole);
    for (; remainder < 0; remainder += whole) part -= 1;
    for (; remainder >= whole; remainder -= whole) part += 1;
    parts.push(part);
    remainders[at] = remainder;
    left -= part;
  }
  if (left > 0) {
    const threshold = remainders.slice().sort()[weights.length - left] ?? 0;
    handOut(parts, left, (at) => Math.sign((remainders[at] ?? 0) - threshold));
  }
  return parts.every(isAmount) ? parts : 'OUT_OF_RANGE';
}

/** Largest remainder for weights of any size. */
function splitWide(total: number, weights: readonly bigint[]): Parts {
  const sum = weights.reduce((partial, weight) => partial + weight, 0n);
  if (sum === 0n) return 'BASIS_CANCELS';
  const whole = sum < 0n ? -sum : sum;
  const amount = BigInt(total);
  const products = weights.map((weight) => amount * (sum < 0n ? -weight : weight));
  const remainders = products.map((product) => ((product % whole) + whole) % whole);
  const floors = products.map((product, at) => (product - (remainders[at] ?? 0n)) / whole);
  const parts = floors.map(Number);
  if (!parts.every(isAmount)) return 'OUT_OF_RANGE';
  const left = Number(floors.reduce((rest, part) => rest - part, amount));
  if (left > 0) {
    const falling = [...remainders].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
    const threshold = falling[left - 1] ?? 0n;
    handOut(parts, left, (at) => {
      const remainder = remainders[at] ?? 0n;
      return remainder > threshold ? 1 : remainder < threshold ? -1 : 0;
    });
  }
  return parts.every(isAmount) ? parts : 'OUT_OF_RANGE';
}

/**
 * One unit to each of the `left` largest remainders. `against` compares an entry's remainder with the
 * `left`-th largest: all above it get a unit, and of those equal to it the earliest.
 */
function handOut(parts: number[], left: number, against: (at: number) => number): void {
  let forTies = left;
  for (const at of parts.keys()) if (against(at) > 0) forTies -= 1;
  for (const [at, part] of parts.entries()) {
    const side = against(at);
    if (side < 0 || (side === 0 && forTies === 0)) continue;
    if (side === 0) forTies -= 1;
    parts[at] = part + 1;
  }
}
