import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Where somebody last was in the page itself, not in a menu or dialog above it. */
let inPage: HTMLElement | null = null;

if (typeof document !== 'undefined')
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && !target.closest('[data-base-ui-portal]')) inPage = target;
  });

/**
 * When a sheet closes, the keyboard goes to where it was right before the sheet opened, or, if that is gone – the item of
 * a menu –, to the page's last place. The library knows neither where something in the sheet takes the keyboard while it
 * is drawn, nor that a second sheet may have opened in place of the first and has the keyboard by now; so it is told to
 * give nothing back. The result belongs to the sheet, as its `ref`.
 */
export function useReturnFocus(open: boolean): RefObject<HTMLDivElement | null> {
  const sheet = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<{ readonly open: boolean; readonly from: Element | null }>({
    open: false,
    from: null,
  });
  if (seen.open !== open) setSeen({ open, from: open ? document.activeElement : seen.from });
  const { from } = seen;
  useLayoutEffect(() => {
    if (!open) return undefined;
    return () => giveBack(sheet, [from, inPage]);
  }, [open, from]);
  return sheet;
}

/** To the first of the places that takes it: one may be gone, another switched off. */
function giveBack(
  { current: closing }: RefObject<HTMLElement | null>,
  places: readonly (Element | null)[],
): void {
  // What opens in the same moment takes the keyboard first.
  queueMicrotask(() => {
    if (!isLost(closing)) return;
    for (const place of places) {
      if (!(place instanceof HTMLElement) || place === document.body) continue;
      place.focus({ preventScroll: true });
      if (document.activeElement === place) return;
    }
  });
}

/** Nobody else has taken the keyboard meanwhile. */
function isLost(sheet: HTMLElement | null): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body || sheet?.contains(activeElement) === true;
}
