import { type SmartFinding, smartCodes, smartFindings } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { describe, expect, it } from 'vitest';
import { metricFormat } from '../metric-format.ts';
import { evidenceText } from './evidence.ts';
import { fixOf, mayFix } from './fix.ts';
import { untoldOf } from './untold.ts';

const money = {
  kind: 'metric',
  id: 'm',
  fields: { name: '销售额', unit: 'money', decimals: 2, aggregation: 'sum' },
};
const metric = { name: '销售额', unit: 'money', decimals: 2, direction: 'up' } as const;

function wordsIn(locale: 'zh-CN' | 'en') {
  const t = createTranslate(locale);
  return { t, metric, format: metricFormat(money, 'wan', locale), memberName: (id: string) => `<${id}>` };
}

const finding = (more: Partial<SmartFinding>): SmartFinding => ({
  rule: 'S1',
  letter: 'S',
  level: 'pass',
  code: 'SMART_SET',
  params: {},
  ...more,
});

describe('SMART: what is shown of a finding', () => {
  it.each(['zh-CN', 'en'] as const)(
    'every code has a sentence, every rule and missing thing a name, in %s',
    (locale) => {
      const { t } = wordsIn(locale);
      const codes = smartCodes.filter((code) => t.find(`smart.says.${code}`) === undefined);
      const { findings } = smartFindings(
        { fields: { from: '2026-01-01', to: '2026-02-01' } },
        { value: 1, metric },
      );
      const rules = findings.filter(({ rule }) => t.find(`smart.rule.${rule}`) === undefined);
      const missing = findings.flatMap(({ params }) => params['missing'] ?? []);
      expect(missing.length).toBeGreaterThan(5);
      expect([...codes, ...rules]).toEqual([]);
      expect(missing.filter((one) => t.find(`smart.missing.${one}`) === undefined)).toEqual([]);
    },
  );

  it('amounts stand in the metric’s unit to the last cent, people by name, days as people write them', () => {
    const words = wordsIn('zh-CN');
    const cover = { covered: '4111000.00', target: '4111000.01', gap: '0.01' };
    expect(evidenceText(words, finding({ code: 'SMART_COVER_SHORT', params: cover }))).toBe(
      '基期加举措（按概率）为 4,111,000.00 元，离 4,111,000.01 元 差 0.01 元',
    );
    expect(evidenceText(words, finding({ params: { field: 'accountable', value: 'li' } }))).toBe('<li>');
    expect(evidenceText(words, finding({ params: { field: 'cadence', value: 'month' } }))).toBe('每月');
    expect(
      evidenceText(words, finding({ code: 'SMART_HISTORY_SHORT', params: { periods: 2, needed: 5 } })),
    ).toContain('2 期');
  });

  it('what a reader of a part is not told is not said to be missing, and says who is told', () => {
    const m3 = (territory: Parameters<typeof untoldOf>[0], locale: 'zh-CN' | 'en') => {
      const { findings } = smartFindings(
        { fields: { from: '2026-01-01', to: '2026-02-01' } },
        { value: 1, metric, untold: untoldOf(territory) },
      );
      const found = findings.find(({ rule }) => rule === 'M3')!;
      return `${found.level}: ${evidenceText(wordsIn(locale), found)}`;
    };
    const part = new Map([['region', new Set(['N'])]]);
    expect(m3(part, 'zh-CN')).toBe('warn: 基期值只对负责整个工作区的人显示，这里无法判断');
    expect(m3(part, 'en')).toBe(
      'warn: Cannot be judged here: the baseline is shown only to those responsible for the whole workspace',
    );
    expect(m3(new Map(), 'zh-CN')).toBe('fail: 还没有填写');
  });

  it('what does not hold leads to the place where it is put right; what holds leads nowhere', () => {
    expect(fixOf(finding({ rule: 'S3', level: 'fail' }))).toEqual({ column: 'accountable' });
    expect(fixOf(finding({ rule: 'R2', level: 'fail' }))).toEqual({ room: 'strategy' });
    expect(fixOf(finding({ rule: 'A2', level: 'warn', params: { missing: 'baseline' } }))).toEqual({
      column: 'baseline',
    });
    expect(fixOf(finding({ rule: 'S3' }))).toBeNull();
    expect(fixOf(finding({ rule: 'A3', level: 'warn', params: { missing: 'capacity' } }))).toEqual({
      room: 'research',
    });
    expect(fixOf(finding({ rule: 'A3', level: 'fail', code: 'SMART_WORKLOAD_OVER' }))).toEqual({
      room: 'execution',
    });
    expect(fixOf(finding({ rule: 'A4', level: 'warn', params: { missing: 'pipeline.winRate' } }))).toEqual({
      column: 'winRate',
    });
  });
});

describe('SMART: the way to put a finding right', () => {
  const target = { kind: 'target', id: 't', fields: {} };
  const row = { target, top: null, table: undefined };
  const asked: string[] = [];
  const rights = (allowed: boolean) => ({
    may: () => allowed,
    brief: 'b',
    allows: (command: { readonly type: string; readonly id?: string }) => {
      asked.push(`${command.type} ${command.id}`);
      return allowed;
    },
  });
  const fixes = [
    { column: 'baseline' },
    { room: 'overview' },
    { room: 'strategy' },
    { room: 'tracking' },
    { room: 'import' },
  ] as const;

  it('is shown to whoever may go it, and to nobody else', () => {
    expect(fixes.map((fix) => mayFix(fix, row, rights(true)))).toEqual(fixes.map(() => true));
    expect(fixes.map((fix) => mayFix(fix, row, rights(false)))).toEqual(fixes.map(() => false));
    expect(asked.slice(0, 2)).toEqual(['record.update t', 'record.update b']);
    // A total that takes no number is nobody's to type.
    expect(mayFix({ column: 'value' }, row, rights(true))).toBe(false);
  });
});
