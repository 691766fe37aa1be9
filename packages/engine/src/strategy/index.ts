/** Step 2, strategy: what later steps may read. */
export {
  type Contribution,
  contributionsTo,
  type Estimate,
  type FinishOf,
} from './coverage/contributions.ts';
export {
  type Added,
  type Carried,
  type Coverage,
  coverageAt,
  coverageOf,
  type PlaceCoverage,
} from './coverage/coverage.ts';
export { type DoubleCounted, doubleCounted } from './coverage/doubles.ts';
export { type Effect, effectWeight, strengthOn } from './coverage/effect.ts';
