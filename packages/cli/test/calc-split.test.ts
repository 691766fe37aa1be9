import { readdirSync, readFileSync } from 'node:fs';
import { sharedData } from '@shapan/testkit';
import { describe, expect, it } from 'vitest';
import { runCalc } from '../src/calc/calc.ts';
import { answerSplit } from '../src/calc/split.ts';

describe('split: one total', () => {
  it.each([
    [{ total: 10, weights: [47_000, 16_000, 15_800, 12_000, 6100, 3100], decimals: 0 }, [5, 2, 1, 1, 1, 0]],
    [{ total: 100, weights: [1, 1, 1] }, [34, 33, 33]],
    [{ total: -100, weights: [1, 1, 1] }, [-34, -33, -33]],
    [{ total: 100, weights: [1, 1, 1], decimals: 2 }, [33.34, 33.33, 33.33]],
    [{ total: 1.9, weights: [0.3, 0.3], decimals: 2 }, [0.95, 0.95]],
    [{ total: 0, weights: [1, 2] }, [0, 0]],
    [{ total: 11, weights: [6, 6, 2] }, [5, 5, 1]],
    [{ total: 10, weights: [6, 6, 2], residue: 'divisor' }, [5, 4, 1]],
    [{ total: 7, weights: [3, -1], negative: 'keep' }, [11, -4]],
  ])('%j gives %j', (request, parts) => {
    expect(answerSplit(request)).toEqual({ parts });
  });

  it.each([
    [{ weights: [1] }, 'REQUIRED', 'total'],
    [{ total: 1 }, 'REQUIRED', 'weights'],
    [{ total: '1', weights: [1] }, 'NOT_A_NUMBER', 'total'],
    [{ total: 1, weights: 1 }, 'INVALID', 'weights'],
    [{ total: 1, weights: [1, 2, null] }, 'NOT_A_NUMBER', 'weights[2]'],
    [{ total: 1, weights: [1, 2, Number.POSITIVE_INFINITY] }, 'NOT_A_NUMBER', 'weights[2]'],
    [{ total: 1, weights: [1, -2] }, 'BASIS_NEGATIVE', 'weights[1]'],
    [{ total: 1, weights: [0, 0] }, 'BASIS_ZERO', 'weights'],
    [{ total: 1, weights: [] }, 'BASIS_ZERO', 'weights'],
    [{ total: 1.5, weights: [1] }, 'NUMBER_TOO_PRECISE', 'total'],
    [{ total: 9.1e15, weights: [1] }, 'OUT_OF_RANGE', 'total'],
    [{ total: 1, weights: [1], decimals: -1 }, 'OUT_OF_RANGE', 'decimals'],
    [{ total: 1, weights: [1], decimal: 2 }, 'UNKNOWN_FIELD', 'decimal'],
    [{ total: 1, weights: [1], residue: 'best' }, 'INVALID', 'residue'],
    [[], 'INVALID', ''],
    [7, 'INVALID', ''],
  ])('%j is refused as %s at %s', (request, code, path) => {
    expect(answerSplit(request)).toMatchObject({ problem: { code, path } });
  });
});

describe('split: rows and columns at once', () => {
  const rows = [12, 9, 7, 9];
  const columns = [15, 7, 6, 9];
  const weights = [
    [11_471, 2822, 2309, 4794],
    [11_908, 1606, 1705, 2600],
    [9213, 1567, 946, 2961],
    [7756, 2945, 1573, 3498],
  ];
  const matrix = [
    [5, 2, 2, 3],
    [4, 1, 2, 2],
    [3, 1, 1, 2],
    [3, 3, 1, 2],
  ];

  it('gives the published table, in whole units and in hundredths', () => {
    const small = (numbers: readonly number[]) => numbers.map((number) => number / 100);
    expect(answerSplit({ rows, columns, weights })).toEqual({ matrix });
    expect(answerSplit({ rows: small(rows), columns: small(columns), weights, decimals: 2 })).toEqual({
      matrix: matrix.map(small),
    });
  });

  it.each([
    [{ rows: [1], weights: [[1]] }, 'REQUIRED', 'columns'],
    [{ rows: [1], columns: [1], weights: [1] }, 'INVALID', 'weights[0]'],
    [{ rows: [1], columns: [1], weights: [['1']] }, 'NOT_A_NUMBER', 'weights[0][0]'],
    [{ rows: [1], columns: [0.5, 0.5], weights: [[1, 1]] }, 'NUMBER_TOO_PRECISE', 'columns[0]'],
    [{ rows: [1], columns: [1], weights: [[1, 1]] }, 'INVALID', 'weights[0]'],
    [{ rows: [1], columns: [1], weights: [[1]], total: 1 }, 'UNKNOWN_FIELD', 'total'],
    [{ rows: [1], columns: [1], weights: [[0]] }, 'TWO_WAY_INFEASIBLE', 'weights'],
  ])('%j is refused as %s at %s', (request, code, path) => {
    expect(answerSplit(request)).toMatchObject({ problem: { code, path } });
  });

  it('explains totals that cannot be met, in the unit of the request', async () => {
    const request = {
      rows: [1.2, 0.1],
      columns: [1, 0.3],
      weights: [
        [1, 0],
        [1, 1],
      ],
      decimals: 2,
    };
    const { output, exitCode } = await runCalc('split', JSON.stringify(request), false);
    expect(exitCode).toBe(2);
    expect(JSON.parse(output)).toEqual({
      problem: {
        code: 'TWO_WAY_INFEASIBLE',
        path: 'weights',
        params: { rows: '0', columns: '0', need: 1.2, take: 1 },
        message:
          'weights: Rows and columns cannot both fit: the rows with index 0 need 1.2, but the columns open to them (0) take only 1.',
      },
    });
  });

  it('tells how far the sums are apart', async () => {
    const request = { rows: [1.5], columns: [1], weights: [[1]], decimals: 1 };
    const { output } = await runCalc('split', JSON.stringify(request), false);
    expect(JSON.parse(output)).toMatchObject({
      problem: { code: 'CONTRADICTION', params: { rows: 1.5, columns: 1, difference: 0.5 } },
    });
  });
});

const elections = sharedData('apportionment');

/** Lines of cells; names stand in quotes or bare. */
const csv = (file: string): string[][] =>
  readFileSync(`${elections}/${file}`, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')));

describe('split: official results of elections', () => {
  const names =
    elections === undefined ? [] : readdirSync(elections).filter((file) => file.endsWith('_votes.csv'));
  const cases = names.map((file) => file.replace('_votes.csv', ''));

  it.skipIf(elections === undefined)('there is at least one (shared data)', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(cases)('[SPR-T75] %s is reproduced cell by cell (shared data)', async (name) => {
    const [[, ...districts], ...parties] = csv(`${name}_votes.csv`) as [string[], ...string[][]];
    const seats = new Map(
      csv(`${name}_district_seats.csv`).map(([district, count]) => [district, Number(count)]),
    );
    const [[, ...columns], ...lines] = csv(`${name}_official_result.csv`) as [string[], ...string[][]];
    expect(columns).toEqual(districts);
    const official = parties.map(([party]) => {
      const line = lines.find(([listed]) => listed === party);
      return line?.slice(1).map(Number) ?? [];
    });
    const request = {
      rows: official.map((line) => line.reduce((sum, count) => sum + count, 0)),
      columns: districts.map((district) => seats.get(district)),
      weights: parties.map(([, ...votes]) => votes.map(Number)),
    };
    const { output, exitCode } = await runCalc('split', JSON.stringify(request), false);
    expect([exitCode, JSON.parse(output)]).toEqual([0, { matrix: official }]);
  });
});

describe('split: two ways at any size', () => {
  /** Numbers that look random and are the same everywhere. */
  const numbers = (seed: number) => () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return seed >>> 8;
  };
  const sum = (line: readonly number[]) => line.reduce((total, one) => total + one, 0);

  it.each([
    ['a square of 200', 200, 200, 1],
    ['few rows, many columns', 7, 1_000, 1],
    ['mostly closed cells', 200, 200, 20],
    ['nothing but ties', 200, 200, 0],
  ])('[SPR-T75] %s meets every total', (_, height, width, closed) => {
    const next = numbers(height + width + closed);
    const weights = Array.from({ length: height }, () =>
      Array.from({ length: width }, () =>
        closed === 0 ? 1 : next() % closed === 0 ? 1 + (next() % 100_000) : 0,
      ),
    );
    // Totals of a table with the same closed cells can be met.
    const fits = weights.map((line) => line.map((weight) => (weight === 0 ? 0 : next() % 9)));
    const rows = fits.map(sum);
    const columns = weights[0]!.map((_, j) => sum(fits.map((line) => line[j]!)));
    const answer = answerSplit({ rows, columns, weights }) as { matrix: number[][] };
    expect(answer.matrix.map(sum)).toEqual(rows);
    expect(columns.map((_, j) => sum(answer.matrix.map((line) => line[j]!)))).toEqual(columns);
    expect(
      answer.matrix.every((line, i) => line.every((cell, j) => weights[i]![j] !== 0 || cell === 0)),
    ).toBe(true);
  });
});
