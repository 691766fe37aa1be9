import type { PlanRecord } from '@shapan/engine';
import type { Tone } from '../../design/index.ts';

export type RiskLevel = 'high' | 'medium' | 'low';

const CHANCE: Readonly<Record<string, number>> = { high: 3, medium: 2, low: 1 };
const IMPACT: Readonly<Record<string, number>> = { severe: 3, moderate: 2, slight: 1 };

/** Chance times impact, 1 to 9 (DOMAIN.md §7.8); 0 while a grade is missing. */
export function riskScore({ fields }: PlanRecord): number {
  return (CHANCE[String(fields['probability'])] ?? 0) * (IMPACT[String(fields['impact'])] ?? 0);
}

export function riskLevel(risk: PlanRecord): RiskLevel | undefined {
  const score = riskScore(risk);
  if (score === 0) return undefined;
  if (score >= 6) return 'high';
  return score >= 3 ? 'medium' : 'low';
}

export const isFired = ({ fields }: PlanRecord): boolean =>
  fields['status'] === 'triggered' || fields['status'] === 'responding';

export const isOpen = ({ fields }: PlanRecord): boolean => fields['status'] !== 'closed';

/** Fired ones first, then by score, then by impact. */
export function byUrgency(a: PlanRecord, b: PlanRecord): number {
  const impact = ({ fields }: PlanRecord): number => IMPACT[String(fields['impact'])] ?? 0;
  return Number(isFired(b)) - Number(isFired(a)) || riskScore(b) - riskScore(a) || impact(b) - impact(a);
}

export const levelTone: Readonly<Record<RiskLevel, Tone>> = { high: 'bad', medium: 'warn', low: 'good' };
