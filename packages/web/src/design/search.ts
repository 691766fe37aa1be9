/** Something that can be found by typing: by its label, or by words given beside it (pinyin, initials, a code). */
export interface Searchable {
  readonly label: string;
  readonly keywords?: readonly string[] | undefined;
}

/** One form for what looks or sounds the same: full-width letters, case, accents and spaces do not matter. */
export function searchForm(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}|\s/gu, '')
    .toLowerCase();
}

/**
 * How well an entry answers a query: 0 the label itself, 1 its beginning, 2 the beginning of a keyword, 3 inside the
 * label, 4 inside a keyword, undefined not at all. Every word of the query must be found; the worst one counts.
 */
export function searchRank(entry: Searchable, query: string): number | undefined {
  const words = query.split(/\s+/).map(searchForm).filter(Boolean);
  const label = searchForm(entry.label);
  const keywords = (entry.keywords ?? []).map(searchForm);
  let worst = 0;
  for (const word of words) {
    const rank = wordRank(label, keywords, word);
    if (rank === undefined) return undefined;
    worst = Math.max(worst, rank);
  }
  return worst;
}

/** The entries that answer a query, best first; equals keep their order. An empty query keeps all. */
export function searchEntries<Entry extends Searchable>(
  entries: readonly Entry[],
  query: string,
): readonly Entry[] {
  if (searchForm(query) === '') return entries;
  return entries
    .map((entry) => ({ entry, rank: searchRank(entry, query) }))
    .filter((found): found is { entry: Entry; rank: number } => found.rank !== undefined)
    .sort((a, b) => a.rank - b.rank)
    .map((found) => found.entry);
}

function wordRank(label: string, keywords: readonly string[], word: string): number | undefined {
  if (label === word) return 0;
  if (label.startsWith(word)) return 1;
  if (keywords.some((keyword) => keyword.startsWith(word))) return 2;
  if (label.includes(word)) return 3;
  return keywords.some((keyword) => keyword.includes(word)) ? 4 : undefined;
}
