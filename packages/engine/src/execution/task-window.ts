import { type Problem, problem } from '../foundation/problem.ts';
import type { Fields } from '../plan/record.ts';
import { type BookState, recordsOf } from '../plan/state.ts';

/** The window in which people work for a plan, as its brief says it; an empty side has no limit. */
export function executionWindow(state: BookState): { readonly min: string; readonly max: string } {
  const { workFrom, workTo } = recordsOf(state, 'brief')[0]?.fields ?? {};
  return { min: String(workFrom ?? ''), max: String(workTo ?? '') };
}

/** The first day of a task that is typed outside the execution window: `OUTSIDE_WINDOW` at its field (TSK-3). */
export const outsideWindow = (state: BookState, typed: Fields): Problem | null =>
  outsideOf(executionWindow(state), typed);

/** The same of a window that is known already. */
export function outsideOf({ min, max }: ReturnType<typeof executionWindow>, typed: Fields): Problem | null {
  for (const field of ['from', 'to'] as const) {
    const day = typed[field];
    if (typeof day !== 'string' || (min <= day && (max === '' || day <= max))) continue;
    return problem('OUTSIDE_WINDOW', field, { value: day, min, max });
  }
  return null;
}
