import { expect, it } from 'vitest';
import { categoryOf } from './category-of.ts';

it.each([
  ['区域', 'region'],
  ['销售大区', 'region'],
  ['Sales territory', 'region'],
  ['产品', 'product'],
  ['产品线', 'product'],
  ['Brands', 'product'],
  ['客户', 'customer'],
  ['重点客户', 'customer'],
  ['Key accounts', 'customer'],
  ['渠道', 'channel'],
  ['Sales channel', 'channel'],
  ['人员', 'owner'],
  ['销售团队', 'owner'],
  ['Teams', 'owner'],
  ['Reps', 'owner'],
  ['客户区域', 'region'],
  ['渠道客户', 'customer'],
  ['合同类型', 'custom'],
  ['Report', 'custom'],
  ['', 'custom'],
] as const)('a dimension called "%s" is proposed as %s', (name, category) => {
  expect(categoryOf(name)).toBe(category);
});
