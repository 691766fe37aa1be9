import { z } from 'zod';
import { fieldsSchema } from './commands.ts';

/** What a book looks like from outside: its log entries and its state at a position. */
const value = z.number().nullable();

export const recordSchema = z
  .object({ kind: z.string(), id: z.string(), fields: fieldsSchema })
  .meta({ id: 'Record' });

const shape = z.object({
  dimensions: z.array(z.string()),
  parts: z.union([z.literal(1), z.literal(2)]),
  firstSlot: z.number().int(),
  slotCount: z.number().int(),
});

export const changeSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('record.added'), record: recordSchema }),
    z.object({ type: z.literal('record.removed'), record: recordSchema }),
    z.object({
      type: z.literal('record.changed'),
      kind: z.string(),
      id: z.string(),
      before: fieldsSchema,
      after: fieldsSchema,
    }),
    z.object({
      type: z.literal('cube.shaped'),
      target: z.string(),
      before: shape.nullable(),
      after: shape.nullable(),
    }),
    z.object({
      type: z.literal('rows.changed'),
      target: z.string(),
      rows: z.array(z.array(z.string())),
      present: z.boolean(),
    }),
    z.object({
      type: z.literal('cells.changed'),
      target: z.string(),
      part: z.union([z.literal(0), z.literal(1)]),
      cells: z.array(z.number().int()),
      before: z.array(value),
      after: z.array(value),
    }),
  ])
  .meta({ id: 'Change' });

export const entrySchema = z
  .object({
    position: z.number().int(),
    submission: z.uuid(),
    actor: z.string().nullable().meta({
      description:
        'Member id; `null` = all of the entry lies outside the reader’s scope, and only that it exists and when is told',
    }),
    at: z.iso.datetime(),
    label: z.string().meta({ description: 'What was asked: the command types' }),
    reason: z.string().nullable(),
    undoes: z.number().int().nullable(),
    records: z.number().int().meta({ description: 'Records changed, as far as the reader’s scope goes' }),
    cells: z.number().int().meta({ description: 'Leaves changed, as far as the reader’s scope goes' }),
    changes: z.array(changeSchema),
  })
  .meta({ id: 'Entry' });

export type EntryView = z.infer<typeof entrySchema>;

/** An entry without its changes, for lists. */
export const entrySummarySchema = entrySchema.omit({ changes: true }).meta({ id: 'EntrySummary' });
export type EntrySummary = z.infer<typeof entrySummarySchema>;

export const cubeSchema = z
  .object({
    target: z.string(),
    shape,
    rows: z
      .array(z.array(z.string()).nullable())
      .meta({ description: 'In row order; `null` = outside the reader’s scope' }),
    absent: z.array(z.number().int()).meta({ description: 'Numbers of rows that left the breakdown' }),
    parts: z
      .array(z.object({ cells: z.array(z.number().int()), values: z.array(z.number()) }))
      .meta({ description: 'Per part: addresses and values of the leaves that have one' }),
  })
  .meta({ id: 'Cube' });

export const bookStateSchema = z
  .object({
    book: z.string(),
    position: z.number().int(),
    records: z.array(recordSchema),
    cubes: z.array(cubeSchema),
  })
  .meta({ id: 'BookState' });

export type BookStateView = z.infer<typeof bookStateSchema>;

export const submissionAnswerSchema = z
  .object({
    position: z
      .number()
      .int()
      .meta({ description: 'Of the entry; for a preview, of the state it was computed from' }),
    committed: z.boolean(),
    changes: z.array(changeSchema),
    notices: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.unknown()).optional() })),
  })
  .meta({ id: 'SubmissionAnswer' });

export type SubmissionAnswer = z.infer<typeof submissionAnswerSchema>;

export const planSummarySchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(['plan', 'branch']),
    name: z.string(),
    scenario: z.string(),
    status: z.string(),
    from: z.string(),
    to: z.string(),
    accountable: z.string().nullable(),
    example: z.boolean(),
    position: z.number().int(),
    updatedAt: z.iso.datetime(),
    base: z.object({ book: z.uuid(), position: z.number().int() }).nullable(),
  })
  .meta({ id: 'PlanSummary' });

export type PlanSummary = z.infer<typeof planSummarySchema>;

export const newPlanSchema = z
  .discriminatedUnion('from', [
    z.strictObject({
      from: z.literal('scenario'),
      id: z.uuid(),
      scenario: z.enum(['launch', 'expansion', 'sprint', 'competition', 'keyAccounts', 'blank']),
      name: z.string().min(1).max(120),
      period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
      /** Smallest unit of the scenario's first core metric; nothing = the scenario's own example numbers. */
      total: z.number().int().min(0).max(9e15).optional(),
      dimension: z.string().max(64).optional(),
      sampleNumbers: z.boolean(),
    }),
    z.strictObject({
      from: z.literal('plan'),
      id: z.uuid(),
      plan: z.uuid(),
      name: z.string().min(1).max(120),
      period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
    }),
  ])
  .meta({ id: 'NewPlan' });

export type NewPlan = z.infer<typeof newPlanSchema>;

export const newBranchSchema = z
  .strictObject({ id: z.uuid(), name: z.string().min(1).max(120) })
  .meta({ id: 'NewBranch' });
