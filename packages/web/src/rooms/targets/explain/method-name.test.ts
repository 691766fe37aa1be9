import { methodFields } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { expect, it } from 'vitest';
import { methodName } from './method-name.ts';

it.each(['zh-CN', 'en'] as const)('every method has a name in %s, those of the API too', (locale) => {
  const t = createTranslate(locale);
  const unnamed = Object.keys(methodFields).filter((method) => methodName(t, method) === method);
  expect(unnamed).toEqual([]);
});
