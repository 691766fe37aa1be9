/**
 * Exact numbers for the oracle of spreading. Everything in this folder is written from the text of the laws alone, as
 * plainly as possible; it shares no code with the engine, so that both cannot have the same mistake.
 */
export interface Exact {
  readonly n: bigint;
  /** Positive. */
  readonly d: bigint;
}

export const exact = (n: bigint, d = 1n): Exact => (d < 0n ? { n: -n, d: -d } : { n, d });
export const plus = (a: Exact, b: Exact): Exact => exact(a.n * b.d + b.n * a.d, a.d * b.d);
export const times = (a: Exact, b: Exact): Exact => exact(a.n * b.n, a.d * b.d);
export const compare = (a: Exact, b: Exact): number => {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
};

export const floor = ({ n, d }: Exact): bigint => (n >= 0n || n % d === 0n ? n / d : n / d - 1n);

/** Half away from zero. */
export function round({ n, d }: Exact): bigint {
  const size = n < 0n ? -n : n;
  const rounded = (2n * size + d) / (2n * d);
  return n < 0n ? -rounded : rounded;
}

/** A decimal as it is written: 12.5 is 25/2. */
export function decimal(number: number): Exact {
  const [mantissa = '0', exponent = '0'] = number.toExponential().split('e');
  const [whole = '0', rest = ''] = mantissa.split('.');
  const power = Number(exponent) - rest.length;
  const digits = BigInt(whole + rest);
  return power >= 0 ? exact(digits * 10n ** BigInt(power)) : exact(digits, 10n ** BigInt(-power));
}

export const sum = (numbers: readonly bigint[]): bigint => numbers.reduce((a, b) => a + b, 0n);

/**
 * SPR-T65, T66: everybody gets the floor of the exact share, what is left goes one by one in order of falling fraction,
 * ties to the earlier; a negative amount is the mirror image. The weights do not sum to 0.
 */
export function largestRemainder(amount: bigint, weights: readonly bigint[]): bigint[] {
  if (amount < 0n) return largestRemainder(-amount, weights).map((part) => -part);
  const whole = sum(weights);
  const shares = weights.map((weight) => exact(amount * weight, whole));
  const parts = shares.map(floor);
  const fractions = shares.map((share, i) => plus(share, exact(-parts[i]!)));
  const order = fractions.map((_, i) => i).sort((a, b) => compare(fractions[b]!, fractions[a]!) || a - b);
  const left = amount - sum(parts);
  for (const i of order.slice(0, Number(left))) parts[i]! += 1n;
  return parts;
}

/** SPR-T67: units one by one to the largest weight ÷ (2·units + 1), ties to the earlier. For small amounts. */
export function byDivisor(amount: bigint, weights: readonly bigint[]): bigint[] {
  if (amount < 0n) return byDivisor(-amount, weights).map((part) => -part);
  const size = weights.map((weight) => (weight < 0n ? -weight : weight));
  const parts = weights.map(() => 0n);
  for (let unit = 0n; unit < amount; unit++) {
    let best = -1;
    size.forEach((weight, i) => {
      if (weight === 0n) return;
      const better = best < 0 || weight * (2n * parts[best]! + 1n) > size[best]! * (2n * parts[i]! + 1n);
      if (better) best = i;
    });
    parts[best]! += 1n;
  }
  return parts;
}

/** SPR-T32: all that is left after flooring goes to the highest or lowest part, the first of equals; who weighs 0 takes nothing. */
export function toExtreme(amount: bigint, weights: readonly bigint[], which: 'highest' | 'lowest'): bigint[] {
  if (amount < 0n) return toExtreme(-amount, weights, which).map((part) => -part);
  const whole = sum(weights);
  const parts = weights.map((weight) => floor(exact(amount * weight, whole)));
  let best = -1;
  weights.forEach((weight, i) => {
    if (weight === 0n) return;
    const beats = best < 0 || (which === 'highest' ? parts[i]! > parts[best]! : parts[i]! < parts[best]!);
    if (beats) best = i;
  });
  parts[best]! += amount - sum(parts);
  return parts;
}
