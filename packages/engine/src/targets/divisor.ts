/**
 * Whole parts by standard rounding: every weight over one common divisor, halves up, the divisor chosen so that
 * the parts add up (SPR-T67; Webster, Sainte-Laguë). `total` is 0 or more, weights 0 or more and not all 0.
 *
 * Seen unit by unit: an entry's s-th unit has the priority w ÷ (s − ½), and the `total` highest priorities are
 * served, ties to the earlier entry. Rounding the exact shares serves such a set for a nearby total; the few
 * units up or down to the wanted total follow in order of priority.
 */
export function splitByDivisor(total: number, weights: readonly bigint[]): number[] {
  const sum = weights.reduce((partial, weight) => partial + weight, 0n);
  const parts = weights.map((weight) => (2n * BigInt(total) * weight + sum) / (2n * sum));
  let missing = BigInt(total) - parts.reduce((partial, part) => partial + part, 0n);
  const step = missing < 0n ? -1n : 1n;
  // Priority of the unit that comes next, or of the one that goes next: w ÷ (2a + step), doubled denominators.
  const precedes = (a: number, b: number): boolean => {
    const left = (weights[a] ?? 0n) * (2n * (parts[b] ?? 0n) + step);
    const right = (weights[b] ?? 0n) * (2n * (parts[a] ?? 0n) + step);
    if (left !== right) return step > 0n ? left > right : left < right;
    return step > 0n ? a < b : a > b;
  };
  const takesPart = (at: number): boolean => (step > 0n ? (weights[at] ?? 0n) : (parts[at] ?? 0n)) > 0n;
  const heap = Array.from(weights.keys()).filter(takesPart);
  if (missing !== 0n) for (let at = heap.length >> 1; at >= 0; at -= 1) siftDown(heap, at, precedes);
  for (; missing !== 0n; missing -= step) {
    const first = heap[0] ?? 0;
    parts[first] = (parts[first] ?? 0n) + step;
    // An entry without units has none to give back: it leaves the heap.
    if (!takesPart(first)) heap[0] = heap.pop() ?? first;
    siftDown(heap, 0, precedes);
  }
  return parts.map(Number);
}

function siftDown(heap: number[], from: number, precedes: (a: number, b: number) => boolean): void {
  for (let at = from; ; ) {
    let best = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && precedes(heap[child] ?? 0, heap[best] ?? 0)) best = child;
    }
    if (best === at) return;
    [heap[at], heap[best]] = [heap[best] ?? 0, heap[at] ?? 0];
    at = best;
  }
}
