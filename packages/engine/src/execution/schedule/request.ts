/** How a link binds two tasks: which end of the one waits for which end of the other. */
export const linkTypes = ['FS', 'SS', 'FF', 'SF'] as const;

/** `FS` finish to start, `SS` start to start, `FF` finish to finish, `SF` start to finish. */
export type LinkType = (typeof linkTypes)[number];

/** What a date may ask of a task; the first three push it to later, `startNoLater` and `finishNoLater` tell its slack. */
export const constraintTypes = [
  'startNoEarlier',
  'finishNoEarlier',
  'mustStart',
  'mustFinish',
  'startNoLater',
  'finishNoLater',
] as const;

/** `mustStart` and `mustFinish` ask for both sides: no earlier and no later. */
export type ConstraintType = (typeof constraintTypes)[number];

/** A date of a task: `at` counts whole working periods from 0; a finish at 5 is the end of the fifth period. */
export interface ScheduleConstraint {
  readonly type: ConstraintType;
  readonly at: number;
}

/** A piece of work. */
export interface ScheduleTask {
  readonly id: string;
  /** Whole working periods; 0 is a milestone. */
  readonly duration: number;
  /** Units of each renewable resource that the task takes in every period it lasts, whole and from 0. */
  readonly resources?: Readonly<Record<string, number>>;
  /** Dates that the task is to keep, any number. */
  readonly constraints?: readonly ScheduleConstraint[];
  /** 0 to 1000; levelling serves the higher first. 500 when left out. */
  readonly priority?: number;
}

/** One task waiting for another. Several links may bind the same two tasks. */
export interface ScheduleLink {
  readonly from: string;
  readonly to: string;
  /** `FS` when left out. */
  readonly type?: LinkType;
  /** Whole working periods between the two ends; negative is a lead. 0 when left out. */
  readonly lag?: number;
}

/** What is to be scheduled. Tasks are answered in their order here. */
export interface ScheduleRequest {
  readonly tasks: readonly ScheduleTask[];
  readonly links?: readonly ScheduleLink[];
  /** Units of each renewable resource there are in every period, whole and from 0. Without it nothing is scarce. */
  readonly capacity?: Readonly<Record<string, number>>;
}

/** The longest duration, lag and date in whole periods, and the most units of a resource. */
export const MAX_PERIODS = 1_000_000;

/** The most tasks of one schedule; beyond it `TOO_LARGE`. */
export const MAX_TASKS = 100_000;

/** The most links of one schedule; beyond it `TOO_LARGE`. */
export const MAX_LINKS = 400_000;

/** All durations, lags and dates together stay where sums of 32 bits are exact. */
export const MAX_SUM = 1_000_000_000;

/** The priority of a task that says none. */
export const DEFAULT_PRIORITY = 500;

/** The highest priority; the lowest is 0. */
export const MAX_PRIORITY = 1000;
