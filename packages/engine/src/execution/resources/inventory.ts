import { type DateRange, dateOfDay, dayNumber } from '../../foundation/date.ts';
import { planCurrency } from '../../plan/plan-currency.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, recordsOf } from '../../plan/state.ts';
import { type Capacity, capacitiesOf, type Stretch, stretchOf } from './capacity.ts';
import { type Demand, givenBack } from './demand.ts';
import { resourceMoney } from './need-money.ts';
import { eachDay } from './taken.ts';
import { HALVES, isInTime, type WorkTime } from './work-time.ts';

/**
 * Why a need cannot be laid against the inventory: it names no resource, does not say how much or when, or the inventory does not say
 * how much there is, or counts it in another unit.
 */
export type Unmatched = 'noResource' | 'noAmount' | 'noDays' | 'noCapacity' | 'otherUnit';

/** What a demand was short of when it was its turn. */
export interface Taken {
  /**
   * What is missing: thousandths of a day or of the unit, smallest units of money; 0: enough is there. Of what is given back the most
   * that is missing on one day. `null`: it cannot be told, for `why`.
   */
  readonly short: number | null;
  /** First and last day on which something is missing; `null` where nothing is, or nobody knows when. */
  readonly when: DateRange | null;
  readonly why: Unmatched | null;
}

/** What is taken of one resource of the inventory. */
export interface ResourceUse {
  readonly resource: PlanRecord;
  /** `use` is given back day by day; of `stock` and `money` what is taken is gone. */
  readonly of: 'use' | 'stock' | 'money';
  /** Thousandths of the unit, or smallest units of money; `null`: the inventory does not say. */
  readonly has: number | null;
  /** The most on one day of what is given back, of others all together. */
  readonly taken: number;
  /** What is missing, as `taken` counts. */
  readonly short: number;
  /** First and last day on which something is missing. */
  readonly when: DateRange | null;
}

/** What is still there while one need after the other takes its part. */
export interface Inventory {
  /** `unit`: what the need counts in. */
  readonly take: (demand: Demand, unit?: unknown) => Taken;
  readonly uses: () => readonly ResourceUse[];
}

export const unknownFor = (why: Unmatched): Taken => ({ short: null, when: null, why });

/** The inventory of a plan over a working time that holds every window that will be asked for. */
export function inventoryOf(state: BookState, time: WorkTime): Inventory {
  const resources = recordsOf(state, 'resource');
  const pools = new Map(resources.map((one) => [one.id, poolOf(one, planCurrency(state), time)]));
  const capacities = capacitiesOf(resources);
  const people = new Map<string, DailyPool>();
  const personPool = (person: string): DailyPool => {
    const found = people.get(person) ?? dailyPool(capacities.of(person), time);
    people.set(person, found);
    return found;
  };
  return {
    take(demand, unit) {
      if (demand.of === 'work' || demand.of === 'share')
        return takeDays(personPool(demand.person), demand, time);
      const pool = demand.resource === null ? undefined : pools.get(demand.resource);
      if (!pool) return unknownFor('noResource');
      if (demand.of !== 'money' && !isSameUnit(unit, pool.resource.fields['unit']))
        return unknownFor('otherUnit');
      return demand.of === 'use' ? takeDays(pool, demand, time) : takeForGood(pool, demand);
    },
    uses: () => [...pools.values()].flatMap((pool) => useOf(pool, time)),
  };
}

/** Units are words of people: only two that both say something else keep a need from being compared. */
function isSameUnit(a: unknown, b: unknown): boolean {
  const plain = (unit: unknown): string =>
    String(unit ?? '')
      .normalize('NFKC')
      .trim()
      .toLowerCase();
  return plain(a) === '' || plain(b) === '' || plain(a) === plain(b);
}

/** What is there day by day and comes back. */
interface DailyPool {
  readonly capacity: Float64Array;
  readonly taken: Float64Array;
  /** Parts that were laid on each day: each is rounded by less than a thousandth. */
  readonly parts: Float64Array;
}

interface Pool extends DailyPool {
  readonly resource: PlanRecord;
  readonly stretch: Stretch;
  readonly of: ResourceUse['of'];
  readonly has: number | null;
  /** What was asked for, how much of it what there was had to give, and what was missing when. */
  readonly gone: { asked: number; drawn: number; missing: number; late: DateRange[] };
}

function dailyPool(capacityOf: Capacity, { first, last, on }: WorkTime): DailyPool {
  const days = last - first + 1;
  const capacity = Float64Array.from({ length: days }, (_, i) => capacityOf(first + i, on(first + i)));
  return { capacity, taken: new Float64Array(days), parts: new Float64Array(days) };
}

function poolOf(resource: PlanRecord, currency: string | null, time: WorkTime): Pool {
  const { category, quantity } = resource.fields;
  const stretch = stretchOf(resource, 0);
  const of = category === 'budget' ? 'money' : givenBack.has(category) ? 'use' : 'stock';
  const said = typeof quantity === 'number' ? stretch.amount : null;
  const capacityOf: Capacity = (day, halves) =>
    stretch.from <= day && day <= stretch.to ? Math.floor((stretch.amount * halves) / HALVES) : 0;
  const empty = { ...time, last: time.first - 1 };
  return {
    ...dailyPool(capacityOf, of === 'use' ? time : empty),
    resource,
    stretch,
    of,
    has: of === 'money' ? resourceMoney(resource, currency) : said,
    gone: { asked: 0, drawn: 0, missing: 0, late: [] },
  };
}

type DailyDemand = Extract<Demand, { readonly of: 'work' | 'share' | 'use' }>;

function takeDays(
  pool: DailyPool & { readonly has?: number | null },
  demand: DailyDemand,
  time: WorkTime,
): Taken {
  const { window } = demand;
  if (!window || !isInTime(window)) return unknownFor('noDays');
  let short = 0;
  let [from, to] = [0, 0];
  eachDay(demand, time, (day, amount) => {
    const i = day - time.first;
    pool.taken[i]! += amount;
    pool.parts[i]! += 1;
    const missing = Math.min(amount, beyond(pool, i));
    if (missing <= 0) return;
    if (short === 0) from = day;
    to = day;
    short = Math.max(short, missing);
  });
  if (pool.has === null) return unknownFor('noCapacity');
  return { short, when: short === 0 ? null : { from: dateOfDay(from), to: dateOfDay(to) }, why: null };
}

/** What is taken beyond what there is on a day, but for what rounding adds. */
function beyond({ capacity, taken, parts }: DailyPool, i: number): number {
  const over = taken[i]! - capacity[i]!;
  return over > parts[i]! ? over : 0;
}

function takeForGood(pool: Pool, demand: Extract<Demand, { readonly of: 'stock' | 'money' }>): Taken {
  const { total, window } = demand;
  const { has, stretch, gone } = pool;
  gone.asked += total;
  if (has === null) return unknownFor('noCapacity');
  const isThere = !window || (dayNumber(window.from) >= stretch.from && dayNumber(window.from) <= stretch.to);
  // What comes too late for a need is left for others.
  const given = isThere ? Math.min(total, has - gone.drawn) : 0;
  const short = total - given;
  gone.drawn += given;
  gone.missing += short;
  if (short === 0) return { short, when: null, why: null };
  if (window) gone.late.push(window);
  return { short, when: window, why: null };
}

function useOf(pool: Pool, time: WorkTime): readonly ResourceUse[] {
  const { resource, of, has, gone } = pool;
  if (of === 'use') {
    const over = [...pool.taken.keys()].filter((i) => beyond(pool, i) > 0);
    const taken = pool.taken.reduce((most, one) => Math.max(most, one), 0);
    if (taken === 0) return [];
    const short = has === null ? 0 : over.reduce((most, i) => Math.max(most, beyond(pool, i)), 0);
    return [{ resource, of, has, taken, short, when: short === 0 ? null : rangeOf(over, time) }];
  }
  if (gone.asked === 0) return [];
  return [{ resource, of, has, taken: gone.asked, short: gone.missing, when: aroundAll(gone.late) }];
}

const rangeOf = (days: readonly number[], { first }: WorkTime): DateRange => ({
  from: dateOfDay(first + days[0]!),
  to: dateOfDay(first + days.at(-1)!),
});

function aroundAll(windows: readonly DateRange[]): DateRange | null {
  const [one] = windows;
  if (!one) return null;
  return windows.reduce(
    (all, { from, to }) => ({ from: from < all.from ? from : all.from, to: to > all.to ? to : all.to }),
    one,
  );
}
