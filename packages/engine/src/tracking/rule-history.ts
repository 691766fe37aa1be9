import {
  addDays,
  type DateRange,
  earlierDate,
  laterDate,
  type PlainDate,
  yearsFrom,
} from '../foundation/date.ts';
import { LAST_DAY, memberOf, untilOf } from '../plan/parents.ts';
import { leavesUnder, type PlacedRule, type TargetLayout } from '../targets/index.ts';
import type { ActualCell } from './actuals.ts';

/** What the ledger says of a rule's parts. */
export interface RuleHistory {
  /** By part: for members what was reached in all, in smallest units; for periods millionths of a year's whole, on average. */
  readonly weights: Readonly<Record<string, number>>;
  /** Earlier years that had something to say. */
  readonly years: number;
}

/**
 * Weights from what was reached in the same days of up to `years` earlier years: a member's are its sums, a period's the
 * mean of its yearly shares (SPR-T42). A part in which more was taken back than reached counts 0.
 */
export function ruleHistory(
  layout: TargetLayout,
  rule: PlacedRule,
  cells: Iterable<ActualCell>,
  years: number,
): RuleHistory {
  const partOf = rule.along === 'time' ? periodFinder(layout, rule) : memberFinder(layout, rule);
  const inside = insidePlace(layout, rule);
  const sums = Array.from({ length: years }, () => new Map<string, number>());
  for (const cell of cells) {
    for (let back = 1; back <= years; back++) {
      const date = yearsFrom(cell.date, back);
      const part = inside(cell, date) ? partOf(cell, date) : undefined;
      if (part === undefined) continue;
      const year = sums[back - 1]!;
      year.set(part, (year.get(part) ?? 0) + cell.amount);
    }
  }
  const known = sums.filter((year) => totalOf(year) > 0);
  const weigh = rule.along === 'time' ? meanShare : sumOver;
  return {
    weights: Object.fromEntries(rule.parts.map(({ id }) => [id, weigh(known, id)])),
    years: known.length,
  };
}

/** The twelve months before a target's window, or before today where it has not come to its end yet (SPR-T94). */
export function trailingYear({ target }: Pick<TargetLayout, 'target'>, today: PlainDate): DateRange {
  const end = earlierDate(String(target.fields['from']), today);
  const to = addDays(end, -1);
  // One of the two is a day early where the year before has no 29 February.
  return { from: laterDate(yearsFrom(end, -1), addDays(yearsFrom(to, -1), 1)), to };
}

/**
 * Weights of members from what was reached in the trailing twelve months, under the parents of the first day of the window.
 * `cells` are of those months only; a part in which more was taken back than reached counts 0. Periods have none.
 */
export function trailingHistory(
  layout: TargetLayout,
  rule: PlacedRule,
  cells: Iterable<ActualCell>,
): RuleHistory {
  const day = String(layout.target.fields['from']);
  const partOf = memberFinder(layout, rule);
  const inside = insideCoordinate(layout, rule);
  const sums = new Map<string, number>();
  for (const cell of rule.along === 'time' ? [] : cells) {
    const part = inside(cell, day) ? partOf(cell, day) : undefined;
    if (part !== undefined) sums.set(part, (sums.get(part) ?? 0) + cell.amount);
  }
  return {
    weights: Object.fromEntries(rule.parts.map(({ id }) => [id, positive(sums, id)])),
    years: totalOf(sums) > 0 ? 1 : 0,
  };
}

const positive = (year: ReadonlyMap<string, number>, id: string): number => Math.max(0, year.get(id) ?? 0);
const totalOf = (year: ReadonlyMap<string, number>): number =>
  [...year.keys()].reduce((sum, id) => sum + positive(year, id), 0);
const sumOver = (years: readonly ReadonlyMap<string, number>[], id: string): number =>
  years.reduce((sum, year) => sum + positive(year, id), 0);
const meanShare = (years: readonly ReadonlyMap<string, number>[], id: string): number =>
  years.length === 0
    ? 0
    : Math.round(
        (1_000_000 * years.reduce((sum, year) => sum + positive(year, id) / totalOf(year), 0)) / years.length,
      );

/** Whether an actual of that day, moved into the target's window, belongs to the place that the rule divides. */
function insidePlace(layout: TargetLayout, rule: PlacedRule) {
  const { at } = rule;
  const { from, to } = leavesUnder(layout.frame.time, at.time);
  const slots = layout.frame.time.slots.subarray(from, to);
  const periods = layout.periods.filter(({ slot }) => slots.includes(slot));
  const days = { from: periods[0]?.from ?? '', to: periods.at(-1)?.to ?? '' };
  const inside = insideCoordinate(layout, rule);
  return (cell: ActualCell, date: PlainDate): boolean =>
    date >= days.from && date <= days.to && inside(cell, date);
}

/** Whether an actual lies below the members of the place, as they stand on a day. */
function insideCoordinate(layout: TargetLayout, { record }: PlacedRule) {
  const wanted = Object.entries((record.fields['coordinate'] ?? {}) as Readonly<Record<string, string>>);
  return ({ coordinate }: ActualCell, date: PlainDate): boolean =>
    wanted.every(([dimension, member]) =>
      chainOf(layout, coordinate[dimension], date).includes(memberOf(member)),
    );
}

function periodFinder({ frame, periods }: TargetLayout, { parts }: PlacedRule) {
  const slotOf = (date: PlainDate) => periods.find(({ from, to }) => date >= from && date <= to)?.slot;
  const partOfSlot = new Map<number, string>();
  for (const { id, node } of parts) {
    const { from, to } = leavesUnder(frame.time, node);
    for (const slot of frame.time.slots.subarray(from, to)) partOfSlot.set(slot, id);
  }
  return (_: ActualCell, date: PlainDate): string | undefined => partOfSlot.get(slotOf(date) ?? -1);
}

function memberFinder(layout: TargetLayout, { along, parts }: PlacedRule) {
  const dimension = along === 'time' ? '' : (layout.cube.dimensions[along] ?? '');
  const ids = new Set(parts.map(({ id }) => memberOf(id)));
  return ({ coordinate }: ActualCell, date: PlainDate): string | undefined => {
    const member = chainOf(layout, coordinate[dimension], date).find((id) => ids.has(id));
    return member === undefined ? undefined : partOn(parts, member, date);
  };
}

/** Of a member that stands in several places the part that is meant on a day. */
function partOn(parts: PlacedRule['parts'], member: string, date: PlainDate): string | undefined {
  const own = parts.filter(({ id }) => memberOf(id) === member).map(({ id }) => ({ id, until: untilOf(id) }));
  const open = own.filter(({ until }) => until === undefined || date < until);
  return open.sort((a, b) => ((a.until ?? LAST_DAY) < (b.until ?? LAST_DAY) ? -1 : 1))[0]?.id;
}

/** A member and what stands above it on a day of the target's window, the nearest first: earlier years count as that day stands. */
function chainOf(
  { organisation }: TargetLayout,
  member: string | undefined,
  day: PlainDate,
): readonly string[] {
  const chain: string[] = [];
  for (let at = member; at !== undefined && at !== ''; at = organisation.parents.on(at, day)) chain.push(at);
  return chain;
}
