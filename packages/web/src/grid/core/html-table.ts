/**
 * The one table of an HTML clipboard, read without a document: nothing in it can load or run. Null when the HTML
 * is anything else than exactly one table, because then the plain text says better what was copied.
 */
export function parseHtmlTable(html: string): string[][] | null {
  const reader = new TableReader();
  const body = /<!--StartFragment-->([\s\S]*)<!--EndFragment-->/i.exec(html)?.[1];
  // Excel and WPS open the table before the fragment, so the mark inside a table is not a border.
  const source = body !== undefined && /<table[\s>]/i.test(body) ? body : html;
  const cleaned = source
    .replace(/<!--[\s\S]*?-->|<![a-z][^>]*>/gi, '')
    .replace(/<(style|script|title|xml)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, '');
  for (const match of cleaned.matchAll(
    /<(\/?)([a-z][a-z0-9:-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>|([^<]+|<)/gi,
  )) {
    const [, slash, name, attributes, text] = match;
    if (text !== undefined) reader.text(text);
    else if (slash === '/') reader.close(name?.toLowerCase() ?? '');
    else reader.open(name?.toLowerCase() ?? '', attributes ?? '');
  }
  return reader.result();
}

/** The table for the clipboard. Cells without a number are marked as text, so that 0012 keeps its zeros. */
export function formatHtmlTable(rows: readonly (readonly HtmlCell[])[]): string {
  const cell = ({ text, numeric }: HtmlCell) =>
    `<td${numeric ? '' : ` style="mso-number-format:'\\@'"`}>${escapeHtml(text)}</td>`;
  return `<table><tbody>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</tbody></table>`;
}

export interface HtmlCell {
  readonly text: string;
  readonly numeric: boolean;
}

const blocks = new Set(['p', 'div', 'li']);
const largestSpan = 1000;

class TableReader {
  private readonly rows: (string | undefined)[][] = [];
  private tables = 0;
  private depth = 0;
  private outside = false;
  private row = -1;
  private cell: { text: string; columns: number; rows: number } | null = null;

  open(name: string, attributes: string): void {
    if (name === 'table') {
      if (this.depth === 0) this.tables += 1;
      this.depth += 1;
    }
    if (this.depth !== 1) return;
    if (name === 'tr') {
      this.finish();
      this.row += 1;
      this.rows[this.row] ??= [];
    } else if (name === 'td' || name === 'th') {
      this.finish();
      this.cell = { text: '', columns: span(attributes, 'colspan'), rows: span(attributes, 'rowspan') };
    } else if (name === 'br') this.write('\n');
    else if (blocks.has(name) && this.cell && this.cell.text.trim() !== '') this.write('\n');
  }

  close(name: string): void {
    if (this.depth === 1 && (name === 'td' || name === 'th' || name === 'tr' || name === 'table'))
      this.finish();
    if (name === 'table') this.depth -= 1;
  }

  text(raw: string): void {
    const text = decode(raw.replace(/[ \t\r\n]+/g, ' '));
    if (this.depth === 0 && text.trim() !== '') this.outside = true;
    this.write(text);
  }

  result(): string[][] | null {
    if (this.tables !== 1 || this.outside || this.rows.length === 0) return null;
    // A row span may point below the last row.
    const rows = this.rows.slice(0, this.row + 1);
    return rows.map((row) => Array.from(row, (value) => value ?? ''));
  }

  private write(text: string): void {
    if (this.cell) this.cell.text += text;
  }

  private finish(): void {
    const { cell } = this;
    this.cell = null;
    if (!cell || this.row < 0) return;
    const text = cell.text
      .replaceAll('\u00a0', ' ')
      .replace(/ *\n */g, '\n')
      .trim();
    const row = this.rows[this.row] ?? [];
    let column = 0;
    while (row[column] !== undefined) column += 1;
    for (let down = 0; down < cell.rows; down += 1) {
      const target = (this.rows[this.row + down] ??= []);
      for (let across = 0; across < cell.columns; across += 1)
        target[column + across] = down === 0 && across === 0 ? text : '';
    }
  }
}

function span(attributes: string, name: string): number {
  const value = Number(new RegExp(`\\b${name}\\s*=\\s*["']?(\\d+)`, 'i').exec(attributes)?.[1] ?? 1);
  return Math.max(1, Math.min(value, largestSpan));
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>');
}
