import { addDays, laterDate, type PlainDate } from '../../foundation/date.ts';
import type { Fields, PlanRecord } from '../../plan/record.ts';
import { type BookState, findRecord, recordsOf } from '../../plan/state.ts';
import type { Effect } from './effect.ts';

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
  /** If it begins as estimated; in the metric's smallest unit, percentages in points. */
  readonly amount: Estimate;
  /** Chance that it delivers at all, 0 to 1. */
  readonly probability: number;
  /** As the estimate assumes it. `null`: nobody said from when on. */
  readonly estimated: Effect | null;
  /** As things stand; `null` where the initiative was cut, or nobody said from when on. */
  readonly effect: Effect | null;
}

/** The last day of a task as things stand; nothing where it has none. */
export type FinishOf = (task: string) => PlainDate | undefined;

/** What all initiatives add to one target, those that were cut included, in the order of the records. */
export function contributionsTo(
  state: BookState,
  target: string,
  finishOf: FinishOf = plannedFinish(state),
): readonly Contribution[] {
  return [...recordsOf(state, 'initiative'), ...recordsOf(state, 'contribution')]
    .filter(({ fields }) => fields['target'] === target && fields['contribution'])
    .flatMap((record) => {
      const initiative = initiativeOf(state, record);
      return initiative ? [contribution(record, initiative, finishOf)] : [];
    });
}

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
    probability: Number(fields['probability'] ?? initiative.fields['probability'] ?? 100) / 100,
    estimated,
    effect: estimated && effectNow(estimated, fields, initiative.fields, finishOf),
  };
}

function estimatedEffect(fields: Fields, initiative: Fields): Effect | null {
  const from = fields['effectFrom'] ?? initiative['from'];
  return typeof from === 'string' ? { from, rampDays: Number(fields['rampDays'] ?? 0) } : null;
}

/** It cannot begin before its initiative does, nor on a day by which the task it waits for is not done (COV-4). */
function effectNow(
  { from, rampDays }: Effect,
  fields: Fields,
  initiative: Fields,
  finishOf: FinishOf,
): Effect | null {
  if (initiative['status'] === 'dropped') return null;
  const task = fields['effectAfter'];
  const finish = typeof task === 'string' ? finishOf(task) : undefined;
  const begun = typeof initiative['from'] === 'string' ? laterDate(from, initiative['from']) : from;
  return { from: finish === undefined ? begun : laterDate(begun, addDays(finish, 1)), rampDays };
}

/** What the tasks themselves say, where no schedule says better. */
function plannedFinish(state: BookState): FinishOf {
  return (task) => {
    const to = findRecord(state, 'task', task)?.fields['to'];
    return typeof to === 'string' ? to : undefined;
  };
}
