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
  const { model, arrangement, view, grid } = options;
  const going = useRef<SetOut>(null);
  // The view is another one only after it has been drawn.
  useEffect(
    () => arriveWhenDrawn(going, { model, arrangement, view, grid }),
    [model, arrangement, view, grid],
  );
  return (at) => setOut(going, options, at);
}

/** A place that the view was changed for, and the view as it was: until another one has been drawn. */
interface SetOut {
  readonly at: Place;
  readonly from: TargetsView;
}

type Going = RefObject<SetOut | null>;

export function setOut(going: Going, options: GoToOptions, at: Place): void {
  const { table, model, arrangement, view, onView, grid } = options;
  going.current = null;
  const there = placeOnGrid(model, arrangement, at);
  if (there) return arrive(grid.current, there);
  const seen = seenAt(table.layout, arrangement, at);
  if (!seen) return;
  const { columnId } = seen.there;
  const change: Partial<TargetsView> = {
    ...viewOfArrangement(table.layout.frame, seen.arrangement),
    open: seen.open,
    where: undefined,
    hide: listText(listFrom(view.hide).filter((id) => id !== columnId)),
  };
  const names = Object.keys(change) as (keyof TargetsView)[];
  // What even this view does not show will not be drawn.
  if (names.every((name) => change[name] === view[name])) return;
  going.current = { at, from: view };
  onView(change);
}

/** Given up with the first other view, be the place there or not: found minutes later, it would carry the cursor off. */
export function arriveWhenDrawn(
  going: Going,
  { model, arrangement, view, grid }: Pick<GoToOptions, 'model' | 'arrangement' | 'view' | 'grid'>,
): void {
  if (!going.current) return;
  const { at, from } = going.current;
  const there = placeOnGrid(model, arrangement, at);
  if (there || view !== from) going.current = null;
  if (there) arrive(grid.current, there);
}

function arrive(grid: GridHandle | null, { rowId, columnId }: GridPlace): void {
  grid?.select(rowId, columnId);
  grid?.focus();
}
