import type { Notice, PlanRecord } from '@shapan/engine';
import { expect, it } from 'vitest';
import { metricFormat } from '../targets/metric-format.ts';
import { effectText, tellingEffects } from './effect-text.ts';

const metric = (fields: object): PlanRecord => ({ kind: 'metric', id: 'm', fields: { ...fields } });
const formatOf = (fields: object) => metricFormat(metric(fields), 'yuan', 'en');

it('shows a rate as a rate and not as the whole number nearest to it', () => {
  const rate = formatOf({ aggregation: 'ratio', unit: 'percent', decimals: 0 });
  const params = { before: 1, beforeNumerator: 1234, beforeDenominator: 2000, after: 1 };
  expect(effectText(rate, params, 'before')).toBe('61.7%');
  expect(effectText(rate, params, 'after')).toBe('100%');
  expect(effectText(rate, params, 'whole')).toBe('–');
  const price = formatOf({ aggregation: 'wavg', unit: 'money', decimals: 2 });
  expect(effectText(price, { whole: 3, wholeNumerator: 10, wholeDenominator: 4 }, 'whole')).toBe('2.5');
});

it('shows an amount with all its decimals and its unit', () => {
  const money = formatOf({ aggregation: 'sum', unit: 'money', decimals: 2, unitLabel: 'CNY' });
  expect(effectText(money, { before: 12_345 }, 'before')).toBe('123.45 CNY');
});

it('leaves out totals that have no number, neither before nor after, and wholes that have none', () => {
  const moved: Notice = { code: 'MOVES_TOTAL', params: { target: 't', member: 'a', after: 5 } };
  const empty: Notice = { code: 'MOVES_TOTAL', params: { target: 'u', member: 'a' } };
  const kept: Notice = { code: 'KEEPS_WHOLE', params: { target: 't', whole: 0 } };
  const none: Notice = { code: 'KEEPS_WHOLE', params: { target: 'u' } };
  expect(tellingEffects([moved, empty, kept, none])).toEqual({ moves: [moved], wholes: [kept] });
});
