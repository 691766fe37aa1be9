import { z } from 'zod';
import { entrySummarySchema } from './book.ts';
import { fieldsSchema } from './commands.ts';

/** What was asked of a cell, and what it became. */
const askedSchema = z.object({
  at: z.object({ members: z.array(z.string()), time: z.string() }),
  method: z.string(),
  reference: z
    .string()
    .nullable()
    .meta({ description: 'The target that the proportions came from; `null` = none' }),
  before: z.number().nullable(),
  after: z.number().nullable(),
  typed: z.string().optional().meta({
    description:
      'The text that was typed, where it named another currency and was converted at the plan rate',
  }),
  entries: z.number().int().meta({ description: 'Numbers entered in the same gesture' }),
});

/** So many rows of a file are named for a cell; `count` says how many there are. */
export const mostSourceRows = 20;

const importedSchema = z.object({
  file: z.string(),
  sheet: z.string(),
  rows: z
    .array(z.number().int())
    .meta({ description: `Rows of the file as its own program counts them, the first ${mostSourceRows}` }),
  count: z.number().int().meta({ description: 'How many rows hold numbers at or below the cell' }),
});

/**
 * An entry of the log that changed a cell or leaves below it. Numbers are whole smallest units; `null` = none, or a metric
 * that does not sum. `asked` = the innermost number typed at or above the cell; `null` = none was, one of its cells lies
 * outside the reader's scope, or the log keeps its gesture only in part.
 */
export const cellEventSchema = entrySummarySchema
  .extend({
    before: z.number().nullable(),
    after: z.number().nullable(),
    leaves: z.number().int().meta({ description: 'Leaves at or below the cell that changed' }),
    asked: askedSchema.nullable(),
    by: z
      .object({ kind: z.enum(['breakdownRule', 'proposal']), id: z.string() })
      .nullable()
      .meta({
        description:
          'The rule that was run, or the proposal that was accepted; `null` = none, or one not for the reader',
      }),
    goal: z
      .object({
        target: z.string(),
        at: z.object({ members: z.array(z.string()), time: z.string() }),
        value: z.number(),
      })
      .nullable()
      .meta({
        description:
          'The number typed on a formula for which this one gave way, in smallest units of that metric; `null` = none, or one not for the reader',
      }),
    imported: importedSchema.nullable().meta({
      description: 'The file that the numbers came from, also when the import was undone and done again',
    }),
  })
  .meta({ id: 'CellEvent' });

/** The records that an entry was about, by one of them. */
const aboutSchema = z.object({
  did: z.enum(['added', 'changed', 'removed']),
  kind: z.string(),
  id: z.string(),
  fields: fieldsSchema.meta({
    description: 'All of them; of a changed record those that it changed, as they became',
  }),
  count: z.number().int().meta({ description: 'How many records of the kind the entry did this to' }),
});

/**
 * An entry for the history of a plan. `asked` = the first number that was typed in it, with its target; `null` = none was,
 * it lies outside the reader's scope, or it was not asked for. However many leaves changed, `before` is told where the
 * number took the place of the cell's own and nothing else of the gesture was about that cell. `about` = what record the
 * entry was about, as far as the reader may see it; `null` = several kinds, none, or an undoing.
 */
export const historyEntrySchema = entrySummarySchema
  .extend({
    asked: askedSchema.extend({ target: z.string() }).nullable(),
    about: aboutSchema.nullable(),
    alsoUndoes: z
      .array(z.number().int())
      .meta({ description: 'Further entries that were undone together with that of `undoes`' }),
  })
  .meta({ id: 'HistoryEntry' });

/** An entry of the log with the number that was typed in it. */
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** One event of a cell's history (SPR-T89). */
export type CellEvent = z.infer<typeof cellEventSchema>;

/**
 * How an entry came to a cell below it (SPR-T89), from the state right before it. Amounts are signed whole smallest units;
 * weights are in the unit of their basis. `got` − `due` = the units that rounding handed out.
 */
export const cellShareSchema = z
  .object({
    basis: z.enum(['self', 'equal', 'reference', 'nearer']),
    source: z
      .object({ target: z.string(), asOf: z.number().nullable() })
      .nullable()
      .meta({ description: 'Whose numbers the weights are, and after which position of the log' }),
    weight: z.number(),
    of: z.number(),
    amount: z.number().meta({ description: 'What there was to hand out' }),
    fixed: z.number().meta({ description: 'What of the entry could not change' }),
    due: z.number().meta({ description: 'What came to the cell before rounding, rounded down' }),
    got: z.number(),
    holds: z
      .array(z.object({ reason: z.string(), owner: z.string(), keeps: z.string() }))
      .meta({ description: 'Holds that kept something of the entry at that time' }),
  })
  .meta({ id: 'CellShare' });

/** The share of an entry that a cell was given. */
export type CellShare = z.infer<typeof cellShareSchema>;
