/** Candidates in the order that wins a tie. */
const candidates = [',', ';', '\t', '|'] as const;

const sampleCharacters = 65_536;
const sampleLines = 200;

/**
 * The delimiter most lines agree on. Counted outside quotation marks and line by line, so that prose with commas in
 * a semicolon file does not win: agreement first, then the number of columns.
 */
export function sniffDelimiter(text: string): string {
  const asked = /^sep=(.)\r?\n/.exec(text)?.[1];
  if (asked !== undefined) return asked;
  const lines = withoutQuoted(text.slice(0, sampleCharacters))
    .split(/\r\n|\r|\n/)
    .slice(0, sampleLines);
  // The sample may end inside a line.
  if (text.length > sampleCharacters) lines.pop();
  const filled = lines.filter((line) => line.trim() !== '');
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of candidates) {
    const score = agreement(filled.map((line) => line.split(delimiter).length - 1));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Share of lines that have the most frequent non-zero count, plus a little for more columns. */
function agreement(counts: readonly number[]): number {
  const tally = new Map<number, number>();
  for (const count of counts) if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1);
  let best = 0;
  for (const [count, lines] of tally)
    best = Math.max(best, lines / counts.length + Math.min(count, 50) / 1000);
  return best;
}

const withoutQuoted = (text: string): string => text.replace(/"(?:[^"]|"")*"/g, '""');
