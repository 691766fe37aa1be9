import { NEVER } from '../network.ts';

/**
 * What is used up: whoever takes of it has taken it for good. Kept apart from what is given back, and in numbers that are exact to
 * 2^53, as money is.
 */
export interface Stocks {
  readonly many: number;
  /** Units of stock `s` that task `t` takes at its start: at `t * many + s`. */
  readonly take: Float64Array;
  /** What is there of each: all that has come by a time less what is spoken for. */
  readonly outset: readonly StockSteps[];
}

/** From `time[k]` until `time[k + 1]` there are `left[k]` units; the last step lasts for ever, the first begins at 0. */
export interface StockSteps {
  readonly time: readonly number[];
  readonly left: readonly number[];
}

/** What is left while tasks are placed. */
export interface Shelf {
  readonly stocks: Stocks;
  readonly time: number[][];
  readonly left: number[][];
}

export const shelfFor = (stocks: Stocks): Shelf => ({
  stocks,
  time: stocks.outset.map(({ time }) => [...time]),
  left: stocks.outset.map(({ left }) => [...left]),
});

export function refill({ stocks, time, left }: Shelf): void {
  stocks.outset.forEach((steps, s) => {
    time[s] = [...steps.time];
    left[s] = [...steps.left];
  });
}

/**
 * The earliest time from `from` on at which a task may take what it needs, so that nobody later finds too little; `NEVER` where
 * there is never enough. From then on any time will do.
 */
export function earliestTake({ stocks, time, left }: Shelf, task: number, from: number): number {
  let start = from;
  for (let s = 0; s < stocks.many; s += 1) {
    const units = stocks.take[task * stocks.many + s]!;
    if (units === 0) continue;
    const [times, amounts] = [time[s]!, left[s]!];
    let enoughFrom = times.length;
    while (enoughFrom > 0 && amounts[enoughFrom - 1]! >= units) enoughFrom -= 1;
    if (enoughFrom === times.length) return NEVER;
    start = Math.max(start, times[enoughFrom]!);
  }
  return start;
}

/** Take what a task needs at its start, for good. */
export function takeAt({ stocks, time, left }: Shelf, task: number, start: number): void {
  for (let s = 0; s < stocks.many; s += 1) {
    const units = stocks.take[task * stocks.many + s]!;
    if (units === 0) continue;
    const [times, amounts] = [time[s]!, left[s]!];
    let step = times.length - 1;
    while (times[step]! > start) step -= 1;
    if (times[step]! < start) {
      step += 1;
      times.splice(step, 0, start);
      amounts.splice(step, 0, amounts[step - 1]!);
    }
    for (let later = step; later < amounts.length; later += 1) amounts[later]! -= units;
  }
}

/** The next time after `now` at which anything of them changes; Infinity after the last. */
export function nextChange({ time }: Shelf, now: number): number {
  let next = Infinity;
  for (const times of time) {
    for (const at of times) if (at > now && at < next) next = at;
  }
  return next;
}

/** The same for some of the tasks, in the order given. */
export function stocksOf(stocks: Stocks, tasks: readonly number[]): Stocks {
  const { many } = stocks;
  const take = new Float64Array(tasks.length * many);
  tasks.forEach((task, at) => {
    take.set(stocks.take.subarray(task * many, (task + 1) * many), at * many);
  });
  return { ...stocks, take };
}
