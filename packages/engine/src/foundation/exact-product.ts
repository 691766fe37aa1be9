/**
 * a·b − c·d exactly, in doubles, for whole numbers below 2^53 whose two products differ by less than 2^53.
 *
 * Each product is kept as a rounded value and its error (Dekker's product after Veltkamp's split: 27 upper and
 * 26 lower bits make four partial products that are all exact). The rounded values are close to each other, so
 * their difference is exact too.
 */
export function differenceOfProducts(a: number, b: number, c: number, d: number): number {
  const left = a * b;
  const right = c * d;
  return left - right + (productError(a, b, left) - productError(c, d, right));
}

const SPLITTER = 2 ** 27 + 1;

function productError(a: number, b: number, product: number): number {
  const aHigh = upper(a);
  const aLow = a - aHigh;
  const bHigh = upper(b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function upper(value: number): number {
  const scaled = SPLITTER * value;
  return scaled - (scaled - value);
}
