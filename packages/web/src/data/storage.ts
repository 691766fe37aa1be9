/** What the browser keeps for this site: texts by name. Nothing that is asked of it throws. */
export interface Storage {
  get(name: string): string | null;
  set(name: string, text: string): void;
  remove(name: string): void;
}

/** On this device, for every tab: the theme, the language, how somebody works. */
export const onDevice = storageOf(() => localStorage);

/** In this tab alone, until it is closed. */
export const inTab = storageOf(() => sessionStorage);

/**
 * A browser may let a site store nothing – then naming its storage already throws – or have no room left. What it
 * does not take is remembered for as long as the page lives, so that whatever is chosen holds there at least.
 */
export function storageOf(browser: () => globalThis.Storage): Storage {
  /** What the browser would not take; `null`: what it would not give up. */
  const untaken = new Map<string, string | null>();
  const write = (name: string, text: string | null): void => {
    try {
      if (text === null) browser().removeItem(name);
      else browser().setItem(name, text);
      untaken.delete(name);
    } catch {
      untaken.set(name, text);
    }
  };
  return {
    get(name) {
      const kept = untaken.get(name);
      if (kept !== undefined) return kept;
      try {
        return browser().getItem(name);
      } catch {
        return null;
      }
    },
    set: write,
    remove: (name) => write(name, null),
  };
}
