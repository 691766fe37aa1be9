import type { BookState } from '@shapan/engine';
import type { Scope } from './people.ts';

/** The dimension members inside the scope, per dimension; a dimension that is not a key is not restricted. */
export type Territory = ReadonlyMap<string, ReadonlySet<string>>;

/** Every member of the scope's subtrees, from the trees of the master data. */
export function territoryOf(scope: Scope, master: BookState): Territory {
  const territory = new Map<string, Set<string>>();
  for (const { dimension, member } of scope) {
    const inside = territory.get(dimension) ?? new Set<string>();
    territory.set(dimension, inside.add(member));
  }
  if (territory.size === 0) return territory;
  const children = childrenByParent(master);
  for (const inside of territory.values()) {
    for (const member of inside) for (const child of children.get(member) ?? []) inside.add(child);
  }
  return territory;
}

function childrenByParent(master: BookState): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const { id, fields } of master.records.get('dimensionMember')?.byId.values() ?? []) {
    const parent = fields['parent'];
    if (typeof parent !== 'string') continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(id);
    else children.set(parent, [id]);
  }
  return children;
}

/** A row lies inside when every restricted dimension is part of the breakdown and its member is inside. */
export function rowInside(
  territory: Territory,
  dimensions: readonly string[],
  row: readonly string[],
): boolean {
  for (const [dimension, inside] of territory) {
    const at = dimensions.indexOf(dimension);
    if (at < 0 || !inside.has(row[at] as string)) return false;
  }
  return true;
}

/** What a coordinate field says: `true` inside, `false` outside, `null` when it says nothing about the scope. */
export function coordinateInside(territory: Territory, coordinate: unknown): boolean | null {
  if (typeof coordinate !== 'object' || coordinate === null) return null;
  const place = coordinate as Record<string, string>;
  const named = [...territory].filter(([dimension]) => dimension in place);
  if (named.length === 0) return null;
  return named.every(([dimension, inside]) => inside.has(place[dimension] as string));
}

/** Whether all of a place lies inside: a dimension that it does not name is open, and wider than a scope in it. */
export function placeInside(territory: Territory, coordinate: unknown): boolean {
  const place = (coordinate ?? {}) as Record<string, string>;
  return [...territory].every(([dimension, inside]) => inside.has(place[dimension] ?? ''));
}
