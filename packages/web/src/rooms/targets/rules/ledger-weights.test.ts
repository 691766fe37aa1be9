import { describe, expect, it } from 'vitest';
import { metricFormat } from '../metric-format.ts';
import { shownWeights, typedWeight, weightUnit } from './ledger-weights.ts';
import { draftOf, fieldsOfDraft, type RuleDraft } from './rule-draft.ts';

const fields = { unit: 'money', decimals: 2, aggregation: 'sum', currency: 'CNY' };
const inWan = metricFormat({ id: 'm', kind: 'metric', fields }, 'wan', 'zh-CN');
const amount = { read: () => null, write: String };
const start = draftOf(null, { coordinate: {}, by: 'region' }, amount);
const fromLedger = (more: Partial<RuleDraft>): RuleDraft => ({
  ...start,
  basis: 'earlier',
  fromLedger: 'years',
  weights: { A: '462500000', B: '123456' },
  ...more,
});

describe('[SPR-T94] weights taken from the ledger', () => {
  it('stand in the unit of the table, exact, and say it', () => {
    const draft = fromLedger({});
    expect(shownWeights(draft, inWan)).toEqual({ A: '462.5', B: '0.123456' });
    expect(weightUnit(draft, inWan)).toBe('万元');
  });

  it('of periods are percents of the year', () => {
    const draft = fromLedger({
      basis: 'seasonality',
      by: 'time',
      weights: { 'M2026-01': '83333', 'M2026-02': '250000' },
    });
    expect(shownWeights(draft, inWan)).toEqual({ 'M2026-01': '8.3333%', 'M2026-02': '25%' });
    expect(weightUnit(draft, inWan)).toBe('');
  });

  it('are stored as the ledger has them, since they follow it', () => {
    const { weights } = fieldsOfDraft(fromLedger({}), 't', ['A', 'B'], amount);
    expect(weights).toEqual({ A: 462_500_000, B: 123_456 });
  });

  it('are typed weights in the same proportions as soon as one is typed, and typed ones stay as they are', () => {
    const draft = fromLedger({});
    const typed = { ...draft, ...typedWeight(draft, inWan, 'B', '100') };
    expect(typed).toMatchObject({ fromLedger: '', weights: { A: '462.5', B: '100' } });
    expect(shownWeights(typed, inWan)).toEqual({ A: '462.5', B: '100' });
    expect(fieldsOfDraft(typed, 't', ['A', 'B'], amount).weights).toEqual({ A: 462.5, B: 100 });
  });
});
