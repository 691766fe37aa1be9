import { createState, type PlanRecord } from '@shapan/engine';
import { createTranslate } from '@shapan/i18n';
import { expect, it } from 'vitest';
import { targetNames } from './target-names.ts';

const master = createState();
const hold = (kind: string, id: string, name: string): void => {
  const byId = master.records.get(kind)?.byId ?? new Map<string, PlanRecord>();
  byId.set(id, { kind, id, fields: { name } });
  master.records.set(kind, { owner: master, byId });
};
hold('metric', 'revenue', '销售额');
hold('metric', 'customers', '新增客户数');
hold('dimension', 'region', '区域');
hold('dimension', 'product', '产品');

const target = (id: string, metric: string, more: PlanRecord['fields'] = {}): PlanRecord => ({
  kind: 'target',
  id,
  fields: {
    metric,
    targetClass: 'core',
    dimensions: ['region'],
    from: '2026-07-01',
    to: '2026-09-30',
    ...more,
  },
});
const named = (locale: 'zh-CN' | 'en', ...targets: PlanRecord[]) => [
  ...targetNames(targets, master, createTranslate(locale)).values(),
];

it('a target is called by its metric while that is enough', () =>
  expect(named('zh-CN', target('a', 'revenue'), target('b', 'customers'))).toEqual(['销售额', '新增客户数']));

it('targets of one metric are told apart by what differs', () => {
  expect(
    named('zh-CN', target('a', 'revenue'), target('b', 'revenue', { dimensions: ['region', 'product'] })),
  ).toEqual(['销售额（区域）', '销售额（区域 › 产品）']);
  const [first, second] = named('en', target('a', 'revenue'), target('b', 'revenue', { to: '2026-08-31' }));
  expect(first).toMatch(/^销售额 \(.*Sep.*\)$/);
  expect(second).toMatch(/^销售额 \(.*Aug.*\)$/);
});

it('or by their number where nothing else differs', () =>
  expect(named('zh-CN', target('a', 'revenue'), target('b', 'revenue'))).toEqual([
    '销售额（#1）',
    '销售额（#2）',
  ]));
