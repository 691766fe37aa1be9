/** Step 1, research: what later steps may read. */
export {
  type Comparison,
  comparePains,
  type PainCell,
  type PainRow,
  type PainScore,
  type PainStanding,
  painScores,
} from './comparison.ts';
export { type Flaw, flaws, flawsOf } from './soundness.ts';
