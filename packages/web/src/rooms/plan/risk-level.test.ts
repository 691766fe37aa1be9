import type { PlanRecord } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { byUrgency, riskLevel, riskScore } from './risk-level.ts';

const risk = (probability?: string, impact?: string, status = 'open'): PlanRecord => ({
  kind: 'risk',
  id: `${probability} ${impact} ${status}`,
  fields: { ...(probability && { probability }), ...(impact && { impact }), status },
});

describe('how urgent a risk is', () => {
  it.each([
    ['high', 'severe', 9, 'high'],
    ['medium', 'severe', 6, 'high'],
    ['high', 'moderate', 6, 'high'],
    ['medium', 'moderate', 4, 'medium'],
    ['low', 'severe', 3, 'medium'],
    ['low', 'moderate', 2, 'low'],
    ['low', 'slight', 1, 'low'],
    [undefined, 'severe', 0, undefined],
  ])('%s × %s scores %s: %s', (probability, impact, score, level) => {
    expect([riskScore(risk(probability, impact)), riskLevel(risk(probability, impact))]).toEqual([
      score,
      level,
    ]);
  });

  it('puts what has fired first, and breaks ties by impact', () => {
    const fired = risk('low', 'slight', 'triggered');
    const severe = risk('medium', 'severe');
    const likely = risk('high', 'moderate');
    expect([likely, severe, fired].toSorted(byUrgency)).toEqual([fired, severe, likely]);
  });
});
