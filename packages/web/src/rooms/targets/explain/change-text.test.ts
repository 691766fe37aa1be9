import { createTranslate } from '@shapan/i18n';
import { expect, it } from 'vitest';
import { metricFormat } from '../metric-format.ts';
import { changeText } from './use-cell-words.ts';

const metric = {
  kind: 'metric',
  id: 'revenue',
  fields: { name: '销售额', aggregation: 'sum', unit: 'money', currency: 'CNY', decimals: 2 },
} as const;
const said = (before: number | null, after: number | null) =>
  changeText(createTranslate('zh-CN'), metricFormat(metric, 'wan', 'zh-CN'), before, after);

it('[SPR-T89] tells an empty cell as empty, and a change that the view does not show exactly', () => {
  expect(said(null, 166_700_00)).toBe('空 → 16.67 万元');
  expect(said(145_800_00, 145_800_01)).toBe('145,800.00 元 → 145,800.01 元');
});
