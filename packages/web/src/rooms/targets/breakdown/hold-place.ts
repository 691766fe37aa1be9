import { type BookState, nameOfNode, type Place, type TargetLayout } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { cellText } from '../cell-text.ts';
import type { Arrangement, Axis } from './arrangement.ts';
import type { BreakdownModel } from './model.ts';

/** A place as a command names it. */
export function cellPlaceOf({ frame }: TargetLayout, { members, time }: Place) {
  const named = members.map((node, d) => (node === 0 ? '*' : nameOfNode(frame, d, node, time)));
  return { members: named, time: frame.time.ids[time] ?? 'all' };
}

/** What the place of a hold is called: 华东区 · 2026年7月. */
export const placeText = (t: Translate, master: BookState, layout: TargetLayout, at: Place): string =>
  cellText(t, master, layout, cellPlaceOf(layout, at));

/** Where a place stands in the table as it is laid out; `null` where it is seen for another member or period. */
export function placeOnGrid(
  { rows, columns }: Pick<BreakdownModel, 'rows' | 'columns'>,
  arrangement: Arrangement,
  at: Place,
): { readonly rowId: string; readonly columnId: string } | null {
  const nodeOf = ({ members, time }: Place, axis: Axis): number =>
    axis === 'time' ? time : (members[axis] ?? 0);
  const agrees = (place: Place, axes: readonly Axis[]): boolean =>
    axes.every((axis) => nodeOf(place, axis) === nodeOf(at, axis));
  const all: readonly Axis[] = [...at.members.keys(), 'time'];
  const aside = all.filter((axis) => !arrangement.rows.includes(axis) && !arrangement.columns.includes(axis));
  if (!agrees(arrangement.filters, aside)) return null;
  const row = rows.find(({ place }) => agrees(place, arrangement.rows));
  const column = columns.find(({ place, shows }) => !shows && agrees(place, arrangement.columns));
  return row && column ? { rowId: row.id, columnId: column.id } : null;
}
