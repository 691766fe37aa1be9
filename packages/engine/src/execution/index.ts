/** Step 3, execution: what later steps may read. */
export { followSchedule, type LiveSchedule } from './schedule/live.ts';
export { type Moved, moveTask } from './schedule/moved.ts';
export {
  type ConstraintType,
  constraintTypes,
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
