import { describe, expect, it } from 'vitest';
import type { PlanRecord } from '../../src/plan/record.ts';
import {
  compareRisks,
  moveRisk,
  riskChances,
  riskImpacts,
  riskLevel,
  riskPlace,
  riskScore,
} from '../../src/risks/matrix.ts';

const risk = (id: string, fields: PlanRecord['fields']): PlanRecord => ({ kind: 'risk', id, fields });

describe('the risk matrix', () => {
  it('scores and grades all nine places', () => {
    const table = riskChances.map((probability) =>
      riskImpacts.map((impact) => {
        const place = { probability, impact };
        return `${riskScore(place)} ${riskLevel(place)}`;
      }),
    );
    expect(table).toEqual([
      ['3 medium', '6 high', '9 high'],
      ['2 low', '4 medium', '6 high'],
      ['1 low', '2 low', '3 medium'],
    ]);
  });

  it('puts the price cut (medium, severe) before the newcomers (high, moderate): impact breaks the tie', () => {
    const newcomers = risk('newcomers', { probability: 'high', impact: 'moderate' });
    const priceCut = risk('priceCut', { probability: 'medium', impact: 'severe' });
    const ungraded = risk('ungraded', { probability: 'high' });
    const mild = risk('mild', { probability: 'low', impact: 'slight' });
    const order = [ungraded, mild, newcomers, priceCut].sort(compareRisks).map(({ id }) => id);
    expect(order).toEqual(['priceCut', 'newcomers', 'mild', 'ungraded']);
  });

  it('places only what has both grades', () => {
    expect(riskPlace(risk('a', { probability: 'low', impact: 'severe' }))).toEqual({
      probability: 'low',
      impact: 'severe',
    });
    expect(riskPlace(risk('b', { impact: 'severe' }))).toBeUndefined();
    expect(riskPlace(risk('c', { probability: 'low' }))).toBeUndefined();
  });

  it('moves one step and stops at the edges', () => {
    const middle = { probability: 'medium', impact: 'moderate' } as const;
    expect(moveRisk(middle, 'likelier')).toEqual({ probability: 'high', impact: 'moderate' });
    expect(moveRisk(middle, 'unlikelier')).toEqual({ probability: 'low', impact: 'moderate' });
    expect(moveRisk(middle, 'worse')).toEqual({ probability: 'medium', impact: 'severe' });
    expect(moveRisk(middle, 'milder')).toEqual({ probability: 'medium', impact: 'slight' });
    const corner = { probability: 'high', impact: 'severe' } as const;
    expect(moveRisk(corner, 'likelier')).toEqual(corner);
    expect(moveRisk(corner, 'worse')).toEqual(corner);
  });
});
