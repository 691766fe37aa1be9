/** Step 5, tracking: what later steps may read. */

export { type ActualCell, type Actuals, actualsOf, readActual } from './actuals.ts';
export { attainmentAt, type PlaceAttainment, placesAlong } from './attainment.ts';
export { actualsFor } from './computed-actuals.ts';
export {
  attainmentOf,
  bandAttainment,
  defaultPaceThresholds,
  type Pace,
  type PaceGoal,
  type PaceNature,
  type PaceRequest,
  type PaceStatus,
  type PaceThresholds,
  pace,
} from './pace.ts';
export { type RuleHistory, ruleHistory, trailingHistory, trailingYear } from './rule-history.ts';
export { type TimeElapsed, timeElapsed } from './time-elapsed.ts';
