import { memberOf } from '../plan/parents.ts';
import type { CellPlace } from './command.ts';
import { type Frame, leavesUnder, type Place } from './frame.ts';

/**
 * A place named by ids, `*` for the top of a dimension, as nodes; `undefined` when a name is not in the table. A member
 * that has stood in several places is the one where it stands in the named period; where the period holds more than one,
 * the name must say which (`stintName`).
 */
export function placeOf(frame: Frame, at: CellPlace): Place | undefined {
  const places = placesOf(frame, at);
  return places.length === 1 ? places[0] : undefined;
}

/** The same for names that may mean several places, because a member moved in the named period; none = not in the table. */
export function placesOf(frame: Frame, at: CellPlace): readonly Place[] {
  const time = frame.time.index.get(at.time) ?? -1;
  if (time < 0 || at.members.length !== frame.trees.length) return [];
  return at.members
    .map((name, d) => nodesOf(frame, d, name === '*' ? '' : name, time))
    .reduce<readonly (readonly number[])[]>(
      (found, nodes) => found.flatMap((members) => nodes.map((node) => [...members, node])),
      [[]],
    )
    .map((members) => ({ members, time }));
}

/** The nodes that a name means in a period. */
function nodesOf(frame: Frame, d: number, name: string, time: number): readonly number[] {
  const node = frame.trees[d]!.index.get(name);
  const own = frame.standing?.places[d]?.get(memberOf(name));
  if (!own) return node === undefined ? [] : [node];
  const { from, to } = leavesUnder(frame.time, time);
  const nodes = new Set<number>();
  frame.standing?.eras.forEach((era, i) => {
    if (era.from < to && era.to > from && own[i]! >= 0) nodes.add(own[i]!);
  });
  if (memberOf(name) === name) return [...nodes];
  return node !== undefined && nodes.has(node) ? [node] : [];
}

/** The other way round: the ids of a place, the plain one of a member wherever it is enough. */
export function namesOf(frame: Frame, place: Place): CellPlace {
  const members = place.members.map((node, d) => nameOf(frame, d, node < 0 ? ~node : node, place.time));
  return { members, time: frame.time.ids[place.time] ?? 'all' };
}

function nameOf(frame: Frame, d: number, node: number, time: number): string {
  const name = frame.trees[d]?.ids[node] || '*';
  const member = memberOf(name);
  if (!frame.standing?.places[d]?.has(member)) return name;
  const [only, ...others] = nodesOf(frame, d, member, time);
  return only === node && others.length === 0 ? member : name;
}
