import { addDays, isDate, laterDate, type PlainDate } from '../../foundation/date.ts';
import { isDropped } from '../../plan/dropped.ts';
import type { Fields, PlanRecord } from '../../plan/record.ts';
import { type BookState, findRecord, recordsOf } from '../../plan/state.ts';
import type { Effect } from './effect.ts';
import { fieldsUnder, type Trial } from './trial.ts';

/** Low ≤ likely ≤ high. */
export interface Estimate {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** What an initiative is expected to add to a target at one place (COV-1). */
export interface Contribution {
  /** The record that says so: the initiative itself, or a `contribution` of it. */
  readonly id: string;
  readonly initiative: string;
  readonly target: string;
  /** Member by dimension; a dimension that is left out is at its top. */
  readonly coordinate: Readonly<Record<string, string>>;
  /** If it begins as estimated; as the record says it: smallest units, of a rate what is read, percentages in points. */
  readonly amount: Estimate;
  /** Chance that it delivers at all, 0 to 100; 100 where nobody said. */
  readonly probability: number;
  /** As the estimate assumes it. `null`: nobody said from when on. */
  readonly estimated: Effect | null;
  /** As things stand; `null` where the initiative was cut, or nobody said from when on. */
  readonly effect: Effect | null;
}

/** The last day of a task as things stand; nothing where it has none. */
export type FinishOf = (task: string) => PlainDate | undefined;

/** As things stand unless said. */
export interface Supposed {
  /** What the tasks themselves say, where no schedule says better. */
  readonly finishOf?: FinishOf | undefined;
  readonly trial?: Trial | undefined;
}

/** What all initiatives add to one target, those that were cut included, in the order of the records. */
export function contributionsTo(
  state: BookState,
  target: string,
  { finishOf = plannedFinish(state), trial = new Map() }: Supposed = {},
): readonly Contribution[] {
  return promises(state)
    .filter(({ fields }) => fields['target'] === target && fields['contribution'])
    .flatMap((record) => contributionOf(state, record, { finishOf, trial }) ?? []);
}

/** What an initiative or a `contribution` record says that it adds; nothing where its initiative is not known. */
export function contributionOf(
  state: BookState,
  record: PlanRecord,
  { finishOf = plannedFinish(state), trial = new Map() }: Supposed = {},
): Contribution | undefined {
  const initiative = initiativeOf(state, record);
  if (!initiative) return undefined;
  const fields = { ...initiative.fields, ...fieldsUnder(trial.get(initiative.id), initiative.fields) };
  return contribution(record, { ...initiative, fields }, finishOf);
}

/** The records whose effect waits for a task, by the task's id: of another end of it nothing else need be looked at. */
export type Waiting = ReadonlyMap<string, readonly PlanRecord[]>;

/** What waits for which task. */
export function waitingContributions(state: BookState): Waiting {
  const waiting = new Map<string, PlanRecord[]>();
  for (const record of promises(state)) {
    const { effectAfter: task, target, contribution: amount } = record.fields;
    if (typeof task !== 'string' || typeof target !== 'string' || !amount) continue;
    const known = waiting.get(task);
    if (known) known.push(record);
    else waiting.set(task, [record]);
  }
  return waiting;
}

const promises = (state: BookState): readonly PlanRecord[] => [
  ...recordsOf(state, 'initiative'),
  ...recordsOf(state, 'contribution'),
];

const initiativeOf = (state: BookState, record: PlanRecord): PlanRecord | undefined =>
  record.kind === 'initiative'
    ? record
    : findRecord(state, 'initiative', String(record.fields['initiative'] ?? ''));

function contribution(record: PlanRecord, initiative: PlanRecord, finishOf: FinishOf): Contribution {
  const { fields } = record;
  const estimated = estimatedEffect(fields, initiative.fields);
  return {
    id: record.id,
    initiative: initiative.id,
    target: String(fields['target']),
    coordinate: (fields['coordinate'] ?? {}) as Contribution['coordinate'],
    amount: fields['contribution'] as unknown as Estimate,
    probability: Number(fields['probability'] ?? initiative.fields['probability'] ?? 100),
    estimated,
    effect: estimated && effectNow(estimated, fields, initiative.fields, finishOf),
  };
}

const slipOf = (initiative: Fields): number => Number(initiative['slipDays'] ?? 0);

/** Where no day is said, it is the initiative's beginning before it slipped. */
function estimatedEffect(fields: Fields, initiative: Fields): Effect | null {
  const begins = initiative['from'];
  const from = fields['effectFrom'] ?? (isDate(begins) ? addDays(begins, -slipOf(initiative)) : null);
  return isDate(from) ? { from, rampDays: Number(fields['rampDays'] ?? 0) } : null;
}

/** It slips with its initiative; it cannot begin before that does, nor while the task it waits for is not done (COV-4). */
function effectNow(
  { from, rampDays }: Effect,
  fields: Fields,
  initiative: Fields,
  finishOf: FinishOf,
): Effect | null {
  if (isDropped(initiative)) return null;
  const task = fields['effectAfter'];
  const finish = typeof task === 'string' ? finishOf(task) : undefined;
  const days = [addDays(from, slipOf(initiative)), initiative['from'], finish && addDays(finish, 1)];
  return { from: days.filter(isDate).reduce(laterDate), rampDays };
}

function plannedFinish(state: BookState): FinishOf {
  return (task) => {
    const to = findRecord(state, 'task', task)?.fields['to'];
    return isDate(to) ? to : undefined;
  };
}
