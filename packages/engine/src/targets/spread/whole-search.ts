/** Whole numbers of 0 or more whose sums over given sets are given. */
export interface WholeTask {
  /** What each number would be if it need not be whole: the search begins there. */
  readonly aims: readonly number[];
  readonly sums: readonly WholeSum[];
}

export interface WholeSum {
  readonly of: readonly number[];
  readonly amount: number;
}

export interface WholeAnswer {
  /** `null`: there is none (`proven`), or none was found within the steps. */
  readonly found: readonly number[] | null;
  readonly proven: boolean;
  readonly steps: number;
}

/**
 * Look for whole numbers that meet every sum, near their aims first, in at most `most` steps (SPR-T72). A step is one
 * number tried, so the answer is the same on every machine. Every sum narrows the range of its numbers; a range that
 * closes is a dead end. When no road is left, there is no solution: then that is proven.
 */
export function searchWhole({ aims, sums }: WholeTask, most: number): WholeAnswer {
  const space = createSpace(aims.length, sums);
  const stack: Choice[] = [];
  let steps = 0;
  let alive = narrow(space, [...sums.keys()]);
  for (;;) {
    if (alive) {
      const at = narrowest(space);
      if (at < 0) return { found: Array.from(space.low), proven: false, steps };
      const aim = Math.min(Math.max(Math.round(aims[at]!), space.low[at]!), space.high[at]!);
      stack.push({ at, aim, trail: space.trail.length, next: 0 });
    }
    const choice = stack.at(-1);
    if (choice === undefined) return { found: null, proven: true, steps };
    rewind(space, choice.trail);
    const range = rangeOf(space, choice);
    if (range === null) {
      stack.pop();
      alive = false;
      continue;
    }
    if (steps === most) return { found: null, proven: false, steps };
    steps++;
    alive = setRange(space, choice.at, range[0], range[1]) && narrow(space, space.sumsOf[choice.at]!);
  }
}

/** The three ways on from one number: at its aim, below it, above it. */
interface Choice {
  readonly at: number;
  readonly aim: number;
  readonly trail: number;
  next: number;
}

function rangeOf({ low, high }: Space, choice: Choice): readonly [number, number] | null {
  const { at, aim } = choice;
  const ways = [
    [aim, aim],
    [low[at]!, aim - 1],
    [aim + 1, high[at]!],
  ] as const;
  while (choice.next < ways.length) {
    const [from, to] = ways[choice.next++]!;
    if (from <= to) return [from, to];
  }
  return null;
}

interface Space {
  readonly sums: readonly WholeSum[];
  readonly sumsOf: readonly (readonly number[])[];
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Ranges as they were before they were narrowed, so that a step can be taken back. */
  readonly trail: { at: number; low: number; high: number }[];
}

function createSpace(count: number, sums: readonly WholeSum[]): Space {
  const sumsOf: number[][] = Array.from({ length: count }, () => []);
  const high = new Float64Array(count).fill(Number.MAX_SAFE_INTEGER);
  sums.forEach(({ of, amount }, s) => {
    for (const at of of) {
      sumsOf[at]!.push(s);
      high[at] = Math.min(high[at]!, amount);
    }
  });
  return { sums, sumsOf, low: new Float64Array(count), high, trail: [] };
}

function rewind({ low, high, trail }: Space, length: number): void {
  while (trail.length > length) {
    const before = trail.pop()!;
    low[before.at] = before.low;
    high[before.at] = before.high;
  }
}

function setRange({ low, high, trail }: Space, at: number, from: number, to: number): boolean {
  trail.push({ at, low: low[at]!, high: high[at]! });
  low[at] = from;
  high[at] = to;
  return from <= to;
}

/** Let the sums narrow their numbers until nothing changes; `false` when one cannot be met any more. */
function narrow(space: Space, start: readonly number[]): boolean {
  const { sums, sumsOf, low, high } = space;
  const pending = new Set(start);
  for (const s of pending) {
    pending.delete(s);
    const { of, amount } = sums[s]!;
    let least = 0;
    let most = 0;
    for (const at of of) {
      least += low[at]!;
      most += high[at]!;
    }
    if (least > amount || most < amount) return false;
    for (const at of of) {
      const from = Math.max(low[at]!, amount - (most - high[at]!));
      const to = Math.min(high[at]!, amount - (least - low[at]!));
      if (from === low[at] && to === high[at]) continue;
      least += from - low[at]!;
      most += to - high[at]!;
      if (!setRange(space, at, from, to)) return false;
      for (const other of sumsOf[at]!) pending.add(other);
    }
  }
  return true;
}

/** The number with the fewest ways left, the first of equals; −1 when all are decided. */
function narrowest({ low, high }: Space): number {
  let best = -1;
  for (let at = 0; at < low.length; at++) {
    const width = high[at]! - low[at]!;
    if (width > 0 && (best < 0 || width < high[best]! - low[best]!)) best = at;
  }
  return best;
}
