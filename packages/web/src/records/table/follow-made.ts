import type { PlanRecord } from '@shapan/engine';
import { type RefObject, useEffect, useRef } from 'react';
import type { GridHandle } from '../../grid/index.ts';

/** A row that was typed in, and the record that it becomes. */
interface Made {
  readonly row: string;
  readonly id: string;
}

/** Keeps the cursor in the row it was typed in, once that has become a record and stands in the table. */
export function useFollowMade(grid: RefObject<GridHandle | null>, records: readonly PlanRecord[]) {
  const made = useRef<Made>(null);
  useEffect(() => followOnceThere(made, grid, records), [grid, records]);
  return (row: string, id: string): void => {
    made.current = { row, id };
  };
}

/** Other records may change before it is one of those drawn; where a filter hides it, there is nothing to follow. */
export function followOnceThere(
  made: RefObject<Made | null>,
  grid: RefObject<Pick<GridHandle, 'follow'> | null>,
  records: readonly PlanRecord[],
): void {
  const now = made.current;
  if (!now || !records.some(({ id }) => id === now.id)) return;
  made.current = null;
  grid.current?.follow(now.row, now.id);
}
