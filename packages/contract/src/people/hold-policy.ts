import { type BookState, cubeOf, type PlanRecord } from '@shapan/engine';
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

/** A hold that typing never gets past: who shapes the plan makes and releases it, nobody else. */
export const isSystemHold = ({ fields }: PlanRecord): boolean =>
  fields['strength'] === 'system' || fields['keeps'] === 'period';
