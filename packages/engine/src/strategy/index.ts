/** Step 2, strategy: what later steps may read. */
export {
  type Contribution,
  contributionsTo,
  type Estimate,
  type FinishOf,
  type Trial,
  tried,
} from './coverage/contributions.ts';
export {
  type BaselineOf,
  type Carried,
  type Coverage,
  type CoverageState,
  coverageAt,
  coverageOf,
  coverageUnits,
  type PlaceCoverage,
  statedBaseline,
} from './coverage/coverage.ts';
export { type DoubleCounted, doubleCounted } from './coverage/doubles.ts';
export { type Effect, effectWeight, stepsOn } from './coverage/effect.ts';
export type { Added, Laid } from './coverage/lay.ts';
