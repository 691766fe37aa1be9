import { expect, test } from 'vitest';
import { compare, type Exact, exact, floor, largestRemainder, plus, sum, times } from './oracle/exact.ts';
import { type Dice, dice } from './oracle/random.ts';
import { calcAll } from './shapan.ts';

/**
 * `shapan calc spread` with ends, shares, patterns, periods and calendars against the laws computed a second time; switches
 * as in `calc-oracle.test.ts`. One level, so that each law can be written down as it is read.
 */
const count = Number(process.env['SHAPAN_ORACLE'] ?? 500);
const seed = Number(process.env['SHAPAN_ORACLE_SEED'] ?? 1);

interface Case {
  readonly request: object;
  /** The leaves and the total as the law has them, or the code of the refusal. */
  readonly law:
    | {
        readonly leaves: readonly (bigint | null)[];
        readonly total?: number;
        readonly near?: readonly Exact[];
      }
    | string;
}

const list = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
const ids = (length: number): string[] => list(length, (i) => `m${i + 1}`);
const members = (leaves: readonly string[]) => [{ id: 'T' }, ...leaves.map((id) => ({ id, parent: 'T' }))];
const byId = (numbers: readonly (bigint | null)[], names = ids(numbers.length)) =>
  Object.fromEntries(names.map((id, i) => [id, numbers[i] === null ? null : Number(numbers[i])]));

function requestOf(numbers: readonly (bigint | null)[], edit: object, more: object = {}) {
  return { members: members(ids(numbers.length)), cells: byId(numbers), edit: { at: 'T', ...edit }, ...more };
}

/** Exact shares to whole numbers that add up: floors, then by falling fraction, ties to the earlier (SPR-T65). */
function whole(shares: readonly Exact[], amount: bigint): bigint[] {
  const parts = shares.map(floor);
  const rest = shares.map((share, i) => plus(share, exact(-parts[i]!)));
  const order = rest.map((_, i) => i).sort((a, b) => compare(rest[b]!, rest[a]!) || a - b);
  for (const i of order.slice(0, Number(amount - sum(parts)))) parts[i]! += 1n;
  return parts;
}

/** The same where one share stands at its end, a whole number, and the others share out less than nothing: mirrored (SPR-T66). */
function wholeBeside(one: number, shares: readonly Exact[], amount: bigint): bigint[] {
  const end = floor(shares[one]!);
  if (amount >= end) return whole(shares, amount);
  const mirrored = shares.map((share, i) => (i === one ? exact(0n) : times(share, exact(-1n))));
  return whole(mirrored, end - amount).map((part, i) => (i === one ? end : -part));
}

/** SPR-T64: clamp(λ·w) with the one λ for which the sum is the amount; `null` outside what is attainable. */
function clamped(
  weights: readonly bigint[],
  lo: readonly bigint[],
  hi: readonly bigint[],
  amount: bigint,
): Exact[] | null {
  if (amount < sum(lo) || amount > sum(hi)) return null;
  const at = (factor: Exact): Exact[] =>
    weights.map((weight, i) => {
      const share = times(exact(weight), factor);
      if (compare(share, exact(lo[i]!)) < 0) return exact(lo[i]!);
      return compare(share, exact(hi[i]!)) > 0 ? exact(hi[i]!) : share;
    });
  const total = (shares: readonly Exact[]): Exact => shares.reduce(plus, exact(0n));
  const knees = weights.flatMap((weight, i) => [exact(lo[i]!, weight), exact(hi[i]!, weight)]).sort(compare);
  const wanted = exact(amount);
  const above = knees.findIndex((knee) => compare(total(at(knee)), wanted) >= 0);
  if (above <= 0) return at(knees[Math.max(0, above)]!);
  // Between two knees the sum is a line: what is at an end stays, the others share the rest.
  const [below, next] = [at(knees[above - 1]!), at(knees[above]!)];
  const moves = below.map((share, i) => compare(share, next[i]!) !== 0);
  const fixed = total(below.filter((_, i) => !moves[i]));
  const active = sum(weights.filter((_, i) => moves[i]));
  if (active === 0n) return next;
  const factor = times(plus(wanted, times(fixed, exact(-1n))), exact(1n, active));
  return below.map((share, i) => (moves[i] ? times(exact(weights[i]!), factor) : share));
}

const positive = (roll: Dice): bigint[] => list(1 + roll(7), () => BigInt(1 + roll(200)));

const kinds: Readonly<Record<string, (roll: Dice) => Case>> = {
  'floors and caps of the entry [SPR-T64]': (roll) => {
    const numbers = positive(roll);
    const lo = BigInt(roll(60));
    const hi = lo + BigInt(roll(150));
    const value = BigInt(roll(200 * numbers.length));
    const ends = numbers.map((number) => [lo, hi, number] as const);
    const stays = sum(numbers) === value && ends.every(([low, high, one]) => one >= low && one <= high);
    const shares = clamped(
      numbers,
      numbers.map(() => lo),
      numbers.map(() => hi),
      value,
    );
    const request = requestOf(numbers, { value: Number(value), floor: Number(lo), cap: Number(hi) });
    if (stays) return { request, law: { leaves: numbers } };
    return { request, law: shares === null ? 'BOUNDS' : { leaves: whole(shares, value) } };
  },
  'a held floor and cap [SPR-T51]': (roll) => {
    const numbers = [...positive(roll), 5n, 7n];
    const one = roll(numbers.length);
    const hi = numbers[one]! + BigInt(roll(40));
    const lo = BigInt(roll(Number(numbers[one]!) + 1));
    const value = BigInt(roll(200 * numbers.length));
    const shares = clamped(
      numbers,
      numbers.map((_, i) => (i === one ? lo : -(10n ** 12n))),
      numbers.map((_, i) => (i === one ? hi : 10n ** 12n)),
      value,
    );
    const hold = { id: `m${one + 1}`, keeps: 'bound', floor: Number(lo), cap: Number(hi) };
    const request = requestOf(numbers, { value: Number(value) }, { holds: [hold] });
    if (sum(numbers) === value) return { request, law: { leaves: numbers } };
    return { request, law: shares === null ? 'BOUNDS' : { leaves: wholeBeside(one, shares, value) } };
  },
  'a held share [SPR-T52]': (roll) => {
    const numbers = [...positive(roll), BigInt(1 + roll(50))];
    const one = roll(numbers.length);
    const percent = BigInt(roll(100));
    const value = BigInt(roll(5_000));
    const others = sum(numbers) - numbers[one]!;
    const shares = numbers.map((number, i) =>
      i === one ? exact(percent * value, 100n) : exact((100n - percent) * value * number, 100n * others),
    );
    // The share is rounded together with its siblings, of which each is then within one unit of its own.
    const held = whole(shares, value)[one]!;
    const hold = { id: `m${one + 1}`, keeps: 'share', share: Number(percent) / 100 };
    return {
      request: requestOf(numbers, { value: Number(value) }, { holds: [hold] }),
      // A total that does not move moves no share (SPR-T9).
      law: {
        leaves: sum(numbers) === value ? numbers : numbers.map((_, i) => (i === one ? held : null)),
        ...(sum(numbers) !== value && { near: shares, total: Number(value) }),
      },
    };
  },
  'patterns with children left alone [SPR-T34]': (roll) => {
    const numbers = list(2 + roll(6), () => (roll(5) === 0 ? null : BigInt(roll(90))));
    const pattern = numbers.map((_, i) => (i > 0 && roll(4) === 0 ? ('!' as const) : 1 + roll(6)));
    const value = BigInt(roll(3_000));
    const kept = sum(numbers.map((number, i) => (pattern[i] === '!' ? (number ?? 0n) : 0n)));
    const amount = value - kept;
    const parts = largestRemainder(
      amount,
      pattern.map((item) => (item === '!' ? 0n : BigInt(item))),
    );
    return {
      request: requestOf(numbers, { method: 'pattern', pattern, value: Number(value) }),
      law: { leaves: numbers.map((number, i) => (pattern[i] === '!' ? number : parts[i]!)) },
    };
  },
  'means of periods [SPR-T40]': (roll) => {
    const numbers: (bigint | null)[] = [
      BigInt(1 + roll(99)),
      ...list(roll(6), () => (roll(4) === 0 ? null : BigInt(1 + roll(99)))),
    ];
    const known = numbers.flatMap((number) => number ?? []);
    const value = BigInt(roll(400));
    const parts = largestRemainder(value * BigInt(known.length), known);
    let next = 0;
    return {
      request: requestOf(numbers, { value: Number(value) }, { timeBalance: 'average' }),
      law: {
        leaves: numbers.map((number) => (number === null ? null : parts[next++]!)),
        total: Number(value),
      },
    };
  },
  'opening and closing balances, and what is filled [SPR-T40]': (roll) => {
    const numbers = list(1 + roll(6), () => (roll(4) === 0 ? null : BigInt(roll(99))));
    const value = BigInt(roll(400));
    const timeBalance = ['first', 'last', 'fill'][roll(3)]!;
    const at = timeBalance === 'first' ? 0 : numbers.length - 1;
    const leaves = numbers.map((number, i) => (timeBalance === 'fill' || i === at ? value : number));
    const total = Number(value) * (timeBalance === 'fill' ? numbers.length : 1);
    return { request: requestOf(numbers, { value: Number(value) }, { timeBalance }), law: { leaves, total } };
  },
  'days and weekdays of months [SPR-T42]': (roll) => {
    const first = roll(60);
    const months = list(1 + roll(12), (i) => new Date(Date.UTC(2024, first + i, 1)));
    const names = months.map((month) => month.toISOString().slice(0, 7));
    const weekdays = roll(2) === 0;
    const weights = months.map((month) => {
      const days = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate();
      const dates = list(days, (d) => new Date(month.getTime() + d * 86_400_000).getUTCDay());
      return BigInt(weekdays ? dates.filter((day) => day >= 1 && day <= 5).length : days);
    });
    const value = BigInt(roll(1_000_000)) * (roll(5) === 0 ? -1n : 1n);
    const edit = {
      at: 'T',
      method: 'calendar',
      kind: weekdays ? 'workingDays' : 'naturalDays',
      value: Number(value),
    };
    return {
      request: { members: members(names), edit, ...(weekdays && { calendar: 'plain' }) },
      law: { leaves: largestRemainder(value, weights) },
    };
  },
};

test.each(Object.keys(kinds))(`calc spread: %s, ${count} cases, seed ${seed}`, (kind) => {
  const cases = list(count, (i) => kinds[kind]!(dice(seed + i)));
  const answers = calcAll(
    'spread',
    cases.map(({ request }) => request),
  ) as readonly {
    cells?: Readonly<Record<string, number | null>>;
    problem?: { code: string };
  }[];
  cases.forEach(({ request, law }, i) => {
    const { cells, problem } = answers[i]!;
    const note = `SHAPAN_ORACLE=1 SHAPAN_ORACLE_SEED=${seed + i}: ${JSON.stringify(request)}`;
    if (typeof law === 'string') {
      expect(problem?.code ?? cells, note).toBe(law);
      return;
    }
    const { T, ...leaves } = cells ?? {};
    const { near } = law;
    if (near !== undefined) {
      Object.values(leaves).forEach((leaf, k) => {
        const held = law.leaves[k] ?? null;
        if (held !== null) expect(leaf, note).toBe(Number(held));
        expect(Math.abs(leaf! - Number(near[k]!.n) / Number(near[k]!.d)), note).toBeLessThan(1);
      });
      const added = Object.values(leaves).reduce<number>((all, leaf) => all + leaf!, 0);
      expect([T, added], note).toEqual([law.total, law.total]);
      return;
    }
    const wanted = law.leaves.map((leaf) => (leaf === null ? null : Number(leaf)));
    expect(Object.values(leaves), note).toEqual(wanted);
    const added = law.leaves.reduce<number>((all, leaf) => all + Number(leaf ?? 0n), 0);
    expect(T, note).toBe(law.total ?? added);
  });
});
