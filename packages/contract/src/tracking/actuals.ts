import { z } from 'zod';

const fraction = z.object({ numerator: z.number(), denominator: z.number() });

const tally = z.object({ amount: z.number(), cells: z.number() });

/** Attainment of one place of a target's table. Shares are fractions (1 = 100 %), amounts exact integers. */
export const placeAttainmentSchema = z
  .object({
    members: z.array(z.string()).meta({ description: 'One member id per dimension; `*` = its top' }),
    time: z.string(),
    target: fraction.nullable(),
    actual: fraction.nullable(),
    unplaced: fraction.nullable().meta({
      description: 'Part of `actual` that lies in no leaf below: given by a larger place or a longer period',
    }),
    attainment: z.number().nullable(),
    timeElapsed: z.number().nullable(),
    pacedAttainment: z.number().nullable(),
    paceGap: z.number().nullable(),
    gap: z.number().nullable(),
    runRate: z.number().nullable(),
    requiredRunRate: z.number().nullable(),
    status: z.enum(['green', 'amber', 'red']).nullable(),
  })
  .meta({ id: 'PlaceAttainment' });

/**
 * Attainment of one place. `null` = not applicable or not known, never 0. Rates are amounts in smallest units per day, or
 * per workday with basis `working`; formulas and signs as in `Pace` of the engine.
 */
export type PlaceAttainmentView = z.infer<typeof placeAttainmentSchema>;

/**
 * Where a target stands at the end of `asOf`, place by place. `basis`: whether days or workdays measure the time elapsed.
 * Amounts are whole smallest units of the target's metric.
 */
export const attainmentSchema = z
  .object({
    target: z.string(),
    asOf: z.iso.date(),
    basis: z.enum(['natural', 'working']),
    /** Day of the latest actual that counts; nothing when there is none. */
    dataUntil: z.iso.date().nullable(),
    unassigned: tally.meta({
      description: 'In no leaf of the breakdown; counted at the smallest place that contains it',
    }),
    outside: tally.meta({
      description: 'Not about this target, or only partly inside its window: counted nowhere',
    }),
    places: z.array(placeAttainmentSchema),
  })
  .meta({ id: 'Attainment' });

/**
 * What would come without any initiative, by place of a target's table and period of its calendar. `history`: what was
 * reached between `from` and `to`, the same days of the year before its window; `stated`: where nobody knows anything of those,
 * what the target states, shared out for whoever knows a part only – whoever is told it shares it out themselves, and gets no
 * rows; `none`: nobody knows. Each row has its numbers in the order of `times`, `null` = not known; rows of which nothing is
 * known are left out. Whole smallest units; denominators are 1 of plain amounts.
 */
export const baselineSchema = z
  .object({
    target: z.string(),
    source: z.enum(['history', 'stated', 'none']),
    from: z.iso.date(),
    to: z.iso.date(),
    times: z.array(z.string()),
    rows: z.array(
      z
        .object({
          members: z.array(z.string()),
          numerators: z.array(fraction.shape.numerator.nullable()),
          denominators: z.array(fraction.shape.denominator),
        })
        .meta({ id: 'BaselineRow' }),
    ),
  })
  .meta({ id: 'Baseline' });

/** What would come without any initiative, as far as whoever asks may know. */
export type BaselineView = z.infer<typeof baselineSchema>;

/**
 * What the ledger says of the parts that a breakdown rule would divide into. `weights`: by member id what was reached in
 * all, in smallest units, or by period id millionths of a year's whole, on average; never negative. `years`: earlier years
 * that had something to say.
 */
export const ruleHistorySchema = z
  .object({ weights: z.record(z.string(), z.number()), years: z.number().int() })
  .meta({ id: 'RuleHistory' });

/** Weights from the ledger. */
export type RuleHistoryView = z.infer<typeof ruleHistorySchema>;

/**
 * What was reached at a place before the window of a target, as `past` of an entry takes it. `past`: by day or calendar month,
 * in smallest units, never negative – more taken back than reached counts 0 – unless `signed` was asked for. `years`: those with anything in them.
 */
export const pastActualsSchema = z
  .object({ past: z.record(z.string(), z.number()), years: z.number().int() })
  .meta({ id: 'PastActuals' });

/** Numbers of earlier years from the ledger. */
export type PastActualsView = z.infer<typeof pastActualsSchema>;

/** The attainment of a target on one day. */
export type AttainmentView = z.infer<typeof attainmentSchema>;

/**
 * One row of the ledger as it counts now. Amounts are whole smallest units of the metric; for ratios and weighted
 * averages `amount` is the numerator and `weight` the denominator, otherwise `weight` is `null`. `coordinate`: member
 * id by dimension id. `sourceKey` is unique within `source` and metric.
 */
export const actualRowSchema = z
  .object({
    importId: z.uuid(),
    row: z.number().int(),
    source: z.string(),
    sourceKey: z.string(),
    date: z.iso.date(),
    from: z.iso.date().meta({ description: 'First day that the amount is about; `date` is the last' }),
    coordinate: z.record(z.string(), z.string()),
    amount: z.number(),
    weight: z.number().nullable(),
  })
  .meta({ id: 'ActualRow' });

/** A row of the ledger, with the row of the file it came from. */
export type ActualRowView = z.infer<typeof actualRowSchema>;
