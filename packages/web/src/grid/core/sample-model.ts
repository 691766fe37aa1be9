import type { GridColumn, GridModel } from './model.ts';

interface SampleOptions {
  readonly readOnly?: (row: number, column: number) => boolean;
  readonly columns?: readonly Partial<GridColumn>[];
  readonly model?: Partial<GridModel>;
}

/** A grid over plain texts, for the tests of this folder. Texts that are whole numbers have a number behind them. */
export function sampleModel(texts: readonly (readonly string[])[], options: SampleOptions = {}): GridModel {
  const cellText = (row: number, column: number) => texts[row]?.[column] ?? '';
  return {
    rowCount: texts.length,
    columnCount: Math.max(0, ...texts.map((row) => row.length)),
    row: (index) => ({ id: `r${index}`, depth: 0, expandable: false, expanded: false, kind: 'leaf' }),
    column: (index) => {
      const plain = {
        id: `c${index}`,
        header: `C${index}`,
        width: 80,
        align: 'end',
        editor: 'amount',
      } as const;
      return { ...plain, ...options.columns?.[index] };
    },
    cell: (row, column) => {
      const edit = cellText(row, column);
      const numeric = /^-?\d+$/.test(edit) ? Number(edit) : null;
      const text = numeric === null ? edit : numeric.toLocaleString('en');
      return { text, edit, state: { editable: !options.readOnly?.(row, column), numeric } };
    },
    ...options.model,
  };
}
