/** Step 3, execution: what later steps may read. */

export {
  type Because,
  type LeftTask,
  type LevelledPlan,
  type LevelledTask,
  readLevelling,
} from './levelling/level-plan.ts';
export {
  type Levelling,
  type LevelWish,
  levelSteps,
  openLevelling,
  type Staying,
} from './levelling/open-levelling.ts';
export { type Scarce, type ScarceGroup, scarceGroups } from './levelling/scarce.ts';
export type { Shortage } from './levelling/shortages.ts';
export {
  consequenceOf,
  consequencesOf,
  displacedTasks,
  type MoveConsequence,
  type MovedTask,
} from './live/consequence.ts';
export { type CoverageBooks, coverageAfter, type TargetShift } from './live/coverage-after.ts';
export { isTaskDone } from './live/expected.ts';
export { expectedAfter } from './live/expected-after.ts';
export { type Occurrence, occurrencesOf } from './live/occurrences.ts';
export { type PlanSchedule, planSchedule, type TaskLink } from './live/plan-schedule.ts';
export {
  daysOf as scheduledDays,
  expectedFinish,
  planEnd,
  type TaskOutlook,
  type TaskSchedule,
  taskSchedule,
} from './live/read-schedule.ts';
export { isUndated, type TaskDays, type TaskSpan, taskDays } from './live/task-span.ts';
export { finishUnder, type TrialTasks, trialTasks, trialWithTasks } from './live/trial-tasks.ts';
export { type WorkAxis, workAxis } from './live/work-axis.ts';
export {
  lettersOpenTo,
  type RaciLetter,
  type RaciParty,
  raciLetters,
  raciOf,
  raciParties,
  withRaci,
} from './raci.ts';
export { type Budget, type BudgetNeed, budgetOf, type InitiativeBudget } from './resources/budget.ts';
export { type CoverCost, coverCosts } from './resources/cover-cost.ts';
export {
  agreedWindow,
  type Demand,
  type DemandSource,
  demandsOf,
  needsOf,
  type PlacedNeed,
  type TaskWindow,
  THOUSANDTHS,
  workersOf,
} from './resources/demand.ts';
export type { ResourceUse, Taken, Unmatched } from './resources/inventory.ts';
export {
  type LoadPart,
  loadParts,
  type PersonLoad,
  type WeekLoad,
  type Workload,
  workloadOf,
} from './resources/load.ts';
export { type Matching, matchNeeds, type NeedMatch } from './resources/match.ts';
export { type NeedMoney, needMoney, resourceMoney } from './resources/need-money.ts';
export { type FitRequest, type FitTask, type Fitted, fitSchedule } from './schedule/level/fit.ts';
export {
  DEFAULT_STEPS,
  type Handover,
  type LevelBudget,
  type LevelledSchedule,
  levelSchedule,
} from './schedule/level/level.ts';
export type { SupplyStep, Use } from './schedule/level/supply.ts';
export { followSchedule, type LiveSchedule } from './schedule/live.ts';
export { type Moved, moveTask } from './schedule/moved.ts';
export {
  type ConstraintType,
  constraintTypes,
  DEFAULT_PRIORITY,
  type LinkType,
  linkTypes,
  MAX_PERIODS,
  MAX_PRIORITY,
  type ScheduleConstraint,
  type ScheduleLink,
  type ScheduleRequest,
  type ScheduleTask,
} from './schedule/request.ts';
export { type Schedule, type ScheduledTask, schedule } from './schedule/schedule.ts';
export { executionWindow } from './task-window.ts';
export {
  movedInside,
  type OuterWindow,
  type WindowBreach,
  widenWindow,
  windowBreaches,
} from './window-breach.ts';
