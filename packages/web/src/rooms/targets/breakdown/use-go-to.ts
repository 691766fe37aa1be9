import type { Place } from '@shapan/engine';
import { type RefObject, useEffect, useRef } from 'react';
import type { TargetTable } from '../../../data/tables.ts';
import type { GridHandle } from '../../../grid/index.ts';
import type { TargetsView } from '../view.ts';
import { type Arrangement, viewOfArrangement } from './arrangement.ts';
import { listFrom, listText } from './conditions.ts';
import { type GridPlace, placeOnGrid, seenAt } from './hold-place.ts';
import type { BreakdownModel } from './model.ts';

type Seen = Pick<BreakdownModel, 'rows' | 'columns'>;

interface GoToOptions {
  readonly table: TargetTable;
  readonly model: Seen;
  readonly arrangement: Arrangement;
  readonly view: TargetsView;
  readonly onView: (change: Partial<TargetsView>) => void;
  readonly grid: RefObject<GridHandle | null>;
}

/**
 * Go to a place of the table. Where it is not in sight – what stands aside is held at another member or period, a branch is
 * closed, a condition or a hidden column covers it – the view changes so that it is.
 */
export function useGoTo(options: GoToOptions): (at: Place) => void {
  const { model, arrangement, grid } = options;
  const going = useRef<Place>(null);
  // The view is another one only after it has been drawn.
  useEffect(() => arriveWhenDrawn(going, { model, arrangement, grid }), [model, arrangement, grid]);
  return (at) => setOut(going, options, at);
}

/** A place that the view was changed for, until that has been drawn. */
type Going = RefObject<Place | null>;

export function setOut(going: Going, options: GoToOptions, at: Place): void {
  const { table, model, arrangement, view, onView, grid } = options;
  going.current = null;
  const there = placeOnGrid(model, arrangement, at);
  if (there) return arrive(grid.current, there);
  const seen = seenAt(table.layout, arrangement, at);
  if (!seen) return;
  going.current = at;
  const { columnId } = seen.there;
  onView({
    ...viewOfArrangement(table.layout.frame, seen.arrangement),
    open: seen.open,
    where: undefined,
    hide: listText(listFrom(view.hide).filter((id) => id !== columnId)),
  });
}

/** Once, whether the place is there or not: found minutes later, it would carry the cursor off. */
export function arriveWhenDrawn(
  going: Going,
  { model, arrangement, grid }: Pick<GoToOptions, 'model' | 'arrangement' | 'grid'>,
): void {
  const at = going.current;
  going.current = null;
  const there = at && placeOnGrid(model, arrangement, at);
  if (there) arrive(grid.current, there);
}

function arrive(grid: GridHandle | null, { rowId, columnId }: GridPlace): void {
  grid?.select(rowId, columnId);
  grid?.focus();
}
