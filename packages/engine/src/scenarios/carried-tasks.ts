import type { PlainDate } from '../foundation/date.ts';
import { applyChanges } from '../plan/apply.ts';
import type { Fields, PlanRecord } from '../plan/record.ts';
import { createState } from '../plan/state.ts';
import { checkTaskLink } from '../plan/task-laws.ts';

/** In which people work for a plan; `null` = no limit. */
export interface WorkWindow {
  readonly min: PlainDate | null;
  readonly max: PlainDate | null;
}

/**
 * The days of a task in the next plan (TSK-1, TSK-3): moved with it, no further than its window. A task that would lie
 * outside altogether has no days: when it is to be done is to be said anew.
 */
export function carriedDays(
  { from, to }: Fields,
  shift: (date: PlainDate) => PlainDate,
  { min, max }: WorkWindow,
): Fields {
  const typed = [from, to].filter((day) => typeof day === 'string');
  if (typed.length === 0) return {};
  // Of days that were typed before they had to be in order.
  const ordered = typed.map(shift).sort();
  const [first, last] = [ordered[0]!, ordered.at(-1)!];
  if ((max !== null && first > max) || (min !== null && last < min)) return { from: null, to: null };
  return {
    from: typeof from === 'string' ? (min !== null && first < min ? min : first) : null,
    to: typeof to === 'string' ? (max !== null && last > max ? max : last) : null,
  };
}

/** Ids of links between carried tasks that were made before links had laws, and break one (TSK-2). */
export function unlawfulLinks(
  records: readonly PlanRecord[],
  carried: ReadonlyMap<string, string>,
): readonly string[] {
  const state = createState();
  return records.flatMap((record) => {
    const { from, to } = record.fields;
    if (record.kind !== 'taskLink' || !carried.has(String(from)) || !carried.has(String(to))) return [];
    if (checkTaskLink(state, record).length > 0) return [record.id];
    applyChanges(state, [{ type: 'record.added', record }]);
    return [];
  });
}
