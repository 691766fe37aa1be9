/** Texts that were typed and not saved, by cell: they outlive a reload of the page, not the tab. */
export type KeptTexts = Readonly<Record<string, string>>;

/** Where texts were typed: by which member, into which table of which book. Nobody else in the tab is shown them. */
export interface TypedIn {
  readonly me: string;
  readonly book: string;
  readonly place: string;
}

const key = ({ me, book, place }: TypedIn): string => `shapan.typed.${me}.${book}.${place}`;

/** As far as the browser keeps anything: a storage that is full or shut off must not stop whoever types. */
export function keepTexts(typedIn: TypedIn, texts: KeptTexts): void {
  try {
    if (Object.keys(texts).length === 0) sessionStorage.removeItem(key(typedIn));
    else sessionStorage.setItem(key(typedIn), JSON.stringify(texts));
  } catch {
    // The texts are still on the page; they only do not outlive it.
  }
}

export function keptTexts(typedIn: TypedIn): KeptTexts {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key(typedIn)) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter(([, text]) => typeof text === 'string'));
  } catch {
    return {}; // What cannot be read was never typed.
  }
}
