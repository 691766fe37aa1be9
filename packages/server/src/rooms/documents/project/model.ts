/** A file of these many tasks is read whole; of more it is refused. */
export const MOST_TASKS = 20_000;

/**
 * What a project file says, in its own units: nothing is rounded and nothing interpreted here. Days are `YYYY-MM-DD`, moments
 * `YYYY-MM-DDTHH:MM:SS` without a time zone, as project files write them.
 */
export interface ProjectFile {
  /** Tells this project from others: its id where it has one, else its title or name. */
  readonly key: string;
  readonly name: string;
  readonly settings: ProjectSettings;
  readonly calendars: readonly ProjectCalendar[];
  readonly tasks: readonly ProjectTask[];
  readonly resources: readonly ProjectResource[];
  readonly assignments: readonly ProjectAssignment[];
  /** What is in the file and not read, by the name of its element. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** How long a day, a week and a month of work are, and the hours a day of work has. */
export interface ProjectSettings {
  /** UID of the calendar of the project. */
  readonly calendar: number | null;
  readonly minutesPerDay: number;
  readonly minutesPerWeek: number;
  readonly daysPerMonth: number;
  /** `HH:MM:SS`. */
  readonly startTime: string;
  readonly finishTime: string;
}

export const usualSettings: ProjectSettings = {
  calendar: null,
  minutesPerDay: 480,
  minutesPerWeek: 2400,
  daysPerMonth: 20,
  startTime: '08:00:00',
  finishTime: '17:00:00',
};

/** From and to, `HH:MM:SS`. */
export type WorkingTime = readonly [from: string, to: string];

/** Hours of one weekday, Sunday 1 … Saturday 7. */
export interface ProjectWeekDay {
  readonly day: number;
  readonly working: boolean;
  readonly times: readonly WorkingTime[];
}

/** Days that differ from their week: a range, or days that come back by a rule, in the numbers of the file format. */
export interface CalendarException {
  readonly name: string;
  /** First and last day. */
  readonly from: string;
  readonly to: string;
  readonly working: boolean;
  readonly times: readonly WorkingTime[];
  /** Type, Period, DaysOfWeek, MonthItem, MonthPosition, Month, MonthDay, Occurrences, EnteredByOccurrences: as far as it has them. */
  readonly rule: Readonly<Record<string, number>>;
}

/** Another week for some time. */
export interface ProjectWorkWeek {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly days: readonly ProjectWeekDay[];
}

export interface ProjectCalendar {
  readonly uid: number;
  readonly name: string;
  readonly isBase: boolean;
  /** UID of the calendar that says what this one leaves open. */
  readonly base: number | null;
  readonly days: readonly ProjectWeekDay[];
  readonly exceptions: readonly CalendarException[];
  readonly weeks: readonly ProjectWorkWeek[];
}

/** A length of time: seconds of work – of the clock where `format` is an elapsed unit – and the unit it is shown in. */
export interface ProjectSpan {
  readonly seconds: number;
  readonly format: number;
}

export const linkCodes = ['FF', 'FS', 'SF', 'SS'] as const;

export interface ProjectLink {
  /** UID of the task before. */
  readonly from: number;
  readonly type: (typeof linkCodes)[number];
  /** Tenths of a minute, or percent of the task before: `format` tells which. */
  readonly lag: number;
  readonly format: number;
  /** To a task of another file. */
  readonly crossProject: boolean;
}

export interface ProjectBaseline {
  /** 0 to 10. */
  readonly number: number;
  readonly start: string | null;
  readonly finish: string | null;
  readonly duration: ProjectSpan | null;
}

export interface ProjectTask {
  readonly uid: number;
  /** The number that people see beside it. */
  readonly row: number;
  readonly guid: string | null;
  readonly name: string;
  readonly level: number;
  readonly summary: boolean;
  readonly milestone: boolean;
  readonly active: boolean;
  /** Dates typed by hand, that the program does not compute. */
  readonly manual: boolean;
  readonly start: string | null;
  readonly finish: string | null;
  readonly duration: ProjectSpan | null;
  /** 0 as soon as possible, 1 as late as possible, 2 must start, 3 must finish, 4 and 5 start no earlier, no later, 6 and 7 finish. */
  readonly constraint: number;
  readonly constraintDate: string | null;
  readonly deadline: string | null;
  /** 0 to 1000. */
  readonly priority: number;
  /** 0 to 100. */
  readonly percent: number;
  readonly calendar: number | null;
  readonly notes: string;
  readonly baselines: readonly ProjectBaseline[];
  readonly links: readonly ProjectLink[];
}

export interface ProjectResource {
  readonly uid: number;
  readonly name: string;
  /** 0 material, 1 work, 2 cost. */
  readonly type: number;
  readonly email: string;
  readonly unit: string;
  readonly calendar: number | null;
  /** 1 = a whole person. */
  readonly maxUnits: number | null;
  readonly hasRates: boolean;
}

export interface ProjectAssignment {
  readonly uid: number;
  readonly task: number;
  readonly resource: number;
  /** Of a person 1 = all the time; of material an amount. */
  readonly units: number | null;
  /** Seconds. */
  readonly work: number | null;
}
