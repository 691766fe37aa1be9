import {
  addDays,
  type DateRange,
  dateOfDay,
  dayNumber,
  type PlainDate,
  weekday,
} from '../../foundation/date.ts';
import { type BookState, recordsOf } from '../../plan/state.ts';
import { workCalendarOf } from '../../targets/index.ts';
import { type Capacity, capacitiesOf } from './capacity.ts';
import { type Demand, demandsOf, type TaskWindow } from './demand.ts';
import { eachDay, type PersonDemand } from './taken.ts';
import { isInTime, type WorkTime, workTimeOf } from './work-time.ts';

/** How much of each person the tasks and needs of a plan take, week by week. Amounts are thousandths of a working day. */
export interface Workload {
  /** Weeks from Monday to Sunday without a gap, from the first to the last in which anything is taken of anybody. */
  readonly weeks: readonly DateRange[];
  /** Whom something is taken of, or of whom the inventory says something: most over-allocated first, then in the order of the book. */
  readonly people: readonly PersonLoad[];
  /** What is taken of somebody, nobody knows when: it is in no week. */
  readonly undated: readonly PersonDemand[];
  /** Ids of tasks that take part in a day on which their person is over-allocated, with those persons. */
  readonly overTasks: ReadonlyMap<string, readonly string[]>;
  readonly time: WorkTime;
}

/** One person of a workload. */
export interface PersonLoad {
  /** Id of the member. */
  readonly person: string;
  /** By week, as `Workload.weeks`. */
  readonly weeks: readonly WeekLoad[];
  /** Beyond the capacity, all weeks together. */
  readonly over: number;
  /** What is taken of the person, with days. */
  readonly demands: readonly PersonDemand[];
}

/** One week of a person: whole thousandths of a working day, 0 or more. */
export interface WeekLoad {
  readonly taken: number;
  /** What the person can give: the working time of the week, by what the inventory says of the person. */
  readonly capacity: number;
  /** Beyond the capacity, day by day: a free Friday does not make up for a Monday that is full twice. */
  readonly over: number;
  /** Days that are over-allocated. */
  readonly overDays: number;
}

const WEEK = 7;

interface Books {
  readonly state: BookState;
  readonly master: BookState;
}

/**
 * The load of a plan's people (NEED-8), in one pass over what is taken on each day. `windowOf` says when a task is done, as
 * `demandsOf` takes it.
 */
export function workloadOf(books: Books, windowOf?: TaskWindow): Workload {
  const demands = demandsOf(books.state, windowOf).filter(isOfPerson);
  const [dated, undated] = [demands.filter(hasDays), demands.filter((one) => !hasDays(one))];
  const time = workTimeOf(workCalendarOf(books.master), dated.map(wholeWeeks));
  const weeks = weeksOf(time);
  const capacities = capacitiesOf(recordsOf(books.state, 'resource'));
  const loads = [...byPerson(capacities.people, dated)].map(([person, own]) =>
    dailyLoad(person, own, capacities.of(person), time),
  );
  return {
    weeks,
    people: loads.map((load) => byWeek(load, weeks.length)).toSorted((a, b) => b.over - a.over),
    undated,
    overTasks: overTasks(loads, time),
    time,
  };
}

const isOfPerson = (demand: Demand): demand is PersonDemand => demand.of === 'work' || demand.of === 'share';
const hasDays = ({ window }: Demand): boolean => window !== null && isInTime(window);

const mondayOf = (date: PlainDate): PlainDate => addDays(date, 1 - weekday(date));
const wholeWeeks = ({ window }: Demand): DateRange => ({
  from: mondayOf(window!.from),
  to: addDays(mondayOf(window!.to), WEEK - 1),
});

function weeksOf({ first, last }: WorkTime): readonly DateRange[] {
  const weeks: DateRange[] = [];
  for (let day = first; day < last; day += WEEK)
    weeks.push({ from: dateOfDay(day), to: dateOfDay(day + WEEK - 1) });
  return weeks;
}

function byPerson(
  people: readonly string[],
  demands: readonly PersonDemand[],
): ReadonlyMap<string, readonly PersonDemand[]> {
  const found = new Map(people.map((person): [string, PersonDemand[]] => [person, []]));
  for (const demand of demands) {
    const own = found.get(demand.person);
    if (own) own.push(demand);
    else found.set(demand.person, [demand]);
  }
  return found;
}

interface DailyLoad {
  readonly person: string;
  readonly demands: readonly PersonDemand[];
  /** By day from the first of the working time on. */
  readonly taken: Float64Array;
  readonly capacity: Float64Array;
  readonly over: Float64Array;
}

function dailyLoad(
  person: string,
  demands: readonly PersonDemand[],
  capacityOf: Capacity,
  time: WorkTime,
): DailyLoad {
  const days = time.last - time.first + 1;
  const [taken, parts, capacity, over] = [0, 1, 2, 3].map(() => new Float64Array(days)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (const demand of demands)
    eachDay(demand, time, (day, amount) => {
      taken[day - time.first]! += amount;
      parts[day - time.first]! += 1;
    });
  for (let i = 0; i < days; i += 1) {
    capacity[i] = capacityOf(time.first + i, time.on(time.first + i));
    const beyond = taken[i]! - capacity[i]!;
    // Spreading rounds each part by less than a thousandth: what that adds is nobody's overtime.
    over[i] = beyond > parts[i]! ? beyond : 0;
  }
  return { person, demands, taken, capacity, over };
}

function byWeek({ person, demands, taken, capacity, over }: DailyLoad, count: number): PersonLoad {
  const weeks = Array.from({ length: count }, (_, week): WeekLoad => {
    const found = { taken: 0, capacity: 0, over: 0, overDays: 0 };
    for (let day = week * WEEK; day < (week + 1) * WEEK; day += 1) {
      found.taken += taken[day]!;
      found.capacity += capacity[day]!;
      found.over += over[day]!;
      if (over[day]! > 0) found.overDays += 1;
    }
    return found;
  });
  return { person, demands, weeks, over: weeks.reduce((sum, week) => sum + week.over, 0) };
}

function overTasks(loads: readonly DailyLoad[], { first }: WorkTime): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { person, demands, over } of loads) {
    /** Over-allocated days before each day. */
    const before = new Int32Array(over.length + 1);
    for (let i = 0; i < over.length; i += 1) before[i + 1] = before[i]! + (over[i]! > 0 ? 1 : 0);
    if (before[over.length] === 0) continue;
    for (const { task, window } of demands) {
      const [from, to] = [dayNumber(window!.from) - first, dayNumber(window!.to) - first + 1];
      if (task === null || before[from] === before[to]) continue;
      const known = found.get(task);
      if (!known) found.set(task, [person]);
      else if (!known.includes(person)) known.push(person);
    }
  }
  return found;
}

/** One part of a week's load. */
export interface LoadPart {
  readonly demand: PersonDemand;
  /** Thousandths of a working day in that week. */
  readonly taken: number;
}

/** What makes up a person's load in a week, by its place in `Workload.weeks`: the most first. The parts add up to what is taken. */
export function loadParts({ time }: Workload, { demands }: PersonLoad, week: number): readonly LoadPart[] {
  const [from, to] = [time.first + week * WEEK, time.first + (week + 1) * WEEK];
  const near = demands.filter(({ window }) => dayNumber(window!.from) < to && dayNumber(window!.to) >= from);
  const parts = near.map((demand): LoadPart => {
    let taken = 0;
    eachDay(demand, time, (day, amount) => {
      if (day >= from && day < to) taken += amount;
    });
    return { demand, taken };
  });
  return parts.filter(({ taken }) => taken > 0).toSorted((a, b) => b.taken - a.taken);
}
