import { isDate } from '@shapan/engine';
import { z } from 'zod';
import {
  linkCodes,
  type ProjectAssignment,
  type ProjectBaseline,
  type ProjectCalendar,
  type ProjectLink,
  type ProjectResource,
  type ProjectSettings,
  type ProjectSpan,
} from './model.ts';

/**
 * What a row of a project file says beyond the fields of the record that it became (FIL-1), as JSON in `fileDetails`. Imports write
 * it; what is anything else counts as nothing.
 */
export interface TaskDetails {
  /** `key` of the project file. */
  readonly file: string;
  readonly uid: number;
  readonly guid?: string | null;
  readonly start?: string | null;
  readonly finish?: string | null;
  readonly duration?: ProjectSpan | null;
  /** What the duration came to, and how many working days the window had: as long as both are so, the duration holds. */
  readonly days?: number | null;
  readonly window?: number | null;
  readonly constraint?: number;
  readonly constraintDate?: string | null;
  readonly priority?: number;
  readonly deadline?: string;
  readonly calendar?: number;
  readonly notes?: string;
  readonly manual?: boolean;
  readonly baselines?: readonly ProjectBaseline[];
  readonly assignments?: readonly ProjectAssignment[];
  /** Links from summary tasks: nothing waits for an initiative. */
  readonly links?: readonly ProjectLink[];
}

export interface SummaryDetails {
  readonly file: string;
  readonly uid: number;
  readonly guid?: string | null;
  /** UID of the summary task above. */
  readonly parent?: number;
  readonly notes?: string;
  /** Links of summary tasks: an initiative waits for nothing. */
  readonly links?: readonly ProjectLink[];
}

export interface LinkDetails {
  readonly lag: number;
  readonly format: number;
  /** What the lag came to: as long as the link has this one, the exact lag holds. */
  readonly days: number;
}

export interface FileDetails {
  readonly settings: ProjectSettings;
  readonly calendars: readonly ProjectCalendar[];
  readonly resources: readonly (ProjectResource & { readonly member?: string })[];
}

/** Details as they are kept; without what says nothing. */
export const keptText = (details: TaskDetails | SummaryDetails | LinkDetails | FileDetails): string =>
  JSON.stringify(details, (name, value: unknown) =>
    value === null && name !== '' && Number.isNaN(Number(name)) ? undefined : value,
  );

/** Details of a record; `null` where there are none, or they are not what an import writes: anybody who may change a record may write them. */
export function readDetails<T extends object>(text: unknown, shape: DetailsShape): Partial<T> | null {
  if (typeof text !== 'string') return null;
  try {
    const value: unknown = JSON.parse(text);
    return shapes[shape].safeParse(value).success ? (value as Partial<T>) : null;
  } catch {
    return null;
  }
}

/** Which of the details a text holds. */
export type DetailsShape = keyof typeof shapes;

// What says nothing is left out of the text, so that anything may be missing.
const whole = z.number().int().nullish();
const words = z.string().nullish();
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/)
  .refine((text) => isDate(text.slice(0, 10)))
  .nullish();
const day = z.string().refine(isDate);
const span = z.object({ seconds: z.number().int(), format: z.number().int() }).nullish();
const links = z
  .array(
    z.object({
      from: z.number().int(),
      type: z.enum(linkCodes),
      lag: z.number().int(),
      format: z.number().int(),
      crossProject: z.boolean(),
    }),
  )
  .nullish();
const times = z.array(z.tuple([z.string(), z.string()]));
const weekDays = z.array(z.object({ day: z.number().int(), working: z.boolean(), times }));
const source = { file: words, uid: whole, guid: words, notes: words, links };

const shapes = {
  task: z.object({
    ...source,
    start: moment,
    finish: moment,
    duration: span,
    days: whole,
    window: whole,
    constraint: whole,
    constraintDate: moment,
    priority: whole,
    deadline: moment,
    calendar: whole,
    manual: z.boolean().nullish(),
    baselines: z
      .array(z.object({ number: z.number().int(), start: moment, finish: moment, duration: span }))
      .nullish(),
    assignments: z
      .array(
        z.object({
          uid: z.number().int(),
          task: z.number().int(),
          resource: z.number().int(),
          units: z.number().nullish(),
          work: z.number().nullish(),
        }),
      )
      .nullish(),
  }),
  summary: z.object({ ...source, parent: whole }),
  link: z.object({ lag: whole, format: whole, days: whole }),
  file: z.object({
    settings: z
      .object({
        calendar: whole,
        minutesPerDay: z.number().positive(),
        minutesPerWeek: z.number().positive(),
        daysPerMonth: z.number().positive(),
        startTime: z.string(),
        finishTime: z.string(),
      })
      .nullish(),
    calendars: z
      .array(
        z.object({
          uid: z.number().int(),
          name: z.string(),
          isBase: z.boolean(),
          base: whole,
          days: weekDays,
          exceptions: z.array(
            z.object({
              name: z.string(),
              from: day,
              to: day,
              working: z.boolean(),
              times,
              rule: z.record(z.string(), z.number()),
            }),
          ),
          weeks: z.array(z.object({ name: z.string(), from: day, to: day, days: weekDays })),
        }),
      )
      .nullish(),
    resources: z
      .array(
        z.object({
          uid: z.number().int(),
          name: z.string(),
          type: z.number().int(),
          email: words,
          unit: words,
          calendar: whole,
          maxUnits: z.number().nullish(),
          hasRates: z.boolean().nullish(),
          member: words,
        }),
      )
      .nullish(),
  }),
} as const;
