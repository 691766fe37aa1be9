/** Step 3, execution: what later steps may read. */
export {
  DEFAULT_STEPS,
  type Handover,
  type LevelBudget,
  type LevelledSchedule,
  levelSchedule,
} from './schedule/level/level.ts';
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
