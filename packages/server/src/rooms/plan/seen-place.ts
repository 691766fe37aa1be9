import { leafInside, rowInside, type Sight } from '@shapan/contract';
import {
  type BookState,
  LAST_DAY,
  layoutOf,
  leavesThere,
  type Place,
  type PlanRecord,
  placesOf,
  type TargetLayout,
} from '@shapan/engine';

/**
 * Whether a cell is for a reader (ORG-8): it lies in today's part of the organisation, or all of its time is time in
 * which its members were in the part that was the reader's then. A number that is partly of later periods is not.
 */
export function placeSeen(sight: Sight, { cube, frame, periods }: TargetLayout, place: Place): boolean {
  // A member that moved has a name for each of its places: who it is says the part before the day.
  const names = place.members.map((own, d) => frame.trees[d]?.ids[own < 0 ? ~own : own] ?? '');
  if (rowInside(sight.now, cube.dimensions, names)) return true;
  const leaves = leavesThere(frame, place);
  return (
    leaves.length > 0 &&
    leaves.every((leaf) => leafInside(sight, cube.dimensions, names, periods[leaf]?.from ?? LAST_DAY))
  );
}

/** The same of everything that a hold keeps, where the reader's part was another one before today. */
export function holdSeen(
  sight: Sight,
  { state, master }: { readonly state: BookState; readonly master: BookState },
  { fields }: PlanRecord,
): boolean {
  const layout = sight.on('') === sight.now ? undefined : layoutOf(state, master, String(fields['target']));
  if (!layout) return false;
  const at = { members: (fields['members'] ?? []) as string[], time: String(fields['time']) };
  const places = placesOf(layout.frame, at);
  return places.length > 0 && places.every((place) => placeSeen(sight, layout, place));
}
