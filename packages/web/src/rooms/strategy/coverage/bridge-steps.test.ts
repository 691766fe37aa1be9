import type { PlaceCoverage } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { bridgeRoom, bridgeSteps } from './bridge-steps.ts';

const carried = (expected: number) => ({ expected, contribution: { id: `${expected}` } });

const place = (fields: object): PlaceCoverage =>
  ({
    baseline: 100,
    carried: [carried(30), carried(-10)],
    reached: 120,
    target: 150,
    uncovered: 30,
    ...fields,
  }) as never;

const drawn = (cover: PlaceCoverage) => bridgeSteps(cover).map(({ kind, from, to }) => [kind, from, to]);

describe('the way from the baseline to the target', () => {
  it('begins each bar where the one before ended, and ends with what is missing', () => {
    expect(drawn(place({}))).toEqual([
      ['baseline', 0, 100],
      ['carried', 100, 130],
      ['carried', 130, 120],
      ['reached', 0, 120],
      ['gap', 120, 150],
      ['target', 0, 150],
    ]);
  });

  it('has a surplus, or neither, or no target at all', () => {
    expect(drawn(place({ target: 90, uncovered: -30 })).slice(4)).toEqual([
      ['surplus', 120, 90],
      ['target', 0, 90],
    ]);
    expect(drawn(place({ target: 120, uncovered: 0 })).slice(4)).toEqual([['target', 0, 120]]);
    expect(drawn(place({ target: null, uncovered: null })).at(-1)).toEqual(['reached', 0, 120]);
    expect(drawn(place({ baseline: null }))[0]).toEqual(['baseline', 0, 0]);
  });

  it('takes room for all of them, below 0 as well, and always some', () => {
    expect(bridgeRoom(bridgeSteps(place({})))).toEqual({ least: 0, span: 150 });
    const falling = bridgeSteps(
      place({ baseline: 0, carried: [carried(-40)], reached: -40, target: 20, uncovered: 60 }),
    );
    expect(bridgeRoom(falling)).toEqual({ least: -40, span: 60 });
    const nothing = place({ baseline: null, carried: [], reached: 0, target: null, uncovered: null });
    expect(bridgeRoom(bridgeSteps(nothing)).span).toBe(1);
  });
});
