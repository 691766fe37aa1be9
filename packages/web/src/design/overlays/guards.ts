/**
 * The stops around what floats take the keyboard only to hand it on. Hidden from assistive technology they would be places
 * where the keyboard gets lost: nothing that takes the focus may be hidden. As `ref` of an element around them.
 */
export function bareGuards(node: HTMLElement | null): (() => void) | undefined {
  if (!node) return undefined;
  const bare = (): void => {
    for (const guard of node.querySelectorAll('[data-base-ui-focus-guard][aria-hidden]'))
      guard.removeAttribute('aria-hidden');
  };
  bare();
  // They come and go with what is open, and some are hidden only once they stand there.
  const watch = new MutationObserver(bare);
  watch.observe(node, { childList: true, subtree: true, attributeFilter: ['aria-hidden'] });
  return () => watch.disconnect();
}
