/**
 * Tab-separated text as Excel, WPS and LibreOffice write it: a field that begins with a quote and closes it right
 * before a tab, a line end or the end of the text may hold tabs and lines; doubled quotes stand for one. A quote
 * anywhere else is just a character. One line end at the very end closes the last row and is no row of its own.
 */
export function parseTsv(source: string): string[][] {
  const text = source.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  if (source === '') return [];
  const rows: string[][] = [[]];
  let at = 0;
  for (;;) {
    const quoted = text[at] === '"' ? quotedField(text, at) : null;
    const end = quoted?.end ?? plainEnd(text, at);
    rows.at(-1)?.push(quoted?.value ?? text.slice(at, end));
    if (end >= text.length) return rows;
    if (text[end] === '\n') rows.push([]);
    at = end + 1;
  }
}

/** The text for the clipboard: CRLF between rows and none at the end, as every spreadsheet accepts it. */
export function formatTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(formatField).join('\t')).join('\r\n');
}

function formatField(value: string): string {
  return /[\t\r\n]|^"/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function plainEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== '\t' && text[end] !== '\n') end += 1;
  return end;
}

/** Null when the quote turns out to be an ordinary character. */
function quotedField(text: string, start: number): { value: string; end: number } | null {
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return null;
    if (text[quote + 1] === '"') {
      from = quote + 2;
      continue;
    }
    const end = quote + 1;
    if (end < text.length && text[end] !== '\t' && text[end] !== '\n') return null;
    return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end };
  }
}
