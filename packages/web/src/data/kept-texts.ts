import { inTab } from './storage.ts';

/** Texts that were typed and not saved, by cell: they outlive a reload of the page, not the tab. */
export type KeptTexts = Readonly<Record<string, string>>;

/** Where texts were typed: by which member, into which table of which book. Nobody else in the tab is shown them. */
export interface TypedIn {
  readonly me: string;
  readonly book: string;
  readonly place: string;
}

const key = ({ me, book, place }: TypedIn): string => `shapan.typed.${me}.${book}.${place}`;

export function keepTexts(typedIn: TypedIn, texts: KeptTexts): void {
  if (Object.keys(texts).length === 0) inTab.remove(key(typedIn));
  else inTab.set(key(typedIn), JSON.stringify(texts));
}

export function keptTexts(typedIn: TypedIn): KeptTexts {
  try {
    const stored: unknown = JSON.parse(inTab.get(key(typedIn)) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter(([, text]) => typeof text === 'string'));
  } catch {
    return {}; // What cannot be read was never typed.
  }
}
