import type { Change } from '../../plan/change.ts';
import type { Fields, PlanRecord } from '../../plan/record.ts';
import { type BookState, findRecord, recordsOf } from '../../plan/state.ts';

/** The runs of a target's rules are counted, so that the last one is known; the last one run again stays the last. */
export function orderOfRun(state: BookState, { id, fields }: PlanRecord): number {
  return Math.max(ranOrder({ fields }), lastRun(state, { id, fields }) + 1);
}

export const ranOrder = ({ fields }: { readonly fields: Fields }): number => Number(fields['ranOrder'] ?? 0);

/** Which was the last run of the other rules of the same target. */
const lastRun = (state: BookState, { id, fields }: Pick<PlanRecord, 'id' | 'fields'>): number =>
  Math.max(
    0,
    ...recordsOf(state, 'breakdownRule')
      .filter((one) => one.id !== id && one.fields['target'] === fields['target'])
      .map(ranOrder),
  );

/**
 * Whether a field counts something in the book that it lies in, so that it says nothing in another one: the number of a
 * rule's last run. It never stands against a change that comes from there.
 */
export const countsInBook = (kind: string, field: string): boolean =>
  kind === 'breakdownRule' && field === 'ranOrder';

/** The number of the run that a change notes in the book it comes from; `null` for every other change, and one taken back. */
export function notedRun(change: Change): number | null {
  if (change.type === 'record.added')
    return change.record.kind === 'breakdownRule' ? ranOrder(change.record) || null : null;
  if (change.type !== 'record.changed' || change.kind !== 'breakdownRule') return null;
  const [before, after] = [change.before, change.after].map((fields) => ranOrder({ fields }));
  return after! > before! ? after! : null;
}

/**
 * The run that a change from a what-if notes, as the newest of its target's rules in the plan that takes it over (SPR-T92):
 * in the order of runs it happens now. Every other change stays as it is.
 */
export function runNotedIn(state: BookState, change: Change): Change {
  if (notedRun(change) === null) return change;
  if (change.type === 'record.added') {
    const { record } = change;
    const noted = { ...record.fields, ranOrder: lastRun(state, record) + 1 };
    return { ...change, record: { ...record, fields: noted } };
  }
  if (change.type !== 'record.changed') return change;
  const record = findRecord(state, change.kind, change.id);
  return record ? { ...change, after: { ...change.after, ranOrder: orderOfRun(state, record) } } : change;
}
