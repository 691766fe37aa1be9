import type { ImportMapping } from '@shapan/contract';
import { type FiscalCalendar, type LeafPeriod, periodById, type TargetLayout } from '@shapan/engine';
import type { Cell } from '../table.ts';
import { dateOf, textOf } from './cell-text.ts';
import { type PeriodName, partName, periodName } from './period-text.ts';

/** When a value is about, as the file says it. */
export type When = { readonly date: string } | { readonly name: PeriodName };

/** Day or period in the mapped column, or in the two of year and part; `null` when it is neither. */
export function whenOf(
  cells: readonly Cell[],
  { when, part }: Pick<ImportMapping, 'when' | 'part'>,
): When | null {
  const cell = when === undefined ? undefined : cells[when];
  if (part) {
    const [year] = /\d{4}/.exec(textOf(cell)) ?? [];
    const name = partName(textOf(cells[part.column]), part.grain);
    if (!year || !name) return null;
    return { name: 'id' in name ? name : { id: `${name.letter}${year}-${name.rest}` } };
  }
  const date = dateOf(cell);
  if (date) return { date };
  // 2026.1 as a number may have been written 2026.10.
  if (cell?.type === 'number' && cell.text.includes('.')) return null;
  return namedIn(textOf(cell));
}

export function namedIn(text: string): When | null {
  const name = periodName(text);
  return name && { name };
}

/**
 * A period of a target whose totals have numbers of their own, by its id: any that the table shows, the whole window by
 * the year it is or in words.
 */
export function anyPeriodOf(layout: Pick<TargetLayout, 'periods' | 'frame'>, when: When): string | undefined {
  const leaf = leafPeriodOf(layout.periods, when);
  if (leaf || 'date' in when) return leaf?.id;
  const { ids } = layout.frame.time;
  const { name } = when;
  if (!('id' in name)) {
    const found = ids.filter((id) => id.startsWith(name.letter) && id.endsWith(`-${name.rest}`));
    return found.length === 1 ? found[0] : undefined;
  }
  if (name.id === 'all') return ids[0];
  if (ids.includes(name.id)) return name.id;
  // A window of one year is shown as the whole, not once more as its only year.
  const isWhole =
    /^Y\d{4}$/.test(name.id) &&
    layout.periods.every(({ from, to }) => [from, to].every((day) => day.startsWith(name.id.slice(1))));
  return isWhole ? ids[0] : undefined;
}

/** The leaf period of a target; where the file leaves out the year, the window must leave no doubt. */
export function leafPeriodOf(periods: readonly LeafPeriod[], when: When): LeafPeriod | undefined {
  if ('date' in when) return periods.find(({ from, to }) => from <= when.date && when.date <= to);
  const { name } = when;
  if ('id' in name) return periods.find(({ id }) => id === name.id);
  const found = periods.filter(({ id }) => id.startsWith(name.letter) && id.endsWith(`-${name.rest}`));
  return found.length === 1 ? found[0] : undefined;
}

/** The days that an actual is about. A period that is still running is known up to today. */
export function daysOf(
  calendar: FiscalCalendar,
  today: string,
  when: When,
): { readonly from: string; readonly date: string } | undefined {
  if ('date' in when) return { from: when.date, date: when.date };
  const period = 'id' in when.name ? periodById(calendar, when.name.id) : undefined;
  if (!period?.ok) return undefined;
  const { from, to } = period.value;
  return { from, date: from <= today && today < to ? today : to };
}
