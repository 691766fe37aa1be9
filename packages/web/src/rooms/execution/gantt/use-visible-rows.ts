import { type RefObject, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** A row of the Gantt chart in CSS pixels, as in its sheet. */
export const ROW = 36;

/** Rows are drawn so many at a time, and so many beyond the edge. */
const STEP = 6;

/** The same of the calendar, in CSS pixels. */
const STRETCH = 400;

export interface VisibleRows {
  readonly first: number;
  /** Behind the last one. */
  readonly end: number;
  /** The edges of what is drawn across, in CSS pixels of the sheet. */
  readonly left: number;
  readonly right: number;
  /** The room of the box in CSS pixels. */
  readonly width: number;
  /** All of it is drawn, for paper. */
  readonly printing: boolean;
}

/** Which rows of a box that scrolls are in sight; all of them on paper. */
export function useVisibleRows(box: RefObject<HTMLElement | null>, count: number): VisibleRows {
  const [seen, see] = useState({ first: 0, left: 0, height: 800, width: 0 });
  const [printing, print] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = (): void => {
      const first = Math.floor(element.scrollTop / ROW / STEP) * STEP;
      const left = Math.floor(element.scrollLeft / STRETCH) * STRETCH;
      const [height, width] = [element.clientHeight, element.clientWidth];
      see((was) =>
        was.first === first && was.left === left && was.height === height && was.width === width
          ? was
          : { first, left, height, width },
      );
    };
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box]);
  useEffect(() => {
    // The page is drawn as soon as these are heard: whatever is to be on it must be there by then.
    const before = (): void => flushSync(() => print(true));
    const after = (): void => print(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  if (printing)
    return { first: 0, end: count, left: 0, right: Number.MAX_SAFE_INTEGER, width: seen.width, printing };
  const first = Math.max(0, seen.first - STEP);
  const end = Math.min(count, seen.first + Math.ceil(seen.height / ROW) + 2 * STEP);
  const right = seen.left + seen.width + 2 * STRETCH;
  return { first, end, left: seen.left - STRETCH, right, width: seen.width, printing };
}
