import { type RefObject, useCallback, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/** What of the content is drawn, in its own pixels, and how large the box is that shows it. */
export interface View {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly width: number;
  readonly height: number;
}

/** How far the box is scrolled, and its size. */
export interface Scrolled {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

const nowhere: Scrolled = { top: 0, left: 0, width: 0, height: 0 };

/** Beyond the edges of the box, in pixels: where it is going more than where it comes from. */
const ahead = 240;
const behind = 84;
/** Scrolled by less, what is drawn is enough. */
const step = 56;

/**
 * The one who looks how the box is scrolled: rows and columns are drawn for what it saw last, in one go, before the
 * browser paints. `now` = as it is scrolled this moment, without asking the element, which might lay everything out.
 */
export function useView(scrollerRef: RefObject<HTMLElement | null>): readonly [View, now: () => Scrolled] {
  const [view, setView] = useState(() => viewOf(nowhere, nowhere));
  const drawnFor = useRef(nowhere);
  const current = useRef(nowhere);

  const look = useEffectEvent((size: Pick<Scrolled, 'width' | 'height'> = current.current) => {
    const box = scrollerRef.current;
    if (!box) return;
    const { width, height } = size;
    const seen = { top: box.scrollTop, left: box.scrollLeft, width, height };
    current.current = seen;
    const before = drawnFor.current;
    if (isEnough(before, seen)) return;
    drawnFor.current = seen;
    setView(viewOf(seen, before));
  });

  useLayoutEffect(() => {
    const box = scrollerRef.current;
    if (!box) return undefined;
    const sizeOf = () => ({ width: box.clientWidth, height: box.clientHeight });
    const resized = new ResizeObserver(() => look(sizeOf()));
    const scrolled = () => flushSync(() => look());
    resized.observe(box);
    box.addEventListener('scroll', scrolled, { passive: true });
    look(sizeOf());
    return () => {
      resized.disconnect();
      box.removeEventListener('scroll', scrolled);
    };
  }, [scrollerRef]);

  return [view, useCallback(() => current.current, [])];
}

const isEnough = (drawn: Scrolled, seen: Scrolled): boolean =>
  drawn.width === seen.width &&
  drawn.height === seen.height &&
  Math.abs(drawn.top - seen.top) < step &&
  Math.abs(drawn.left - seen.left) < step;

function viewOf({ top, left, width, height }: Scrolled, before: Scrolled): View {
  const down = marginsFor(top - before.top);
  const right = marginsFor(left - before.left);
  return {
    top: top - down.before,
    bottom: top + height + down.after,
    left: left - right.before,
    right: left + width + right.after,
    width,
    height,
  };
}

/** Where nothing moved, it may go either way. */
function marginsFor(moved: number): { readonly before: number; readonly after: number } {
  if (moved === 0) return { before: (ahead + behind) / 2, after: (ahead + behind) / 2 };
  return moved > 0 ? { before: behind, after: ahead } : { before: ahead, after: behind };
}
