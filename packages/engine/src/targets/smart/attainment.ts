/** What an initiative may add: nothing, or one of three amounts. */
export interface Chance {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
  /** Percent that it delivers at all. */
  readonly probability: number;
}

/** As many sums are told apart; closer ones are laid together at their mean. */
const MOST_SUMS = 4_096;

/** Share of the three points, as PERT weighs them: its mean is that of the estimate. */
const SHARES = [1 / 6, 4 / 6, 1 / 6] as const;

interface Sum {
  readonly amount: number;
  readonly share: number;
}

/**
 * The chance in whole percent that a base and what independent initiatives add come to at least `value` – at most it, where less
 * is better (SMT-20). Every way in which they may come out is counted; nothing is drawn. Amounts in any one unit.
 */
export function chanceOfReaching(
  base: number,
  chances: readonly Chance[],
  value: number,
  direction: 'up' | 'down',
): number {
  const sums = chances.reduce<readonly Sum[]>(
    (before, chance) => laidTogether(before.flatMap((sum) => outcomesOf(sum, chance))),
    [{ amount: base, share: 1 }],
  );
  const reached = sums.filter(({ amount }) => (direction === 'down' ? amount <= value : amount >= value));
  return Math.round(reached.reduce((all, { share }) => all + share, 0) * 100);
}

function outcomesOf({ amount, share }: Sum, { low, likely, high, probability }: Chance): readonly Sum[] {
  const delivers = (share * probability) / 100;
  const added = [low, likely, high].map((one, i) => ({
    amount: amount + one,
    share: delivers * (SHARES[i] ?? 0),
  }));
  return [{ amount, share: share - delivers }, ...added].filter((one) => one.share > 0);
}

function laidTogether(sums: readonly Sum[]): readonly Sum[] {
  if (sums.length <= MOST_SUMS) return sums;
  const sorted = [...sums].sort((a, b) => a.amount - b.amount);
  const size = Math.ceil(sorted.length / MOST_SUMS);
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, i) => {
    const near = sorted.slice(i * size, (i + 1) * size);
    const share = near.reduce((all, one) => all + one.share, 0);
    return { share, amount: near.reduce((all, one) => all + one.amount * one.share, 0) / share };
  });
}
