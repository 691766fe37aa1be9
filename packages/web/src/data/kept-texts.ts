/** Texts that were typed and not saved, by cell: they outlive a reload of the page, not the tab. */
export type KeptTexts = Readonly<Record<string, string>>;

/** `place`: the table of the book that they were typed into. */
const key = (book: string, place: string): string => `shapan.typed.${book}.${place}`;

export function keepTexts(book: string, place: string, texts: KeptTexts): void {
  if (Object.keys(texts).length === 0) sessionStorage.removeItem(key(book, place));
  else sessionStorage.setItem(key(book, place), JSON.stringify(texts));
}

export function keptTexts(book: string, place: string): KeptTexts {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key(book, place)) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter(([, text]) => typeof text === 'string'));
  } catch {
    return {}; // What cannot be read was never typed.
  }
}
