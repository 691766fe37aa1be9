import type { DateRange, PlainDate } from '../../foundation/date.ts';
import type { Fields, PlanRecord } from '../../plan/record.ts';
import { changedDays, lastDay, typedDays } from '../live/consequence.ts';
import { daysOf } from '../live/read-schedule.ts';
import { notAfter } from '../schedule/compile.ts';
import type { Fitted } from '../schedule/level/fit.ts';
import { linkCode, weightOf } from '../schedule/network.ts';
import type { Levelling } from './open-levelling.ts';
import type { Scarce } from './scarce.ts';
import { leftOf, type Shortage, shortagesOf } from './shortages.ts';

/** What levelling a plan would bring; nothing is done yet. */
export interface LevelledPlan {
  /** Tasks that get other days, whoever begins first first. */
  readonly moved: readonly LevelledTask[];
  /** Tasks for which there is not enough where they stand, in the order of the plan: they overdraw. */
  readonly left: readonly LeftTask[];
  readonly shortages: { readonly before: readonly Shortage[]; readonly after: readonly Shortage[] };
  /** The last day of the plan's tasks before and after; `null` without tasks. */
  readonly end: { readonly was: PlainDate; readonly is: PlainDate } | null;
  /** Ids of tasks that miss a date they must keep; levelling adds none. */
  readonly missed: readonly string[];
  /** Whether it is proven that no levelling by the same wish ends earlier; never where somebody is left. */
  readonly isProven: boolean;
  /** Proven: none by the same wish ends before this day. `null` where somebody is left. */
  readonly noneBefore: PlainDate | null;
}

/** A task that gets other days. */
export interface LevelledTask {
  readonly id: string;
  readonly was: DateRange;
  readonly is: DateRange;
  /** Working days that it moves. */
  readonly by: number;
  /** The fields to write. */
  readonly set: Fields;
  readonly because: Because;
}

/** What a task waits for: what others have on the working day before, or a link; else the order in which all ends earliest. */
export type Because =
  | { readonly of: 'shortage'; readonly scarce: Scarce; readonly holders: readonly string[] }
  | { readonly of: 'link'; readonly task: string }
  | { readonly of: 'order' };

/** A task that lacks something; amounts in the units of the `Scarce`. */
export interface LeftTask {
  readonly id: string;
  /** What it does not find, and how much of it is missing at the worst of times. */
  readonly lacks: readonly { readonly scarce: Scarce; readonly missing: number }[];
  /** It would find room later: what keeps it is a date, the end of the execution window or of the plan, or who waits for it. */
  readonly isTooLate: boolean;
}

/** What the answer to a levelling's request means for the plan (LVL-5 to LVL-8). Pure. */
export function readLevelling(levelling: Levelling, fitted: Fitted): LevelledPlan {
  const { plan, scarce } = levelling;
  const { early } = plan.planned.times;
  const { start, left, never } = fitted;
  const movedPlaces = [...start.keys()].filter((place) => start[place] !== early[place]);
  movedPlaces.sort((a, b) => start[a]! - start[b]! || a - b);
  const end = (starts: ArrayLike<number>): number =>
    plan.spans.reduce((last, { duration }, place) => Math.max(last, starts[place]! + duration), 0);
  return {
    moved: movedPlaces.map((place) => movedTask(levelling, fitted, place)),
    left: [...left, ...never].sort((a, b) => a - b).map((place) => leftTask(levelling, fitted, place)),
    shortages: { before: shortagesOf(plan, scarce, early), after: shortagesOf(plan, scarce, start) },
    end: plan.tasks.length === 0 ? null : { was: lastDay(plan, end(early)), is: lastDay(plan, end(start)) },
    missed: plan.tasks.filter((_, place) => start[place]! > notAfter(plan.asked[place]!)).map(({ id }) => id),
    isProven: left.length === 0 && fitted.optimal,
    noneBefore: left.length > 0 || plan.tasks.length === 0 ? null : lastDay(plan, fitted.lowerBound),
  };
}

function movedTask(levelling: Levelling, fitted: Fitted, place: number): LevelledTask {
  const { plan } = levelling;
  const task = plan.tasks[place]!;
  const [was, at] = [plan.planned.times.early[place]!, fitted.start[place]!];
  const is = daysOf(plan, place, at);
  const because = becauseOf(levelling, fitted, place);
  return {
    id: task.id,
    was: daysOf(plan, place, was),
    is,
    by: at - was,
    set: { ...changedDays(task, typedDays(task, is, false)), ...unhurried(task, because) },
    because,
  };
}

/** A task that is to be as early as it can would not keep the days that are found for it. */
const unhurried = ({ fields }: PlanRecord, { of }: Because): Fields =>
  fields['constraint'] === 'asap' && of !== 'link' ? { constraint: null } : {};

function becauseOf(levelling: Levelling, { start }: Fitted, place: number): Because {
  const { plan, scarce } = levelling;
  const at = start[place]!;
  const binding = plan.links.find(({ from, to, type, lag }) => {
    if (to !== place) return false;
    const [first, second] = [plan.spans[from]!.duration, plan.spans[to]!.duration];
    return start[from]! + weightOf(linkCode[type], lag, first, second) === at;
  });
  if (binding) return { of: 'link', task: plan.tasks[binding.from]!.id };
  const own = scarce.filter(({ users }) => users.some((user) => user.place === place));
  const short = own.find((one) => isShortBefore(levelling, start, one, place));
  if (!short) return { of: 'order' };
  return { of: 'shortage', scarce: short, holders: holdersOf(levelling, start, short, place) };
}

/** Whether a task could not have begun a working day earlier for want of something. */
function isShortBefore(
  { plan }: Levelling,
  start: readonly number[],
  scarce: Scarce,
  place: number,
): boolean {
  const period = start[place]! - 1;
  const earlier = start.map((at, one) => (one === place ? period : at));
  const steps = leftOf(plan, scarce, earlier);
  return steps.some(({ from, units }, k) => {
    const until = steps[k + 1]?.from ?? Infinity;
    return units < 0 && (scarce.isStock ? until > period : from <= period && period < until);
  });
}

/** Who has of it on the working day before a task begins; of what is used up, whoever has taken of it by then. */
function holdersOf(
  { plan }: Levelling,
  start: readonly number[],
  scarce: Scarce,
  place: number,
): readonly string[] {
  const period = start[place]! - 1;
  const holders = scarce.users.filter((user) => {
    const from = start[user.place]!;
    const until = scarce.isStock ? Infinity : from + plan.spans[user.place]!.duration;
    return user.place !== place && from <= period && period < until;
  });
  return [...new Set(holders.map((user) => plan.tasks[user.place]!.id))];
}

function leftTask(levelling: Levelling, { start, never }: Fitted, place: number): LeftTask {
  const { plan, scarce, request } = levelling;
  const [at, until] = [start[place]!, start[place]! + plan.spans[place]!.duration];
  const own = scarce.flatMap((one) =>
    one.users.filter((user) => user.place === place).map(({ units }) => ({ one, units })),
  );
  const lacks = own.flatMap(({ one, units }) => {
    const steps = leftOf(plan, one, start);
    const missing = steps.reduce((most, { from, units: left }, k) => {
      const isHere = (steps[k + 1]?.from ?? Infinity) > at && (one.isStock || from < until);
      return isHere ? Math.max(most, -left) : most;
    }, 0);
    return missing > 0 ? [{ scarce: one, missing: Math.min(missing, units) }] : [];
  });
  const isLimited = request.tasks[place]!.latest !== undefined || plan.asked[place]!.constraints!.length > 1;
  return { id: plan.tasks[place]!.id, lacks, isTooLate: isLimited && !never.includes(place) };
}
