import { formatHtmlTable, type HtmlCell, parseHtmlTable } from './html-table.ts';
import type { CellRange, GridCell, GridModel } from './model.ts';
import { formatTsv, parseTsv } from './tsv.ts';

/** Rows of cells as they were copied; rows may differ in length, and what is absent is left alone. */
export type Block = readonly (readonly string[])[];

export interface ClipboardContent {
  readonly text: string;
  readonly html: string;
}

/**
 * What somebody pasted. A clean HTML table is preferred, because its cells have unmistakable borders; plain text
 * is read as tab-separated. An empty clipboard is an empty block: it never clears anything.
 */
export function readClipboard({ text, html }: ClipboardContent): Block {
  return (html === '' ? null : parseHtmlTable(html)) ?? parseTsv(text);
}

/** The clipboard for a range: exact values of cells with a number, the displayed text of all others. */
export function writeClipboard(model: GridModel, range: CellRange): ClipboardContent {
  const rows: HtmlCell[][] = [];
  for (let row = range.top; row <= range.bottom; row += 1) {
    const cells: HtmlCell[] = [];
    for (let column = range.left; column <= range.right; column += 1)
      cells.push(copied(model.cell(row, column)));
    rows.push(cells);
  }
  return {
    text: formatTsv(rows.map((row) => row.map((cell) => cell.text))),
    html: formatHtmlTable(rows),
  };
}

function copied(cell: GridCell): HtmlCell {
  const numeric = typeof cell.state.numeric === 'number';
  return { text: numeric ? cell.edit : cell.text, numeric };
}
