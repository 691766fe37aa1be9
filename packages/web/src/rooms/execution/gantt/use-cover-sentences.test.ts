import type { PlaceCoverage } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { changeOf } from './use-cover-sentences.ts';

const words = {
  t: createTranslate('zh-CN'),
  unitLabel: '家',
  share: ({ reached }: { readonly reached: number }) => `${reached}%`,
  amount: (value: number | null) => String(value),
};

const cover = (reached: number, uncovered: number | null) => ({ reached, uncovered }) as PlaceCoverage;

describe('what a move does to the whole of a target', () => {
  it('is from what to what, by how much, and what is then missing', () => {
    expect(changeOf(words, '门店数', { was: cover(80, 20), is: cover(70, 30) })).toBe(
      '“门店数”的覆盖从 80% 变为 70%，少 10 家，缺口 30 家。',
    );
    expect(changeOf(words, '门店数', { was: cover(80, 20), is: cover(100, 0) })).toBe(
      '“门店数”的覆盖从 80% 变为 100%，多 20 家，正好够。',
    );
  });

  it('is nothing where only some of its places change', () => {
    expect(changeOf(words, '门店数', { was: cover(80, 20), is: cover(80, 20) })).toBe(
      '“门店数”整体的覆盖仍为 80%，缺口 20 家。',
    );
  });
});
