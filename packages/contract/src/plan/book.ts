import { z } from 'zod';
import { fieldsSchema } from './commands.ts';

/** What a book looks like from outside: its log entries and its state at a position. */
const value = z.number().nullable();

/**
 * One record of a book. Dates are `YYYY-MM-DD`, amounts whole smallest units of their metric; an absent field means that
 * nothing was said.
 */
export const recordSchema = z
  .object({ kind: z.string(), id: z.string(), fields: fieldsSchema })
  .meta({ id: 'Record' });

const shape = z.object({
  dimensions: z.array(z.string()),
  parts: z.union([z.literal(1), z.literal(2)]),
  firstSlot: z.number().int(),
  slotCount: z.number().int(),
});

/**
 * A fact of the log with both sides, so that it can be undone and compared without the state: `Change` of the engine on
 * the wire. `null` before or after = there was, or is, none. Cells are addresses `row × 2^20 + slot`, values whole
 * smallest units.
 */
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

/**
 * One entry of the log: one gesture. Positions count from 1 without gaps; `undoes` = position of the entry it takes back.
 */
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

/** An entry as far as the reader's scope goes. */
export type EntryView = z.infer<typeof entrySchema>;

/** An entry without its changes, for lists. */
export const entrySummarySchema = entrySchema.omit({ changes: true }).meta({ id: 'EntrySummary' });

/** An entry for lists: counts instead of changes. */
export type EntrySummary = z.infer<typeof entrySummarySchema>;

/** What stands in the way of an undo (SPR-T90). */
export const laterEntriesSchema = z
  .object({
    position: z.number().int().meta({ description: 'The entry that was to be undone' }),
    entries: z.array(entrySummarySchema).meta({
      description: 'Later ones that stand in its way, as far as the asker may see them, newest first',
    }),
    others: z.number().int().meta({ description: 'How many more there are outside the asker’s scope' }),
  })
  .meta({
    id: 'LaterEntries',
    description:
      'With `UNDO_BLOCKED` of a single `undo`: undone in one submission, the newest first and the asked one last, they go together. Left out where more than 10,000 entries or 20 million leaves came since, or where nothing in this log stands in the way',
  });

/** Later entries that an undo would have to take along. */
export type LaterEntries = z.infer<typeof laterEntriesSchema>;

/** So many entries are looked at in one request at most: who looks further back asks again, before those. */
export const mostLookedAt = 20_000;

/**
 * Where one's own entries are looked for: among so many, the newest or those right before a position. More than
 * `mostLookedAt` is refused as `INVALID` at `among`.
 */
export const lookBackSchema = z.object({
  among: z.coerce.number().int().min(1).max(mostLookedAt).default(100).meta({
    description: 'How many entries are looked at; ask again with `before`, where undo reaches further back',
  }),
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional().meta({
    description: 'Only entries before this position; left out: the newest',
  }),
});

/** See `lookBackSchema`. */
export type LookBack = z.infer<typeof lookBackSchema>;

/** An entry of the caller's own: where it is, and which entry it undid. */
export const ownEntrySchema = entrySummarySchema
  .pick({ position: true, undoes: true })
  .meta({ id: 'OwnEntry' });

/** What undo needs to know of an entry of one's own. */
export type OwnEntry = z.infer<typeof ownEntrySchema>;

/**
 * The leaves of one target. A row's number is its place in `rows`; a cell is `row × 2^20 + slot`, a slot the absolute
 * ordinal of a leaf period. Values are whole smallest units; a leaf that is not listed has no value, which is not 0.
 * Totals are not sent: they follow from the leaves (SPR-T1).
 */
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

/** Everything in a book at `position`, as far as the reader's scope goes; later entries bring it forward. */
export const bookStateSchema = z
  .object({
    book: z.string(),
    position: z.number().int(),
    records: z.array(recordSchema),
    cubes: z.array(cubeSchema),
  })
  .meta({ id: 'BookState' });

/** A book as one reader may see it. */
export type BookStateView = z.infer<typeof bookStateSchema>;

/** Whose numbers would move, and who is to agree (SPR-T87); members of the workspace by their ids. */
const effectSchema = z.object({
  target: z.string(),
  owners: z.array(
    z.object({
      person: z.string(),
      leaves: z.number().int(),
      difference: z.number().int().meta({ description: 'In smallest units; of rates, of the numerators' }),
    }),
  ),
  net: z.number().int().meta({ description: 'Sum of all changed leaves; of rates, of the numerators' }),
  isNetChange: z
    .boolean()
    .meta({ description: '`false`: numbers only move about, the total of the whole stays' }),
  approver: z.string().nullable().meta({ description: 'Who is to agree; `null` = nobody is named' }),
});

/**
 * What a submission did, or as a preview would do. `committed: false`: a preview, nothing to change, or committed
 * before under the same id. `changes` reach as far as the reader's scope. `notices` are `noticeCodes` of the engine: worth knowing, no refusal.
 */
export const submissionAnswerSchema = z
  .object({
    position: z
      .number()
      .int()
      .meta({ description: 'Of the entry; for a preview, of the state it was computed from' }),
    committed: z.boolean(),
    changes: z.array(changeSchema).optional().meta({ description: 'Left out when `brief` was asked' }),
    notices: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.unknown()).optional() })),
    fingerprint: z.string().meta({ description: 'Of all changes and notices; `expect` of a submission' }),
    effects: z.array(effectSchema).optional().meta({
      description: 'Of a preview: per target whose numbers would change, as far as the reader’s scope goes',
    }),
  })
  .meta({ id: 'SubmissionAnswer' });

/** The answer to a submission that was not refused. */
export type SubmissionAnswer = z.infer<typeof submissionAnswerSchema>;

/**
 * A plan or what-if in a list. `from` and `to` are its period, both days included, empty while it has no brief;
 * `accountable` is a member id, `null` = nobody yet; `base` says which book a what-if left, and where in its log; `adopted`
 * when it was promoted last and by which member (untold to a member with a scope), `null` while that is undone.
 */
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
    adopted: z.object({ at: z.iso.datetime(), by: z.uuid().nullable() }).nullable(),
  })
  .meta({ id: 'PlanSummary' });

/** One line of the list of plans. */
export type PlanSummary = z.infer<typeof planSummarySchema>;

/**
 * A plan to be made, from a scenario or out of an earlier plan. The asker makes `id`. `sampleNumbers: false` leaves
 * amounts, estimates and weights empty. A period that ends before it begins is refused with `OUT_OF_RANGE`.
 */
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

/** A request for a plan; `from` tells the two ways apart. */
export type NewPlan = z.infer<typeof newPlanSchema>;

/** A what-if of a plan as it is now, free to change without changing the plan. The asker makes `id`. */
export const newBranchSchema = z
  .strictObject({ id: z.uuid(), name: z.string().min(1).max(120) })
  .meta({ id: 'NewBranch' });
