import { applyChanges } from '../../plan/apply.ts';
import type { Change } from '../../plan/change.ts';
import type { PlanRecord } from '../../plan/record.ts';
import { forkState, recordsOf } from '../../plan/state.ts';
import type { Decision, EnterContext } from '../entry-context.ts';
import { rowsUnder } from '../frame.ts';
import { layoutOf, membersOf } from '../layout.ts';
import { placeRule } from './rule.ts';
import { decideRunRule } from './run.ts';

/**
 * What follows from a decision in the same entry: rules that say so run again when a number of their source changed, and
 * rules that stand on those. Each runs once; one that would be refused, or that reaches further than the asker may
 * write, does not run and is seen to be out of date.
 */
export function withFollowingRules(context: EnterContext, decision: Decision): Decision {
  const rules = recordsOf(context.state, 'breakdownRule').filter(({ fields }) => fields['auto'] === true);
  if (rules.length === 0) return decision;
  let { changes, notices } = decision;
  let state = context.state;
  let fresh: readonly Change[] = changes;
  const done = new Set<string>();
  for (;;) {
    const moved = new Set(fresh.flatMap((one) => (one.type === 'cells.changed' ? [one.target] : [])));
    const next = rules.find(({ id, fields }) => !done.has(id) && moved.has(String(fields['source'])));
    if (!next) return { changes, notices };
    done.add(next.id);
    if (state === context.state) {
      state = forkState(state);
      applyChanges(state, changes);
    }
    const after = { ...context, state };
    const ran = mayReach(after, next)
      ? decideRunRule(after, { type: 'target.runRule', rule: next.id })
      : null;
    if (!ran?.ok) continue;
    applyChanges(state, ran.value.changes);
    changes = [...changes, ...ran.value.changes];
    notices = [...notices, ...ran.value.notices];
    fresh = [...fresh, ...ran.value.changes];
  }
}

/** Whether the asker may write everything that the rule divides. */
function mayReach(context: EnterContext, record: PlanRecord): boolean {
  const target = String(record.fields['target']);
  const layout = layoutOf(context.state, context.master, target);
  const placed = layout && placeRule(layout, record);
  if (!layout || !placed?.ok) return false;
  return rowsUnder(layout.frame, placed.value.at).every((row) =>
    context.writable(target, membersOf(layout, row)),
  );
}
