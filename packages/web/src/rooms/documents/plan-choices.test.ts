import { createTranslate } from '@shapan/i18n';
import { expect, it } from 'vitest';
import { planChoices } from './plan-choices.ts';

it('names what-ifs as such and leaves out those that were adopted, but for the chosen one', () => {
  const adopted = { at: '2026-11-30T08:00:00.000Z', by: null };
  const plans = [
    { id: 'p', kind: 'plan', name: '一季度', adopted: null },
    { id: 'w', kind: 'branch', name: '保守', adopted: null },
    { id: 'a', kind: 'branch', name: '激进', adopted },
  ] as const;
  const labels = (chosen: string | null) =>
    planChoices(createTranslate('zh-CN'), plans, chosen).map(({ label }) => label);
  expect(labels(null)).toEqual(['一季度', '保守（推演）']);
  expect(labels('a')).toEqual(['一季度', '保守（推演）', '激进（推演）']);
});
