/**
 * Where what has the keyboard goes away – a line that is deleted, an answer that is given –, the part of the page around it
 * takes it: the next Tab goes on there, and a screen reader says where one is. As `ref` of a part that has a name.
 */
export function keepsFocus(part: HTMLElement | null): (() => void) | undefined {
  if (!part) return undefined;
  let last: EventTarget | null = null;
  const come = ({ target }: FocusEvent): void => {
    last = target;
  };
  const go = ({ target }: FocusEvent): void => {
    // Some browsers say so, too, of what is being removed: that has not been left.
    queueMicrotask(() => {
      if (last === target && isThere(target)) last = null;
    });
  };
  const watch = new MutationObserver(() => {
    if (last === null || isThere(last)) return;
    last = null;
    if (document.activeElement === document.body) takeFocus(part);
  });
  part.addEventListener('focusin', come);
  part.addEventListener('focusout', go);
  watch.observe(part, { childList: true, subtree: true });
  return () => {
    watch.disconnect();
    part.removeEventListener('focusin', come);
    part.removeEventListener('focusout', go);
  };
}

const isThere = (target: EventTarget | null): boolean => target instanceof Node && target.isConnected;

/** For this once: a click beside everything in it is none on the part. */
function takeFocus(part: HTMLElement): void {
  part.tabIndex = -1;
  part.addEventListener('blur', () => part.removeAttribute('tabindex'), { once: true });
  part.focus({ preventScroll: true });
}
