import { matchesOf } from './matches.ts';
import type { CellAddress, GridModel } from './model.ts';

/**
 * The next cell in reading order that shows a text, or holds it exactly; after the last one the first again, and `from`
 * itself at the very end. It looks at every cell of the grid, drawn or not, and stops at the first that is found.
 */
export function findCell(
  model: GridModel,
  wanted: string,
  from: CellAddress,
  direction: 1 | -1 = 1,
): CellAddress | null {
  const text = wanted.trim();
  const count = model.rowCount * model.columnCount;
  if (text === '' || count === 0) return null;
  const start = from.row * model.columnCount + from.column;
  for (let step = 1; step <= count; step += 1) {
    const place = (start + direction * step + count * 2) % count;
    const row = Math.floor(place / model.columnCount);
    const column = place - row * model.columnCount;
    const cell = model.cell(row, column);
    if ([cell.text, cell.edit].some((held) => matchesOf(held, text).length > 0)) return { row, column };
  }
  return null;
}
