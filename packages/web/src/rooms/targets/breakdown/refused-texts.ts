/** Why a typed text was not taken; it stays in its cell until something else is typed there or it is given up. */
export interface BadCell {
  readonly text: string;
  readonly message: string;
  /** It was readable, but the server could not be reached, or the page was left before it was entered. */
  readonly unsaved?: boolean;
}

/** The texts that could not be read, by cell, and which of them the last gesture left. */
export interface RefusedTexts {
  readonly cells: ReadonlyMap<string, BadCell>;
  readonly last: ReadonlySet<string>;
  /** The last gesture did nothing but leave them. */
  readonly alone: boolean;
}

export const noTexts: RefusedTexts = { cells: new Map(), last: new Set(), alone: false };

/** After a gesture over cells: what it typed over is gone, what it could not read stays. */
export function afterGesture(
  { cells }: RefusedTexts,
  over: readonly string[],
  bad: ReadonlyMap<string, BadCell>,
): RefusedTexts {
  const kept = withoutKeys(cells, new Set(over));
  return { cells: new Map([...kept, ...bad]), last: new Set(bad.keys()), alone: bad.size === over.length };
}

/** Texts that could be read but have not been saved. */
export function unsaved(texts: Readonly<Record<string, string>>, message: string): RefusedTexts {
  const cells = Object.entries(texts).map(([key, text]) => [key, { text, message, unsaved: true }] as const);
  return { ...noTexts, cells: new Map(cells) };
}

/** What of them is to outlive a reload. */
export function unsavedIn({ cells }: RefusedTexts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...cells].filter(([, cell]) => cell.unsaved).map(([key, { text }]) => [key, text]),
  );
}

/** Escape: the texts of these cells are given up. */
export function givenUp(texts: RefusedTexts, keys: readonly string[]): RefusedTexts {
  return keys.some((key) => texts.cells.has(key))
    ? { ...texts, cells: withoutKeys(texts.cells, new Set(keys)) }
    : texts;
}

/** Undo: what the last gesture left goes; `done` when there is nothing else of it to take back. */
export function takenBack(texts: RefusedTexts): { readonly texts: RefusedTexts; readonly done: boolean } {
  const left = [...texts.last].some((key) => texts.cells.has(key));
  return left
    ? { texts: { ...noTexts, cells: withoutKeys(texts.cells, texts.last) }, done: texts.alone }
    : { texts, done: false };
}

function withoutKeys(
  cells: ReadonlyMap<string, BadCell>,
  keys: ReadonlySet<string>,
): ReadonlyMap<string, BadCell> {
  return new Map([...cells].filter(([key]) => !keys.has(key)));
}
