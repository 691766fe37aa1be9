import type { CellPlace } from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';
import type { BreakdownCell } from '../breakdown/model.ts';

/** So many parts are offered one by one in the menu of a cell; all of them stand below the table. */
const offered = 4;

/**
 * What a number from below may be proposed for at a cell: the cell itself; where it stands for parts whose numbers were not
 * released yet, and no number shows, each of these (SPR-T93, SPR-T98). Nothing where no proposal is taken.
 */
export function placesToPropose(
  { layout }: Pick<TargetTable, 'layout'>,
  cell: Pick<BreakdownCell, 'at' | 'place'> | null,
  untold: readonly (readonly string[])[],
): readonly CellPlace[] {
  if (layout.totals !== 'spread' || layout.cube.parts === 2 || cell === null) return [];
  if (cell.at !== null) return [cell.at];
  const isWhole = cell.place.members.every((node) => node === 0);
  const time = layout.frame.time.ids[cell.place.time];
  if (!isWhole || time === undefined || untold.length > offered) return [];
  return untold.map((members) => ({ members: [...members], time }));
}
