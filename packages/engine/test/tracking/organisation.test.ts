import { describe, expect, it } from 'vitest';
import { type ActualCell, actualsOf, type Organisation, placesOf, readActual } from '../../src/index.ts';
import { month, must, reassign, type Territories, table, territories, YEAR } from '../targets/territories.ts';

function world(): Territories {
  const made = territories({ A: null, A1: 'A', C: 'A', B: null, B1: 'B' }, [
    ['A1', 'p'],
    ['C', 'p'],
    ['B1', 'p'],
  ]);
  must(reassign(made, 'C', 'B', '2026-07-01'));
  return made;
}

const sold = (territory: string, date: string, amount: number, from?: string): ActualCell => ({
  date,
  ...(from && { from }),
  coordinate: { territory, product: 'p' },
  amount,
});

/** What was reached at a member in a period, over all its places. */
function reached(
  made: Territories,
  cells: readonly ActualCell[],
  name: string,
  time: string,
  organisation?: Organisation,
): number {
  const layout = table(made, organisation);
  const actuals = actualsOf(layout, made.master, cells);
  return placesOf(layout.frame, { members: [name, '*'], time }).reduce(
    (sum, place) => sum + (readActual(layout, actuals, place).actual?.numerator ?? 0),
    0,
  );
}

describe('[ORG-6] what was reached', () => {
  const cells = [
    sold('C', '2026-03-05', 100),
    sold('C', '2026-08-05', 30),
    sold('A1', '2026-08-05', 4),
    sold('B1', '2026-03-05', 5),
  ];

  it('counts under the parent of its time, so that nobody’s history changes (ORG-8)', () => {
    const made = world();
    expect([reached(made, cells, 'A', YEAR), reached(made, cells, 'B', YEAR)]).toEqual([104, 35]);
    expect([reached(made, cells, 'A', month(3)), reached(made, cells, 'B', month(3))]).toEqual([100, 5]);
    expect([reached(made, cells, 'A', month(8)), reached(made, cells, 'B', month(8))]).toEqual([4, 30]);
    expect(reached(made, cells, '*', YEAR)).toBe(139);
    expect(reached(made, cells, 'C', YEAR)).toBe(130);
  });

  it('counts under the parents of one day for comparison', () => {
    const made = world();
    const now = { asOf: '2026-12-31' };
    expect([reached(made, cells, 'A', YEAR, now), reached(made, cells, 'B', YEAR, now)]).toEqual([4, 135]);
    const once = { asOf: '2026-01-01' };
    expect([reached(made, cells, 'A', YEAR, once), reached(made, cells, 'B', YEAR, once)]).toEqual([134, 5]);
  });

  it('counts where the places meet when it is of a time in which the member moved', () => {
    const made = world();
    const half = [sold('C', '2026-08-31', 60, '2026-06-01')];
    expect([reached(made, half, 'A', YEAR), reached(made, half, 'B', YEAR)]).toEqual([0, 0]);
    expect(reached(made, half, '*', YEAR)).toBe(60);
    const before = [sold('C', '2026-06-30', 60, '2026-05-01')];
    expect(reached(made, before, 'A', YEAR)).toBe(60);
  });

  it('finds a finer member under what it stood below then', () => {
    const made = territories({ A: null, C: 'A', shop: 'C', B: null, B1: 'B' }, [
      ['C', 'p'],
      ['B1', 'p'],
    ]);
    must(reassign(made, 'shop', 'B1', '2026-10-01'));
    must(reassign(made, 'C', 'B', '2026-07-01'));
    const sales = [
      sold('shop', '2026-05-01', 1),
      sold('shop', '2026-08-01', 2),
      sold('shop', '2026-11-01', 4),
    ];
    expect(reached(made, sales, 'A', YEAR)).toBe(1);
    expect(reached(made, sales, 'C', YEAR)).toBe(3);
    expect(reached(made, sales, 'B1', YEAR)).toBe(4);
  });
});
