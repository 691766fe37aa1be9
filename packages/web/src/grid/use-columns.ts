import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import { type Heading, headingsOf } from './core/headings.ts';
import type { GridModel } from './core/model.ts';
import { offsets, withIndex } from './lines.ts';

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
  readonly widthOf: (column: number) => number;
  readonly leftOf: (column: number) => number;
  /** Set a width, or the one of the model with null; returns what was possible. */
  readonly resize: (column: number, width: number | null) => number;
}

const narrowest = 48;
const widest = 800;
/** Sticky columns may take this part of a narrow window; otherwise nothing would be left to scroll. */
const stickyShare = 0.6;

export function useColumns(
  model: GridModel,
  scrollerRef: RefObject<HTMLDivElement | null>,
  active: number,
): Columns {
  const [resized, setResized] = useState<ReadonlyMap<string, number>>(new Map());
  const widths = useMemo(() => widthsOf(model, resized), [model, resized]);
  const lefts = useMemo(() => offsets(widths), [widths]);
  const [viewport, setViewport] = useState(0);
  const sticky = useMemo(() => stickyColumns(model, lefts, viewport), [model, lefts, viewport]);
  const stickyWidth = lefts[sticky] ?? 0;
  const headings = useMemo(() => headingsOf(model, sticky), [model, sticky]);

  // oxlint-disable-next-line react/incompatible-library -- what is in sight is read anew at every drawing
  const columns = useVirtualizer({
    horizontal: true,
    count: model.columnCount - sticky,
    getScrollElement: () => scrollerRef.current,
    estimateSize: (index) => widths[index + sticky] ?? 0,
    paddingStart: stickyWidth,
    overscan: 2,
    rangeExtractor: (range) => withIndex(range, active - sticky),
    onChange: ({ scrollRect }) => setViewport(scrollRect?.width ?? 0),
  });
  useLayoutEffect(() => columns.measure(), [columns, widths, sticky]);

  // The list of indexes is new at every scroll step; as text it says whether anything differs.
  const inSight = columns
    .getVirtualItems()
    .map((item) => item.index)
    .join();
  const drawn = useMemo(() => {
    const scrolled = inSight === '' ? [] : inSight.split(',').map((index) => Number(index) + sticky);
    const indexes = [...Array.from({ length: sticky }, (_, index) => index), ...scrolled];
    return indexes
      .filter((index) => index < widths.length)
      .map((index) => {
        const place = { index, left: lefts[index] ?? 0, width: widths[index] ?? 0 };
        return { ...place, sticky: index < sticky, edge: index === sticky - 1 };
      });
  }, [inSight, sticky, lefts, widths]);

  return {
    drawn,
    headings,
    total: lefts.at(-1) ?? 0,
    sticky,
    stickyWidth,
    widthOf: (column) => widths[column] ?? 0,
    leftOf: (column) => lefts[column] ?? 0,
    resize: (column, wanted) => {
      const { id, width } = model.column(column);
      const next = Math.round(Math.max(narrowest, Math.min(wanted ?? width, widest)));
      setResized((known) => new Map(known).set(id, next));
      return next;
    },
  };
}

/** How a cell says that it stays in sight when the grid scrolls sideways. */
export function stickyWord(column: Pick<DrawnColumn, 'sticky' | 'edge'>): 'edge' | 'inner' | undefined {
  if (!column.sticky) return undefined;
  return column.edge ? 'edge' : 'inner';
}

function widthsOf(model: GridModel, resized: ReadonlyMap<string, number>): readonly number[] {
  return Array.from({ length: model.columnCount }, (_, index) => {
    const column = model.column(index);
    return resized.get(column.id) ?? column.width;
  });
}

function stickyColumns(model: GridModel, lefts: readonly number[], viewport: number): number {
  let count = 0;
  while (count < model.columnCount && model.column(count).sticky) count += 1;
  if (viewport === 0) return count;
  while (count > 0 && (lefts[count] ?? 0) > viewport * stickyShare) count -= 1;
  return count;
}
