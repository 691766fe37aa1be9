import { errorCodes } from '@shapan/contract';
import { noticeCodes } from '@shapan/engine';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { en } from '../src/en/index.ts';
import { createTranslate } from '../src/index.ts';
import { zhCN } from '../src/zh-CN/index.ts';

/** English counts customers without a word for the unit. */
const UNITLESS = 'plan.unit.count';

/** Names of the arguments of a message, those inside its plural forms included. */
function parameters(text: string): string[] {
  const names = new Set<string>();
  const visit = (elements: readonly object[]): void => {
    for (const element of elements as readonly {
      type: number;
      value: string;
      options?: Record<string, { value: object[] }>;
    }[]) {
      if (element.type !== 0 && element.type !== 7) names.add(element.value);
      for (const option of Object.values(element.options ?? {})) visit(option.value);
    }
  };
  visit(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe('both languages', () => {
  test('have the same keys, and no empty text', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zhCN).sort());
    const empty = [...Object.entries(zhCN), ...Object.entries(en)].filter(
      ([key, text]) => text.trim() === '' && key !== UNITLESS,
    );
    expect(empty).toEqual([]);
  });

  test('use the same parameters in the same sentence', () => {
    const different = Object.entries(zhCN).filter(
      ([key, text]) => String(parameters(text)) !== String(parameters(en[key as keyof typeof en])),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  test('can be worded with any parameters, or none', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const t = createTranslate(locale);
      for (const key of Object.keys(zhCN)) expect(t.find(key), key).toBeTypeOf('string');
    }
  });

  test('word every refusal and every notice', () => {
    const keys = new Set(Object.keys(zhCN));
    expect(errorCodes.filter((code) => !keys.has(`problem.${code}`))).toEqual([]);
    expect(noticeCodes.filter((code) => !keys.has(`targets.notice.${code}`))).toEqual([]);
  });
});

test('English words hold no Chinese but its own terms and the name of the other language', () => {
  const foreign = Object.entries(en).filter(
    ([key, text]) => !key.endsWith('zh-CN') && /[\u4e00-\u9fff]/.test(text.replaceAll(/500万|旬/g, '')),
  );
  expect(foreign).toEqual([]);
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
