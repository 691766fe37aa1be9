/** Why a typed text was not taken; it stays in its cell until something else is typed there or it is given up. */
export interface BadCell {
  readonly text: string;
  readonly message: string;
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
