import { z } from 'zod';

const column = z.number().int().min(0).max(16_384).meta({ description: 'Column of the sheet, from 0' });

/** Which column of a table means what. */
export const importMappingSchema = z
  .strictObject({
    sheet: z.string().max(255),
    headerRow: z
      .number()
      .int()
      .min(0)
      .meta({ description: 'Row number of the headings as in the file; 0 = none' }),
    when: column.meta({ description: 'Date, or period such as 2026-07, 2026Q3, M2026-07' }),
    amount: column.meta({ description: 'The value; for ratios the numerator' }),
    weight: column.optional().meta({ description: 'Denominator of ratios and weighted averages' }),
    key: z
      .array(column)
      .max(10)
      .meta({ description: 'What names a row in its source; empty = all mapped columns' }),
    dimensions: z
      .array(z.strictObject({ dimension: z.string().max(64), column, by: z.enum(['code', 'name']) }))
      .max(16),
    filters: z.array(z.strictObject({ column, equals: z.string().max(400) })).max(10),
    rounding: z
      .enum(['exact', 'round'])
      .meta({ description: 'What to do with more decimals than the metric has' }),
  })
  .meta({ id: 'ImportMapping' });
export type ImportMapping = z.infer<typeof importMappingSchema>;

const reading = {
  encoding: z.enum(['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252', 'big5']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
};

export const importRequestSchema = z
  .discriminatedUnion('purpose', [
    z.strictObject({
      purpose: z.literal('actuals'),
      mapping: importMappingSchema,
      metric: z.string().max(64),
      source: z.string().trim().min(1).max(80).meta({ description: 'Name of the system the rows come from' }),
      onConflict: z.enum(['report', 'correct']),
      createMembers: z.boolean(),
      ...reading,
    }),
    z.strictObject({
      purpose: z.literal('targets'),
      mapping: importMappingSchema,
      plan: z.uuid(),
      target: z.string().max(64),
      onDuplicate: z.enum(['refuse', 'sum']),
      createMembers: z.boolean(),
      ...reading,
    }),
  ])
  .meta({ id: 'ImportRequest' });
export type ImportRequest = z.infer<typeof importRequestSchema>;

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
        warnings: z.number().int(),
        mapping: importMappingSchema,
        remembered: z.boolean().meta({ description: 'The mapping was used for such a file before' }),
      }),
    ),
  })
  .meta({ id: 'Upload' });
export type UploadView = z.infer<typeof uploadSchema>;

export const importReportSchema = z
  .object({
    committed: z.boolean(),
    /** The import record (actuals), for its place in the history. */
    importId: z.uuid().nullable(),
    rows: z.number().int(),
    filtered: z.number().int(),
    fresh: z.number().int(),
    unchanged: z.number().int(),
    conflicts: z.number().int(),
    newMembers: z.number().int(),
    newRows: z.number().int().meta({ description: 'Coordinates that enter the breakdown (targets)' }),
    total: z.number().meta({ description: 'Sum of the values, in the metric’s smallest unit' }),
    errorCount: z.number().int(),
    errors: z.array(
      z.object({
        row: z.number().int(),
        column: z.string().nullable(),
        code: z.string(),
        message: z.string(),
        value: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof importReportSchema>;
