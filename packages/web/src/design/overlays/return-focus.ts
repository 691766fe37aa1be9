import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Where somebody last was in the page itself, not in a menu or dialog above it. */
let inPage: HTMLElement | null = null;
/** What it stood in then, from the inside: some of it is there when it is gone itself. */
let around: readonly HTMLElement[] = [];

if (typeof document !== 'undefined')
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || target.closest('[data-base-ui-portal]')) return;
    inPage = target;
    around = ancestorsOf(target);
  });

function ancestorsOf(element: HTMLElement): readonly HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement)
    found.push(at);
  return found;
}

const takesFocus =
  'a[href], button:not(:disabled, [tabindex="-1"]), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** What stands where the page's last place was: a button that made a record is replaced by the record. */
const instead = (): Element | null =>
  around.find(({ isConnected }) => isConnected)?.querySelector(takesFocus) ?? null;

/**
 * When a sheet closes, the keyboard goes to where it was right before the sheet opened, or, if that is gone – the item of
 * a menu –, to the page's last place, or to what stands there now. The library knows neither where something in the sheet takes the keyboard while it
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
    return () => giveBack(sheet, from);
  }, [open, from]);
  return sheet;
}

/** To the first of the places that takes it: one may be gone, another switched off. */
function giveBack({ current: closing }: RefObject<HTMLElement | null>, from: Element | null): void {
  // What opens in the same moment takes the keyboard first.
  queueMicrotask(() => {
    if (!isLost(closing)) return;
    for (const place of [from, inPage, instead()]) {
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
