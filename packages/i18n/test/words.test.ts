import { errorCodes } from '@shapan/contract';
import { noticeCodes } from '@shapan/engine';
import { describe, expect, test } from 'vitest';
import { en } from '../src/en/index.ts';
import { createTranslate } from '../src/index.ts';
import { zhCN } from '../src/zh-CN/index.ts';

describe('both languages', () => {
  test('have the same keys, and no empty text', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zhCN).sort());
    const empty = [...Object.entries(zhCN), ...Object.entries(en)].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  test('use the same parameters in the same sentence', () => {
    const parameters = (text: string): string[] =>
      [...new Set([...text.matchAll(/\{(\w+)\s*[},]/g)].map(([, name]) => name as string))].sort();
    const different = Object.entries(zhCN).filter(
      ([key, text]) => String(parameters(text)) !== String(parameters(en[key as keyof typeof en])),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  test('can be worded with any parameters, or none', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const t = createTranslate(locale);
      for (const key of Object.keys(zhCN)) expect(t.find(key), key).not.toBe('');
    }
  });

  test('word every refusal and every notice', () => {
    const keys = new Set(Object.keys(zhCN));
    expect(errorCodes.filter((code) => !keys.has(`problem.${code}`))).toEqual([]);
    expect(noticeCodes.filter((code) => !keys.has(`notice.${code}`))).toEqual([]);
  });
});

test('English words hold no Chinese', () => {
  expect(
    Object.entries(en).filter(
      ([key, text]) => /[\u4e00-\u9fff]/.test(text) && !key.startsWith('app.language'),
    ),
  ).toEqual([]);
});

test('Chinese sentences use full-width punctuation', () => {
  const narrow = Object.entries(zhCN).filter(([, text]) =>
    /[\u4e00-\u9fff][,;:!?][\u4e00-\u9fff]/.test(text),
  );
  expect(narrow.map(([key]) => key)).toEqual([]);
});

test('a missing parameter shows as a dash, not as a broken page', () => {
  expect(createTranslate('en')('problem.TOO_LONG', { max: 5 })).toBe(
    'Too long: at most 5 characters, now –.',
  );
});
