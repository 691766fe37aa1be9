import { dayNumber, isDate } from '../../foundation/date.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { inThousandths, THOUSANDTHS } from './demand.ts';
import { HALVES } from './work-time.ts';

/** What is there on a day with so many half days of work, in thousandths. */
export type Capacity = (day: number, halves: number) => number;

export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly amount: number;
}

/** What people can give. */
export interface Capacities {
  /** Members of whom the inventory says something, in the order of the book. */
  readonly people: readonly string[];
  readonly of: (person: string) => Capacity;
}

/**
 * The capacity of people (NEED-8): the sum of the shares that the inventory says of a member, each while it is there; the whole
 * person where it says nothing of one.
 */
export function capacitiesOf(resources: readonly PlanRecord[]): Capacities {
  const found = new Map<string, Stretch[]>();
  for (const resource of resources) {
    const { category, person } = resource.fields;
    if (category !== 'people' || typeof person !== 'string') continue;
    found.set(person, [...(found.get(person) ?? []), stretchOf(resource, 1)]);
  }
  return {
    people: [...found.keys()],
    of(person) {
      const stretches = found.get(person);
      return stretches ? sumOf(stretches) : (_, halves) => (THOUSANDTHS * halves) / HALVES;
    },
  };
}

/** The days on which something of the inventory is there, without an end where no day is said, and how much: thousandths. */
export function stretchOf({ fields: { from, to, quantity } }: PlanRecord, unsaid: number): Stretch {
  return {
    from: isDate(from) ? dayNumber(from) : Number.NEGATIVE_INFINITY,
    to: isDate(to) ? dayNumber(to) : Number.POSITIVE_INFINITY,
    amount: inThousandths(typeof quantity === 'number' ? quantity : unsaid),
  };
}

const sumOf =
  (stretches: readonly Stretch[]): Capacity =>
  (day, halves) => {
    let sum = 0;
    for (const { from, to, amount } of stretches) if (from <= day && day <= to) sum += amount;
    return Math.floor((sum * halves) / HALVES);
  };
