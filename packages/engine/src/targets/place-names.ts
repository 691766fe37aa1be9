import { type Problem, problem } from '../foundation/problem.ts';
import { memberOf, stintName } from '../plan/parents.ts';
import type { Fields } from '../plan/record.ts';
import type { CellPlace } from './command.ts';
import { type Frame, leavesUnder, ownRow, type Place } from './frame.ts';
import { isLeafNode } from './tree.ts';

/** Behind a member's id: what stands at the member itself, in none of those below it. */
const OWN = '~own';

/** What a command calls a member without what is below it; an id of a record holds no such sign. */
export const ownName = (name: string): string => `${name}${OWN}`;

/** Whether a name is one of `ownName`. */
export const isOwnName = (name: string): boolean => name.endsWith(OWN);

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

/** The members by which a record's `coordinate` names a place, in the order of these dimensions. */
export function membersNamed(dimensions: readonly string[], { coordinate }: Fields): readonly string[] {
  const named = (coordinate ?? {}) as Readonly<Record<string, string>>;
  return dimensions.map((dimension) => named[dimension] ?? '*');
}

/**
 * Why a place cannot be meant: it is not in the table, or a member of it has stood in several places in its period and the
 * name does not say which (`AMBIGUOUS`, with the names that do).
 */
export function unplaced(frame: Frame, at: CellPlace, path: string): Problem {
  const places = placesOf(frame, at);
  const text = sayPlace(at);
  if (places.length < 2) return problem('UNKNOWN_REFERENCE', path, { id: text });
  const varies = at.members.map((_, d) => places.some(({ members }) => members[d] !== places[0]!.members[d]));
  const named = places.map((place) => {
    const names = namesOf(frame, place).members;
    return sayPlace({ ...at, members: at.members.map((name, d) => (varies[d] ? names[d]! : name)) });
  });
  const candidates = named.join(', ');
  return problem('AMBIGUOUS', path, { text, count: places.length, candidates });
}

/** A place as it was named. */
const sayPlace = ({ members, time }: CellPlace): string => `${members.join(' / ')} ${time}`;

/** The nodes that a name means in a period. */
function nodesOf(frame: Frame, d: number, name: string, time: number): readonly number[] {
  if (isOwnName(name)) {
    const member = name.slice(0, -OWN.length);
    const nodes = isOwnName(member) ? [] : nodesOf(frame, d, member, time);
    return nodes.map((node) => (isLeafNode(frame.trees[d]!, node) ? node : ownRow(node)));
  }
  const node = frame.trees[d]!.index.get(name);
  const own = frame.standing?.places[d]?.get(memberOf(name));
  if (!own) return node === undefined ? [] : [node];
  const { from, to } = leavesUnder(frame.time, time);
  const nodes = new Set<number>();
  frame.standing?.eras.forEach((era, i) => {
    if (era.from < to && era.to > from && own[i]! >= 0) nodes.add(own[i]!);
  });
  const member = memberOf(name);
  if (member === name) return [...nodes];
  const meant = name === stintName(member) ? frame.trees[d]!.index.get(member) : node;
  return meant !== undefined && nodes.has(meant) ? [meant] : [];
}

/** Whether all members of a place stand there in some of its periods; elsewhere there is no leaf, and none can come. */
export function standsThere(frame: Frame, place: Place): boolean {
  const { from, to } = leavesUnder(frame.time, place.time);
  return frame.standing
    ? frame.standing.eras.some((era, i) => era.from < to && era.to > from && standsIn(frame, place, i))
    : true;
}

/** The leaf periods of a place in which all its members stand there, as positions among the leaves, ascending. */
export function leavesThere(frame: Frame, place: Place): readonly number[] {
  const { from, to } = leavesUnder(frame.time, place.time);
  const all = Array.from({ length: to - from }, (_, i) => from + i);
  const { standing } = frame;
  if (!standing) return all;
  return all.filter((leaf) =>
    standing.eras.some((era, i) => leaf >= era.from && leaf < era.to && standsIn(frame, place, i)),
  );
}

function standsIn({ standing, trees }: Frame, { members }: Place, era: number): boolean {
  return members.every((own, d) => {
    const node = own < 0 ? ~own : own;
    const places = standing?.places[d]?.get(memberOf(trees[d]!.ids[node]!));
    return !places || places[era] === node;
  });
}

/** The other way round: the ids of a place, the plain one of a member wherever it is enough. */
export function namesOf(frame: Frame, place: Place): CellPlace {
  const members = place.members.map((node, d) => nameOfNode(frame, d, node < 0 ? ~node : node, place.time));
  return { members, time: frame.time.ids[place.time] ?? 'all' };
}

/** What a command calls a node of a dimension in a period: the plain id of its member wherever it is enough. */
export function nameOfNode(frame: Frame, d: number, node: number, time: number): string {
  const name = frame.trees[d]?.ids[node] || '*';
  const member = memberOf(name);
  if (!frame.standing?.places[d]?.has(member)) return name;
  const [only, ...others] = nodesOf(frame, d, member, time);
  if (only === node && others.length === 0) return member;
  return name === member ? stintName(member) : name;
}
