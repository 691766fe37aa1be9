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
 * when it belonged there, so that nobody's own history changes (DOMAIN I22). To write, only today's part counts.
 */
export interface Sight {
  readonly now: Territory;
  /** The part that was the member's own on a day up to today. */
  readonly on: (day: string) => Territory;
}

/** See `Sight`. */
export function sightOf(scope: Scope, master: BookState, today: string): Sight {
  const now = territoryOf(scope, master, today);
  const { days } = parentsOf(master);
  if (now.size === 0 || days.length === 0) return { now, on: () => now };
  const known = new Map<number, Territory>();
  const on = (day: string): Territory => {
    if (day >= today) return now;
    const era = days.findLastIndex((moved) => moved <= day);
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
  return rowInside(sight.now, dimensions, row) || rowInside(sight.on(day), dimensions, row);
}

/** A row lies inside when every restricted dimension is part of the breakdown and its member is inside. */
export function rowInside(
  territory: Territory,
  dimensions: readonly string[],
  row: readonly string[],
): boolean {
  for (const [dimension, inside] of territory) {
    const at = dimensions.indexOf(dimension);
    if (at < 0 || !inside.has(memberOf(row[at] as string))) return false;
  }
  return true;
}

/** What a coordinate field says: `true` inside, `false` outside, `null` when it says nothing about the scope. */
export function coordinateInside(territory: Territory, coordinate: unknown): boolean | null {
  if (typeof coordinate !== 'object' || coordinate === null) return null;
  const place = coordinate as Record<string, string>;
  const named = [...territory].filter(([dimension]) => dimension in place);
  if (named.length === 0) return null;
  return named.every(([dimension, inside]) => inside.has(memberOf(place[dimension] as string)));
}

/** Whether all of a place lies inside: a dimension that it does not name is open, and wider than a scope in it. */
export function placeInside(territory: Territory, coordinate: unknown): boolean {
  const place = (coordinate ?? {}) as Record<string, string>;
  return [...territory].every(([dimension, inside]) => inside.has(memberOf(place[dimension] ?? '')));
}
