import { expect, it } from 'vitest';
import type { GridModel } from '../../../grid/index.ts';
import { sheetsOf } from './sheets.ts';

/** As many rows and columns of numbers as asked, each with so many digits. */
function tableOf(rows: number, columns: number, text: string): GridModel {
  return {
    rowCount: rows,
    columnCount: columns + 1,
    row: (index) => ({
      id: `r${index}`,
      depth: 0,
      expandable: false,
      expanded: false,
      kind: 'leaf' as const,
    }),
    column: (index) => ({ id: `c${index}`, header: '7月', width: 100, align: 'end', editor: 'none' }),
    cell: () => ({ text, edit: text, state: { editable: false } }),
  };
}

it('a table goes on paper with every column, those that find no room beside the others below them', () => {
  const { sheets, rows } = sheetsOf(tableOf(30, 40, '128,500.00'));
  expect(rows).toBe(30);
  expect(sheets.length).toBeGreaterThan(1);
  expect(sheets.flat()).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
});

it('a narrow table needs one sheet, and one without any column none', () => {
  expect(sheetsOf(tableOf(3, 4, '500')).sheets).toEqual([[1, 2, 3, 4]]);
  expect(sheetsOf(tableOf(3, 0, '500')).sheets).toEqual([]);
});

it('of a table too long for a browser to lay out, the first rows; how many are left is for the sheet to say', () => {
  const { rows } = sheetsOf(tableOf(100_000, 20, '5'));
  expect(rows).toBe(2_000);
});
