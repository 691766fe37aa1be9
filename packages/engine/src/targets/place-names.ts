import type { CellPlace } from './command.ts';
import type { Frame, Place } from './frame.ts';

/** A place named by ids, `*` for the top of a dimension, as nodes; `undefined` when a name is not in the table. */
export function placeOf(frame: Frame, at: CellPlace): Place | undefined {
  if (at.members.length !== frame.trees.length) return undefined;
  const members = at.members.map((id, d) => frame.trees[d]?.index.get(id === '*' ? '' : id) ?? -1);
  const time = frame.time.index.get(at.time) ?? -1;
  return time < 0 || members.includes(-1) ? undefined : { members, time };
}

/** The other way round: the ids of a place. */
export function namesOf(frame: Frame, place: Place): CellPlace {
  return {
    members: place.members.map((node, d) => frame.trees[d]?.ids[node < 0 ? ~node : node] || '*'),
    time: frame.time.ids[place.time] ?? 'all',
  };
}
