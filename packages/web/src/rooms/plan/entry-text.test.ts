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

  it.each([
    ['zh-CN', 1, 0, '撤销，恢复 1 项内容'],
    ['zh-CN', 0, 3, '撤销，恢复 3 个数字'],
    ['zh-CN', 2, 3, '撤销，恢复 2 项内容、3 个数字'],
    ['zh-CN', 0, 0, '撤销'],
    ['en', 1, 0, 'Undid: 1 record back'],
    ['en', 2, 1, 'Undid: 2 records, 1 number back'],
    ['en', 0, 0, 'Undid a step'],
  ] as const)(
    'leaves out what it did not touch: %s, %i records, %i numbers',
    (locale, records, cells, said) => {
      const entry = { actor: 'a', label: 'record.add', records, cells, undoes: 2, reason: null };
      expect(entryText(createTranslate(locale), entry)).toBe(said);
    },
  );
});

it('a step of several commands says what it changed, and nothing of what it did not', () => {
  const entry = {
    actor: 'a',
    label: 'record.add,record.update',
    records: 2,
    cells: 0,
    undoes: null,
    reason: null,
  };
  expect(entryText(createTranslate('zh-CN'), entry)).toBe('变动 2 项内容');
  expect(entryText(createTranslate('en'), entry)).toBe('Changed 2 records');
});
