import { applyChanges } from '../plan/apply.ts';
import type { Change } from '../plan/change.ts';
import type { PlanRecord } from '../plan/record.ts';
import { type BookState, forkState, recordsOf } from '../plan/state.ts';
import type { Decision, EnterContext } from './entry-context.ts';

/** Stages of a plan that come with its approval or after it. */
const stagesApproved: ReadonlySet<unknown> = new Set(['approved', 'running', 'closed']);

/** Whether a plan, or a what-if, has been approved: its own stage says so. A book without a brief never was. */
export const isApproved = (state: BookState): boolean =>
  recordsOf(state, 'brief').some(({ fields }) => stagesApproved.has(fields['status']));

/**
 * Holds that were to last until the plan is approved go in the entry that approves it, so that the log tells it and undo
 * brings them back with the stage before (SPR-T53). By whatever road they come – promoted, or taken back – none stands in a
 * plan that is approved: there it would never end.
 */
export function withHoldsEnded(context: EnterContext, decision: Decision): Decision {
  const { changes } = decision;
  if (context.book !== 'plan' || !changes.some(mayEndHolds)) return decision;
  const state = forkState(context.state);
  applyChanges(state, changes);
  if (!isApproved(state)) return decision;
  const ended = recordsOf(state, 'hold').filter(endsWithApproval);
  if (ended.length === 0) return decision;
  const ids = new Set(ended.map(({ id }) => id));
  const isMade = (change: Change): boolean =>
    change.type === 'record.added' && change.record.kind === 'hold' && ids.has(change.record.id);
  const made = new Set(changes.flatMap((one) => (isMade(one) && 'record' in one ? [one.record.id] : [])));
  return {
    ...decision,
    changes: [
      ...changes.filter((change) => !isMade(change)),
      ...ended
        .filter(({ id }) => !made.has(id))
        .map((record): Change => ({ type: 'record.removed', record })),
    ],
  };
}

export const endsWithApproval = ({ fields }: Pick<PlanRecord, 'fields'>): boolean =>
  fields['expiresWhen'] === 'approved';

/** Only a plan's stage and what a hold says of its end can end one: numbers never do. */
function mayEndHolds(change: Change): boolean {
  if (change.type === 'record.changed') return change.kind === 'brief' || change.kind === 'hold';
  return change.type === 'record.added' && (change.record.kind === 'brief' || change.record.kind === 'hold');
}
