/** Step 4: what later steps may read. */
export {
  compareRisks,
  moveRisk,
  type RiskChance,
  type RiskImpact,
  type RiskLevel,
  type RiskMove,
  type RiskPlace,
  riskChances,
  riskImpacts,
  riskLevel,
  riskLevels,
  riskPlace,
  riskScore,
} from './matrix.ts';
