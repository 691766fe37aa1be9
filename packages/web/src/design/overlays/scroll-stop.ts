const takesFocus = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex]';

/**
 * What scrolls must be reachable by keyboard: where a sheet is taller than its place and has nothing in it that takes the
 * focus, it takes it itself. As `ref` of what scrolls.
 */
export function scrollStop(node: HTMLElement | null): (() => void) | undefined {
  if (!node) return undefined;
  const look = (): void => {
    const needed = node.scrollHeight > node.clientHeight && node.querySelector(takesFocus) === null;
    if (needed) node.tabIndex = 0;
    else node.removeAttribute('tabindex');
  };
  look();
  const sizes = new ResizeObserver(look);
  for (const one of [node, ...node.children]) sizes.observe(one);
  const contents = new MutationObserver(look);
  contents.observe(node, { childList: true, subtree: true });
  return () => {
    sizes.disconnect();
    contents.disconnect();
  };
}
