/** A factor λ as an exact fraction of whole numbers; the denominator is positive. */
export interface Factor {
  readonly num: number;
  readonly den: number;
}

/** From a factor on, a curve goes on by another line: the difference of the two. */
export interface Knee {
  readonly at: Factor;
  readonly constant: number;
  readonly slope: number;
}

/**
 * What some leaves make together, as a function of the one factor λ of SPR-T64: constant + slope·λ, changing at each
 * knee, in order. It never falls. All numbers are whole, so every comparison is exact.
 */
export interface Curve {
  readonly constant: number;
  readonly slope: number;
  readonly knees: readonly Knee[];
}

export interface Range {
  readonly lo: number;
  readonly hi: number;
}

/** Sign of constant + slope·λ. */
export function signAt(constant: number, slope: number, { num, den }: Factor): number {
  const left = constant * den;
  const right = slope * num;
  if (Math.abs(left) <= 2 ** 52 && Math.abs(right) <= 2 ** 52) return Math.sign(left + right);
  const exact = BigInt(constant) * BigInt(den) + BigInt(slope) * BigInt(num);
  return exact < 0n ? -1 : exact > 0n ? 1 : 0;
}

const compareFactors = (a: Factor, b: Factor): number => signAt(a.num, -a.den, b);

/** clamp(base + λ·weight, lo, hi) of one leaf; the weight is not negative. */
export function leafCurve(base: number, weight: number, { lo, hi }: Range): Curve {
  if (weight === 0) return { constant: Math.min(Math.max(base, lo), hi), slope: 0, knees: [] };
  const knees: Knee[] = [];
  const bounded = lo > -Infinity;
  if (bounded) knees.push({ at: { num: lo - base, den: weight }, constant: base - lo, slope: weight });
  if (hi < Infinity) knees.push({ at: { num: hi - base, den: weight }, constant: hi - base, slope: -weight });
  return bounded ? { constant: lo, slope: 0, knees } : { constant: base, slope: weight, knees };
}

export function addCurves(curves: readonly Curve[]): Curve {
  let constant = 0;
  let slope = 0;
  for (const one of curves) {
    constant += one.constant;
    slope += one.slope;
  }
  const knees = curves.flatMap((one) => one.knees).sort((a, b) => compareFactors(a.at, b.at));
  return { constant, slope, knees };
}

/** The factor at which a curve makes an amount; `null` when it never does. */
export function solve({ constant, slope, knees }: Curve, amount: number): Factor | null {
  let c = constant;
  let s = slope;
  if (s === 0 && c > amount) return null;
  for (const knee of knees) {
    if (signAt(c - amount, s, knee.at) >= 0) return s === 0 ? knee.at : { num: amount - c, den: s };
    c += knee.constant;
    s += knee.slope;
  }
  if (s > 0) return { num: amount - c, den: s };
  return c === amount ? (knees.at(-1)?.at ?? { num: 0, den: 1 }) : null;
}

/** The least and the most a curve makes; ±Infinity where there is no end. */
export function rangeOf({ constant, slope, knees }: Curve): Range {
  let c = constant;
  let s = slope;
  for (const knee of knees) {
    c += knee.constant;
    s += knee.slope;
  }
  return { lo: slope > 0 ? -Infinity : constant, hi: s > 0 ? Infinity : c };
}

/** Sign of what a curve makes at λ, less an amount. */
export function signOf({ constant, slope, knees }: Curve, at: Factor, amount: number): number {
  let c = constant - amount;
  let s = slope;
  for (const knee of knees) {
    if (compareFactors(knee.at, at) > 0) break;
    c += knee.constant;
    s += knee.slope;
  }
  return signAt(c, s, at);
}

/** The curve of a total that has a floor and a cap of its own; `null` when it cannot keep them. */
export function clampCurve(curve: Curve, { lo, hi }: Range): Curve | null {
  const own = rangeOf(curve);
  if (own.hi < lo || own.lo > hi || lo > hi) return null;
  const raised = own.lo >= lo ? curve : raise(curve, lo);
  return own.hi <= hi ? raised : lower(raised, hi);
}

function raise(curve: Curve, lo: number): Curve {
  const from = solve(curve, lo)!;
  let { constant, slope } = curve;
  let next = 0;
  for (; next < curve.knees.length && compareFactors(curve.knees[next]!.at, from) <= 0; next++) {
    constant += curve.knees[next]!.constant;
    slope += curve.knees[next]!.slope;
  }
  const leaving: Knee = { at: from, constant: constant - lo, slope };
  return { constant: lo, slope: 0, knees: [leaving, ...curve.knees.slice(next)] };
}

function lower(curve: Curve, hi: number): Curve {
  const to = solve(curve, hi);
  if (to === null) return { constant: hi, slope: 0, knees: [] };
  let { constant, slope } = curve;
  let next = 0;
  for (; next < curve.knees.length && compareFactors(curve.knees[next]!.at, to) < 0; next++) {
    constant += curve.knees[next]!.constant;
    slope += curve.knees[next]!.slope;
  }
  const arriving: Knee = { at: to, constant: hi - constant, slope: -slope };
  return { constant: curve.constant, slope: curve.slope, knees: [...curve.knees.slice(0, next), arriving] };
}
