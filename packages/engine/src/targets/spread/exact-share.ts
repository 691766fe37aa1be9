import { differenceOfProducts } from '../../foundation/exact-product.ts';

/**
 * size · weight ÷ whole as a floor and what is left of one unit, `rest` parts of `whole`. `size` is 0 or more, `whole`
 * above 0; the weight may be negative, and larger than the whole.
 */
export function exactShare(size: number, weight: number, whole: number) {
  if (Math.abs(weight) > whole || whole > 2 ** 50) return bigShare(size, weight, whole);
  // The quotient in doubles is a few units off at most; the exact remainder says by how many.
  let floor = Math.floor((size * weight) / whole);
  let rest = differenceOfProducts(size, weight, floor, whole);
  for (; rest < 0; rest += whole) floor--;
  for (; rest >= whole; rest -= whole) floor++;
  return { floor, rest, whole };
}

function bigShare(size: number, weight: number, whole: number) {
  const product = BigInt(size) * BigInt(weight);
  const divisor = BigInt(whole);
  const rest = ((product % divisor) + divisor) % divisor;
  return { floor: Number((product - rest) / divisor), rest: Number(rest), whole };
}
