/** Step 2, strategy: what later steps may read. */
export {
  type Contribution,
  contributionOf,
  contributionsTo,
  type Estimate,
  type FinishOf,
  type Supposed,
  type Waiting,
  waitingContributions,
} from './coverage/contributions.ts';
export {
  type Carried,
  type Coverage,
  coverageAt,
  coverageOf,
  expectedByInitiative,
  type IsWider,
  type PlaceCoverage,
  statedBaseline,
} from './coverage/coverage.ts';
export { type DoubleCounted, doubleCounted } from './coverage/doubles.ts';
export { type Effect, effectWeight, stepsOn } from './coverage/effect.ts';
export {
  type BaselineOf,
  type CoverageFigures,
  type CoverageState,
  coverageUnits,
} from './coverage/figures.ts';
export { followGaps, type Gap, type Gaps, gapsInSteps, gapsOf, largestGaps } from './coverage/gaps.ts';
export { type Added, type Laid, unitsOfNumber } from './coverage/lay.ts';
export { type CoverageShift, type CoverageSight, coverageShift, type PlaceShift } from './coverage/shift.ts';
export { type CoverageSlice, figuresAt, isNamedAt, sliceOf } from './coverage/slice.ts';
export { type Fate, type Trial, trialCommands } from './coverage/trial.ts';
