import { type BookState, covers, nameOfNode, type Place, type TargetLayout } from '@shapan/engine';
import type { Translate } from '@shapan/i18n';
import { cellText } from '../cell-text.ts';
import { type Arrangement, type Axis, axesAside } from './arrangement.ts';
import { axisLines, type Line, type LineNames } from './lines.ts';
import type { BreakdownModel } from './model.ts';
import { toggledText } from './toggled.ts';

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
): GridPlace | null {
  if (!agrees(arrangement.filters, at, axesAside(arrangement))) return null;
  const row = rows.find(({ place }) => agrees(place, at, arrangement.rows));
  const column = columns.find(({ place, shows }) => !shows && agrees(place, at, arrangement.columns));
  return row && column ? { rowId: row.id, columnId: column.id } : null;
}

export interface GridPlace {
  readonly rowId: string;
  readonly columnId: string;
}

const nodeOf = ({ members, time }: Place, axis: Axis): number =>
  axis === 'time' ? time : (members[axis] ?? 0);

const agrees = (place: Place, at: Place, axes: readonly Axis[]): boolean =>
  axes.every((axis) => nodeOf(place, axis) === nodeOf(at, axis));

/** The table in which a place is seen. */
export interface SeenAt {
  readonly arrangement: Arrangement;
  /** The branches above it, opened, as an address writes them. */
  readonly open: string | undefined;
  readonly there: GridPlace;
}

/**
 * The same edges with what stands aside held where the place is, and every branch above it open; `null` where no line of
 * these edges is the place: it lies above the innermost axis of several.
 */
export function seenAt(layout: TargetLayout, { rows, columns }: Arrangement, at: Place): SeenAt | null {
  const edges = [...rows, ...columns];
  const filters: Place = {
    members: at.members.map((node, d) => (edges.includes(d) ? 0 : node)),
    time: edges.includes('time') ? 0 : at.time,
  };
  const arrangement = { rows, columns, filters };
  const down = lineOf(layout, arrangement, 'rows', at);
  const across = lineOf(layout, arrangement, 'columns', at);
  if (!down || !across) return null;
  const opened = (ids: readonly string[]) => new Map(ids.map((id) => [id, true]));
  return {
    arrangement,
    open: toggledText({ rows: opened(down.above), columns: opened(across.above) }),
    there: { rowId: down.id, columnId: across.id },
  };
}

/** The line of an edge that is a place, and those above it, the whole first. */
function lineOf(
  layout: TargetLayout,
  arrangement: Arrangement,
  edge: 'rows' | 'columns',
  at: Place,
): { readonly id: string; readonly above: readonly string[] } | null {
  const around = (place: Place): boolean =>
    covers(layout.frame, place, {
      members: at.members.map((node, d) => (arrangement[edge].includes(d) ? node : (place.members[d] ?? 0))),
      time: arrangement[edge].includes('time') ? at.time : place.time,
    });
  const above: string[] = [];
  for (;;) {
    const lines = axisLines({
      layout,
      arrangement,
      edge,
      isOpen: (id) => above.includes(id),
      names: noNames,
    });
    const nearest = lines.findLast(({ place }: Line) => around(place));
    if (!nearest) return null;
    if (agrees(nearest.place, at, arrangement[edge])) return { id: nearest.id, above };
    if (!nearest.expandable || above.includes(nearest.id)) return null;
    above.push(nearest.id);
  }
}

/** Where a line stands does not depend on what it is called. */
const noNames: LineNames = {
  total: '',
  member: () => '',
  own: () => '',
  during: () => '',
  period: () => '',
};
