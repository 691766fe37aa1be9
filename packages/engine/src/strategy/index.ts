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
  type BaselineOf,
  type Carried,
  type Coverage,
  type CoverageState,
  coverageAt,
  coverageOf,
  coverageUnits,
  type IsWider,
  type PlaceCoverage,
  statedBaseline,
} from './coverage/coverage.ts';
export { type DoubleCounted, doubleCounted } from './coverage/doubles.ts';
export { type Effect, effectWeight, stepsOn } from './coverage/effect.ts';
export { type Added, type Laid, unitsOfNumber } from './coverage/lay.ts';
export { type CoverageShift, type CoverageSight, coverageShift, type PlaceShift } from './coverage/shift.ts';
export { type Fate, type Trial, trialCommands } from './coverage/trial.ts';
