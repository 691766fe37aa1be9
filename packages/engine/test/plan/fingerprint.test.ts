import { describe, expect, test } from 'vitest';
import { type CellsChanged, fingerprintOf } from '../../src/index.ts';

const cells = (more: Partial<CellsChanged> = {}): CellsChanged => ({
  type: 'cells.changed',
  target: 't',
  part: 0,
  cells: [5, 6, 2 ** 40],
  before: [null, 0, 7],
  after: [1, -1, 9_000_000_000_000_001],
  ...more,
});

describe('[SPR-T88] the fingerprint of a decision', () => {
  test('is the same for the same changes, also where they come as typed arrays with NaN for nothing', () => {
    const { cells: at, before, after } = cells();
    const typed = cells({
      cells: Float64Array.from(at) as unknown as number[],
      before: Float64Array.from(before, (value) => value ?? Number.NaN) as unknown as number[],
      after: Float64Array.from(after as number[]) as unknown as number[],
    });
    expect(fingerprintOf([cells()], [])).toMatch(/^\w{7}-\w{7}$/);
    expect(fingerprintOf([typed], [])).toBe(fingerprintOf([cells()], []));
  });

  test('differs with every side of every cell, with order, place and notices', () => {
    const added = { type: 'record.added', record: { kind: 'risk', id: 'r', fields: {} } } as const;
    const all = [
      fingerprintOf([cells()], []),
      fingerprintOf([cells({ after: [1, -1, 9_000_000_000_000_000] })], []),
      fingerprintOf([cells({ after: [1, -1, 9_000_000_000_000_001 - 2 ** 32] })], []),
      fingerprintOf([cells({ before: [0, 0, 7] })], []),
      fingerprintOf([cells({ before: [null, null, 7] })], []),
      fingerprintOf([cells({ cells: [5, 7, 2 ** 40] })], []),
      fingerprintOf([cells({ part: 1 })], []),
      fingerprintOf([cells({ target: 'u' })], []),
      fingerprintOf([cells()], [{ code: 'N' }]),
      fingerprintOf([cells(), added], []),
      fingerprintOf([added, cells()], []),
      fingerprintOf([cells(), cells()], []),
      fingerprintOf([], []),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test('no two of very many decisions that differ in one or two cells have the same', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 200; i++)
      for (let j = 0; j < 200; j++)
        seen.add(fingerprintOf([cells({ after: [i * 2 ** 24, j * 2 ** 24, (i ^ j) * 2 ** 24] })], []));
    expect(seen.size).toBe(40_000);
  });
});
