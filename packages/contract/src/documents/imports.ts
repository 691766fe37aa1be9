import { z } from 'zod';

const column = z.number().int().min(0).max(16_384).meta({ description: 'Column of the sheet, from 0' });

/** Where the time of a value stands: in a column, in two (year and its part), or above the column of each value. */
const time = {
  when: column.optional().meta({
    description: 'Date, or period such as 2026-07, 2026Q3, M2026-07; the year where `part` says the rest',
  }),
  part: z
    .strictObject({ column, grain: z.enum(['half', 'quarter', 'month']) })
    .optional()
    .meta({ description: 'Half, quarter or month of the year in `when`: 3, Q3, 第三季度, 7月' }),
  periods: z
    .array(z.strictObject({ column, period: z.string().trim().min(1).max(40) }))
    .max(400)
    .optional()
    .meta({ description: 'Columns that each hold the values of one period, instead of `when` and `amount`' }),
};

/** Where in a file the table stands. */
const table = {
  sheet: z.string().max(255),
  headerRow: z
    .number()
    .int()
    .min(0)
    .meta({ description: 'Row number of the headings as in the file; 0 = none' }),
};

/** Which column of a table means what. */
export const importMappingSchema = z
  .strictObject({
    ...table,
    ...time,
    amount: column.optional().meta({ description: 'The value; for ratios the numerator' }),
    weight: column.optional().meta({ description: 'Denominator of ratios and weighted averages' }),
    key: z
      .array(column)
      .max(10)
      .meta({ description: 'What names a row in its source; empty = all mapped columns' }),
    dimensions: z
      .array(
        z.strictObject({
          dimension: z.string().max(64),
          column,
          by: z.enum(['code', 'name']),
          parent: column.optional().meta({ description: 'Names the member above one that is created' }),
        }),
      )
      .max(16),
    labels: z
      .array(
        z.strictObject({
          dimension: z.string().max(64),
          text: z.string().max(200),
          member: z.string().max(64),
        }),
      )
      .max(500)
      .optional()
      .meta({ description: 'Members that the file calls by other names' }),
    filters: z.array(z.strictObject({ column, equals: z.string().max(400) })).max(10),
    rounding: z
      .enum(['exact', 'round'])
      .meta({ description: 'What to do with more decimals than the metric has' }),
  })
  .refine(
    ({ when, amount, periods = [] }) => periods.length > 0 || (when !== undefined && amount !== undefined),
    {
      path: ['when'],
    },
  )
  .meta({ id: 'ImportMapping' });

/** A mapping that `importMappingSchema` admits. Columns count from 0, rows as in the file from 1. */
export type ImportMapping = z.infer<typeof importMappingSchema>;

/**
 * Which column of a table says what of a dimension's members. A row is about the member of its code, or of its name where
 * there is no code.
 */
export const memberMappingSchema = z
  .strictObject({
    ...table,
    code: column.optional(),
    name: column.optional(),
    parent: column.optional().meta({
      description:
        'Code or name of the member above; an empty cell = the top. Left out: nobody stands elsewhere',
    }),
    from: column.optional().meta({
      description:
        'The day from which the member stands there: a reassignment. An empty cell: at all times, which puts a mistake right. A new member exists from that day on',
    }),
    reason: column.optional(),
  })
  .refine(({ code, name }) => code !== undefined || name !== undefined, { path: ['name'] })
  .meta({ id: 'MemberMapping' });

/** A mapping that `memberMappingSchema` admits. Columns count from 0, rows as in the file from 1. */
export type MemberMapping = z.infer<typeof memberMappingSchema>;

/** Several rows of the file for one key (actuals) or one cell (targets). */
const onDuplicate = z.enum(['refuse', 'sum', 'first', 'last']);

const handling = {
  createMembers: z.boolean(),
  onError: z.enum(['refuse', 'skip']).optional().meta({
    description: '`refuse` (default): one wrong row and nothing is taken; `skip`: the good rows are',
  }),
};

const reading = {
  encoding: z.enum(['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252', 'big5']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
};

/**
 * What is to be done with an uploaded file. Actuals go to the workspace's ledger, targets into one target of a plan,
 * members into one dimension of the master data: new ones, other names, and where they stand from a day on.
 * `onConflict`: rows the ledger has with other values are only reported, or corrected. Left-out `encoding` and
 * `delimiter` are found out. Wrong rows come back in the report, not as a refusal.
 */
export const importRequestSchema = z
  .discriminatedUnion('purpose', [
    z.strictObject({
      purpose: z.literal('actuals'),
      mapping: importMappingSchema,
      metric: z.string().max(64),
      source: z.string().trim().min(1).max(80).meta({ description: 'Name of the system the rows come from' }),
      onConflict: z.enum(['report', 'correct']),
      onDuplicate: onDuplicate.optional().meta({ description: 'Rows with one key; default `refuse`' }),
      ...handling,
      ...reading,
    }),
    z.strictObject({
      purpose: z.literal('targets'),
      mapping: importMappingSchema,
      plan: z.uuid(),
      target: z.string().max(64),
      onDuplicate,
      totals: z.enum(['check', 'enter']).optional().meta({
        description:
          'Rows and columns of totals: `check` (default) compares them with their parts – one that says neither what these come to nor what it showed before is an error –, `enter` takes that one as a typed total, spread over its parts',
      }),
      ...handling,
      ...reading,
    }),
    z.strictObject({
      purpose: z.literal('members'),
      mapping: memberMappingSchema,
      dimension: z.string().max(64),
      ...handling,
      ...reading,
    }),
  ])
  .meta({ id: 'ImportRequest' });

/** A request of one of the three purposes; `purpose` tells them apart. */
export type ImportRequest = z.infer<typeof importRequestSchema>;

/**
 * A file as it was read, with a mapping proposed for each sheet. `rows` counts rows with content, `headerRow` is its row
 * number in the file (0 = none), `warnings` counts oddities that were read over. `encoding` and `delimiter` are `null`
 * where the format has none.
 */
export const uploadSchema = z
  .object({
    upload: z.uuid(),
    fileName: z.string(),
    format: z.string(),
    encoding: z.string().nullable(),
    delimiter: z.string().nullable(),
    sheets: z.array(
      z.object({
        name: z.string(),
        rows: z.number().int(),
        headerRow: z.number().int(),
        header: z.array(z.string()),
        sample: z.array(z.array(z.string())),
        sampleRows: z
          .array(z.number().int())
          .meta({ description: 'Row numbers of the sample, as in the file' }),
        warnings: z.number().int(),
        mapping: importMappingSchema,
        members: memberMappingSchema.meta({ description: 'The same for a list of members' }),
        remembered: z.boolean().meta({ description: 'The mapping was used for such a file before' }),
        before: z
          .object({
            source: z.string().nullable(),
            metric: z.string().nullable(),
            createMembers: z.boolean(),
          })
          .nullable()
          .meta({
            description:
              'What else was said of such a file; another source makes the same rows count once more',
          }),
      }),
    ),
  })
  .meta({ id: 'Upload' });

/** What the server says of an uploaded file: texts as in the file, nothing of it stored as data yet. */
export type UploadView = z.infer<typeof uploadSchema>;

const ledgerSide = z.object({
  row: z.number().int(),
  from: z.iso.date(),
  date: z.iso.date(),
  coordinate: z.record(z.string(), z.string()),
  amount: z.number(),
  weight: z.number().nullable(),
});

/**
 * What an import did, or with `committed: false` would do. Integers are counts – of values, where one row of the file
 * holds several – except `decimals` and the amounts (`total`, and those in `differences`): whole smallest units of the
 * metric. `importId` is `null` but for actuals, and while nothing is committed. `code` of an error is an `ErrorCode`.
 */
export const importReportSchema = z
  .object({
    committed: z.boolean(),
    /** The import record (actuals), for its place in the history. */
    importId: z.uuid().nullable(),
    rows: z.number().int(),
    filtered: z.number().int(),
    empty: z
      .number()
      .int()
      .meta({ description: 'Values left out because their cell is empty: no value is not 0' }),
    merged: z
      .number()
      .int()
      .meta({ description: 'Rows that went into another row with the same key or cell' }),
    skipped: z.number().int().meta({ description: 'Rows left out because of errors, on request' }),
    lastSource: z.string().nullable().meta({
      description: 'Source of the last file of these headings where it was another: rows may come in twice',
    }),
    fresh: z.number().int(),
    unchanged: z.number().int(),
    conflicts: z.number().int(),
    newMembers: z.number().int(),
    changed: z
      .number()
      .int()
      .meta({ description: 'Members with another name or, at all times, another parent' }),
    moves: z.number().int().meta({ description: 'Members that stand elsewhere from a day on' }),
    effects: z
      .array(z.object({ code: z.string(), params: z.record(z.string(), z.unknown()).optional() }))
      .meta({ description: 'What the moves do to plans: notices as of a submission' }),
    newRows: z.number().int().meta({ description: 'Coordinates that enter the breakdown (targets)' }),
    decimals: z
      .number()
      .int()
      .meta({ description: 'Decimals of the metric’s unit: amounts below are 10^−decimals of it' }),
    total: z.number().meta({ description: 'Sum of the values, in the metric’s smallest unit' }),
    /** Rows of the file that differ from the ledger, with both sides; the first 1,000. */
    differences: z.array(z.object({ key: z.string(), here: ledgerSide, there: ledgerSide })),
    /** What the file calls members that are not known; the first 1,000. */
    unknown: z.array(
      z.object({ dimension: z.string(), text: z.string(), rows: z.number().int(), created: z.boolean() }),
    ),
    errorCount: z.number().int(),
    errors: z.array(
      z.object({
        row: z.number().int(),
        column: z.string().nullable(),
        code: z.string(),
        message: z.string(),
        params: z
          .record(z.string(), z.unknown())
          .optional()
          .meta({ description: 'What the message is about; `row` of DUPLICATE: the other row' }),
        value: z.string().nullable().meta({ description: 'The cell, or what names the row' }),
      }),
    ),
  })
  .meta({ id: 'ImportReport' });

/** The report of a dry run, and of the import itself. */
export type ImportReport = z.infer<typeof importReportSchema>;
