import { addAmounts, type Fraction, isAmount, type Problem, problem, readTypedNumber } from '@shapan/engine';

/** 同比: (value − baseline) ÷ |baseline|, exactly; `null` where there is no baseline to compare with. */
export function growthOf(value: number | null, baseline: number | null): Fraction | null {
  if (value === null || baseline === null || baseline === 0) return null;
  const difference = addAmounts([value, -baseline]);
  return difference.ok ? { numerator: difference.value, denominator: Math.abs(baseline) } : null;
}

/** A growth as typed, in percent: `20`, `20%`, `+20 %`, `-5%`. */
export function readGrowth(text: string): number | Problem {
  const bare = text.normalize('NFKC').trim().replace(/%$/, '').replace(/^\+/, '');
  const typed = readTypedNumber(bare, { decimals: 4 });
  return typed.ok ? typed.value.value : typed.problems[0]!;
}

/** baseline × (1 + growth), to the smallest unit, halves away from zero. `growth` in percent, up to 4 decimals. */
export function valueFromGrowth(baseline: number, growth: number): number | Problem {
  // Ten-thousandths of a percent are whole numbers: nothing is rounded before the end.
  const parts = BigInt(Math.round((100 + growth) * 10_000));
  const scale = 1_000_000n;
  const product = BigInt(baseline) * parts;
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + scale) / (2n * scale);
  const value = Number(product < 0n ? -rounded : rounded);
  return isAmount(value) ? value : problem('OUT_OF_RANGE', 'value', { value });
}
