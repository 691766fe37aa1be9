import type { PlanRecord } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { metricFormat } from '../metric-format.ts';
import { readEnds } from './bound-fields.tsx';

const customers: PlanRecord = {
  kind: 'metric',
  id: 'm',
  fields: { name: '客户数', unit: 'count', decimals: 0 },
};
const format = metricFormat(customers, 'yuan', 'zh-CN');

describe('the ends of a range that are typed', () => {
  it('may be one or both', () => {
    expect(readEnds({ floor: '600', cap: '' }, format)).toEqual({ ok: true, value: { floor: 600 } });
    expect(readEnds({ floor: '600', cap: '700' }, format)).toMatchObject({ ok: true });
  });

  it('are refused at the cap where no number lies between them', () => {
    expect(readEnds({ floor: '700', cap: '600' }, format)).toMatchObject({
      ok: false,
      problems: [{ code: 'OUT_OF_RANGE', path: 'cap', params: { min: 700, value: 600 } }],
    });
  });
});
