import type { Place } from '@shapan/engine';
import { type RefObject, useEffect, useRef } from 'react';
import type { TargetTable } from '../../../data/tables.ts';
import type { GridHandle } from '../../../grid/index.ts';
import type { TargetsView } from '../view.ts';
import { type Arrangement, viewOfArrangement } from './arrangement.ts';
import { listFrom, listText } from './conditions.ts';
import { type GridPlace, placeOnGrid, seenAt } from './hold-place.ts';
import type { BreakdownModel } from './model.ts';

interface GoToOptions {
  readonly table: TargetTable;
  readonly model: BreakdownModel;
  readonly arrangement: Arrangement;
  readonly view: TargetsView;
  readonly onView: (change: Partial<TargetsView>) => void;
  readonly grid: RefObject<GridHandle | null>;
}

/**
 * Go to a place of the table. Where it is not in sight – what stands aside is held at another member or period, a branch is
 * closed, a condition or a hidden column covers it – the view changes so that it is.
 */
export function useGoTo({ table, model, arrangement, view, onView, grid }: GoToOptions): (at: Place) => void {
  const going = useRef<Place>(null);
  // The view is another one only after it has been drawn.
  useEffect(() => {
    const there = going.current && placeOnGrid(model, arrangement, going.current);
    if (!there) return;
    going.current = null;
    arrive(grid.current, there);
  }, [model, arrangement, grid]);
  return (at) => {
    const there = placeOnGrid(model, arrangement, at);
    if (there) return arrive(grid.current, there);
    going.current = at;
    const seen = seenAt(table.layout, arrangement, at);
    if (!seen) return;
    const { columnId } = seen.there;
    onView({
      ...viewOfArrangement(table.layout.frame, seen.arrangement),
      open: seen.open,
      where: undefined,
      hide: listText(listFrom(view.hide).filter((id) => id !== columnId)),
    });
  };
}

function arrive(grid: GridHandle | null, { rowId, columnId }: GridPlace): void {
  grid?.select(rowId, columnId);
  grid?.focus();
}
