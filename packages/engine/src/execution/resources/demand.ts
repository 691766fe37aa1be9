import { MAX_AMOUNT } from '../../foundation/amount.ts';
import { type DateRange, isDate, type PlainDate } from '../../foundation/date.ts';
import { isDropped } from '../../plan/dropped.ts';
import { planCurrency } from '../../plan/plan-currency.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, findRecord, recordsOf } from '../../plan/state.ts';
import { taskDays } from '../live/task-span.ts';
import { needMoney } from './need-money.ts';

/** Whole thousandths of a working day, or of a resource's unit: fine enough for people, and sums of them are exact. */
export const THOUSANDTHS = 1_000;

/** What one task or one need takes of one person, one resource or of money, and when. */
export type Demand = DemandSource &
  (
    | {
        /** Work of a person, spread evenly over the working time of the window. */
        readonly of: 'work';
        /** Id of the member. */
        readonly person: string;
        /** Thousandths of a working day, the whole window together. */
        readonly total: number;
      }
    | {
        /** A share of a person's time on every working day of the window. */
        readonly of: 'share';
        readonly person: string;
        /** Thousandths of a working day, on each; 1,000 is the whole person. */
        readonly perDay: number;
      }
    | {
        /** So much of what is given back: people without a name, a skill, a channel. */
        readonly of: 'use';
        /** Id of a record of the inventory; `null`: nobody said which. */
        readonly resource: string | null;
        /** Thousandths of the unit, on every working day of the window. */
        readonly perDay: number;
      }
    | {
        /** So much of what is used up, from the first day of the window on: material. */
        readonly of: 'stock';
        readonly resource: string | null;
        /** Thousandths of the unit. */
        readonly total: number;
      }
    | {
        /** Money, gone from the first day of the window on. */
        readonly of: 'money';
        /** Id of a budget of the inventory; `null`: nobody said which. */
        readonly resource: string | null;
        /** Smallest units of the plan's currency: what is planned, or committed or spent where that is more. */
        readonly total: number;
      }
  );

/** Where a demand comes from. */
export interface DemandSource {
  /** Id of the task that it is of; `null` for a need of an initiative, or of the plan. */
  readonly task: string | null;
  /** Id of the need; `null` for the effort of a task. */
  readonly need: string | null;
  /** Id of the initiative that it serves: the task's, or the need's own. */
  readonly initiative: string | null;
  /** Both days included; `null`: nobody said when. */
  readonly window: DateRange | null;
  /** Days of the window that are typed in the need: they stay when the task moves. */
  readonly fixed: { readonly from: boolean; readonly to: boolean };
}

/** The days of a task, `null` where it has none. */
export type TaskWindow = (task: PlanRecord) => DateRange | null;

/** The agreed window of a task; one day alone is the whole of it. */
export const agreedWindow: TaskWindow = (task) => {
  const { from, to } = taskDays(task);
  const [first, last] = [from ?? to, to ?? from];
  return first === null || last === null ? null : { from: first, to: last };
};

/**
 * Who and what is taken by the tasks and needs of a plan, and when (NEED-5 to NEED-7): the one reading of `task.effort` and
 * `resourceNeed` that load, matching and levelling share. In the order of the book, tasks first.
 *
 * - Effort: shared equally by `responsible`, by `accountable` where nobody is; one `work` for each, which together are the effort to
 *   the thousandth. Where nobody is named it is nobody's, and not listed.
 * - A people need: a `share` of its `person`, or of whom its resource stands for; without a name a `use` of its resource.
 * - A need of material: `stock`; of what the inventory lists as a skill, channel, customer base or advantage: `use`.
 * - A budget need: `money`. One whose money is unknown is not listed.
 *
 * `windowOf` says when a task is done: its agreed window unless the caller has it from a schedule. What was dropped takes nothing.
 */
export function demandsOf(state: BookState, windowOf: TaskWindow = agreedWindow): readonly Demand[] {
  const currency = planCurrency(state);
  const tasks = recordsOf(state, 'task').filter(isAlive);
  const windowIn = onceFor(windowOf);
  const efforts = tasks.flatMap((task) => effortOf(task, windowIn));
  const needs = needsOf(state).flatMap(({ need, task, initiative }) => {
    const around = task ? windowIn(task) : initiative ? agreedWindow(initiative) : null;
    const resource = findRecord(state, 'resource', String(need.fields['resource'] ?? ''));
    const source = { ...sourceOf(need, task, around), initiative: initiative?.id ?? null };
    return needDemand(need, resource, source, currency);
  });
  return [...efforts, ...needs];
}

const isAlive = ({ fields }: PlanRecord): boolean => !isDropped(fields);

const idOrNull = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** A need with what it is for. */
export interface PlacedNeed {
  readonly need: PlanRecord;
  readonly task: PlanRecord | undefined;
  /** The task's, or its own without a task. */
  readonly initiative: PlanRecord | undefined;
}

/** The needs of a plan in the order of the book, but for those of what was dropped. */
export function needsOf(state: BookState): readonly PlacedNeed[] {
  return recordsOf(state, 'resourceNeed').flatMap((need) => {
    const task = findRecord(state, 'task', String(need.fields['task'] ?? ''));
    const initiative = findRecord(state, 'initiative', initiativeOf(need, task) ?? '');
    const isGone = (task && !isAlive(task)) || (initiative && !isAlive(initiative));
    return isGone ? [] : [{ need, task, initiative }];
  });
}

/** The initiative that a need serves: its task's, or its own without a task (NEED-3). */
const initiativeOf = (need: PlanRecord, task: PlanRecord | undefined): string | null =>
  idOrNull((task ?? need).fields['initiative']);

/** Who does the work of a task, and in equal shares its effort. */
export function workersOf({ fields }: PlanRecord): readonly string[] {
  const { responsible, accountable } = fields;
  const named = Array.isArray(responsible) ? [...new Set(responsible.map(String))] : [];
  const alone = idOrNull(accountable);
  return named.length > 0 ? named : alone === null ? [] : [alone];
}

/** Only tasks that take anything are asked for their days, and each once. */
function onceFor(windowOf: TaskWindow): TaskWindow {
  const known = new Map<string, DateRange | null>();
  return (task) => {
    const found = known.get(task.id);
    if (found !== undefined) return found;
    const window = windowOf(task);
    known.set(task.id, window);
    return window;
  };
}

function effortOf(task: PlanRecord, windowIn: TaskWindow): readonly Demand[] {
  const { effort, initiative } = task.fields;
  const whole = typeof effort === 'number' ? Math.round(effort * THOUSANDTHS) : 0;
  const workers = whole === 0 ? [] : workersOf(task);
  const window = workers.length === 0 ? null : windowIn(task);
  return workers.flatMap((person, i): readonly Demand[] => {
    const total = partOf(whole, i + 1, workers.length) - partOf(whole, i, workers.length);
    const source = { task: task.id, need: null, initiative: idOrNull(initiative), window, fixed: free };
    return total === 0 ? [] : [{ ...source, of: 'work', person, total }];
  });
}

const free = { from: false, to: false } as const;

/** The first so many of equal parts of a whole number: parts that follow each other differ by one and add up to all. */
export const partOf = (whole: number, count: number, parts: number): number =>
  Math.floor((whole * count) / parts);

function sourceOf(need: PlanRecord, task: PlanRecord | undefined, around: DateRange | null) {
  const [from, to] = [need.fields['from'], need.fields['to']].map((day) => (isDate(day) ? day : null));
  return {
    task: task?.id ?? null,
    need: need.id,
    window: windowWithin(from ?? null, to ?? null, around),
    fixed: { from: from !== null, to: to !== null },
  };
}

/** A typed day that its task has moved away from stands alone. */
function windowWithin(
  from: PlainDate | null,
  to: PlainDate | null,
  around: DateRange | null,
): DateRange | null {
  const first = from ?? around?.from ?? to;
  const last = to ?? around?.to ?? from;
  if (!first || !last) return null;
  if (first <= last) return { from: first, to: last };
  const typed = from ?? to ?? first;
  return { from: typed, to: typed };
}

/** A quantity in whole thousandths, as far as amounts go. */
export const inThousandths = (quantity: number): number =>
  Math.min(MAX_AMOUNT, Math.round(quantity * THOUSANDTHS));

/** What the inventory gives back when its user has done. */
export const givenBack: ReadonlySet<unknown> = new Set([
  'people',
  'skill',
  'channel',
  'customerBase',
  'productAdvantage',
]);

function needDemand(
  need: PlanRecord,
  resource: PlanRecord | undefined,
  source: DemandSource,
  currency: string | null,
): readonly Demand[] {
  const { category, quantity } = need.fields;
  const from = resource?.fields['category'];
  if (category === 'budget') {
    const money = needMoney(need, currency);
    const total = money ? Math.max(money.planned, money.committed, money.spent) : 0;
    const budget = from === 'budget' ? resource!.id : null;
    return total === 0 ? [] : [{ ...source, of: 'money', resource: budget, total }];
  }
  const person =
    category === 'people' ? (idOrNull(need.fields['person']) ?? idOrNull(resource?.fields['person'])) : null;
  // Somebody who is needed is needed, whether or not it is said how much.
  const unsaid = category === 'people' ? 1 : 0;
  const amount = inThousandths(typeof quantity === 'number' ? quantity : unsaid);
  if (amount === 0) return [];
  if (person !== null) return [{ ...source, of: 'share', person, perDay: amount }];
  const id = from === undefined || from === 'budget' ? null : resource!.id;
  const isUse = id === null ? category === 'people' : givenBack.has(from);
  return isUse
    ? [{ ...source, of: 'use', resource: id, perDay: amount }]
    : [{ ...source, of: 'stock', resource: id, total: amount }];
}
