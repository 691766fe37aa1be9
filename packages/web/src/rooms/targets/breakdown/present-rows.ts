import { isPresent, rowCount } from '@shapan/engine';
import type { TargetTable } from '../../../data/tables.ts';

/** Coordinates in the breakdown. */
export function presentRows({ layout }: TargetTable): number {
  let present = 0;
  for (let row = 0; row < rowCount(layout.cube); row++) if (isPresent(layout.cube, row)) present += 1;
  return present;
}
