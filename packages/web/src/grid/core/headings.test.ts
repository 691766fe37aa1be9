import { describe, expect, it } from 'vitest';
import { headingsOf } from './headings.ts';
import { sampleModel } from './sample-model.ts';

const grouped = (...groups: (string | undefined)[]) =>
  sampleModel([groups.map(() => '1')], {
    columns: groups.map((group) => (group === undefined ? {} : { group })),
  });

describe('headings above groups of columns', () => {
  it('join neighbours of one group and nothing else', () => {
    expect(headingsOf(grouped(undefined, 'Q1', 'Q1', 'Q2', 'Q1'), 0)).toEqual([
      { text: null, from: 0, to: 0 },
      { text: 'Q1', from: 1, to: 2 },
      { text: 'Q2', from: 3, to: 3 },
      { text: 'Q1', from: 4, to: 4 },
    ]);
  });

  it('do not cross the edge of the sticky columns', () => {
    expect(headingsOf(grouped('Q1', 'Q1'), 1)).toHaveLength(2);
  });

  it('are left out without groups', () => {
    expect(headingsOf(grouped(undefined, undefined), 0)).toEqual([]);
  });
});
