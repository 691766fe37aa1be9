import { applyChanges, createState } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { formulaText, readFormulaText } from './formula-text.ts';

const master = createState();
const metric = (key: string, name: string) => ({
  type: 'record.added' as const,
  record: { kind: 'metric', id: key, fields: { key, name } },
});
applyChanges(master, [
  metric('leads', '线索数'),
  metric('own-1', '赢单率'),
  metric('size', '客单价（含税）'),
  metric('a', '重名'),
  metric('b', '重名'),
]);
const context = { master };

describe('a formula as people read and write it', () => {
  it('names metrics by their names, in brackets where a name has other signs', () => {
    expect(formulaText(context, 'leads × [own-1] * size + 1.5')).toBe(
      '线索数 × 赢单率 * [客单价（含税）] + 1.5',
    );
  });

  it('is kept by keys: what it reads is what it keeps', () => {
    const kept = '(leads - 2) × [own-1] ÷ size';
    expect(readFormulaText(context, formulaText(context, kept))).toBe(kept);
  });

  it('leaves alone what no metric or more than one is called, and numbers', () => {
    expect(readFormulaText(context, '重名 * 没有 / 10%')).toBe('重名 * 没有 / 10%');
  });
});
