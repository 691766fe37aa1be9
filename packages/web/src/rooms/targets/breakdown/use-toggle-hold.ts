import { useT } from '../../../data/hooks.tsx';
import type { CellRange, GridSelection } from '../../../grid/index.ts';
import type { CellToHold } from './hold-fields.ts';
import { isFromAbove } from './holds.ts';
import type { BreakdownCell, BreakdownModel } from './model.ts';
import type { Holding } from './use-holding.tsx';

interface ToggleHoldInput {
  readonly model: BreakdownModel;
  readonly holding: Holding;
  /** The chosen cell, where anything can be done with it. */
  readonly cellOf: (selection: GridSelection | null) => BreakdownCell | null;
  readonly nameOf: (selection: GridSelection | null) => string;
  readonly chosen: () => GridSelection | null;
  /** A cell that is held from above is not released there: it is said where. */
  readonly onHeldAbove: (cell: BreakdownCell) => void;
}

/**
 * Hold what is chosen – several cells as one, for one reason –, or release the hold of the active cell together with those
 * of its selection (SPR-T53).
 */
export function useToggleHold(input: ToggleHoldInput): () => void {
  const { model, holding, cellOf, nameOf, chosen, onHeldAbove } = input;
  const t = useT();
  return () => {
    const selection = chosen();
    const active = cellOf(selection);
    if (!selection || !holding.may(active)) return;
    const { hold, place } = active;
    if (hold) {
      if (isFromAbove(hold, place)) onHeldAbove(active);
      else
        holding.change({ released: hold.together.filter((id) => id === hold.id || holding.mayRelease(id)) });
      return;
    }
    const cells = cellsToHold(model, selection.range);
    const cell = nameOf(selection);
    if (cells.length > 1) holding.ask(cells, t('targets.hold.cells', { cell, others: cells.length - 1 }));
    else holding.ask([active], cell);
  };
}

/** The cells of a range that nothing holds yet: of totals their sums are kept, of the others their numbers. */
export function cellsToHold(model: BreakdownModel, range: CellRange): readonly CellToHold[] {
  const found: CellToHold[] = [];
  for (let row = range.top; row <= range.bottom; row++) {
    for (let column = range.left; column <= range.right; column++) {
      const cell = model.at(row, column);
      if (!cell?.at || !cell.exists || cell.hold) continue;
      const { at, place, leaf } = cell;
      found.push({ at, place, leaf, keeps: leaf ? 'value' : 'total' });
    }
  }
  return found;
}
