/** Texts that were typed and not saved, by cell: they outlive a reload of the page, not the tab. */
export type KeptTexts = Readonly<Record<string, string>>;

const key = (book: string, target: string): string => `shapan.typed.${book}.${target}`;

export function keepTexts(book: string, target: string, texts: KeptTexts): void {
  if (Object.keys(texts).length === 0) sessionStorage.removeItem(key(book, target));
  else sessionStorage.setItem(key(book, target), JSON.stringify(texts));
}

export function keptTexts(book: string, target: string): KeptTexts {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key(book, target)) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter(([, text]) => typeof text === 'string'));
  } catch {
    return {}; // What cannot be read was never typed.
  }
}
