import { expect, it } from 'vitest';
import { metricLabel } from './metric-label.ts';

it('names the key of a metric where another one bears the same name', () => {
  const metric = (id: string, name: string) => ({ kind: 'metric', id, fields: { name, key: `key-${id}` } });
  const metrics = [metric('a', '销售额'), metric('b', '销售额'), metric('c', '新增客户数')] as const;
  expect(metrics.map((one) => metricLabel(metrics, one))).toEqual([
    '销售额 · key-a',
    '销售额 · key-b',
    '新增客户数',
  ]);
});
