import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import type { GridModel } from './core/model.ts';
import { evenLines, type Lines, linesBetween, unevenLines } from './lines.ts';
import type { Scrolled, View } from './use-view.ts';

export type Density = 'compact' | 'normal';

export interface DrawnRow {
  readonly index: number;
  readonly top: number;
  readonly height: number;
  /** Lines of text it has room for. */
  readonly lines: number;
}

export interface Rows {
  readonly body: readonly DrawnRow[];
  readonly pinnedTop: readonly DrawnRow[];
  readonly pinnedBottom: readonly DrawnRow[];
  readonly rowHeight: number;
  /** Heights of the parts, from above: titles, titles with the rows pinned below them, body, foot, everything. */
  readonly titleHeight: number;
  readonly headHeight: number;
  readonly bodyHeight: number;
  readonly footHeight: number;
  readonly total: number;
  /** Where a row stands in the content, scrolled as it is now. */
  readonly placeOf: (row: number) => RowPlace;
}

export interface RowPlace {
  readonly top: number;
  readonly height: number;
  /** Whether it stands in the head or the foot, which do not scroll. */
  readonly pinned: boolean;
}

const fallbackHeight = { compact: 28, normal: 36 } as const;
const lineHeight = 18;

export function useRows(
  model: GridModel,
  scrollerRef: RefObject<HTMLDivElement | null>,
  [view, now]: readonly [View, () => Scrolled],
  active: number,
  density: Density,
  titles: number,
  widthOf: (column: number) => number,
): Rows {
  const rowHeight = useRowHeight(scrollerRef, density);
  const pinTop = Math.min(model.pinTop ?? 0, model.rowCount);
  const pinBottom = Math.min(model.pinBottom ?? 0, model.rowCount - pinTop);
  const footStart = model.rowCount - pinBottom;
  const linesOf = (row: number): number => model.lines?.(row, widthOf) ?? 1;
  const heightOf = (row: number): number => heightWith(linesOf(row), rowHeight);
  const titleHeight = rowHeight * titles;
  const pinnedTop = stack(0, pinTop, linesOf, rowHeight);
  const pinnedBottom = stack(footStart, pinBottom, linesOf, rowHeight);
  const headHeight = titleHeight + heightOfAll(pinnedTop);
  const footHeight = heightOfAll(pinnedBottom);

  const lines = useMemo(
    () => bodyLines(model, pinTop, footStart, rowHeight, widthOf),
    [model, pinTop, footStart, rowHeight, widthOf],
  );
  const total = headHeight + lines.total + footHeight;
  const inSight = linesBetween(lines, view.top, view.bottom - headHeight, active - pinTop);

  return {
    body: inSight.map((line) => {
      const index = line + pinTop;
      const shown = linesOf(index);
      const top = headHeight + lines.startOf(line);
      return { index, top, height: heightWith(shown, rowHeight), lines: shown };
    }),
    pinnedTop: pinnedTop.map((row) => ({ ...row, top: row.top + titleHeight })),
    pinnedBottom,
    rowHeight,
    titleHeight,
    headHeight,
    bodyHeight: lines.total,
    footHeight,
    total,
    placeOf: (row) => {
      const height = heightOf(row);
      const above = pinnedTop[row];
      const below = pinnedBottom[row - footStart];
      if (!above && !below) return { top: headHeight + lines.startOf(row - pinTop), height, pinned: false };
      const { top: scrollTop, height: boxHeight } = now();
      if (above) return { top: scrollTop + titleHeight + above.top, height, pinned: true };
      const footTop = Math.min(scrollTop + boxHeight, total) - footHeight;
      return { top: footTop + (below?.top ?? 0), height, pinned: true };
    },
  };
}

function stack(from: number, count: number, linesOf: (row: number) => number, rowHeight: number): DrawnRow[] {
  let top = 0;
  return Array.from({ length: count }, (_, place) => {
    const index = from + place;
    const lines = linesOf(index);
    const row = { index, top, height: heightWith(lines, rowHeight), lines };
    top += row.height;
    return row;
  });
}

const heightOfAll = (rows: readonly DrawnRow[]): number => rows.reduce((sum, row) => sum + row.height, 0);

const heightWith = (lines: number, rowHeight: number): number => rowHeight + (lines - 1) * lineHeight;

function bodyLines(
  model: GridModel,
  from: number,
  to: number,
  rowHeight: number,
  widthOf: (column: number) => number,
): Lines {
  if (!model.lines) return evenLines(to - from, rowHeight);
  return unevenLines(
    Array.from({ length: to - from }, (_, line) =>
      heightWith(model.lines?.(from + line, widthOf) ?? 1, rowHeight),
    ),
  );
}

/** The design system says how high a row is; the row of titles is the ruler. */
function useRowHeight(scrollerRef: RefObject<HTMLDivElement | null>, density: Density): number {
  const [height, setHeight] = useState<number>(fallbackHeight[density]);
  useLayoutEffect(() => {
    const ruler = scrollerRef.current?.querySelector('[data-ruler]');
    if (!ruler) return;
    const observer = new ResizeObserver(() => {
      const measured = ruler.getBoundingClientRect().height;
      if (measured > 0) setHeight(measured);
    });
    observer.observe(ruler);
    return () => observer.disconnect();
  }, [scrollerRef]);
  return height;
}
