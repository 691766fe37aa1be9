import { describe, expect, it } from 'vitest';
import { linesIn, widthOf } from './text-lines.ts';

/** As wide as a column of a table is. */
const column = 160;

describe('the lines that a text needs in a cell', () => {
  it('are one while it fits, and as many as there are line ends', () => {
    expect(linesIn('', column)).toBe(1);
    expect(linesIn('Hire two specialists', column)).toBe(1);
    expect(linesIn('推出基础版套餐', column)).toBe(1);
    expect(linesIn('一\n二\n三', column)).toBe(3);
  });

  it('break between words, never inside of one that fits a line', () => {
    // "Basic package at a low", "price plus services", "bought as needed".
    expect(linesIn('Basic package at a low price plus services bought as needed', column)).toBe(3);
    // Two words that each fill more than half a line stand below each other.
    expect(linesIn('internationalisation internationalisation', column)).toBe(2);
    expect(linesIn('x'.repeat(200), column)).toBeGreaterThanOrEqual(10);
  });

  it('are not one too many for English that just fits', () => {
    expect(linesIn('Money for the customer-success team', 248)).toBe(1);
  });

  it('break beside Chinese characters, and keep the marks that may not begin a line at the one before', () => {
    const han = Math.floor((column - 18) / 12.2);
    expect(linesIn('字'.repeat(han), column)).toBe(1);
    expect(linesIn('字'.repeat(han + 1), column)).toBe(2);
    expect(linesIn(`${'字'.repeat(han)}，`, column)).toBe(2);
    expect(linesIn('字'.repeat(380), column)).toBeGreaterThanOrEqual(Math.ceil(380 / han));
  });

  it('count for a thin space between Chinese and digits', () => {
    expect(widthOf('新增3家')).toBeGreaterThan(widthOf('新增家') + widthOf('3'));
  });
});
