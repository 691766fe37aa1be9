import { expect, test } from 'vitest';
import { byDivisor, decimal, type Exact, exact, largestRemainder, sum, times } from './oracle/exact.ts';
import { type Dice, dice } from './oracle/random.ts';
import { calcAll } from './shapan.ts';

/** `shapan calc split` against exact fractions; switches as in `calc-oracle.test.ts`. */
const count = Number(process.env['SHAPAN_ORACLE'] ?? 4_000);
const seed = Number(process.env['SHAPAN_ORACLE_SEED'] ?? 1);

type Answer = {
  readonly parts?: readonly number[];
  readonly matrix?: readonly (readonly number[])[];
  readonly problem?: { readonly code: string };
};

const list = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
const again = (i: number, request: unknown): string =>
  `SHAPAN_ORACLE=1 SHAPAN_ORACLE_SEED=${seed + i}: ${JSON.stringify(request)}`;

/** Weights of every kind: whole, with decimals, tiny, huge, equal, 0, negative. */
function weightOf(roll: Dice, kind: number, signed: boolean): number {
  if (roll(6) === 0) return 0;
  const size = [
    roll(6),
    roll(1_000_000),
    roll(1_000) / 8,
    roll(1_000) / 1_000,
    roll(9_999) * 1e11,
    roll(999) * 1e-9,
  ][kind]!;
  return signed && roll(3) === 0 ? -size : size;
}

function oneWay(roll: Dice) {
  const decimals = roll(3);
  const size =
    [9, 100, 1_000_000, 900_000_000][roll(4)]! * (roll(8) === 0 && decimals === 0 ? 10_000_000 : 1);
  const units =
    roll(Math.min(size, 2 ** 31)) * Math.max(1, Math.floor(size / 2 ** 31)) * (roll(4) === 0 ? -1 : 1);
  const signed = roll(6) === 0;
  const kind = roll(6);
  return {
    total: units / 10 ** decimals,
    weights: list(roll(9), () => weightOf(roll, kind, signed)),
    decimals,
    ...(signed && { negative: 'keep' }),
    ...(!signed && Math.abs(units) < 3_000 && roll(3) === 0 && { residue: 'divisor' }),
  };
}

/** Weights as whole numbers in the same proportions. */
function whole(weights: readonly number[]): bigint[] {
  const fractions = weights.map(decimal);
  const scale = fractions.reduce((product, { d }) => (product % d === 0n ? product : product * d), 1n);
  return fractions.map((one) => exactWhole(times(one, exact(scale))));
}
const exactWhole = ({ n, d }: Exact): bigint => n / d;

function partsByLaw({
  total,
  weights,
  decimals,
  residue,
}: ReturnType<typeof oneWay>): readonly number[] | string {
  const amount = exactWhole(times(decimal(total), exact(10n ** BigInt(decimals))));
  const wholes = whole(weights);
  if (wholes.every((weight) => weight === 0n)) return 'BASIS_ZERO';
  if (sum(wholes) === 0n) return 'BASIS_CANCELS';
  const parts = residue === 'divisor' ? byDivisor(amount, wholes) : largestRemainder(amount, wholes);
  return parts.map((part) => Number(part) / 10 ** decimals);
}

test(`[SPR-T65] [SPR-T66] [SPR-T67] one total is divided by the law, ${count} cases, seed ${seed}`, () => {
  const requests = list(count, (i) => oneWay(dice(seed + i)));
  const answers = calcAll('split', requests) as readonly Answer[];
  requests.forEach((request, i) => {
    const law = partsByLaw(request);
    const answer = answers[i]!;
    if (typeof law !== 'string' && law.some((part) => Math.abs(part) > 9e15)) {
      expect(answer.problem?.code, again(i, request)).toBe('OUT_OF_RANGE');
    } else expect(answer.parts ?? answer.problem?.code, again(i, request)).toEqual(law);
  });
});

function twoWay(roll: Dice) {
  const [height, width] = [1 + roll(4), 1 + roll(4)];
  const sparse = roll(2) === 0;
  const weights = list(height, () =>
    list(width, () => (sparse && roll(3) === 0 ? 0 : 1 + roll(roll(2) === 0 ? 4 : 5_000))),
  );
  const table = list(height, (i) => list(width, (j) => (weights[i]![j] === 0 && roll(8) > 0 ? 0 : roll(7))));
  const sign = roll(5) === 0 ? -1 : 1;
  const add = (numbers: readonly number[]): number => sign * numbers.reduce((a, b) => a + b, 0) + 0;
  const columns = list(width, (j) => add(table.map((line) => line[j]!)));
  return { rows: table.map(add), columns, weights };
}

type TwoWay = ReturnType<typeof twoWay>;

/** SPR-T74: a set of rows that needs more than the columns open to it take. */
function isBlocked({ rows, columns, weights }: TwoWay): boolean {
  return list(2 ** rows.length, (set) => {
    const inside = rows.map((_, i) => ((set >> i) & 1) === 1);
    const need = rows.reduce((total, row, i) => total + (inside[i] ? Math.abs(row) : 0), 0);
    const take = columns.reduce(
      (total, column, j) =>
        total + (weights.some((line, i) => inside[i] && line[j]! > 0) ? Math.abs(column) : 0),
      0,
    );
    return need > take;
  }).some(Boolean);
}

/** Ordered choices of `length` different numbers below `below`. */
function arrangements(length: number, below: number): number[][] {
  if (length === 0) return [[]];
  return arrangements(length - 1, below).flatMap((start) =>
    list(below, (next) => next).flatMap((next) => (start.includes(next) ? [] : [[...start, next]])),
  );
}

/**
 * SPR-T75: multipliers that round every cell to this table exist exactly when no unit can be moved along a circle – one up,
 * the next down – so that Π(2x + 1) ÷ w over the cells that rise is below Π(2x − 1) ÷ w over those that fall.
 */
function improvable(matrix: readonly (readonly number[])[], { weights }: TwoWay): boolean {
  const cell = (i: number, j: number) => [BigInt(Math.abs(matrix[i]![j]!)), BigInt(weights[i]![j]!)] as const;
  const [height, width] = [matrix.length, matrix[0]!.length];
  for (let length = 2; length <= Math.min(height, width); length++) {
    for (const rows of arrangements(length, height)) {
      for (const columns of arrangements(length, width)) {
        let [up, down] = [1n, 1n];
        let open = true;
        rows.forEach((row, k) => {
          const [rises, risesWeight] = cell(row, columns[k]!);
          const [falls, fallsWeight] = cell(row, columns[(k + 1) % length]!);
          open &&= risesWeight > 0n && falls > 0n;
          up *= (2n * rises + 1n) * fallsWeight;
          down *= (2n * falls - 1n) * risesWeight;
        });
        if (open && up < down) return true;
      }
    }
  }
  return false;
}

test(`[SPR-T74] [SPR-T75] tables are the bi-proportional ones, or refused where none is, ${count} cases, seed ${seed}`, () => {
  const requests = list(count, (i) => twoWay(dice(seed + i)));
  const answers = calcAll('split', requests) as readonly Answer[];
  let refused = 0;
  requests.forEach((request, i) => {
    const { matrix, problem } = answers[i]!;
    const note = again(i, request);
    if (isBlocked(request)) {
      expect(problem?.code, note).toBe('TWO_WAY_INFEASIBLE');
      refused++;
      return;
    }
    const add = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
    expect(matrix?.map(add), note).toEqual(request.rows);
    expect(
      request.columns.map((_, j) => add(matrix!.map((line) => line[j]!))),
      note,
    ).toEqual(request.columns);
    expect(
      matrix!.every((line, r) => line.every((x, j) => x === 0 || request.weights[r]![j]! > 0)),
      note,
    ).toBe(true);
    expect(improvable(matrix!, request), note).toBe(false);
  });
  if (count > 100) expect(refused).toBeGreaterThan(0);
});

test(`[SPR-T75] rows and columns change places, and signs turn, with the answer, seed ${seed}`, () => {
  const requests = list(500, (i) => twoWay(dice(seed + i)));
  const turned = requests.map(({ rows, columns, weights }) => ({
    rows: columns,
    columns: rows,
    weights: columns.map((_, j) => weights.map((line) => line[j]!)),
  }));
  const minus = (numbers: readonly number[]): number[] => numbers.map((number) => -number + 0);
  const mirrored = requests.map((one) => ({ ...one, rows: minus(one.rows), columns: minus(one.columns) }));
  const answers = calcAll('split', [...requests, ...turned, ...mirrored]) as readonly Answer[];
  requests.forEach((request, i) => {
    const { matrix } = answers[i]!;
    const note = again(i, request);
    if (!matrix) return;
    const other = answers[requests.length + i]!.matrix!;
    expect(
      matrix.map((_, r) => other.map((line) => line[r]!)),
      note,
    ).toEqual(matrix);
    expect(answers[2 * requests.length + i]!.matrix, note).toEqual(matrix.map(minus));
  });
});
