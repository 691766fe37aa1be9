import { describe, expect, it } from 'vitest';
import { choiceValue, matchingChoices } from './choices.ts';

const choices = [
  { value: 'high', label: '高', search: 'gao g' },
  { value: 'middle', label: '中等', search: 'zhongdeng zd' },
  { value: 'low', label: '低', search: 'di d' },
];
const labels = (typed: string) => matchingChoices(choices, typed).map((choice) => choice.label);

describe('choices', () => {
  it('are found by label, value and pinyin', () => {
    expect(labels('')).toEqual(['高', '中等', '低']);
    expect(labels('中')).toEqual(['中等']);
    expect(labels('LOW')).toEqual(['低']);
    expect(labels('zd')).toEqual(['中等']);
    expect(labels('没有')).toEqual([]);
  });

  it('put those first that begin with what was typed', () => {
    expect(labels('d')).toEqual(['低', '中等']);
  });

  it('are meant by value or label, else the text stays what it is', () => {
    expect(choiceValue(choices, '高')).toBe('high');
    expect(choiceValue(choices, 'low')).toBe('low');
    expect(choiceValue(choices, ' 低 ')).toBe('low');
    expect(choiceValue(choices, '特高')).toBe('特高');
    expect(choiceValue(choices, '')).toBe('');
  });
});
