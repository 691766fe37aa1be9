import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { books, run, tableOf } from '../breakdown/sample-books.ts';
import { metricFormat } from '../metric-format.ts';
import { generatedNote } from './rule-words.ts';

describe('what a breakdown says of itself', () => {
  it('names what each member has while there is no rule, in the words of the reader, and nothing of an empty table', () => {
    const made = books();
    const note = (locale: 'zh-CN' | 'en', unit: 'wan' | 'qian') => {
      const table = tableOf(made);
      const words = { t: createTranslate(locale), master: made.master, targetName: () => '' };
      return generatedNote(words, [], table, metricFormat(table.layout.metric, unit, locale));
    };
    expect(note('zh-CN', 'wan')).toBe('');
    const at = (region: string, product: string) => ({ members: [region, product], time: 'M2026-07' });
    run(made, 'plan', {
      type: 'target.enter',
      target: 'revenue',
      entries: [
        { at: at('A1', 'X'), value: 300_000_000 },
        { at: at('B', 'Y'), value: 200_000_000 },
      ],
    });
    expect(note('zh-CN', 'wan')).toBe('按Region：A 300 万元、B 200 万元');
    expect(note('en', 'qian')).toBe('By Region: A 3,000 k CNY, B 2,000 k CNY');
  });
});
