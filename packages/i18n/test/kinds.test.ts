import { kinds as registry } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { kinds as en } from '../src/en/kinds.ts';
import { kinds as zhCN } from '../src/zh-CN/kinds.ts';

const CHINESE = /[\u3400-\u9FFF]/;
/** Half-width punctuation beside a Chinese character. */
const HALF_WIDTH = /[\u3400-\u9FFF][,;:()]|[,;:()][\u3400-\u9FFF]/;
const languages = [
  ['zh-CN', zhCN],
  ['en', en],
] as const;

/** Columns of the templates that nobody types: they are computed, or put together from several records. */
const computedColumns = new Set([
  'value',
  'growth',
  'attainProbability',
  'window',
  'predecessors',
  'inWindow',
  'criticalPath',
  'level',
  'moneyAtStake',
  'actual',
  'attainment',
  'timeElapsed',
  'gap',
  'keep',
  'improve',
]);

/** The kinds whose records each template shows. */
const templates: Readonly<Record<string, readonly string[]>> = {
  T1: ['target'],
  T2: ['initiative', 'strategy'],
  T3: ['task', 'resourceNeed'],
  T4: ['risk'],
  T5: ['deviation', 'actionItem', 'lesson', 'target'],
};

const wantedKeys = [...registry.values()].flatMap(({ kind, fields }) => [
  `kind.${kind}`,
  `kind.${kind}.plural`,
  ...Object.entries(fields).flatMap(([name, field]) => [
    `field.${kind}.${name}`,
    ...(field.type === 'choice' ? field.options.map((option) => `option.${name}.${option}`) : []),
  ]),
]);

describe.each(languages)('words for kinds in %s', (locale, words) => {
  it('name every kind, field and option there is', () => {
    expect(wantedKeys.filter((key) => !Object.hasOwn(words, key))).toEqual([]);
  });

  it('name nothing that there is not', () => {
    const wanted = new Set(wantedKeys);
    const others = Object.keys(words).filter((key) => !wanted.has(key) && !key.startsWith('template.'));
    expect(others).toEqual([]);
  });

  it('are written in that language, and are no messages with parameters', () => {
    for (const [key, text] of Object.entries(words)) {
      expect(text.trim(), key).not.toBe('');
      expect(CHINESE.test(text) || /^\d-\d-\d/.test(text), key).toBe(locale === 'zh-CN' || /^\d/.test(text));
      expect(text, key).not.toMatch(/[{}]/);
      if (locale === 'zh-CN') expect(text, key).not.toMatch(HALF_WIDTH);
    }
  });

  it('head the columns of the five templates with fields of their kinds, or with computed columns', () => {
    for (const key of Object.keys(words).filter((one) => one.startsWith('template.'))) {
      const [, template = '', column] = key.split('.');
      const fields = templates[template]!.flatMap((kind) => Object.keys(registry.get(kind)!.fields));
      if (column !== undefined)
        expect(fields.includes(column) || computedColumns.has(column), key).toBe(true);
    }
  });
});

describe('template 1', () => {
  it('has the seven columns of the document, word for word', () => {
    const columns = [
      'targetClass',
      'metric',
      'value',
      'breakdownNote',
      'path',
      'accountable',
      'due',
    ] as const;
    expect(columns.map((column) => zhCN[`template.T1.${column}`])).toEqual([
      '目标维度',
      '核心指标',
      '目标值',
      '拆解逻辑（按区域/产品/客户等）',
      '达成路径',
      '责任人',
      '时间节点',
    ]);
  });
});
