import { useCallback, useEffect, useMemo, useState } from 'react';
import { grown } from './core/grown.ts';
import { type Heading, headingsOf } from './core/headings.ts';
import type { GridModel } from './core/model.ts';
import { linesBetween, unevenLines } from './lines.ts';
import type { Scrolled, View } from './use-view.ts';

/** A column that is drawn, with its place in the content of the grid. */
export interface DrawnColumn {
  readonly index: number;
  readonly left: number;
  readonly width: number;
  readonly sticky: boolean;
  /** The last of the sticky columns, beside which the others pass. */
  readonly edge: boolean;
}

export interface Columns {
  readonly drawn: readonly DrawnColumn[];
  readonly headings: readonly Heading[];
  /** Width of all columns. */
  readonly total: number;
  readonly sticky: number;
  readonly stickyWidth: number;
  /** How far the others are scrolled beneath the sticky ones. */
  readonly scrolled: () => number;
  readonly widthOf: (column: number) => number;
  readonly leftOf: (column: number) => number;
  /** Set a width, or the one of the model with null; returns what was possible. */
  readonly resize: (column: number, width: number | null) => number;
}

/** A width given here, over the one of the model at that time: it ends when the model says another one. */
interface Resized {
  readonly over: number;
  readonly width: number;
}

const narrowest = 48;
const widest = 800;
/**
 * Sticky columns may take this part of the window; otherwise nothing would be left to scroll. In a narrow window
 * only the first of them stays, as wide as it may be.
 */
const stickyShare = 0.5;

export function useColumns(
  model: GridModel,
  [view, now]: readonly [View, () => Scrolled],
  active: number,
): Columns {
  const [resized, setResized] = useState<ReadonlyMap<string, Resized>>(new Map());
  const { widths, sticky } = useMemo(() => fit(model, resized, view.width), [model, resized, view.width]);
  const widthOf = useCallback((column: number): number => widths[column] ?? 0, [widths]);
  // oxlint-disable-next-line react/set-state-in-effect -- what a model overrules is over; nearly always that is nothing
  useEffect(() => setResized((known) => inForce(model, known)), [model]);
  const lines = useMemo(() => unevenLines(widths), [widths]);
  const stickyWidth = lines.startOf(sticky);
  const headings = useMemo(() => headingsOf(model, sticky), [model, sticky]);

  const places = useMemo(() => placesOf(widths, sticky), [widths, sticky]);
  // Behind the sticky ones, which are always drawn.
  const scrolled = linesBetween(lines, view.left + stickyWidth, view.right, active)
    .filter((index) => index >= sticky)
    .join();
  // The list is new at every scroll step; as text it says whether anything differs.
  const drawn = useMemo(() => {
    const indexes = scrolled === '' ? [] : scrolled.split(',').map(Number);
    return [...places.slice(0, sticky), ...indexes.flatMap((index) => places[index] ?? [])];
  }, [scrolled, sticky, places]);

  return {
    drawn,
    headings,
    total: lines.total,
    sticky,
    stickyWidth,
    scrolled: () => now().left,
    widthOf,
    leftOf: lines.startOf,
    resize: (column, wanted) => {
      const { id, width: over } = model.column(column);
      if (wanted === null) {
        setResized((known) => new Map([...known].filter(([one]) => one !== id)));
        return over;
      }
      const width = Math.round(Math.max(narrowest, Math.min(wanted, widest)));
      setResized((known) => new Map(known).set(id, { over, width }));
      return width;
    },
  };
}

/** Where every column stands: one that stays in sight is the same object from one scroll step to the next. */
function placesOf(widths: readonly number[], sticky: number): readonly DrawnColumn[] {
  let left = 0;
  return widths.map((width, index) => {
    const place = { index, left, width, sticky: index < sticky, edge: index === sticky - 1 };
    left += width;
    return place;
  });
}

/** How a cell says that it stays in sight when the grid scrolls sideways. */
export function stickyWord(column: Pick<DrawnColumn, 'sticky' | 'edge'>): 'edge' | 'inner' | undefined {
  if (!column.sticky) return undefined;
  return column.edge ? 'edge' : 'inner';
}

/** Widths that the model has not overruled since; the same map while it has overruled none. */
function inForce(model: GridModel, resized: ReadonlyMap<string, Resized>): ReadonlyMap<string, Resized> {
  const overruled = Array.from({ length: model.columnCount }, (_, index) => model.column(index)).filter(
    ({ id, width }) => resized.has(id) && resized.get(id)?.over !== width,
  );
  if (overruled.length === 0) return resized;
  const gone = new Set(overruled.map(({ id }) => id));
  return new Map([...resized].filter(([id]) => !gone.has(id)));
}

/** The widths of all columns, and how many of the leading ones stay in sight. */
function fit(model: GridModel, resized: ReadonlyMap<string, Resized>, viewport: number) {
  const columns = Array.from({ length: model.columnCount }, (_, index) => model.column(index));
  // Whoever drags an edge moves that one: what the others have of the room stays theirs.
  const given = grown(columns, viewport);
  const widths = columns.map(({ id, width }, index) => {
    const own = resized.get(id);
    return own?.over === width ? own.width : (given[index] ?? width);
  });
  let sticky = 0;
  while (sticky < widths.length && model.column(sticky).sticky) sticky += 1;
  const [first] = widths;
  const most = viewport * stickyShare;
  if (viewport === 0 || sticky === 0 || first === undefined) return { widths, sticky };
  while (sticky > 1 && widths.slice(0, sticky).reduce((sum, width) => sum + width, 0) > most) sticky -= 1;
  if (sticky > 1 || first <= most) return { widths, sticky };
  return { widths: [Math.max(narrowest, Math.round(most)), ...widths.slice(1)], sticky };
}
