import type { Place } from '@shapan/engine';
import { type RefObject, useEffect, useState } from 'react';
import type { TargetTable } from '../../../data/tables.ts';
import type { GridHandle } from '../../../grid/index.ts';
import type { TargetsView } from '../view.ts';
import { type Arrangement, viewOfArrangement } from './arrangement.ts';
import { listFrom, listText } from './conditions.ts';
import { placeOnGrid, seenAt } from './hold-place.ts';
import { type BreakdownModel, cellKey } from './model.ts';

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
  const [going, setGoing] = useState<Place | null>(null);
  const there = going && placeOnGrid(model, arrangement, going);
  useEffect(() => {
    if (!there) return;
    setGoing(null);
    grid.current?.select(there.rowId, there.columnId);
    grid.current?.focus();
  });
  return (at) => {
    setGoing(at);
    const seen = placeOnGrid(model, arrangement, at) ? null : seenAt(table.layout, arrangement, at);
    if (!seen) return;
    const { rowId, columnId } = seen.there;
    onView({
      ...viewOfArrangement(table.layout.frame, seen.arrangement),
      open: seen.open,
      where: undefined,
      hide: listText(listFrom(view.hide).filter((id) => id !== columnId)),
      place: cellKey(rowId, columnId),
    });
  };
}
