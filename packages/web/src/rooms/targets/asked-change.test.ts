import { createTranslate } from '@shapan/i18n';
import { expect, it } from 'vitest';
import { askedChange } from './use-asked-text.ts';

const format = { amount: String, unitLabel: '万元' };
const zh = createTranslate('zh-CN');

it('a typed number is told by what it was and what it became', () => {
  expect(askedChange(zh, { before: 300, after: 330, method: 'proportional' }, format)).toBe('300 → 330 万元');
  expect(askedChange(zh, { before: null, after: 330, method: 'equal' }, format)).toBe('→ 330 万元');
  expect(askedChange(zh, { before: null, after: null, method: 'equal' }, format)).toBe('');
});

it('a number that stayed while what lies below it moved is told by its method', () => {
  const asked = { before: 20_000, after: 20_000, method: 'calendar' };
  expect(askedChange(zh, asked, format)).toBe(zh('targets.method.calendar'));
  expect(askedChange(createTranslate('en'), asked, format)).not.toContain('20000');
});
