import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import type { GridModel } from './core/model.ts';
import { withIndex } from './lines.ts';

export type Density = 'compact' | 'normal';

export interface DrawnRow {
  readonly index: number;
  readonly top: number;
  readonly height: number;
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
  active: number,
  density: Density,
  titles: number,
): Rows {
  const rowHeight = useRowHeight(scrollerRef, density);
  const pinTop = Math.min(model.pinTop ?? 0, model.rowCount);
  const pinBottom = Math.min(model.pinBottom ?? 0, model.rowCount - pinTop);
  const footStart = model.rowCount - pinBottom;
  const heightOf = (row: number) => rowHeight + ((model.row(row).lines ?? 1) - 1) * lineHeight;
  const titleHeight = rowHeight * titles;
  const pinnedTop = stack(0, pinTop, heightOf);
  const pinnedBottom = stack(footStart, pinBottom, heightOf);
  const headHeight = titleHeight + heightOfAll(pinnedTop);
  const footHeight = heightOfAll(pinnedBottom);

  // oxlint-disable-next-line react/incompatible-library -- what is in sight is read anew at every drawing
  const rows = useVirtualizer({
    count: model.rowCount - pinTop - pinBottom,
    getScrollElement: () => scrollerRef.current,
    estimateSize: (index) => heightOf(index + pinTop),
    paddingStart: headHeight,
    paddingEnd: footHeight,
    overscan: 6,
    rangeExtractor: (range) => withIndex(range, active - pinTop),
  });
  const lines = useMemo(() => lineSignature(model), [model]);
  useLayoutEffect(() => rows.measure(), [rows, rowHeight, lines]);
  const total = rows.getTotalSize();

  return {
    body: rows.getVirtualItems().flatMap(({ index, start, size }) => {
      const row = index + pinTop;
      return row < footStart ? [{ index: row, top: start, height: size }] : [];
    }),
    pinnedTop: pinnedTop.map((row) => ({ ...row, top: row.top + titleHeight })),
    pinnedBottom,
    rowHeight,
    titleHeight,
    headHeight,
    bodyHeight: total - headHeight - footHeight,
    footHeight,
    total,
    placeOf: (row) => {
      const height = heightOf(row);
      const above = pinnedTop[row];
      const below = pinnedBottom[row - footStart];
      if (!above && !below)
        return { top: rows.measurementsCache[row - pinTop]?.start ?? headHeight, height, pinned: false };
      // To ask the element itself would make the browser lay out what has just been drawn.
      const scrollTop = rows.scrollOffset ?? 0;
      if (above) return { top: scrollTop + titleHeight + above.top, height, pinned: true };
      const footTop = Math.min(scrollTop + (scrollerRef.current?.clientHeight ?? 0), total) - footHeight;
      return { top: footTop + (below?.top ?? 0), height, pinned: true };
    },
  };
}

function stack(from: number, count: number, heightOf: (row: number) => number): DrawnRow[] {
  let top = 0;
  return Array.from({ length: count }, (_, place) => {
    const row = { index: from + place, top, height: heightOf(from + place) };
    top += row.height;
    return row;
  });
}

const heightOfAll = (rows: readonly DrawnRow[]): number => rows.reduce((sum, row) => sum + row.height, 0);

/** Changes when a row's number of lines does. */
function lineSignature(model: GridModel): number {
  let signature = 0;
  for (let index = 0; index < model.rowCount; index += 1)
    signature = (signature * 31 + (model.row(index).lines ?? 1)) % 2_147_483_647;
  return signature;
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
