import type { CellAddress, CellFacts, GridModel } from './model.ts';

/** What of a cell counts where it is not drawn. */
export const factsOf = (model: GridModel, { row, column }: CellAddress): CellFacts =>
  model.state?.(row, column) ?? model.cell(row, column).state;
