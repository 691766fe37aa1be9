/** The tokens a chart draws with. A library that paints for itself cannot read `var(--ink)`, so they are resolved. */
const tokens = {
  ink: '--ink',
  ink2: '--ink-2',
  ink3: '--ink-3',
  paper: '--paper',
  raised: '--raised',
  line: '--line',
  line2: '--line-2',
  brand: '--brand',
  target: '--mark-target',
  actual: '--mark-actual',
  band: '--mark-band',
  elapsed: '--mark-elapsed',
} as const;

export type ChartColours = Readonly<Record<keyof typeof tokens, string>>;

/** The colours in force at an element, as `rgb(…)`. */
export function chartColours(element: HTMLElement): ChartColours {
  // The value of a custom property is its text, `light-dark(…)` and all; a real property gives the colour it comes to.
  const probe = document.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const read = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, read(token)]));
  probe.remove();
  return colours as ChartColours;
}

/** Calls back when the theme may have changed: the system's, an attribute's, or for a print. Returns the way to stop. */
export function onThemeChange(react: () => void): () => void {
  const media = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', 'print'].map((query) =>
    window.matchMedia(query),
  );
  for (const query of media) query.addEventListener('change', react);
  const observer = new MutationObserver(react);
  observer.observe(document.documentElement, {
    subtree: true,
    attributeFilter: ['data-theme', 'data-density'],
  });
  return () => {
    for (const query of media) query.removeEventListener('change', react);
    observer.disconnect();
  };
}
