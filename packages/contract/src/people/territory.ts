import { type BookState, memberOf, parentsOf } from '@shapan/engine';
import type { Scope } from './people.ts';

/** The dimension members inside the scope, per dimension; a dimension that is not a key is not restricted. */
export type Territory = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Every member of the scope's subtrees, by the trees that the master data has on a day (`YYYY-MM-DD`): rights follow the
 * organisation of that day.
 */
export function territoryOf(scope: Scope, master: BookState, day: string): Territory {
  const territory = new Map<string, Set<string>>();
  for (const { dimension, member } of scope) {
    const inside = territory.get(dimension) ?? new Set<string>();
    territory.set(dimension, inside.add(member));
  }
  if (territory.size === 0) return territory;
  const children = childrenByParent(master, day);
  for (const inside of territory.values()) {
    for (const member of inside) for (const child of children.get(member) ?? []) inside.add(child);
  }
  return territory;
}

function childrenByParent(master: BookState, day: string): ReadonlyMap<string, readonly string[]> {
  const parents = parentsOf(master);
  const children = new Map<string, string[]>();
  for (const id of master.records.get('dimensionMember')?.byId.keys() ?? []) {
    const parent = parents.on(id, day);
    if (parent === undefined) continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(id);
    else children.set(parent, [id]);
  }
  return children;
}

/**
 * What a member may read of numbers: today's part of the organisation at all times, and of what has left it the time
 * when it belonged there, so that nobody's own history changes (ORG-8). To write, only today's part counts.
 */
export interface Sight {
  readonly now: Territory;
  /** The part that was the member's own on a day up to today. */
  readonly on: (day: string) => Territory;
}

/** See `Sight`. */
export function sightOf(scope: Scope, master: BookState, today: string): Sight {
  const now = territoryOf(scope, master, today);
  const days = now.size === 0 ? [] : parentsOf(master).days;
  const eraOf = (day: string): number => days.findLastIndex((moved) => moved <= day);
  const present = eraOf(today);
  // Where nobody has moved yet, however many will, every day up to today is as today.
  if (present < 0) return { now, on: () => now };
  const known = new Map<number, Territory>();
  const on = (day: string): Territory => {
    const era = eraOf(day);
    if (era >= present) return now;
    let territory = known.get(era);
    if (!territory) known.set(era, (territory = territoryOf(scope, master, days[era] ?? '')));
    return territory;
  };
  return { now, on };
}

/** Whether a number of a row is for this reader, in a period that begins on a day. */
export function leafInside(
  sight: Sight,
  dimensions: readonly string[],
  row: readonly string[],
  day: string,
): boolean {
  if (rowInside(sight.now, dimensions, row)) return true;
  const then = sight.on(day);
  return then !== sight.now && rowInside(then, dimensions, row);
}

/** Whether all of a place lies inside: a dimension that it does not name is open, and wider than a scope in it. */
function allInside(territory: Territory, memberIn: (dimension: string) => string | undefined): boolean {
  for (const [dimension, inside] of territory) {
    const member = memberIn(dimension);
    if (member === undefined || !inside.has(memberOf(member))) return false;
  }
  return true;
}

/** All of a place, named by the members of a row: `*` and a dimension outside the breakdown are open. */
export const rowInside = (
  territory: Territory,
  dimensions: readonly string[],
  row: readonly string[],
): boolean => allInside(territory, (dimension) => row[dimensions.indexOf(dimension)]);

/** The same of a place that a record names. */
export const placeInside = (territory: Territory, coordinate: unknown): boolean =>
  allInside(territory, (dimension) => (coordinate as Record<string, string> | null | undefined)?.[dimension]);

/** What a coordinate field says: `true` inside, `false` outside, `null` when it says nothing about the scope. */
export function coordinateInside(territory: Territory, coordinate: unknown): boolean | null {
  if (typeof coordinate !== 'object' || coordinate === null) return null;
  const place = coordinate as Record<string, string>;
  const named = [...territory].filter(([dimension]) => dimension in place);
  if (named.length === 0) return null;
  return named.every(([dimension, inside]) => inside.has(memberOf(place[dimension] as string)));
}
