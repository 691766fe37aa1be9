/** How texts are compared in Find and in Replace: neither width, nor case, nor the grouping of digits matters. */
export const folded = (text: string): string => plain(text).replaceAll(grouping, '');

/** Where a text stands in another, in positions of the other as it is written. Pieces of one character do not count. */
export function matchesOf(text: string, wanted: string): readonly Match[] {
  const asked = folded(wanted);
  // Most cells hold nothing of it, and folding a whole text is far cheaper than folding it piece by piece.
  if (asked === '' || !folded(text).includes(asked)) return [];
  const { letters, starts, ends } = placed(text);
  const found: Match[] = [];
  for (let at = letters.indexOf(asked); at >= 0; ) {
    const start = starts[at];
    const end = ends[at + asked.length - 1];
    const counts = start !== undefined && end !== undefined;
    if (counts) found.push({ start, end });
    at = letters.indexOf(asked, counts ? at + asked.length : at + 1);
  }
  return found;
}

export interface Match {
  readonly start: number;
  readonly end: number;
}

/** A comma between groups of three digits; any other is a sign like all. */
const grouping = /(?<=\d),(?=\d{3}(?!\d))/g;
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A sigma looks different at the end of a word, and only there. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');

/** The folded text, and where the character of the original begins or ends at which each of its letters stands. */
function placed(text: string) {
  let all = '';
  const starts: (number | undefined)[] = [];
  const ends: (number | undefined)[] = [];
  for (const { segment, index } of characters.segment(text)) {
    const letters = plain(segment);
    for (let at = 0; at < letters.length; at += 1) {
      starts.push(at === 0 ? index : undefined);
      ends.push(at === letters.length - 1 ? index + segment.length : undefined);
    }
    all += letters;
  }
  const commas = new Set(Array.from(all.matchAll(grouping), ({ index }) => index));
  const kept = (_: unknown, at: number): boolean => !commas.has(at);
  return { letters: all.replaceAll(grouping, ''), starts: starts.filter(kept), ends: ends.filter(kept) };
}
