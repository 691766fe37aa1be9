import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { moneyText } from './target-text.ts';

describe('an amount read back to whoever typed it', () => {
  const zh = createTranslate('zh-CN');
  const en = createTranslate('en');

  it.each([
    [500_000_000, '500 万元', '5 M CNY'],
    [12_000_000_000, '1.2 亿元', '120 M CNY'],
    [999_999, '9,999.99 元', '9,999.99 CNY'],
    [123_456_700, '123.4567 万元', '1.2346 M CNY'],
    [0, '0 元', '0 CNY'],
  ])('%s fen', (amount, chinese, english) => {
    expect([moneyText(amount, 2, zh, 'CNY'), moneyText(amount, 2, en, 'CNY')]).toEqual([chinese, english]);
  });
});
