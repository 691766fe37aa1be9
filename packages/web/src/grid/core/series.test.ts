import { describe, expect, it } from 'vitest';
import { continueSeries, growSeries, repeatSeries, stepSeries } from './series.ts';

describe('how values go on', () => {
  it.each<[string, string[], string[]]>([
    ['one number is copied', ['500'], ['500', '500', '500']],
    ['numbers with an even step', ['1', '2'], ['3', '4', '5']],
    ['downwards, through zero', ['1', '0'], ['-1', '-2', '-3']],
    ['fractions exactly', ['0.1', '0.2'], ['0.3', '0.4', '0.5']],
    [
      'beyond what a floating number holds',
      ['9007199254740992', '9007199254740993'],
      ['9007199254740994', '9007199254740995', '9007199254740996'],
    ],
    ['numbers without an even step repeat', ['1', '2', '4'], ['1', '2', '4']],
    ['months over the year', ['2026-11'], ['2026-12', '2027-01', '2027-02']],
    ['every third month', ['2026-01', '2026-04'], ['2026-07', '2026-10', '2027-01']],
    ['days over the end of February', ['2028-02-28'], ['2028-02-29', '2028-03-01', '2028-03-02']],
    ['weeks', ['2026-12-21', '2026-12-28'], ['2027-01-04', '2027-01-11', '2027-01-18']],
    ['a day that does not exist is text', ['2026-02-30'], ['2026-02-30', '2026-02-30', '2026-02-30']],
    ['numbered names', ['任务9'], ['任务10', '任务11', '任务12']],
    ['numbered names keep their width', ['K08'], ['K09', 'K10', 'K11']],
    ['months by name', ['1月'], ['2月', '3月', '4月']],
    ['percentages are no names', ['5%'], ['5%', '5%', '5%']],
    ['texts repeat', ['高', '低'], ['高', '低', '高']],
    ['nothing stays nothing', [''], ['', '', '']],
  ])('%s', (_, values, next) => {
    expect(continueSeries(values, 3)).toEqual(next);
  });

  it('repeats when asked to', () => {
    expect(repeatSeries(['1', '2'], 3)).toEqual(['1', '2', '1']);
  });

  it('has nothing to go on from', () => {
    expect(continueSeries([], 2)).toEqual(['', '']);
  });
});

describe('a series by a rule', () => {
  it('grows exactly from its first value: no rounding adds up', () => {
    expect(growSeries(['100'], 3, '5', 2)).toEqual(['105', '110.25', '115.76']);
    expect(growSeries(['100'], 3, '5', 0)).toEqual(['105', '110', '116']);
    expect(growSeries(['333.33'], 2, '-2.5', 2)).toEqual(['325', '316.87']);
    expect(growSeries(['900719925474099267'], 1, '100', 0)).toEqual(['1801439850948198534']);
  });

  it('adds a step exactly, below zero too, and rounds half away from zero', () => {
    expect(stepSeries(['1'], 3, '-0.75', 2)).toEqual(['0.25', '-0.5', '-1.25']);
    expect(stepSeries(['0'], 2, '0.5', 0)).toEqual(['1', '1']);
    expect(stepSeries(['0'], 1, '-0.5', 0)).toEqual(['-1']);
  });

  it('keeps percentages what they are', () =>
    expect(stepSeries(['12.5%'], 2, '0.5', 4)).toEqual(['13%', '13.5%']));

  it('begins with the last value that is known', () =>
    expect(stepSeries(['1', '10'], 1, '5', 0)).toEqual(['15']));

  it('is nothing without a number or a rule', () => {
    expect(growSeries([''], 2, '5', 0)).toBeNull();
    expect(growSeries(['100'], 2, '5x', 0)).toBeNull();
    expect(stepSeries(['高'], 2, '5', 0)).toBeNull();
  });
});
