/**
 * The page may show a part of the grid only – on a small screen, magnified, scrolled: bring a strip of its box into the
 * window, and with it the whole box where that has room, so that the titles are read, too.
 */
export function showInWindow(box: HTMLElement, from: number, to: number): void {
  const upper = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  /** By how much the strip stands below the window, or – less than 0 – above it. */
  const outside = (): number => {
    const { top } = box.getBoundingClientRect();
    return Math.max(0, top + to - window.innerHeight) + Math.min(0, top + from - upper);
  };
  if (outside() === 0) return;
  box.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  window.scrollBy(0, outside());
}
