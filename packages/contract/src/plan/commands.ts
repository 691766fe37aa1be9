import {
  calendarKinds,
  givingParts,
  type MethodField,
  methodFields,
  negativeBasisRules,
  residueRules,
  skipRules,
  spreadActions,
  spreadFilters,
  spreadMethods,
  week53Rules,
  weekPatterns,
  zeroBasisRules,
} from '@shapan/engine';
import { z } from 'zod';

/**
 * What can be asked of a book (a plan, a what-if, a workspace's master data). One submission = one gesture = one
 * entry of the log = one undo.
 */
const id = z.string().regex(/^[\w-]{1,64}$/);

// Registered in place: `meta` would name a copy, and the API document could not say what it nests.
const fieldValue: z.ZodType<unknown> = z.json().register(z.globalRegistry, { id: 'FieldValue' });

/**
 * Fields of a record by name, checked here for form only: which fields a kind has, and of what type, the engine knows
 * (`checkFields`).
 */
export const fieldsSchema = z.record(z.string().max(64), fieldValue).meta({
  description:
    'Field values by field name; `null` empties a field. Amounts are exact integers in the smallest unit.',
});

const addRecord = z.strictObject({
  type: z.literal('record.add'),
  kind: z.string().max(40),
  id,
  fields: fieldsSchema,
});

const updateRecord = z.strictObject({
  type: z.literal('record.update'),
  kind: z.string().max(40),
  id,
  set: fieldsSchema,
  expect: fieldsSchema.optional(),
});

const removeRecord = z.strictObject({ type: z.literal('record.remove'), kind: z.string().max(40), id });

const row = z.array(id).max(16);

const defineTarget = z.strictObject({
  type: z.literal('target.define'),
  id,
  fields: fieldsSchema,
  rows: z.array(row).min(1).max(1_000_000),
});

const changeRows = z.strictObject({
  type: z.literal('target.rows'),
  target: id,
  add: z.array(row).max(1_000_000).optional(),
  remove: z.array(row).max(1_000_000).optional(),
});

const removeTarget = z.strictObject({ type: z.literal('target.remove'), target: id });

const sumOf = <T>(items: readonly T[], number: (item: T) => number): number =>
  items.reduce((sum, item) => sum + number(item), 0);

const amount = z.number().int().min(-9e15).max(9e15);

/** More than every day of ten years. */
const mostPastNumbers = 4_000;

/**
 * A cell at any level of a target's table, by ids. One that is not in the table is refused with `UNKNOWN_REFERENCE`.
 */
export const cellPlaceSchema = z.strictObject({
  members: z.array(z.string().max(80)).max(16).meta({
    description:
      'One dimension member per dimension of the target; `*` = its top, `~own` behind a member = itself without those below it',
  }),
  time: z
    .string()
    .max(40)
    .meta({ description: 'A node of the time tree, e.g. `all`, `Q2026-3`, `M2026-07`' }),
});

/** Which methods take a field, from the table of the engine, so that the document cannot say anything else. */
const heardBy = (field: MethodField) => {
  const takers = spreadMethods.filter((method) => {
    const { needs, takes } = methodFields[method];
    return takes.includes(field) || needs.some((anyOf) => anyOf.includes(field));
  });
  return { description: `For ${takers.join(', ')}` };
};

const targetEntry = z.strictObject({
  at: cellPlaceSchema,
  selection: z
    .array(cellPlaceSchema)
    .max(1_000)
    .optional()
    .meta({ description: 'Further cells: the number is the sum of `at` and these; contiguous or not' }),
  method: z
    .enum(spreadMethods)
    .optional()
    .meta({ description: '`proportional` when left out; a field its method has no use for is refused' }),
  value: amount.nullable().optional(),
  expect: amount.nullable().optional().meta({
    description: 'What the cell showed when this was typed; where it shows something else by now: `STALE`',
  }),
  typed: z.string().max(200).optional().meta({
    description:
      'What was typed in another currency: at the plan rates it must give `value`, otherwise `STALE`',
  }),
  numerator: amount.nullable().optional(),
  denominator: amount.nullable().optional(),
  rate: z.number().optional(),
  givesWay: z
    .enum(givingParts)
    .optional()
    .meta({ description: 'What gives way to a rate; the numerator when left out' }),
  percent: z.number().optional().meta(heardBy('percent')),
  from: amount.optional().meta(heardBy('from')),
  to: amount.optional().meta(heardBy('to')),
  action: z.enum(spreadActions).optional().meta(heardBy('action')),
  mode: z.enum(['allocate', 'each']).optional().meta(heardBy('mode')),
  filter: z.enum(spreadFilters).optional().meta(heardBy('filter')),
  sign: z.enum(['multiplicative', 'raise']).optional().meta(heardBy('sign')),
  skip: z.enum(skipRules).optional().meta(heardBy('skip')),
  residue: z.enum(residueRules).optional().meta(heardBy('residue')),
  location: cellPlaceSchema
    .optional()
    .meta({ description: 'The leaf that takes the residue `location`, or what is less than one granule' }),
  granularity: amount.positive().optional().meta(heardBy('granularity')),
  fair: z.boolean().optional().meta(heardBy('fair')),
  zeroBasis: z.enum(zeroBasisRules).optional().meta(heardBy('zeroBasis')),
  negativeBasis: z.enum(negativeBasisRules).optional().meta(heardBy('negativeBasis')),
  emptySource: z.enum(['keep', 'clear']).optional().meta(heardBy('emptySource')),
  pattern: z.string().max(10_000).optional().meta({
    description: '`4 4 5`; `!` leaves a child alone, `P` repeats the number, a last `*` repeats the list',
  }),
  reference: id
    .optional()
    .meta({ description: 'A target with the same breakdown: its numbers are the weights' }),
  asOf: z.number().int().min(0).optional().meta({
    description:
      'A position of the log: the other target – without one this target itself – is read as it was right after it',
  }),
  nearer: id
    .optional()
    .meta({ description: 'A target with the same breakdown, for the time when nothing is there yet' }),
  kind: z.enum(calendarKinds).optional().meta(heardBy('kind')),
  weekPattern: z.enum(weekPatterns).optional().meta({ description: 'For kind `weekPattern`' }),
  week53: z.enum(week53Rules).optional().meta({ description: 'For kind `weekPattern`' }),
  past: z
    .record(z.string().max(12), z.number().nonnegative())
    .refine((past) => Object.keys(past).length <= mostPastNumbers)
    .meta({
      description:
        'For kinds `history` and `festivalAligned`: what was reached, by date, `2025-07` or period id',
      maxProperties: mostPastNumbers,
    })
    .optional(),
  years: z.number().int().positive().max(30).optional().meta({ description: 'For the same kinds' }),
  along: z.string().max(64).optional().meta({
    description: 'A dimension of the target, or `time`: along which a line, a pattern or a parking runs',
  }),
  source: cellPlaceSchema.optional().meta(heardBy('source')),
  target: cellPlaceSchema.optional().meta(heardBy('target')),
  driver: z.string().max(60).optional().meta(heardBy('driver')),
  floor: amount.optional().meta(heardBy('floor')),
  cap: amount.optional().meta(heardBy('cap')),
  overSoft: z.boolean().optional().meta({
    description: 'Soft holds give way where nothing else is free: they were shown and it is wanted',
  }),
  keepManual: z.boolean().optional().meta({
    description:
      'What was typed by hand in this planning round stays, as under soft holds; said by one entry, it holds for its whole command',
  }),
});

/** Further cells of all entries of one command: each is weighed against the others of its entry. */
const mostSelected = 10_000;

/** Steps of searches that keep the server for seconds at most, in one submission. */
const mostSteps = 1_000_000;

/** Earlier states of the book that one submission reads: each is built up from the log. */
const mostPasts = 3;

/** The positions at which a submission reads the book. */
export const pastsOf = (commands: readonly CommandRequest[]): readonly number[] => [
  ...new Set(
    commands.flatMap((command) =>
      command.type === 'target.enter' ? command.entries.flatMap(({ asOf }) => asOf ?? []) : [],
    ),
  ),
];

/** Rules that one submission runs; each goes over all leaves below its place. */
const mostRuleRuns = 50;

const multiway = z.strictObject({
  steps: z.number().int().min(0).max(mostSteps).optional(),
  release: z.boolean().optional(),
  park: cellPlaceSchema.optional(),
});

const enterTargets = z.strictObject({
  type: z.literal('target.enter'),
  target: id,
  entries: z
    .array(targetEntry)
    .min(1)
    .max(500_000)
    .refine((entries) => sumOf(entries, ({ selection = [] }) => selection.length) <= mostSelected)
    .meta({ description: `At most ${mostSelected} further cells in all their selections` }),
  multiway: multiway.optional(),
});

const runRule = z.strictObject({ type: z.literal('target.runRule'), rule: id });

const proposeTarget = z.strictObject({
  type: z.literal('target.propose'),
  id,
  target: id,
  at: cellPlaceSchema,
  value: amount,
  reason: z.string().max(400),
  measures: z.string().max(2_000).optional(),
});

const answerProposal = z.strictObject({
  type: z.literal('target.answer'),
  proposal: id,
  answer: z.enum(['accept', 'counter', 'decline', 'withdraw']),
  value: amount.optional().meta({
    description:
      'Of `counter` the other number; of `accept` the number that was seen: another by now is `STALE`',
  }),
  reason: z.string().max(400).optional(),
  overSoft: z
    .boolean()
    .optional()
    .meta({ description: 'Of `accept`: soft holds that stand in the way give way' }),
});

const undo = z.strictObject({
  type: z.literal('undo'),
  position: z.number().int().positive().meta({ description: 'The entry to undo; undoing an undo is redo' }),
});

const compensate = z.strictObject({
  type: z.literal('compensate'),
  position: z.number().int().positive().meta({
    description:
      'The entry to make good without touching what came after it: what is as it left it is taken back, leaves of sums that were changed since change by the opposite difference, the rest stays (SPR-T90)',
  }),
});

const freezeVersion = z.strictObject({
  type: z.literal('version.freeze'),
  id,
  name: z.string().min(1).max(120),
  purpose: z.enum(['baseline', 'revision', 'snapshot']),
  reason: z.string().max(2_000).optional(),
});

const restoreVersion = z.strictObject({ type: z.literal('version.restore'), version: id });

const stands = z.enum(['mine', 'theirs']);

const promoteBranch = z.strictObject({
  type: z.literal('branch.promote'),
  branch: z.uuid(),
  take: stands.optional().meta({
    description:
      "Whose stands – number, record or field of one – where the plan has changed since: the what-if's (`mine`) or the plan's; left out, each such place is `STALE` at `branch`: a record with `kind`, `id`, `base`, `theirs` and `yours` (JSON texts, `null` = not there) and `field` where it is on both sides, a number with `members`, `time`, `base`, `theirs` and `yours`, of rates with `baseDenominator` and so on too, and `only` where a row is gone and one of them alone can stand",
  }),
  cells: z
    .array(z.strictObject({ target: id, at: cellPlaceSchema, take: stands }))
    .max(10_000)
    .optional()
    .meta({ description: 'The same of single leaves, named as `STALE` names them' }),
  records: z
    .array(
      z.strictObject({
        kind: z.string().max(64),
        id,
        field: z.string().max(64).optional(),
        take: stands,
      }),
    )
    .max(10_000)
    .optional()
    .meta({ description: 'The same of single records and fields, named as `STALE` names them' }),
});

/**
 * Everything that can be asked of a book. Amounts (`value`, `numerator`, `denominator`, `from`, `to`) are whole smallest
 * units up to ±9·10^15; `rate` is numerator unit per denominator unit; `percent: 12.5` means 12.5 %. What each
 * command is refused with stands at its namesake in the engine.
 */
export const commandSchema = z
  .discriminatedUnion('type', [
    addRecord,
    updateRecord,
    removeRecord,
    defineTarget,
    changeRows,
    removeTarget,
    enterTargets,
    runRule,
    proposeTarget,
    answerProposal,
    undo,
    compensate,
    freezeVersion,
    restoreVersion,
    promoteBranch,
  ])
  .meta({ id: 'Command' });

/** A command as it comes in, known by its `type`; of the right form, not yet lawful. */
export type CommandRequest = z.infer<typeof commandSchema>;

/** What a command may search, as far as it says so itself. */
const stepsOf = (command: CommandRequest): number =>
  command.type === 'target.enter' ? (command.multiway?.steps ?? 0) : 0;

/**
 * One gesture: its commands are done in order, all or none. Of several commands a refusal names the one it is about as
 * `commands[i]` in `path`.
 */
export const submissionSchema = z
  .strictObject({
    id: z
      .uuid()
      .meta({ description: 'Made by the asker; sending the same submission twice has its effect once' }),
    commands: z
      .array(commandSchema)
      .min(1)
      .max(5_000)
      .refine((commands) => sumOf(commands, stepsOf) <= mostSteps)
      .refine((commands) => sumOf(commands, ({ type }) => Number(type === 'target.runRule')) <= mostRuleRuns)
      .refine((commands) => pastsOf(commands).length <= mostPasts)
      .meta({
        description: `At most ${mostSteps} steps of \`multiway\`, ${mostRuleRuns} times \`target.runRule\` and ${mostPasts} different \`asOf\` in all`,
      }),
    reason: z.string().max(2_000).optional(),
    preview: z.boolean().optional().meta({ description: 'Decide and answer, but change nothing' }),
    expect: z.string().max(40).optional().meta({
      description:
        'Fingerprint of the preview that was shown: when the result is another by now, nothing changes and `STALE` brings the new one',
    }),
    brief: z.boolean().optional().meta({
      description:
        'The answer leaves `changes` out: whoever foresaw them compares `fingerprint`, and the log has them',
    }),
  })
  .meta({ id: 'Submission' });

/** A gesture as it is sent. */
export type Submission = z.infer<typeof submissionSchema>;
