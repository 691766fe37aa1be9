import { describe, expect, it } from 'vitest';
import { searchEntries, searchForm } from './search.ts';

const regions = [
  { label: '华东区', keywords: ['huadongqu', 'hdq', 'E01'] },
  { label: '华南区', keywords: ['huananqu', 'hnq', 'S01'] },
  { label: '东北区', keywords: ['dongbeiqu', 'dbq', 'NE1'] },
  { label: 'East Coast' },
];
const find = (query: string) => searchEntries(regions, query).map((entry) => entry.label);

describe('searching entries', () => {
  it('finds by a part of the label', () => {
    expect(find('华')).toEqual(['华东区', '华南区']);
  });

  it('finds by pinyin, initials and codes given as keywords', () => {
    expect(find('hdq')).toEqual(['华东区']);
    expect(find('huanan')).toEqual(['华南区']);
    expect(find('ne1')).toEqual(['东北区']);
  });

  it('puts a beginning before a middle', () => {
    expect(find('东')).toEqual(['东北区', '华东区']);
  });

  it('does not mind case, full width or accents', () => {
    expect(find('ＥＡＳＴ')).toEqual(['East Coast']);
    expect(find('éast')).toEqual(['East Coast']);
    expect(searchForm('Ｈ 华东')).toBe('h华东');
  });

  it('wants every word, in any order', () => {
    expect(find('coast east')).toEqual(['East Coast']);
    expect(find('east 华')).toEqual([]);
  });

  it('keeps everything, in its order, for an empty query', () => {
    expect(find('  ')).toEqual(regions.map((entry) => entry.label));
  });

  it('puts the label itself first', () => {
    const entries = [{ label: 'B2 plan' }, { label: 'AB' }, { label: 'B' }];
    expect(searchEntries(entries, 'b').map((entry) => entry.label)).toEqual(['B', 'B2 plan', 'AB']);
  });
});
