import { addDays, type DateRange, isDate } from '../../foundation/date.ts';
import { planCurrency } from '../../plan/plan-currency.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { type BookState, recordsOf } from '../../plan/state.ts';
import type { PlanSchedule } from '../live/plan-schedule.ts';
import { daysOf } from '../live/read-schedule.ts';
import type { WorkAxis } from '../live/work-axis.ts';
import { type Demand, demandsOf, inThousandths, THOUSANDTHS } from '../resources/demand.ts';
import { resourceMoney } from '../resources/need-money.ts';
import { leftOver, type SupplyStep, type Use } from '../schedule/level/supply.ts';

/** What levelling may respect: people and their skills; budgets; and material, channels and the rest of the inventory. */
export const scarceGroups = ['people', 'budget', 'material'] as const;

/** One of `scarceGroups`. */
export type ScarceGroup = (typeof scarceGroups)[number];

/**
 * A person or a resource of the inventory of which there is only so much, and who takes of it. Units are thousandths of a working day
 * or of the resource's unit, of money the smallest unit of the plan's currency; periods are those of the plan's `WorkAxis`.
 */
export interface Scarce {
  readonly group: ScarceGroup;
  readonly of: 'person' | 'resource';
  /** Id of the member, or of the record in the inventory. */
  readonly id: string;
  /** Used up; else given back. */
  readonly isStock: boolean;
  /** What there is in each period; of a stock all that has come by then. */
  readonly supply: readonly SupplyStep[];
  /** What tasks take, by their place in the schedule: in every period that they last, or once as they start. */
  readonly users: readonly { readonly place: number; readonly units: number }[];
  /** What needs take that keep days of their own. */
  readonly others: readonly Use[];
}

/** Everything that the demands of a plan could overdraw, persons first, each in the order of the demands (LVL-5). */
export function scarceOf(plan: PlanSchedule, state: BookState): readonly Scarce[] {
  const inventory = new Map(recordsOf(state, 'resource').map((record) => [record.id, record]));
  const windowOf = ({ id }: PlanRecord): DateRange | null => {
    const place = plan.places.get(id);
    return place === undefined ? null : daysOf(plan, place, plan.planned.times.early[place]!);
  };
  const taken = new Map<string, Demand[]>();
  for (const demand of demandsOf(state, windowOf)) {
    const key = keyOf(demand);
    if (key !== null) taken.set(key, [...(taken.get(key) ?? []), demand]);
  }
  const all = [...taken].flatMap(([key, demands]) => {
    const id = key.slice(1);
    const source =
      key[0] === PERSON
        ? personSupply(plan.axis, inventory, id)
        : supplyOf(plan.axis, state, inventory.get(id));
    return source === null ? [] : [{ ...source, id, ...takenOf(plan, demands, source.isStock) }];
  });
  const scarce = all.filter(mayRunShort);
  return [...scarce.filter((one) => one.of === 'person'), ...scarce.filter((one) => one.of === 'resource')];
}

const [PERSON, RESOURCE] = ['p', 'r'] as const;

/** Nobody knows how much there is of what nobody named. */
function keyOf(demand: Demand): string | null {
  if (demand.of === 'work' || demand.of === 'share') return PERSON + demand.person;
  return demand.resource === null ? null : RESOURCE + demand.resource;
}

type Source = Pick<Scarce, 'group' | 'of' | 'isStock' | 'supply'>;

/** One whole person on every working day, or what the inventory says of them. */
function personSupply(axis: WorkAxis, inventory: ReadonlyMap<string, PlanRecord>, id: string): Source {
  const said = [...inventory.values()].filter(
    ({ fields }) => fields['category'] === 'people' && fields['person'] === id,
  );
  const there = said.map(({ fields }) =>
    during(axis, fields, -inThousandths(Number(fields['quantity'] ?? 1))),
  );
  const supply = said.length === 0 ? [{ from: 0, units: THOUSANDTHS }] : leftOver([], there);
  return { group: 'people', of: 'person', isStock: false, supply };
}

/** What the inventory says there is; `null` where it does not say how much. */
function supplyOf(axis: WorkAxis, state: BookState, record: PlanRecord | undefined): Source | null {
  if (!record) return null;
  const { category, quantity } = record.fields;
  const isMoney = category === 'budget';
  const units = isMoney
    ? resourceMoney(record, planCurrency(state))
    : typeof quantity === 'number'
      ? inThousandths(quantity)
      : null;
  if (units === null) return null;
  const isStock = isMoney || category === 'material';
  const { from, until } = during(axis, record.fields, 0);
  const use: Use = { from, until: isStock ? Infinity : until, units: -units };
  const group = isMoney ? 'budget' : category === 'people' || category === 'skill' ? 'people' : 'material';
  return { group, of: 'resource', isStock, supply: leftOver([], [use]) };
}

/** Both days included; without a day always. */
function during(axis: WorkAxis, { from, to }: PlanRecord['fields'], units: number): Use {
  return {
    from: isDate(from) ? axis.before(from) : 0,
    until: isDate(to) ? axis.before(addDays(to, 1)) : Infinity,
    units,
  };
}

/** A need that names a day of its own keeps its days; what follows its task goes where the task goes. */
function takenOf(
  plan: PlanSchedule,
  demands: readonly Demand[],
  isStock: boolean,
): Pick<Scarce, 'users' | 'others'> {
  const users: { place: number; units: number }[] = [];
  const others: Use[] = [];
  for (const demand of demands) {
    const place = demand.task === null ? undefined : plan.places.get(demand.task);
    if (place !== undefined && !demand.fixed.from && !demand.fixed.to) {
      const units = unitsOf(demand, plan.spans[place]!.duration);
      if (units > 0) users.push({ place, units });
    } else if (demand.window !== null) {
      const { from, until } = during(plan.axis, { ...demand.window }, 0);
      others.push({ from, until: isStock ? Infinity : until, units: unitsOf(demand, until - from) });
    }
  }
  return { users, others };
}

/**
 * Units in every period, or once. Work is spread in whole thousandths, rounded down, so that shares that make a whole day fit
 * into it; what takes no time takes no work.
 */
function unitsOf(demand: Demand, periods: number): number {
  if (demand.of === 'stock' || demand.of === 'money') return demand.total;
  if (periods <= 0) return 0;
  return demand.of === 'work' ? Math.floor(demand.total / periods) : demand.perDay;
}

/** All that is ever taken together is more than there is at the worst of times. */
function mayRunShort({ supply, users, others }: Scarce): boolean {
  const all = [...users, ...others].reduce((sum, { units }) => sum + units, 0);
  return all > Math.min(...supply.map(({ units }) => units));
}
