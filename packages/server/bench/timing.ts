import { performance } from 'node:perf_hooks';

/** Milliseconds that something took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Median of several things done in turn, so that whatever else the machine does meets all of them alike. */
export async function mediansInTurn<Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, (round: number) => Promise<unknown>>>,
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(works) as Name[];
  const spent = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) spent.get(name)?.push(await timed(() => works[name](round)));
  }
  return Object.fromEntries(names.map((name) => [name, median(spent.get(name) ?? [])])) as Record<
    Name,
    number
  >;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
