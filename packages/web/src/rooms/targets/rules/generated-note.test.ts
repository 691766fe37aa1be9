import type { PlanRecord, RuleStanding } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { books, tableOf } from '../breakdown/sample-books.ts';
import { metricFormat } from '../metric-format.ts';
import { metricOf } from '../names.ts';
import { generatedNote } from './rule-words.ts';

const made = books();
const t = createTranslate('zh-CN');
const table = tableOf(made);
const format = metricFormat(metricOf(made.master, table.layout.target)!, 'yuan', 'zh-CN');
const rule = (basis: string): PlanRecord => ({
  kind: 'breakdownRule',
  id: basis,
  fields: { target: table.layout.target.id, dimension: 'region', level: 'leaves', keeps: 'shares', basis },
});
const note = (...rules: readonly (readonly [string, RuleStanding])[]) =>
  generatedNote(
    { t, master: made.master, targetName: () => '' },
    rules.map(([basis, standing]) => ({ rule: rule(basis), standing })),
    table,
    format,
  );

describe('the generated 拆解逻辑', () => {
  it('[SPR-T12] tells the rule that shaped the numbers last, not those before it or those that never ran', () => {
    const told = note(['weights', 'superseded'], ['equal', 'ran'], ['headcount', 'never']);
    expect(told).toBe(note(['equal', 'ran']));
    expect(told).toContain('——');
  });

  it('[SPR-T12] says that numbers were adjusted since, and gives none as the rule’s own', () => {
    const told = note(['equal', 'adjusted']);
    expect(told).toContain('其后另有调整');
    expect(told).not.toContain('——');
  });
});
