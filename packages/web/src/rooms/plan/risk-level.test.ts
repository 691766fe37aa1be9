import type { PlanRecord } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { byUrgency, levelOf } from './risk-level.ts';

const risk = (probability?: string, impact?: string, status = 'open'): PlanRecord => ({
  kind: 'risk',
  id: `${probability} ${impact} ${status}`,
  fields: { ...(probability && { probability }), ...(impact && { impact }), status },
});

describe('how urgent a risk is', () => {
  it.each([
    ['high', 'severe', 'high'],
    ['medium', 'severe', 'high'],
    ['high', 'moderate', 'high'],
    ['medium', 'moderate', 'medium'],
    ['low', 'severe', 'medium'],
    ['low', 'moderate', 'low'],
    ['low', 'slight', 'low'],
    [undefined, 'severe', undefined],
  ])('%s × %s is %s', (probability, impact, level) => {
    expect(levelOf(risk(probability, impact))).toBe(level);
  });

  it('puts what has fired first, breaks ties by impact, and ends with what has no grades', () => {
    const fired = risk('low', 'slight', 'triggered');
    const severe = risk('medium', 'severe');
    const likely = risk('high', 'moderate');
    const ungraded = risk(undefined, 'severe');
    expect([ungraded, likely, severe, fired].toSorted(byUrgency)).toEqual([fired, severe, likely, ungraded]);
  });
});
