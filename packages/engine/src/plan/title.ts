import type { DecideContext } from './context.ts';
import type { Kinds } from './kind.ts';
import type { PlanRecord } from './record.ts';
import { findRecord } from './state.ts';

/** What a person calls the record; its id when it has no name of its own. */
export function titleOf(kinds: Kinds, record: PlanRecord): string {
  const title = kinds.get(record.kind)?.title;
  const value = title ? record.fields[title] : undefined;
  return typeof value === 'string' ? value : record.id;
}

/**
 * The same where more is at hand: a target is called after its metric, a contribution after its initiative, a link after
 * the tasks at its ends.
 */
export function calledIn(context: DecideContext, record: PlanRecord): string {
  const { kinds, state, master } = context;
  const { metric, from, to, initiative } = record.fields;
  const name = (found: PlanRecord | undefined) => (found ? titleOf(kinds, found) : record.id);
  if (record.kind === 'target') return name(findRecord(master, 'metric', String(metric)));
  if (record.kind === 'cellPath') {
    const target = findRecord(state, 'target', String(record.fields['target']));
    return name(target && findRecord(master, 'metric', String(target.fields['metric'])));
  }
  if (record.kind === 'contribution') return name(findRecord(state, 'initiative', String(initiative)));
  if (record.kind === 'reassignment')
    return `${name(findRecord(master, 'dimensionMember', String(record.fields['member'])))} ${String(from)}`;
  if (record.kind === 'taskLink')
    return [from, to].map((end) => name(findRecord(state, 'task', String(end)))).join(' → ');
  if (record.kind === 'painAnswer')
    return [
      findRecord(state, 'competitorInsight', String(record.fields['competitor'])),
      findRecord(state, 'painPoint', String(record.fields['painPoint'])),
    ]
      .flatMap((end) => (end ? [titleOf(kinds, end)] : []))
      .join(' · ');
  return titleOf(kinds, record);
}
