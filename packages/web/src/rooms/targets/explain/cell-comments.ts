import {
  type BookState,
  type CellPlace,
  type PlanRecord,
  recordsOf,
  sameValue,
  type TargetLayout,
} from '@shapan/engine';
import { coordinateOf } from '../cascade/coordinate.ts';

/** The fields by which a comment names its cell. */
export const cellFields = (layout: TargetLayout, { members, time }: CellPlace) => ({
  target: layout.target.id,
  coordinate: coordinateOf(layout, members),
  time,
});

/** What was said of exactly this cell, oldest first. */
export function commentsOnCell(state: BookState, layout: TargetLayout, at: CellPlace): readonly PlanRecord[] {
  const cell = cellFields(layout, at);
  return recordsOf(state, 'cellComment').filter(
    ({ fields }) =>
      fields['target'] === cell.target &&
      fields['time'] === cell.time &&
      sameValue(fields['coordinate'] ?? {}, cell.coordinate),
  );
}
