import { useState } from 'react';

/** Where somebody last was in the page itself, not in a menu or dialog above it. */
let inPage: HTMLElement | null = null;

if (typeof document !== 'undefined')
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && !target.closest('[data-base-ui-portal]')) inPage = target;
  });

/**
 * Where the focus goes when a sheet closes: to where it was right before the sheet opened, or, if that is gone – the item
 * of a menu –, to the page's last place. Left to itself, the library takes the place before the last dialog's where
 * something in the sheet takes the focus while it is drawn, and a keyboard leaves the table at every question.
 */
export function useReturnFocus(open: boolean): () => HTMLElement | true {
  const [seen, setSeen] = useState<{ readonly open: boolean; readonly from: Element | null }>({
    open: false,
    from: null,
  });
  if (seen.open !== open) setSeen({ open, from: open ? document.activeElement : seen.from });
  return () => [seen.from, inPage].find(isThere) ?? true;
}

const isThere = (element: Element | null): element is HTMLElement =>
  element instanceof HTMLElement && element.isConnected && element !== document.body;
