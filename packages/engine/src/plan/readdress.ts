import { invariant } from '../foundation/result.ts';
import type { Change } from './change.ts';
import { cellAddress, coordinateOf, rowIndex, rowOf, slotOf } from './cube.ts';
import type { BookState } from './state.ts';

/**
 * The same changes, said in another book's row numbers. Row numbers are a book's own (rows are numbered as they
 * come), coordinates are everyone's: a what-if that added rows, or a live plan that did meanwhile, number the same
 * coordinate differently.
 *
 * `to` must already hold every row that the cells mention, so apply the `rows.changed` among the changes first
 * (`squash` puts them before the cells).
 */
export function readdress(change: Change, from: BookState, to: BookState): Change {
  if (change.type !== 'cells.changed') return change;
  const source = from.cubes.get(change.target)?.cube;
  const goal = to.cubes.get(change.target)?.cube;
  invariant(source && goal, `both books hold target ${change.target}`);
  const rows = new Map<number, number>();
  const cells = change.cells.map((cell) => {
    const row = rowOf(cell);
    let there = rows.get(row);
    if (there === undefined) {
      there = rowIndex(goal, coordinateOf(source, row));
      invariant(there >= 0, 'the other book has the row');
      rows.set(row, there);
    }
    return cellAddress(there, slotOf(cell));
  });
  return { ...change, cells };
}
