import { describe, expect, test } from 'vitest';
import { input, members, type Numbers, type Wish } from './ask.ts';
import { type Hold, type SpreadRequest, spread, spreadBatch } from './doors.ts';
import { allValues, type Garden, line, must, place, whole, year } from './garden.ts';
import { applied } from './random-requests.ts';

describe('rates', () => {
  const rate = (wish: Wish, pairs: readonly (readonly [number | null, number | null])[]) => {
    const garden = pairsGarden(pairs);
    const outcome = spread(input(garden, { aggregation: 'ratio' }), { at: whole(garden), ...wish });
    return outcome.ok ? outcome.value : outcome.problems[0]!.code;
  };
  test('[SPR-T78] the numerator gives way in proportion', () => {
    expect(
      rate({ method: 'proportional', value: 0.5 }, [
        [10, 100],
        [30, 100],
      ]),
    ).toMatchObject({
      changes: [{ part: 0, after: Float64Array.of(25, 75) }],
      edited: [{ before: { numerator: 40, denominator: 200 }, after: { numerator: 100, denominator: 200 } }],
    });
  });
  test('[SPR-T79] the nearest reachable rate is said', () => {
    expect(rate({ method: 'proportional', value: 0.5 }, [[1, 3]])).toMatchObject({
      changes: [{ after: Float64Array.of(2) }],
      notices: [{ code: 'NEAREST_RATE', params: { numerator: 2, denominator: 3 } }],
    });
  });
  test('[SPR-T78] no denominator, no rate', () => {
    expect(rate({ method: 'proportional', value: 0.5 }, [[1, null]])).toBe('BASIS_ZERO');
  });
  test('[SPR-T78] nothing there yet: every leaf gets the rate by its denominator', () => {
    expect(
      rate({ method: 'proportional', value: 0.5 }, [
        [null, 10],
        [null, 30],
      ]),
    ).toMatchObject({
      changes: [{ after: Float64Array.of(5, 15) }],
    });
  });
  test('[SPR-T78] the same rate in each leaf is a choice of its own', () => {
    expect(
      rate({ method: 'repeatLeaves', value: 0.5 }, [
        [9, 10],
        [1, 30],
        [4, null],
      ]),
    ).toMatchObject({
      changes: [{ after: Float64Array.of(5, 15) }],
    });
  });
  test('[SPR-T78] the denominator gives way when asked to, in proportion, numerators as they are', () => {
    const wish = { method: 'proportional', givesWay: 'denominator' } as const;
    expect(
      rate({ ...wish, value: 0.5 }, [
        [10, 100],
        [30, 100],
      ]),
    ).toMatchObject({
      changes: [{ part: 1, after: Float64Array.of(40, 40) }],
      edited: [{ after: { numerator: 40, denominator: 80 } }],
    });
    expect(rate({ ...wish, value: 0.3 }, [[1, 2]])).toMatchObject({
      changes: [{ part: 1, after: Float64Array.of(3) }],
      notices: [{ code: 'NEAREST_RATE', params: { numerator: 1, denominator: 3 } }],
    });
    expect(rate({ ...wish, value: 0.5 }, [[10, null]])).toMatchObject({
      changes: [{ after: Float64Array.of(20) }],
    });
    expect(rate({ ...wish, value: 0.5 }, [[0, 10]])).toBe('BASIS_ZERO');
    expect(rate({ ...wish, value: 0 }, [[5, 10]])).toBe('DIVISION_BY_ZERO');
    expect(rate({ ...wish, value: 100 }, [[1, 10]])).toBe('OUT_OF_RANGE');
  });
  test('[SPR-T78] both give way by one factor, one up and one down', () => {
    const wish = { method: 'proportional', givesWay: 'both' } as const;
    // 20 % of 200 becomes 80 %: twice the numerator, half the denominator
    expect(
      rate({ ...wish, value: 0.8 }, [
        [10, 150],
        [30, 50],
      ]),
    ).toMatchObject({
      changes: [
        { part: 0, after: Float64Array.of(20, 60) },
        { part: 1, after: Float64Array.of(75, 25) },
      ],
      edited: [{ after: { numerator: 80, denominator: 100 } }],
    });
    expect(rate({ ...wish, value: 0.5 }, [[3, 10]])).toMatchObject({
      edited: [{ after: { numerator: 4, denominator: 8 } }],
    });
    expect(rate({ ...wish, value: -0.5 }, [[3, 10]])).toBe('SIGN_FLIP');
  });
  const tenPercent = [
    [10, 100],
    [30, 300],
  ] as const;
  test('[SPR-T23, SPR-T78] a percentage is one of the rate there is: so much of it, more or less', () => {
    const typed = (wish: Partial<SpreadRequest>) => rate({ method: 'proportional', ...wish }, tenPercent);
    const shows = (numerator: number, denominator = 400) => ({
      edited: [{ before: { numerator: 40, denominator: 400 }, after: { numerator, denominator } }],
    });
    expect(typed({ percent: 10, action: 'add' })).toMatchObject(shows(44));
    expect(typed({ percent: 10, action: 'add' })).toMatchObject({
      changes: [{ part: 0, after: Float64Array.of(11, 33) }],
      notices: [],
    });
    expect(typed({ percent: 10, action: 'subtract' })).toMatchObject(shows(36));
    expect(typed({ percent: 110 })).toMatchObject(shows(44));
    expect(typed({ percent: 200, givesWay: 'denominator' })).toMatchObject(shows(40, 200));
    expect(rate({ method: 'proportional', percent: 10, action: 'add' }, [[1, null]])).toBe('BASIS_ZERO');
  });
  test('[SPR-T78] what is added to a rate is added to the rate, whichever part gives way', () => {
    const typed = (wish: Partial<SpreadRequest>) => {
      const told = rate({ method: 'proportional', value: 0.1, action: 'add', ...wish }, tenPercent);
      return typeof told === 'string' ? told : told.edited[0]!.after;
    };
    expect(typed({})).toEqual({ numerator: 80, denominator: 400 });
    expect(typed({ givesWay: 'denominator' })).toEqual({ numerator: 40, denominator: 200 });
    expect(typed({ value: 0.3, givesWay: 'both' })).toEqual({ numerator: 80, denominator: 200 });
    expect(typed({ action: 'subtract', value: 0.05 })).toEqual({ numerator: 20, denominator: 400 });
  });
  test('[SPR-T78, SPR-T81] numerator and denominator typed at one total are two promises', () => {
    const garden = pairsGarden([
      [10, 100],
      [30, 100],
    ]);
    const typed = { at: whole(garden), method: 'proportional' } as const;
    const entries = [
      { ...typed, part: 1, value: 400 },
      { ...typed, part: 0, value: 80 },
    ] as const;
    for (const order of [entries, entries.toReversed()]) {
      expect(spreadBatch(input(garden, { aggregation: 'ratio' }), order)).toMatchObject({
        value: {
          changes: [
            { part: 0, after: Float64Array.of(20, 60) },
            { part: 1, after: Float64Array.of(200, 200) },
          ],
        },
      });
    }
    const twice = [...entries, { ...typed, part: 0, value: 81 } as const];
    expect(spreadBatch(input(garden, { aggregation: 'ratio' }), twice)).toMatchObject({
      problems: [{ code: 'CONTRADICTION' }],
    });
  });
  test('[SPR-T81] two equal entries on one cell agree, their lists too', () => {
    const garden = line([1, 1]);
    const entry = () => ({ at: whole(garden), method: 'proportional', value: 6, release: ['h'] }) as const;
    expect(spreadBatch(input(garden), [entry(), entry()])).toMatchObject({
      value: { changes: [{ after: Float64Array.of(3, 3) }] },
    });
    expect(spreadBatch(input(garden), [entry(), { ...entry(), release: ['g'] }])).toMatchObject({
      problems: [{ code: 'CONTRADICTION' }],
    });
  });
  test('[SPR-T80] leaves that a rule produces stay, are counted, and never stand in the way', () => {
    const garden = line([10, 20, 30]);
    const computed = (row: number) => row === 1;
    const outcome = spread(input(garden, { computed }), {
      at: whole(garden),
      method: 'proportional',
      value: 100,
    });
    expect(outcome).toMatchObject({
      value: {
        changes: [{ after: Float64Array.of(20, 60) }],
        notices: [{ code: 'SKIPPED', params: { computed: 1, held: 0 } }],
      },
    });
    expect(members([1, 2], { method: 'equal', value: 9 }, { computed: () => true })).toBe('NO_FREE_CELL');
  });
  test('[SPR-T78] what cannot be entered is refused by kind', () => {
    expect(rate({ method: 'equal', value: 0.5 }, [[1, 3]])).toBe('KIND');
    expect(members([1], { method: 'proportional', value: 1 }, { aggregation: 'distinct' })).toBe('KIND');
  });
});

describe('batches', () => {
  const both = (entries: readonly [string, number][], values: Numbers) => {
    const garden = year(values);
    const run = (list: readonly [string, number][]) => {
      const requests = list.map(
        ([id, value]): SpreadRequest => ({ at: place(garden, [], id), method: 'proportional', value }),
      );
      const outcome = spreadBatch(input(garden), requests);
      return outcome.ok ? outcome.value.changes : outcome.problems[0]!.code;
    };
    const forward = run(entries);
    const backward = run(entries.toReversed());
    expect(backward).toEqual(forward);
    return forward;
  };
  test('[SPR-T38, T81] a total made true by parking stays, whatever is spread above it or held around it', () => {
    const garden = year([10, 20, 30, 40, 50, 60]);
    const parked: SpreadRequest = {
      at: place(garden, [], 'Q1'),
      method: 'unassigned',
      value: 100,
      target: place(garden, [], 'M3'),
    };
    const all: SpreadRequest = { at: whole(garden), method: 'proportional', value: 400 };
    for (const order of [
      [parked, all],
      [all, parked],
    ]) {
      const outcome = must(spreadBatch(input(garden), order));
      expect(allValues(applied(garden, outcome))).toEqual([10, 20, 70, 80, 100, 120]);
    }
    const holds: Hold[] = [{ id: 'year', at: whole(garden), keeps: 'total' }];
    const absorbed = must(spread(input(garden, { holds }), parked));
    expect(allValues(applied(garden, absorbed))).toEqual([10, 20, 70, 29, 37, 44]);
  });
  test('[SPR-T81] a leaf and the total above it, in any order', () => {
    expect(
      both(
        [
          ['Q1', 90],
          ['M1', 30],
        ],
        [10, 10, 20],
      ),
    ).toMatchObject([{ after: Float64Array.of(30, 20, 40) }]);
  });
  test('[SPR-T81] one cell, two numbers', () => {
    expect(
      both(
        [
          ['M1', 60],
          ['M1', 30],
        ],
        [10, 10, 20],
      ),
    ).toBe('CONTRADICTION');
    expect(
      both(
        [
          ['M1', 30],
          ['M1', 30],
        ],
        [10, 10, 20],
      ),
    ).toMatchObject([{ after: Float64Array.of(30) }]);
  });
  test('[SPR-T81] a total whose leaves are all typed has to agree with them', () => {
    expect(
      both(
        [
          ['M1', 1],
          ['M2', 2],
          ['M3', 3],
          ['Q1', 7],
        ],
        [10, 10, 20],
      ),
    ).toBe('NO_FREE_CELL');
    expect(
      both(
        [
          ['M1', 1],
          ['M2', 2],
          ['M3', 3],
          ['Q1', 6],
        ],
        [10, 10, 20],
      ),
    ).toMatchObject([{ after: Float64Array.of(1, 2, 3) }]);
  });
});

function pairsGarden(pairs: readonly (readonly [number | null, number | null])[]): Garden {
  const single = line(pairs.map(([numerator]) => numerator));
  const cube = {
    ...single.cube,
    parts: 2 as const,
    tables: [single.cube.tables[0]!, line(pairs.map(([, d]) => d)).cube.tables[0]!],
  };
  return { ...single, cube };
}
