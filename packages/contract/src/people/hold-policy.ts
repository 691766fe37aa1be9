import { type BookState, cubeOf, memberOf, type PlanRecord, parentsOf } from '@shapan/engine';
import { rowInside, type Territory } from './territory.ts';

/** Whether everything that a hold keeps from changing lies inside the territory. */
export function holdInside(
  { fields }: PlanRecord,
  { state, territory }: { readonly state: BookState; readonly territory: Territory },
): boolean {
  if (territory.size === 0) return true;
  const dimensions = cubeOf(state, String(fields['target']))?.shape.dimensions ?? [];
  return Array.isArray(fields['members']) && rowInside(territory, dimensions, fields['members'] as string[]);
}

/** A share says what it is a share of: whoever does not know the whole above its place makes none. */
export function shareInside(
  hold: PlanRecord,
  context: {
    readonly state: BookState;
    readonly master: BookState;
    readonly territory: Territory;
    /** The day whose organisation counts. */
    readonly today: string;
  },
): boolean {
  const { keeps, along, target, members } = hold.fields;
  if (keeps !== 'share' || typeof along !== 'string' || !Array.isArray(members)) return true;
  const at = (cubeOf(context.state, String(target))?.shape.dimensions ?? []).indexOf(along);
  if (at < 0) return true; // along time: the same members
  const parent = parentsOf(context.master).on(memberOf(String(members[at])), context.today);
  const above = (members as string[]).with(at, parent ?? '*');
  return holdInside({ ...hold, fields: { ...hold.fields, members: above } }, context);
}

/**
 * What a hold says in numbers is known where its place is; elsewhere only that it is there, whose, and why. Of the
 * organisation of one day: of what has left the part since `Parts.knew` knows.
 */
export function hiddenAmounts({ kind, fields }: PlanRecord, territory: Territory): readonly string[] {
  if (kind !== 'hold') return [];
  const members = (fields['members'] ?? []) as readonly string[];
  // Ids of members are unique over all dimensions, so the order of the target's need not be known.
  const inside = [...territory.values()].every((within) => members.some((id) => within.has(memberOf(id))));
  return inside ? [] : ['floor', 'cap', 'sharePart', 'shareWhole'];
}

/** A hold that typing never gets past: who shapes the plan makes and releases it, nobody else. */
export const isSystemHold = ({ fields }: PlanRecord): boolean =>
  fields['strength'] === 'system' || fields['keeps'] === 'period';
