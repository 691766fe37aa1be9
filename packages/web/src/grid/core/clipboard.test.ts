import { describe, expect, it } from 'vitest';
import { readClipboard, writeClipboard } from './clipboard.ts';
import { sampleModel } from './sample-model.ts';

describe('the clipboard', () => {
  it('prefers a clean table to the text', () => {
    const html = '<table><tr><td>"甲" 乙</td></tr></table>';
    expect(readClipboard({ text: '"甲"\t乙', html })).toEqual([['"甲" 乙']]);
    expect(readClipboard({ text: 'a\tb', html: '<b>a</b> b' })).toEqual([['a', 'b']]);
  });

  it('holds nothing when it is empty', () => {
    expect(readClipboard({ text: '', html: '' })).toEqual([]);
  });

  it('gives exact numbers instead of what is displayed, and the displayed text of everything else', () => {
    const model = sampleModel([
      ['5000000', '高'],
      ['', '二\n三'],
    ]);
    expect(model.cell(0, 0).text).toBe('5,000,000');
    const content = writeClipboard(model, { top: 0, left: 0, bottom: 1, right: 1 });
    expect(content.text).toBe('5000000\t高\r\n\t"二\n三"');
    expect(readClipboard(content)).toEqual([
      ['5000000', '高'],
      ['', '二\n三'],
    ]);
  });
});
