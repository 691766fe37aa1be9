import { compareRisks, type PlanRecord, type RiskLevel, riskLevel, riskPlace } from '@shapan/engine';
import type { Tone } from '../../design/index.ts';

/** The level of a risk; nothing while one of its two grades is missing. */
export function levelOf(risk: PlanRecord): RiskLevel | undefined {
  const place = riskPlace(risk);
  return place && riskLevel(place);
}

export const isFired = ({ fields }: PlanRecord): boolean =>
  fields['status'] === 'triggered' || fields['status'] === 'responding';

export const isOpen = ({ fields }: PlanRecord): boolean => fields['status'] !== 'closed';

/** Fired ones first, then the worst. */
export const byUrgency = (a: PlanRecord, b: PlanRecord): number =>
  Number(isFired(b)) - Number(isFired(a)) || compareRisks(a, b);

export const levelTone: Readonly<Record<RiskLevel, Tone>> = { high: 'bad', medium: 'warn', low: 'good' };
