import { listText, nameColumn, sortingsFrom, sortingsText } from '../breakdown/conditions.ts';
import { type ColumnLayout, droppedColumn, steppedColumn, widthsText } from '../breakdown/laid-columns.ts';
import type { Line } from '../breakdown/lines.ts';
import type { LaidOut } from '../view.ts';

type Change = Partial<LaidOut>;

/** What can be done with one column, as changes of the view; `null` = it cannot be done. */
export interface ColumnChanges {
  readonly hide: () => Change;
  readonly show: () => Change;
  readonly step: (by: -1 | 1) => Change | null;
  /** Before another column, or behind the last. */
  readonly drop: (before: string | null) => Change | null;
  readonly resize: (width: number | null) => Change;
  /** `null` = the rows are in their own order again. */
  readonly sort: (way: 'asc' | 'desc' | null) => Change;
  readonly sorted: 'asc' | 'desc' | null;
}

/** `id` as the grid calls the column: the names stand in one of their own. */
export function columnChanges(
  id: string,
  lines: readonly Line[],
  layout: ColumnLayout,
  view: Pick<LaidOut, 'sort'>,
): ColumnChanges {
  const column = id === 'name' ? nameColumn : id;
  const [first, second] = sortingsFrom(view.sort);
  const sorted = first?.column === column && !second ? (first.descending ? 'desc' : 'asc') : null;
  const hiding = (ids: Iterable<string>): Change => ({ hide: listText([...ids]) });
  const ordering = (next: readonly string[] | null): Change | null => next && { order: listText(next) };
  return {
    hide: () => hiding(new Set([...layout.hidden, id])),
    show: () => hiding([...layout.hidden].filter((one) => one !== id)),
    step: (by) => ordering(steppedColumn(lines, layout, id, by)),
    drop: (before) => ordering(droppedColumn(lines, layout, id, before)),
    resize: (width) => ({ widths: widthsText(layout, id, width) }),
    sort: (way) => ({
      sort: way === null ? undefined : sortingsText([{ column, descending: way === 'desc' }]),
    }),
    sorted,
  };
}
