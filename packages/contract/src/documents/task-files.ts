import { z } from 'zod';

/** Forms in which the tasks of a plan go out and come in: Microsoft Project XML, and CSV for spreadsheets. */
export const taskFileFormats = ['mspdi', 'csv'] as const;

/** One of `taskFileFormats`. */
export type TaskFileFormat = (typeof taskFileFormats)[number];

/** What is told of a row before it is imported: what of it the plan says in its own way, or not at all. */
export const taskFileLineCodes = [
  'duration', // not in whole days; params: amount, unit, days
  'pauses', // its window has more working days than its work takes: it is split, or rests; params: days, window
  'constraint.late', // as late as possible
  'deadline', // params: day
  'calendar.task', // a calendar of its own; params: calendar
  'calendars', // params: count
  'daysOff', // days that the file and the workspace do not both work; params: count, days
  'baseline', // params: count
  'notes',
  'lag', // not in whole working days; params: amount, unit, days
  'link.summary', // to or from a summary task; params: before
  'link.external', // to a task of another file, or of none
  'rates', // resources with a price; params: count
  'unread', // parts of the file that nobody reads; params: element, count
  'person', // nobody of the workspace: becomes a need; params: tasks
  'gone', // of this file, and no longer in it: stays as it is
] as const;

const lineSchema = z.object({
  code: z.enum(taskFileLineCodes),
  outcome: z.enum(['kept', 'rounded', 'left']).meta({
    description:
      '`kept`: comes back in a file as it was; `rounded`: counts in whole days here, and comes back exactly; `left`: is lost',
  }),
  row: z.number().int().meta({ description: 'Number of the row in the file; 0 = the file as a whole' }),
  name: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** One thing that is told. */
export type TaskFileLine = z.infer<typeof lineSchema>;

/**
 * How a file of tasks is to be taken; a field `options` of the form, before the file. `people`: member ids, or an empty text for
 * nobody, by the name in the file, where they are not to be found out.
 */
export const taskFileOptionsSchema = z.strictObject({
  commit: z.boolean().optional().meta({ description: 'false (default): a dry run, nothing is written' }),
  onError: z.enum(['refuse', 'skip']).optional().meta({
    description: '`refuse` (default): one wrong row and nothing is taken; `skip`: the good rows are',
  }),
  people: z.record(z.string().max(400), z.string().max(64)).optional(),
});

/** Options that `taskFileOptionsSchema` admits. */
export type TaskFileOptions = z.infer<typeof taskFileOptionsSchema>;

const countSchema = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int(),
});

/** What an import of tasks did, or with `committed: false` would do, all errors and lines by row. */
export const taskFileReportSchema = z
  .object({
    committed: z.boolean(),
    format: z.enum([...taskFileFormats, 'xlsx']),
    name: z.string().meta({ description: 'Of the project, or of the file' }),
    counts: z.object({
      task: countSchema,
      initiative: countSchema,
      taskLink: countSchema,
      resourceNeed: countSchema,
    }),
    people: z.array(
      z.object({
        name: z.string(),
        email: z.string(),
        member: z.string().nullable().meta({ description: 'The member that the person is taken for' }),
        tasks: z.number().int(),
      }),
    ),
    pushed: z.number().int().meta({
      description: 'Tasks that stand later here than in the file, because links count in whole days',
    }),
    lineCount: z.number().int(),
    lines: z.array(lineSchema).meta({ description: 'The first 1,000' }),
    skipped: z.number().int().meta({ description: 'Rows left out because of errors, on request' }),
    errorCount: z.number().int(),
    errors: z
      .array(
        z.object({
          row: z.number().int(),
          name: z.string(),
          field: z.string().nullable().meta({ description: 'Which field of the record, where it is one' }),
          code: z.string(),
          message: z.string(),
          params: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .meta({ description: 'The first 1,000' }),
  })
  .meta({ id: 'TaskFileReport' });

/** The report of a dry run, and of the import itself. */
export type TaskFileReport = z.infer<typeof taskFileReportSchema>;
