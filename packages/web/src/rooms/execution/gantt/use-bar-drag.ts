import type { DateRange } from '@shapan/engine';
import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { type BarPart, movedRange } from './bar-move.ts';

interface Drag {
  readonly part: BarPart;
  /** Where the pointer went down. */
  readonly from: number;
  readonly dayWidth: number;
  readonly days: number;
}

export interface BarDrag {
  /** The dates to show: the task's own, or those under the pointer. */
  readonly range: DateRange;
  readonly dragging: boolean;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerCancel: () => void;
    readonly onClickCapture: (event: MouseEvent) => void;
  };
}

interface BarDragOptions {
  readonly range: DateRange;
  /** How many days the track is wide. */
  readonly days: number;
  readonly enabled: boolean;
  /** Where it is held now, `null` when it is let go: nothing is done yet. */
  readonly onHold: (range: DateRange | null) => void;
  readonly onMove: (range: DateRange) => void;
}

/** Drag a bar or one of its ends (`data-part`), in whole days. Nothing is changed before the pointer is let go. */
export function useBarDrag({ range, days, enabled, onHold, onMove }: BarDragOptions): BarDrag {
  const [drag, setDrag] = useState<Drag | null>(null);
  // A drag ends with a click on the bar, which must not open the task.
  const dragged = useRef(false);
  // The drag under way, ahead of what is drawn: a pointer may move and be let go between two renders.
  const current = useRef<Drag | null>(null);
  const show = (next: Drag | null): void => {
    current.current = next;
    setDrag(next);
    onHold(next && next.days !== 0 ? movedRange(range, next.part, next.days) : null);
  };
  const active = drag !== null;
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      current.current = null;
      setDrag(null);
      onHold(null);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [active, onHold]);
  const moved = drag ? movedRange(range, drag.part, drag.days) : range;
  return {
    range: moved,
    dragging: active && drag.days !== 0,
    handlers: {
      onPointerDown(event) {
        dragged.current = false;
        const track = event.currentTarget.parentElement;
        if (!enabled || event.button !== 0 || !event.isPrimary || !track) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const part = event.target instanceof HTMLElement ? event.target.dataset['part'] : undefined;
        show({
          part: part === 'start' || part === 'end' ? part : 'whole',
          from: event.clientX,
          dayWidth: track.clientWidth / days,
          days: 0,
        });
      },
      onPointerMove(event) {
        const held = current.current;
        if (!held) return;
        const next = daysUnder(held, event);
        if (next === held.days) return;
        dragged.current = true;
        show({ ...held, days: next });
      },
      onPointerUp(event) {
        const held = current.current;
        if (!held) return;
        show(null);
        const next = movedRange(range, held.part, daysUnder(held, event));
        if (next.from === range.from && next.to === range.to) return;
        dragged.current = true;
        onMove(next);
      },
      onPointerCancel: () => show(null),
      onClickCapture(event) {
        if (!dragged.current) return;
        dragged.current = false;
        event.preventDefault();
        event.stopPropagation();
      },
    },
  };
}

/** The whole days the pointer has come since it went down, negative to the left. */
function daysUnder({ from, dayWidth }: Drag, { clientX }: PointerEvent): number {
  return Math.round((clientX - from) / dayWidth);
}
