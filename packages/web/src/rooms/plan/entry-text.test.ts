import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { entryText, redoneSteps } from './entry-text.ts';

describe('an undoing', () => {
  const entries = [
    { position: 4, undoes: 3 },
    { position: 3, undoes: 2 },
    { position: 2, undoes: 1 },
    { position: 1, undoes: null },
  ];

  it('of an undoing is a redo, and what undoes that is an undoing again', () => {
    expect([...redoneSteps(entries)]).toEqual([3]);
  });

  it('is called what it is', () => {
    const entry = { actor: 'a', label: 'undo', records: 1, cells: 2, undoes: 2, reason: null };
    const t = createTranslate('zh-CN');
    expect(entryText(t, entry)).toMatch(/^撤销/);
    expect(entryText(t, entry, true)).toMatch(/^重做/);
  });
});
