import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { books, run, tableOf } from './breakdown/sample-books.ts';
import { cellText, memberText, rowText } from './cell-text.ts';

const t = createTranslate('zh-CN');

/** A1, a part of A, is called like B. */
function namesakes() {
  const made = books();
  run(made, 'master', { type: 'record.update', kind: 'dimensionMember', id: 'A1', set: { name: 'B' } });
  return { ...made, ...tableOf(made) };
}

describe('a member away from the tree', () => {
  it('is named after its parents where another bears its name', () => {
    const { master, layout } = namesakes();
    expect(rowText(t, master, layout, ['A1', 'X'])).toBe('A › B · X');
    expect(rowText(t, master, layout, ['B', 'Y'])).toBe('B · Y');
    expect(cellText(t, master, layout, { members: ['A1', '*'], time: 'M2026-07' })).toBe('A › B · 7月');
    expect(memberText(master, layout, 0, 'A1')).toBe('A › B');
  });

  it('is named alone where its name tells it', () => {
    const { master, layout } = namesakes();
    expect(rowText(t, master, layout, ['A2', 'X'])).toBe('A2 · X');
    expect(cellText(t, master, layout, { members: ['A2', '*'], time: 'all' })).toBe('A2 · 合计');
  });
});
