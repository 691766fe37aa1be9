import type { PlanRecord } from '../plan/record.ts';

/** How likely a risk is, most likely first: the rows of the matrix from the top. */
export const riskChances = ['high', 'medium', 'low'] as const;

/** Value of a risk's field `probability`: grade 3, 2 or 1. */
export type RiskChance = (typeof riskChances)[number];

/** How hard it would hit, mildest first: the columns of the matrix from the left. */
export const riskImpacts = ['slight', 'moderate', 'severe'] as const;

/** Value of a risk's field `impact`: grade 1, 2 or 3. */
export type RiskImpact = (typeof riskImpacts)[number];

/** What a score means: `high` is red, `medium` amber, `low` green. */
export const riskLevels = ['high', 'medium', 'low'] as const;

/** A verdict, not a grade: follows from chance and impact by `riskLevel`, is never stored. */
export type RiskLevel = (typeof riskLevels)[number];

/** One of the nine cells of the matrix. */
export interface RiskPlace {
  readonly probability: RiskChance;
  readonly impact: RiskImpact;
}

const chanceGrade: Readonly<Record<RiskChance, number>> = { high: 3, medium: 2, low: 1 };
const impactGrade: Readonly<Record<RiskImpact, number>> = { severe: 3, moderate: 2, slight: 1 };

/** Grade of the chance times grade of the impact: 1, 2, 3, 4, 6 or 9. */
export function riskScore({ probability, impact }: RiskPlace): number {
  return chanceGrade[probability] * impactGrade[impact];
}

/** 6 to 9 high, 3 to 4 medium, 1 to 2 low. */
export function riskLevel(place: RiskPlace): RiskLevel {
  const score = riskScore(place);
  if (score >= 6) return 'high';
  return score >= 3 ? 'medium' : 'low';
}

/** Where a risk stands on the matrix; nothing while one of its two grades is missing. */
export function riskPlace({ fields }: PlanRecord): RiskPlace | undefined {
  const probability = riskChances.find((chance) => chance === fields['probability']);
  const impact = riskImpacts.find((grade) => grade === fields['impact']);
  return probability && impact && { probability, impact };
}

/** The worst first: by score, then by impact; a risk without grades comes last. */
export function compareRisks(a: PlanRecord, b: PlanRecord): number {
  const [left, right] = [riskPlace(a), riskPlace(b)];
  if (!left || !right) return Number(left === undefined) - Number(right === undefined);
  return riskScore(right) - riskScore(left) || impactGrade[right.impact] - impactGrade[left.impact];
}

/** A step of one cell: up and down the chances, right and left along the impacts. */
export type RiskMove = 'likelier' | 'unlikelier' | 'worse' | 'milder';

/** The neighbouring place of the matrix; the same place at its edge. */
export function moveRisk({ probability, impact }: RiskPlace, move: RiskMove): RiskPlace {
  const chance =
    riskChances.indexOf(probability) + (move === 'likelier' ? -1 : move === 'unlikelier' ? 1 : 0);
  const grade = riskImpacts.indexOf(impact) + (move === 'worse' ? 1 : move === 'milder' ? -1 : 0);
  return { probability: riskChances[chance] ?? probability, impact: riskImpacts[grade] ?? impact };
}
